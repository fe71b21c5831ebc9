/** Decisions that waited too long: many gaps are put up together and so run out of time together, and that is told once and not once a gap. */
import type { EffectBody } from '../turn/effects.ts';
import type { RoadmapEvent, RoadmapState } from './roadmap-state.ts';

/** They reach the roadmap within minutes of each other. */
const togetherMs = 86_400_000;

type WaitedTooLong = keyof RoadmapState['told'];

/** What is said of it is named so. */
export const saidOf = (what: WaitedTooLong): string => `roadmap-${what}`;

/** `before` is the roadmap before the event, `state` the one after it. */
export function waited(before: RoadmapState, state: RoadmapState, event: RoadmapEvent): { state: RoadmapState; effects: EffectBody[] } {
  const what = event.type === 'gap.changed' ? newIn(before, event.line) : null;
  if (what === null || event.at - state.told[what] < togetherMs) return { state, effects: [] };
  const { approvals, home } = state;
  // Whether it is still wanted is a question for those who asked.
  const conversation = what === 'fallback' ? (approvals ?? home.conversation) : home.conversation;
  return {
    state: { ...state, told: { ...state.told, [what]: event.at } },
    effects: [{ kind: 'say', what: saidOf(what), conversation, params: {} }],
  };
}

function newIn({ gaps }: RoadmapState, line: Extract<RoadmapEvent, { type: 'gap.changed' }>['line']): WaitedTooLong | null {
  const was = gaps[line.control];
  if (line.state === 'lapsed') return was?.state === 'lapsed' ? null : 'lapsed';
  return line.fallback === true && was?.fallback !== true ? 'fallback' : null;
}
