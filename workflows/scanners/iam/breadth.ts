/** How far a principal's rights reach: everything, a whole service, every resource, and whether a right hangs on a condition. */
import { type Around, allows, type Question } from './allows.ts';
import type { Answer, Need } from './layer.ts';
import { anyArn, anyValue } from './pattern.ts';
import type { Principal } from './principal.ts';
import { all, some, type Truth } from './truth.ts';

export const partitionOf = ({ arn }: Pick<Principal, 'arn'>): string => arn.split(':')[1] ?? 'aws';

/** Every action of every service, those of IAM included, on everything. */
export function isAdministrator(principal: Principal, around: Around = {}): Truth {
  // Without IAM one may do much, but not give oneself more: "everything but iam:*" is no administrator.
  return all(['*', 'iam:*'].map((action) => allows(principal, { action, resource: '*' }, around).answer));
}

/** Every action of a service, such as `bedrock`, on all of its resources, or on all that a pattern names. */
export function hasWholeService(principal: Principal, service: string, around: Around = {}): Truth {
  const action = `${service}:*`;
  const resources = ['*', `arn:${partitionOf(principal)}:${service}:*:*:*`];
  return some(resources.map((resource) => allows(principal, { action, resource }, around).answer));
}

/** Which of these actions are allowed on every resource. */
export function onEverything(principal: Principal, actions: readonly string[], around: Around = {}): { action: string; answer: Answer }[] {
  return actions
    .map((action) => ({ action, answer: allows(principal, { action, resource: '*' }, around) }))
    .filter(({ answer }) => answer.answer !== 'no');
}

export interface Requirement {
  /** "no": the action is allowed without the key. `null` where the action is not allowed at all. */
  required: Truth | null;
  /** Whether any value of the key will do. */
  anyValue: Truth;
  needs: readonly Need[];
}

/**
 * Whether the action is allowed only where the request carries the key, such as a guardrail. We ask as a request without it would: so an
 * Allow with the key, a Deny without it, and every other way of writing it count alike, and IfExists does not.
 */
export function requiresKey(principal: Principal, question: Question, key: string, around: Around = {}): Requirement {
  const asked = (value: string | null): Answer =>
    allows(principal, { ...question, context: { ...question.context, [key]: value } }, around);
  if (allows(principal, question, around).answer === 'no') return { required: null, anyValue: 'no', needs: [] };
  const without = asked(null);
  const any = some([anyValue, anyArn].map((value) => asked(value).answer));
  if (without.answer !== 'depends') return { required: without.answer === 'no' ? 'yes' : 'no', anyValue: any, needs: [] };
  return { required: mayBeMet(without) ? 'no' : 'depends', anyValue: any, needs: without.needs };
}

/** Where it hangs only on conditions of one Allow, some request meets them. */
export const mayBeMet = ({ needs }: Answer): boolean =>
  needs.every((need) => need.kind === 'condition' && need.effect === 'Allow') && new Set(needs.map(({ where }) => where)).size === 1;
