/** The end of the short path: a first picture, and the choice to go deeper or to see the result. */
import { undecidedIn } from '../../../workflows/interview/counting.ts';
import { isAskable, minutesLeft, questioningOf } from '../../../workflows/interview/questioning.ts';
import type { Action, Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { keepAction, roundLine } from './again.ts';
import { layerTable } from './heat-map.ts';
import { waitingLines } from './question.ts';
import { thinLine } from './result.ts';
import { nameSpan, press, resultShown, type Shown, viewOf } from './shown.ts';

const say = words.shortPath;

export function shortPathView(shown: Shown): View {
  const { detail } = questioningOf(shown.catalogue, shown.context);
  const count = detail.filter((key) => isAskable(shown.context, key)).length;
  const more = { count, minutes: minutesLeft(count) };
  const result = resultShown(shown);
  const score = result?.cells.whole.score ?? null;
  const deeper: Action[] = count === 0 ? [] : [{ label: say.deeper(more), press: press(shown, 'deeper'), style: 'primary' }];
  const undecided = undecidedIn(shown.catalogue, shown.context).length;
  const decide: Action[] = undecided === 0 ? [] : [{ label: words.disagree.see(undecided), press: press(shown, 'disagree', { x: '0' }) }];
  const blocks: Block[] = [
    { type: 'title', text: say.title(nameSpan(shown)) },
    { type: 'status', tone: 'neutral', word: say.word, text: score === null ? say.noScore : words.result.score(score) },
    ...(result === null || score === null ? [] : [...thinLine(result), layerTable(shown, result)]),
    { type: 'text', text: say.meaning, subtle: true },
    ...(undecided === 0
      ? []
      : [
          { type: 'status' as const, tone: 'attention' as const, word: words.disagree.openWord, text: words.disagree.openCount(undecided) },
        ]),
    ...roundLine(shown, 'detail'),
    ...waitingLines(shown),
    { type: 'actions', actions: [...deeper, ...decide, { label: say.see, press: press(shown, 'review') }, ...keepAction(shown)] },
  ];
  return viewOf(shown, blocks, say.typing(more));
}
