/** A digest goes out, or cannot: what changes in the person's item, and which gaps hear of a silence. */
import type { EffectBody, ItemKey, ToldEvent } from '../turn/effects.ts';
import { type Day, dayAt } from './calendar.ts';
import { clockOf } from './clock.ts';
import type { UnansweredTold } from './duty.ts';
import { isAwake, isOver, type Line, lineOf } from './lines.ts';
import { digestCard, type Reminders, type Waiting } from './reminders.ts';

/** So many digests in a row that named a task and were not answered, and its gap is told. */
export const silences = 3;

/** A turn wants only so many things done; the next digest tells of the others. */
const mostTold = 20;

export interface Sent<S> {
  state: S;
  effects: EffectBody[];
}

/** `now` is a civil moment, ms since 1970. */
export function sendDigest<S extends Reminders>(state: S, now: number, key: ItemKey): Sent<S> {
  const { digests, via } = state;
  const today = dayAt(now, clockOf(state).zone);
  const kept = Object.values(state.duties)
    .filter((duty) => !isOver(duty))
    .map((duty) => (digests.awaits && duty.named === digests.lastDay ? { ...duty, silent: (duty.silent ?? 0) + 1 } : duty));
  const silent = kept.map((duty) => lineOf(duty, today)).filter(isSilent);
  const told = new Set(silent.slice(0, mostTold).map(({ duty }) => duty.id));
  const duties = kept.map((duty) => (isAwake(duty, today) ? named(duty, today, told) : duty));
  const next: Reminders['digests'] = {
    lastAt: now,
    lastDay: today,
    awaits: true,
    unanswered: digests.awaits ? digests.unanswered + 1 : 0,
    dueAt: null,
    escalated: told.size,
  };
  const direct: EffectBody[] = via === null ? [] : [{ kind: 'direct', card: digestCard, person: key.id, via }];
  const tells = kept.filter(({ id }) => told.has(id)).flatMap((duty) => tellOfSilence(key, duty, { times: duty.silent ?? 0 }));
  return { state: { ...state, duties: byId(duties), digests: next }, effects: [...direct, ...tells] };
}

/** Nobody is there any more, or they closed the door: the gaps of the tasks that were named hear it at once. */
export function notReached<S extends Reminders>(state: S, key: ItemKey): Sent<S> {
  const lost = Object.values(state.duties).filter(
    ({ kind, named: day, told }) => kind === 'task' && day !== undefined && day === state.digests.lastDay && told === undefined,
  );
  const first = lost.slice(0, mostTold);
  const ids = new Set(first.map(({ id }) => id));
  const duties = Object.values(state.duties).map((duty): Waiting => (ids.has(duty.id) ? { ...duty, told: true } : duty));
  const tells = first.flatMap((duty) => tellOfSilence(key, duty, { times: (duty.silent ?? 0) + 1, unreachable: true }));
  return { state: { ...state, duties: byId(duties) }, effects: tells };
}

function isSilent({ group, duty }: Line): boolean {
  return group === 'overdue' && duty.told === undefined && (duty.silent ?? 0) >= silences && duty.snoozedUntil === undefined;
}

function named(duty: Waiting, today: Day, told: ReadonlySet<string>): Waiting {
  const { snoozedUntil: _, ...awake } = duty;
  return { ...awake, named: today, ...(told.has(duty.id) ? { told: true as const } : {}) };
}

function tellOfSilence({ tenant, id: person }: ItemKey, duty: Waiting, how: Pick<UnansweredTold, 'times' | 'unreachable'>): EffectBody[] {
  if (duty.control === undefined) return [];
  const event: UnansweredTold & ToldEvent = { type: 'unanswered', person, ...how };
  return [{ kind: 'tell', to: { tenant, kind: 'gap', id: `${duty.assessment}.${duty.control}` }, event }];
}

export const byId = (duties: readonly Waiting[]): Record<string, Waiting> => Object.fromEntries(duties.map((duty) => [duty.id, duty]));
