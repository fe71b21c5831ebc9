/** What was put aside and is to be looked at again: on the item, and before the leads. */
import { type LookAgain, lookAgain, mayBeRejectedAgain } from '../../../workflows/roadmap/outlived.ts';
import { lookAgainWords, outlivedWords, putAsideAgo } from '../../../workflows/roadmap/outlived-words.ts';
import type { RoadmapState } from '../../../workflows/roadmap/roadmap-state.ts';
import type { Block, Rich } from '../view.ts';
import { words } from '../words/en.ts';

const say = words.roadmap.again;

/** True where rejecting it once more is all that is wanted. */
export const mayRejectAgain = (again: LookAgain | null): boolean => again !== null && mayBeRejectedAgain(again);

export function againBlocks(again: LookAgain | null, now: number): Block[] {
  if (again === null) return [];
  const hint = mayRejectAgain(again) ? say.reject : say.anew;
  return [
    { type: 'status', tone: 'attention', word: say.word, text: putAsideAgo(again, now) },
    { type: 'list', items: again.why.map(outlivedWords) },
    { type: 'text', text: hint, subtle: true },
  ];
}

/** What is said of a whole roadmap above its list; what is no item of the list stands there itself. */
export function allAgainBlocks(state: RoadmapState, now: number): Block[] {
  const all = lookAgain(state, now);
  if (all.length === 0) return [];
  const verdicts = all.filter(({ what }) => what === 'scan-wrong');
  const items = verdicts.map((one): Rich => [{ strong: one.title }, ` · ${lookAgainWords(one, now)}`]);
  return [
    { type: 'status', tone: 'attention', word: say.word, text: say.count(all.length) },
    ...(items.length === 0
      ? []
      : [
          { type: 'list' as const, items },
          { type: 'text' as const, text: say.verdicts, subtle: true },
        ]),
  ];
}
