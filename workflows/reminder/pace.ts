/** When the next digest goes: by the person's pace, less often while they do not answer, never twice on a day. */
import { addDays, type Day, dayAt, laterDay } from './calendar.ts';
import { type Clock, clockOf, isCivil, nextCivil, workingDaysAfter } from './clock.ts';
import { isOver, wakesOn } from './lines.ts';
import type { Pace, Reminders, Waiting } from './reminders.ts';

/** Working days until the next after one, two, three and more in a row that were not answered: shouting louder helps nobody. */
const backOff = [1, 2, 4, 5] as const;
const slowest = 5;

/** Null while nothing waits. */
export function nextDigest(state: Reminders, at: number): number | null {
  const clock = clockOf(state);
  const first = firstDay(state, clock);
  return first === null ? null : nextCivil(at, clock, first);
}

export function mayGoNow(state: Reminders, now: number): boolean {
  const clock = clockOf(state);
  const first = firstDay(state, clock);
  return first !== null && isCivil(now, clock) && dayAt(now, clock.zone) >= first;
}

/** On which day one duty is named next, as things stand. */
export function namedOn(state: Reminders, duty: Waiting, at: number): Day {
  const clock = clockOf(state);
  const day = dayFor(duty, daysSinceLast(state, clock));
  return dayAt(nextCivil(at, clock, day), clock.zone);
}

/** The first day on which something is to be named; null while nothing waits. */
function firstDay(state: Reminders, clock: Clock): Day | null {
  const since = daysSinceLast(state, clock);
  const days = Object.values(state.duties)
    .filter((duty) => !isOver(duty))
    .map((duty) => dayFor(duty, since));
  return days.reduce<Day | null>((first, day) => (first === null || day < first ? day : first), null);
}

interface SinceLast {
  /** For what no digest named yet. */
  fresh: Day;
  /** For what was named before. */
  again: Day;
}

function dayFor(duty: Waiting, { fresh, again }: SinceLast): Day {
  return laterDay(duty.named === undefined ? fresh : again, wakesOn(duty) ?? '');
}

function daysSinceLast({ digests, pace }: Reminders, clock: Clock): SinceLast {
  const { lastAt, lastDay, awaits, unanswered } = digests;
  if (lastAt === null || lastDay === null) return { fresh: '', again: '' };
  // Who moved to another zone has another day there: neither may see two.
  const last = laterDay(lastDay, dayAt(lastAt, clock.zone));
  const fresh = byPace(last, pace, clock);
  return { fresh, again: awaits ? laterDay(fresh, workingDaysAfter(last, backOff[unanswered] ?? slowest, clock)) : fresh };
}

function byPace(last: Day, pace: Pace, clock: Clock): Day {
  switch (pace) {
    case 'daily':
      return workingDaysAfter(last, 1, clock);
    case 'second-day':
      return workingDaysAfter(last, 2, clock);
    case 'weekly':
      return addDays(last, 7);
    default:
      return pace satisfies never;
  }
}
