/**
 * Moves an issue of Jira along its workflow. Which step is taken is settled, whoever asks: of those that lead where the issue is meant to
 * be and ask for nothing that is not known, one to a status that Jira itself names so, and then the one with the lowest number. An issue
 * is never closed by a step to a status that declines it.
 */

import type { Place } from './jira-find.ts';
import { fieldsAsked, Issue, isDone, reasonIn, seenIn, type Transition, Transitions } from './jira-wire.ts';
import type { Answer, Seen } from './ticket.ts';
import { troubleOf } from './trouble.ts';
import { Anything } from './wire.ts';
import { jiraTroubles as words } from './words.ts';

const route = '/rest/api/3/issue/{issue}';

export type Aim = 'completed' | 'duplicate' | 'open';

interface Step {
  transition: { id: string };
  fields?: { resolution: { name: string } };
}

export async function readIssue({ wire, place }: Place, number: number, signal: AbortSignal): Promise<Answer<Issue>> {
  const about = { issue: String(number), fields: fieldsAsked.join(',') };
  return await wire.send(`GET ${route}`, about, Issue, { place, number }, signal);
}

export async function lookAt(at: Place & { site: string }, number: number, signal: AbortSignal): Promise<Answer<Seen>> {
  const read = await readIssue(at, number, signal);
  return read.kind === 'trouble' ? read : { kind: 'done', value: seenIn(read.value, at.site) };
}

/** The trouble is `refused` where the workflow has no way there. */
export async function moveTo({ wire, place }: Place, number: number, aim: Aim, signal: AbortSignal): Promise<Answer<unknown>> {
  const asked = { place, number };
  const about = { issue: String(number) };
  const offered = await wire.send(`GET ${route}/transitions`, { ...about, expand: 'transitions.fields' }, Transitions, asked, signal);
  if (offered.kind === 'trouble') return offered;
  const step = stepTo(offered.value.transitions, aim);
  if (step === null) return { kind: 'trouble', trouble: troubleOf('refused', words.noWay(aim === 'open' ? 'open' : 'done')) };
  return await wire.send(`POST ${route}/transitions`, { ...about, ...step }, Anything, asked, signal);
}

/** Null where none leads there. */
export function stepTo(transitions: readonly Transition[], aim: Aim): Step | null {
  const there = transitions.filter(({ to, isAvailable = true }) => isAvailable && leads(to, aim));
  const steps = there.map((transition) => ({ transition, step: stepFor(transition, aim) })).filter(({ step }) => step !== null);
  const [first] = steps.toSorted((one, other) => rank(one.transition, aim) - rank(other.transition, aim) || byId(one, other));
  return first?.step ?? null;
}

const byId = (one: { transition: Transition }, other: { transition: Transition }): number =>
  Number(one.transition.id) - Number(other.transition.id);

function leads(to: Transition['to'], aim: Aim): boolean {
  if (aim === 'open') return !isDone(to);
  return isDone(to) && reasonIn(to.name) !== 'not-planned' && (aim === 'duplicate' || reasonIn(to.name) !== 'duplicate');
}

/** What is opened again begins anew, where the workflow lets it; a name of the site's own may mean anything. */
function rank({ to }: Transition, aim: Aim): number {
  if (aim === 'open') return to.statusCategory.key === 'new' ? 0 : 1;
  return reasonIn(to.name) === aim ? 0 : 1;
}

/** Null where the step asks for what is not known. */
function stepFor({ id, fields = {} }: Transition, aim: Aim): Step | null {
  const { resolution, ...others } = fields;
  if (Object.values(others).some(({ required, hasDefaultValue = false }) => required && !hasDefaultValue)) return null;
  const transition = { id };
  if (resolution === undefined || aim === 'open') return resolution?.required === true ? null : { transition };
  const names = (resolution.allowedValues ?? []).map(nameOf).filter((name) => name !== null);
  const name = names.find((one) => reasonIn(one) === aim);
  if (name !== undefined) return { transition, fields: { resolution: { name } } };
  return resolution.required ? null : { transition };
}

const nameOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' ? value.name : null;
