/**
 * How the leads hear of what is outlived: the roadmap notes up to when it has looked, and comes back when the next reason is outlived.
 * Pure: from how the roadmap stood to how it stands.
 */
import { isDeepStrictEqual } from 'node:util';
import type { EffectBody } from '../turn/effects.ts';
import { type CalendarRow, calendarBetween } from './calendar-effects.ts';
import { type LookAgain, lookAgain, outlivedAt } from './outlived.ts';
import type { RoadmapState } from './roadmap-state.ts';

/** What the leads have heard of. */
export const heardOf = (state: RoadmapState): LookAgain[] => (state.heardAt === null ? [] : lookAgain(state, state.heardAt));

const namesIn = (all: readonly LookAgain[]): string[] => all.map(({ control, what }) => `${what} ${control}`).toSorted();

export const isHeardAnew = (before: RoadmapState, after: RoadmapState): boolean =>
  !isDeepStrictEqual(namesIn(heardOf(before)), namesIn(heardOf(after)));

/** `before` is the roadmap before the event, `state` the one after it. */
export function heard(before: RoadmapState, state: RoadmapState, at: number): RoadmapState {
  // What happened late says nothing of now.
  const heardAt = Math.max(at, before.heardAt ?? at);
  const next = { ...state, heardAt };
  return before.heardAt === null || isHeardAnew(before, next) ? next : state;
}

export const isOutlivedOn = (state: RoadmapState, on: number): boolean => rowsOf(state).some(({ at }) => at === on);

function rowsOf(state: RoadmapState): CalendarRow[] {
  const { heardAt } = state;
  const next = heardAt === null ? undefined : outlivedAt(state).find((at) => at > heardAt);
  return next === undefined ? [] : [{ id: 'aside', at: next, event: { type: 'aside.due', on: next } }];
}

export const outlivedEffects = (before: RoadmapState, after: RoadmapState): EffectBody[] => calendarBetween(rowsOf(before), rowsOf(after));
