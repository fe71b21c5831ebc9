/**
 * Who may act on a thing, by the policy that stands on it: a bucket's, a key's, a function's, an agent's, or a role's trust.
 * It says whom the policy lets in, not what else would stop them: block public access, resource control policies, and for principals of
 * other accounts their own policies.
 */
import { type Context, contextOf, holds } from './condition.ts';
import { actionFits, type NamedPolicy, sideFits } from './layer.ts';
import { askedAction, askedResource, generalMember } from './pattern.ts';
import type { Condition, Side, Statement, Unreadable } from './policy.ts';
import { all, some, type Truth } from './truth.ts';
import { accountOfWho, covers, type Who } from './who.ts';

export interface Grant {
  who: Who;
  /** Where the statement allows everyone but these. */
  except: readonly Who[];
  /** As written, of `Action`; of `NotAction` with "not " before it. */
  actions: readonly string[];
  /** All of these hold where the grant counts. */
  conditions: readonly Condition[];
  /** None of these holds where the grant counts: each is a Deny beside it, whose conditions must all hold for it to count. */
  limits: readonly (readonly Condition[])[];
  /** A Deny may take it away, and we cannot say whether. */
  mayBeDenied: boolean;
  /** The statement, as "policy / statement". */
  where: string;
}

/** The statement in the middle of a sentence for people. */
export const inWords = ({ where }: Pick<Grant, 'where'>): string => where.replace(/ \/ (.*)$/s, ' ($1)');

export interface Asked {
  /** One action or a pattern, as in a question about a principal; left out: any. */
  action?: string;
  resource?: string;
  context?: Context;
}

/** What a request of this principal carries for certain. */
export function contextOfWho(who: Who): Context {
  const account = accountOfWho(who);
  if (who.kind === 'service') {
    return { 'aws:principalisawsservice': 'true', 'aws:principalaccount': null, 'aws:principalorgid': null, 'aws:principalarn': null };
  }
  const own: Context = { 'aws:principalisawsservice': 'false' };
  if (account === null) return own;
  return who.kind === 'role' || who.kind === 'user'
    ? { ...own, 'aws:principalaccount': account, 'aws:principalarn': who.arn }
    : { ...own, 'aws:principalaccount': account };
}

const wording = ({ not: negated, patterns }: Side): string[] => patterns.map(({ text }) => (negated ? `not ${text}` : text));

/** Whom the policy lets do it. An unreadable policy lets in nobody knows whom: it is handed back as it is. */
export function whoMay({ name, policy }: NamedPolicy, asked: Asked = {}): readonly Grant[] | Unreadable {
  if (policy.kind === 'unreadable') return policy;
  const denies = policy.statements.filter(({ effect }) => effect === 'Deny');
  return policy.statements
    .filter((statement) => statement.effect === 'Allow' && speaksOf(statement, asked) !== 'no')
    .flatMap((statement) => grantsIn(`${name} / ${statement.name}`, statement).flatMap((grant) => cut(grant, statement, denies, asked)));
}

function speaksOf({ action, resource, conditions }: Statement, asked: Asked): Truth {
  if (asked.action !== undefined && !actionFits(action, askedAction(asked.action))) return 'no';
  const context = contextOf(asked.context ?? {});
  const held = conditions.map((condition) => holds(condition, context));
  return all([asked.resource === undefined || resource === null ? 'yes' : sideFits(resource, askedResource(asked.resource)), ...held]);
}

function grantsIn(where: string, { principals, action, conditions }: Statement): Grant[] {
  const rest = { actions: wording(action), conditions, limits: [], mayBeDenied: false, where };
  if (principals === null) return [{ who: { kind: 'unreadable', value: 'no principal is named' }, except: [], ...rest }];
  if (principals.not) return [{ who: { kind: 'public' }, except: principals.whos, ...rest }];
  return principals.whos.flatMap((who) => asMeant(who, conditions).map((meant) => ({ who: meant, except: [], ...rest })));
}

const services: Who = { kind: 'service', name: '*' };

/** Who is really meant: "everyone" with `aws:PrincipalIsAWSService` is any AWS service, and some conditions let in nobody at all. */
function asMeant(who: Who, conditions: readonly Condition[]): Who[] {
  const met = (one: Who): boolean => conditions.every((condition) => holds(condition, contextOfWho(one)) !== 'no');
  if (met(who)) return [who];
  return who.kind === 'public' && met(services) ? [services] : [];
}

/** The grant without what a Deny takes away: nothing is left, or limits are. */
function cut(grant: Grant, allow: Statement, denies: readonly Statement[], asked: Asked): Grant[] {
  const context = { ...contextOfWho(grant.who), ...contextOf(asked.context ?? {}) };
  const limits: (readonly Condition[])[] = [];
  let mayBeDenied = false;
  for (const deny of denies) {
    const reach = all([deny.principals === null ? 'depends' : covers(deny.principals, grant.who), reaches(deny, allow, asked)]);
    const held = deny.conditions.map((condition) => holds(condition, context));
    const truth = all([reach, ...held]);
    if (truth === 'yes') return sparedBy(deny, grant.who).flatMap((who) => cut({ ...grant, who }, allow, denies, asked));
    if (reach === 'depends' && truth === 'depends') mayBeDenied = true;
    else if (truth === 'depends') limits.push(deny.conditions.filter((_, index) => held[index] === 'depends'));
  }
  return [{ ...grant, limits, mayBeDenied }];
}

/** Where everyone is denied: those whom the Deny leaves out by name, and AWS services, which it may leave out by condition. */
const sparedBy = ({ principals }: Statement, who: Who): Who[] =>
  who.kind === 'public' ? [services, ...(principals?.not === true ? principals.whos : [])] : [];

/** Whether the Deny takes all that the Allow gives, or all that was asked about. */
function reaches(deny: Statement, allow: Statement, asked: Asked): Truth {
  const actions = asked.action !== undefined ? [askedAction(asked.action)] : generalActions(allow.action);
  if (!actions.every((action) => actionFits(deny.action, action))) return 'no';
  if (deny.resource === null) return 'yes';
  const resources =
    asked.resource !== undefined
      ? [askedResource(asked.resource)]
      : allow.resource === null || allow.resource.not
        ? [askedResource('*')]
        : allow.resource.patterns.map(({ code }) => generalMember(code));
  const { resource } = deny;
  return all(resources.map((one) => sideFits(resource, one)));
}

const generalActions = ({ not: negated, patterns }: Side): string[] =>
  negated ? [askedAction('*')] : patterns.map(({ text, code }) => (/^\*+$/.test(text) ? askedAction('*') : generalMember(code)));

/** Whether the policy surely denies this to everyone, such as every request without TLS. */
export function deniesAll({ policy }: NamedPolicy, asked: Required<Pick<Asked, 'action' | 'resource'>> & Asked): Truth {
  if (policy.kind === 'unreadable') return 'depends';
  const everyone = policy.statements.filter(
    ({ effect, principals }) => effect === 'Deny' && principals !== null && covers(principals, { kind: 'public' }) === 'yes',
  );
  return some(everyone.map((statement) => speaksOf(statement, asked)));
}
