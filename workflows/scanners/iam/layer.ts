/** What one layer of policies says to a request: its identity policies, a boundary, one level of service control policies. */
import { type Context, holds } from './condition.ts';
import { fits, type Pattern, resourceFits } from './pattern.ts';
import type { Condition, Read, Side, Statement } from './policy.ts';
import { all, not, some, type Truth } from './truth.ts';

export interface NamedPolicy {
  name: string;
  policy: Read;
}

/** Something that is not known here and would decide. */
export type Need =
  | { kind: 'condition'; where: string; effect: 'Allow' | 'Deny'; operator: string; key: string; values: readonly string[] }
  | { kind: 'resource'; where: string; effect: 'Allow' | 'Deny'; patterns: readonly string[] }
  | { kind: 'unreadable'; where: string; why: string }
  | { kind: 'not-read'; where: string };

export interface Answer {
  answer: Truth;
  /** A Deny says so, and no other policy can give it back. */
  explicit: boolean;
  /** The statements that decided, each as "policy / statement". */
  by: readonly string[];
  /** What it depends on; empty for a yes or a no. */
  needs: readonly Need[];
}

export const actionFits = ({ not: negated, patterns }: Side, action: string): boolean =>
  patterns.some(({ code }) => fits(code, action)) !== negated;

export function sideFits({ not: negated, patterns }: Side, resource: string): Truth {
  const found = some(patterns.map((pattern) => resourceFits(pattern, resource)));
  return negated ? not(found) : found;
}

/** A statement that speaks about the action, and whose conditions may hold: only the resource is left to ask about. */
export interface Line {
  effect: 'Allow' | 'Deny';
  where: string;
  /** Whether its conditions hold. */
  truth: 'yes' | 'depends';
  needs: readonly Need[];
  /** `null` is everything: where a policy cannot be read it may speak about anything. */
  resource: Side | null;
}

const textsOf = (patterns: readonly Pattern[]): string[] => patterns.map(({ text }) => text);

const needOf = ({ operator, key, values }: Condition, where: string, effect: 'Allow' | 'Deny'): Need => ({
  kind: 'condition',
  where,
  effect,
  operator,
  key,
  values: textsOf(values),
});

const effects = ['Allow', 'Deny'] as const;

function linesIn({ name, policy }: NamedPolicy, action: string, context: Context): Line[] {
  if (policy.kind === 'policy') return policy.statements.flatMap((statement) => lineOf(name, statement, action, context) ?? []);
  const needs: Need[] = [{ kind: 'unreadable', where: name, why: policy.why }];
  return effects.map((effect) => ({ effect, where: name, truth: 'depends', needs, resource: null }));
}

function lineOf(policy: string, statement: Statement, action: string, context: Context): Line | null {
  if (!actionFits(statement.action, action)) return null;
  const { effect, resource, conditions } = statement;
  const where = `${policy} / ${statement.name}`;
  // A principal's policy names resources and no principal. One that does otherwise was not written for this place.
  if (resource === null || statement.principals !== null) {
    const needs: Need[] = [{ kind: 'unreadable', where, why: 'it is not a statement for a principal' }];
    return { effect, where, truth: 'depends', needs, resource: null };
  }
  const held = conditions.map((condition) => holds(condition, context));
  const truth = all(held);
  if (truth === 'no') return null;
  const open = conditions.filter((_, index) => held[index] === 'depends');
  return { effect, where, truth, needs: open.map((condition) => needOf(condition, where, effect)), resource };
}

/** What of a layer speaks about the request, whatever the resource. */
export const linesOf = (policies: readonly NamedPolicy[], action: string, context: Context): Line[] =>
  policies.flatMap((policy) => linesIn(policy, action, context));

interface Applied {
  line: Line;
  truth: 'yes' | 'depends';
  fit: Truth;
}

const needsOf = ({ line, fit }: Applied): Need[] =>
  fit === 'depends' && line.resource !== null
    ? [{ kind: 'resource', where: line.where, effect: line.effect, patterns: textsOf(line.resource.patterns) }, ...line.needs]
    : [...line.needs];

const distinct = <T>(list: readonly T[]): T[] => [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
const names = (list: readonly Applied[]): string[] => [...new Set(list.map(({ line }) => line.where))];

/** A Deny wins over every Allow; without an Allow nothing is allowed. */
function ask(lines: readonly Line[], resource: string): Answer {
  const applied = lines.flatMap((line): Applied[] => {
    const fit = line.resource === null ? 'yes' : sideFits(line.resource, resource);
    return fit === 'no' ? [] : [{ line, fit, truth: fit === 'depends' ? 'depends' : line.truth }];
  });
  const having = (effect: 'Allow' | 'Deny', truth: Truth): Applied[] =>
    applied.filter((one) => one.line.effect === effect && one.truth === truth);
  const denied = having('Deny', 'yes');
  if (denied.length > 0) return { answer: 'no', explicit: true, by: names(denied), needs: [] };
  const [allowed, maybe, maybeNot] = [having('Allow', 'yes'), having('Allow', 'depends'), having('Deny', 'depends')];
  if (allowed.length + maybe.length === 0) return { answer: 'no', explicit: false, by: [], needs: [] };
  if (allowed.length > 0 && maybeNot.length === 0) return { answer: 'yes', explicit: false, by: names(allowed), needs: [] };
  const open = [...(allowed.length > 0 ? [] : maybe), ...maybeNot];
  return { answer: 'depends', explicit: false, by: names([...allowed, ...open]), needs: distinct(open.flatMap(needsOf)) };
}

/** Each layer must agree. */
export function askAll(layers: readonly (readonly Line[])[], resource: string): Answer {
  const answers = layers.map((lines) => ask(lines, resource));
  const refused = answers.find(({ explicit }) => explicit) ?? answers.find(({ answer }) => answer === 'no');
  if (refused !== undefined) return refused;
  return {
    answer: all(answers.map(({ answer }) => answer)),
    explicit: false,
    by: [...new Set(answers.flatMap(({ by }) => by))],
    needs: distinct(answers.flatMap(({ needs }) => needs)),
  };
}
