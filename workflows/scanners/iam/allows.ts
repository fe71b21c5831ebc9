/**
 * May this principal do that? Our own small evaluator of IAM policies: the maintained one, @cloud-copilot/iam-simulate, is under the AGPL
 * and may not ship with us; AWS's own (`iam:SimulatePrincipalPolicy`) takes a call for each principal and action, and is not among the
 * reads that we allow ourselves.
 *
 * It answers from the policies that are handed in: identity policies, groups' policies, a permissions boundary and service control
 * policies. It does not look at session policies, resource control policies, VPC endpoint policies or policies of resources (which may
 * grant what a principal's own policies do not), and knows no rules of single services such as dependent actions or which resource an
 * action takes. Name a layer in `notRead` where it may matter and was not read: what it could change then comes out as "depends".
 * A key of the request that was not given, a policy variable, an unknown operator and a policy that cannot be read are "depends" too.
 */
import { type Context, contextOf } from './condition.ts';
import { type Answer, askAll, linesOf, type NamedPolicy, type Need } from './layer.ts';
import { askedAction, askedResource } from './pattern.ts';
import { isServiceLinked, type Principal } from './principal.ts';
import { askSomething } from './something.ts';

export interface Question {
  /** One action, or a pattern: `bedrock:*` asks for rights over the whole service, `*` for rights over everything. */
  action: string;
  /** One ARN, or a pattern, which asks about all that it names. Left out: is there anything at all on which it may? */
  resource?: string;
  context?: Context;
}

export type Layer = 'service-control-policies' | 'resource-control-policies' | 'session-policy' | 'resource-policy';

export interface Around {
  /** Service control policies, a list for each level from the root to the account. A level without any limits nothing. */
  scps?: readonly (readonly NamedPolicy[])[];
  /** Layers that are there, or may be, and could not be read. */
  notRead?: readonly Layer[];
}

export function allows(principal: Principal, question: Question, around: Around = {}): Answer {
  const action = askedAction(question.action);
  const context = { ...ownContext(principal), ...contextOf(question.context ?? {}) };
  const layers = layersOf(principal, around).map((layer) => linesOf(layer, action, context));
  const answer = question.resource === undefined ? askSomething(layers) : askAll(layers, askedResource(question.resource));
  return withUnread(answer, around.notRead ?? [], principal);
}

/** What every request of the principal carries. */
const ownContext = ({ kind, arn, account }: Principal): Context =>
  kind === 'group'
    ? { 'aws:principalaccount': account, 'aws:principalisawsservice': 'false' }
    : { 'aws:principalarn': arn, 'aws:principalaccount': account, 'aws:principalisawsservice': 'false' };

function layersOf(principal: Principal, { scps = [] }: Around): (readonly NamedPolicy[])[] {
  const { policies, boundary } = principal;
  // Service control policies do not reach service-linked roles.
  const levels = isServiceLinked(principal) ? [] : scps.filter((level) => level.length > 0);
  return [policies, ...(boundary === null ? [] : [[boundary]]), ...levels];
}

function withUnread(answer: Answer, notRead: readonly Layer[], principal: Principal): Answer {
  const matters = notRead.filter((layer) => {
    if (layer === 'service-control-policies' && isServiceLinked(principal)) return false;
    // Another policy may take away from a yes; only a policy of the resource may add to what nobody denied.
    return layer === 'resource-policy' ? !answer.explicit : answer.answer !== 'no';
  });
  if (matters.length === 0) return answer;
  const needs = [...answer.needs, ...matters.map((layer): Need => ({ kind: 'not-read', where: layer }))];
  return { ...answer, answer: 'depends', needs };
}
