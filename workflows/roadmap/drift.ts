/**
 * When a workload looks again at what was proven: a week after the first proof, then a week after the look before, as long as anything
 * is proven. Pure: from how the roadmap stood to how it stands, what to put into the calendar and what to start.
 */
import { isDeepStrictEqual } from 'node:util';
import type { EffectBody } from '../turn/effects.ts';
import { type CalendarRow, calendarBetween } from './calendar-effects.ts';
import { mostProofAttempts, recheckDays, recheckSilentMs } from './defaults.ts';
import type { Recheck, RoadmapEvent, RoadmapState } from './roadmap-state.ts';

const day = 86_400_000;

/** The controls whose gaps a scan can see and that count as closed. */
export const proven = ({ gaps }: Pick<RoadmapState, 'gaps'>): string[] =>
  Object.values(gaps)
    .filter(({ state, backed }) => state === 'verified' && backed)
    .map(({ control }) => control)
    .toSorted();

export const isAwaited = ({ recheck: { run } }: Pick<RoadmapState, 'recheck'>, scan: string, attempt: number): boolean =>
  run?.scan === scan && run.attempt === attempt;

function rowsOf(state: RoadmapState): CalendarRow[] {
  const { run, lookedAt } = state.recheck;
  if (run !== null) return [{ id: 'recheck', at: run.heardAt + recheckSilentMs, event: { type: 'drift.checked', scan: run.scan } }];
  const closed = proven(state);
  if (closed.length === 0) return [];
  const first = Math.min(...closed.map((control) => state.gaps[control]?.since ?? Number.POSITIVE_INFINITY));
  const at = (lookedAt === null ? first : Math.max(first, lookedAt)) + recheckDays * day;
  return [{ id: 'drift', at, event: { type: 'drift.due', on: at } }];
}

/** What the calendar and the scanner are told for this step. */
export function driftEffects(before: RoadmapState, after: RoadmapState): EffectBody[] {
  const { run } = after.recheck;
  const starts = run !== null && !isDeepStrictEqual(before.recheck.run, run);
  return [
    ...(starts ? [{ kind: 'recheck', scan: run.scan, attempt: run.attempt } as const] : []),
    ...calendarBetween(rowsOf(before), rowsOf(after)),
  ];
}

/** Null where the event is about a look that nobody waits for. */
export function rechecked(state: RoadmapState, event: RoadmapEvent): Recheck | null {
  const { run, lookedAt } = state.recheck;
  switch (event.type) {
    case 'drift.due': {
      const isDue = rowsOf(state).some(({ event: row }) => row.type === 'drift.due' && row['on'] === event.on);
      // Named after the day it was due, so that a turn that is tried again starts the same look.
      return isDue ? { run: { scan: `drift-${event.on.toString(36)}`, attempt: 1, heardAt: event.at }, lookedAt } : null;
    }
    case 'drift.checked':
      if (run === null || run.scan !== event.scan) return null;
      // Next week is another day: what never came to an end so often would not now.
      if (run.attempt >= mostProofAttempts) return { run: null, lookedAt: event.at };
      return { run: { ...run, attempt: run.attempt + 1, heardAt: event.at }, lookedAt };
    case 'drift.looked':
      return isAwaited(state, event.scan, event.attempt) ? { run: null, lookedAt: event.at } : null;
    default:
      return null;
  }
}
