/** What has changed since the result before: a line for the card, and the whole as a panel. */
import { changedOnce, compareResults, type ResultChange } from '../../../workflows/interview/compare.ts';
import type { Status } from '../../../workflows/interview/scoring/types.ts';
import type { Action, Block, Rich, View } from '../view.ts';
import { words } from '../words/en.ts';
import { emptyResult } from './result-none.ts';
import { backToCard, nameSpan, pageActions, pageOf, press, resultShown, type Shown, viewOf } from './shown.ts';

const say = words.again.changed;
const perPage = 10;

/** Null where there is nothing to compare with. */
export function changeOf(shown: Shown): ResultChange | null {
  const result = resultShown(shown);
  return result === null || shown.baseline === null ? null : compareResults(shown.baseline, result);
}

/** One line under the number, with a warning where the two are not counted alike. */
export function changeLines(shown: Shown): Block[] {
  const change = changeOf(shown);
  if (change === null) return [];
  return [say.since({ ...change, day: words.days.on(change.since, shown.now) }), ...say.caveats(change)].map(
    (text): Block => ({ type: 'text', text }),
  );
}

export function changedAction(shown: Shown): Action[] {
  return shown.baseline === null ? [] : [{ label: say.button, press: press(shown, 'changed', { x: '0' }) }];
}

/** `x` is the page, counted from 0. */
export function changedView(shown: Shown, x: string): View {
  const change = changeOf(shown);
  if (change === null) return emptyResult(shown);
  const page = pageOf(linesOf(change), Number(x), perPage);
  const blocks: Block[] = [
    { type: 'title', text: say.title({ name: nameSpan(shown), day: words.days.on(change.since, shown.now) }) },
    ...changeLines(shown),
    ...(page.pages > 1 ? [{ type: 'text' as const, text: words.common.page(page.page + 1, page.pages), subtle: true }] : []),
    page.items.length === 0 ? { type: 'text', text: say.nothing } : { type: 'list', items: page.items },
    { type: 'actions', actions: [...pageActions(page, (to) => press(shown, 'changed', { x: String(to) })), backToCard(shown)] },
  ];
  return viewOf(shown, blocks, words.gap.typing);
}

const statusOf = (status: Status | null): string => (status === null ? say.notCounted : words.result.statuses[status]);

function linesOf(change: ResultChange): Rich[] {
  return changedOnce(change).map(({ kind, changed: { title, from, to } }) =>
    say.line({ kind: say.kinds[kind], title, from: statusOf(from), to: statusOf(to) }),
  );
}
