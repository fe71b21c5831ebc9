/** One field of a picture or table: its number, what is open in it, and the sum behind the number. */
import { allCells } from '../../../workflows/interview/scoring/cells.ts';
import { type ExplainedControl, type Explanation, explain } from '../../../workflows/interview/scoring/explain.ts';
import type { Action, Block, Rich, View } from '../view.ts';
import { words } from '../words/en.ts';
import { cellWords } from './heat-map.ts';
import { toneOf } from './result.ts';
import { emptyResult } from './result-none.ts';
import { backToCard, nameSpan, pageActions, pageOf, press, resultShown, type Shown, viewOf } from './shown.ts';

const perPage = 10;
const mostShown = 5;

/** `x` is the cell's key, such as `identity-data/enhanced`. */
export function cellView(shown: Shown, x: string): View {
  const result = resultShown(shown);
  if (result === null) return emptyResult(shown);
  const say = words.cell;
  const cell = allCells(result.cells).find(({ key }) => key === x);
  if (cell === undefined)
    return viewOf(
      shown,
      [
        { type: 'text', text: say.notFound },
        { type: 'actions', actions: [backToCard(shown)] },
      ],
      words.gap.typing,
    );
  const open = result.controls.filter(({ id }) => cell.open.includes(id)).toSorted((one, two) => two.inherent.weight - one.inherent.weight);
  const isGap = (id: string) => result.gaps.some(({ control }) => control === id);
  const show = open
    .slice(0, mostShown)
    .flatMap(({ id, title }, index): Action[] =>
      isGap(id) ? [{ label: say.show(index + 1), press: press(shown, 'gap', { x: id }), aria: words.gaps.openAria(title) }] : [],
    );
  const { score } = cell;
  const openList: Block[] = [
    { type: 'heading', text: say.open },
    { type: 'list', ordered: true, items: open.map(({ title, status }) => say.line({ title, status: words.result.statuses[status] })) },
  ];
  const inPlace = cell.controls.length - cell.open.length;
  const blocks: Block[] = [
    { type: 'title', text: say.title({ name: nameSpan(shown), cell: cell.title }) },
    score === null
      ? { type: 'text', text: cellWords(cell) }
      : { type: 'status', tone: toneOf(score), word: words.result.headline(score), text: words.result.score(score) },
    ...(open.length > 0 ? openList : score === null ? [] : [{ type: 'text' as const, text: say.allGood }]),
    ...(open.length > 0 && inPlace > 0 ? [{ type: 'text' as const, text: say.inPlace(inPlace), subtle: true }] : []),
    {
      type: 'actions',
      actions: [...show, ...(score === null ? [] : [{ label: say.why, press: press(shown, 'why', { x }) }]), backToCard(shown)],
    },
  ];
  return viewOf(shown, blocks, words.gap.typing);
}

/** `x` is the cell's key; a later page follows behind a `#`, such as `whole#1`. */
export function whyView(shown: Shown, x: string): View {
  const result = resultShown(shown);
  if (result === null) return emptyResult(shown);
  const [key = '', asked = '0'] = x.split('#');
  const explained = explain(result, key);
  const score = explained?.cell.score ?? null;
  if (explained === undefined || score === null) return cellView(shown, key);
  const say = words.why;
  const { cell, controls, leftOut } = explained;
  const page = pageOf(controls, Number(asked), perPage);
  const share = words.result.percent(score.score);
  const rule = say.rule({ credit: tidy(cell.credit), weight: tidy(cell.weight), covered: words.result.percent(score.coverage) });
  const blocks: Block[] = [
    { type: 'title', text: say.title({ name: nameSpan(shown), share }) },
    { type: 'text', text: page.pages > 1 ? `${cell.title} (${words.common.page(page.page + 1, page.pages)})` : cell.title },
    { type: 'text', text: rule, subtle: true },
    { type: 'table', head: say.head, rows: page.items.map(sumRow) },
    ...adjustments(page.items),
    ...leftOpen(page.items),
    ...(leftOut.length > 0 ? [{ type: 'text' as const, text: say.leftOut(leftOut.length), subtle: true }] : []),
    { type: 'actions', actions: [...pageActions(page, (to) => press(shown, 'why', { x: `${key}#${to}` })), backToCard(shown)] },
  ];
  return viewOf(shown, blocks, words.gap.typing);
}

function tidy(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function sumRow(control: ExplainedControl): Rich[] {
  const { title, weight, impact, likelihood, credit, contribution } = control;
  return [
    title,
    words.why.weight({ weight, impact, likelihood }),
    words.result.percent(credit),
    words.result.percent(contribution),
    sourceOf(control),
  ];
}

/** The answers quoted by their choice, and what cut them. */
function sourceOf({ answers, acceptedUntil, cutByScan }: ExplainedControl): string {
  const said = answers.map(({ origin, choice }) => {
    if (choice === undefined) return words.why.origins[origin];
    return origin === 'scan' ? words.why.seen(choice.text) : words.why.choice(choice.text);
  });
  return [...said, ...(acceptedUntil === undefined ? [] : [words.why.accepted]), ...(cutByScan === true ? [words.why.cut] : [])].join('; ');
}

/** Each fact once: the same ones move many controls. */
/** A pass is no promise for what its check says that it leaves open. */
function leftOpen(controls: Explanation['controls']): Block[] {
  const checks = controls.flatMap((control) => control.checks);
  const lines = new Set(checks.flatMap(({ check, caveats = [] }) => (caveats.length === 0 ? [] : [words.why.leavesOpen(check, caveats)])));
  return lines.size === 0
    ? []
    : [
        { type: 'heading', text: words.why.open },
        { type: 'list', items: [...lines] },
      ];
}

function adjustments(controls: Explanation['controls']): Block[] {
  const lines = new Set(controls.flatMap((control) => control.adjustments.map(words.why.adjusted)));
  if (lines.size === 0) return [];
  return [
    { type: 'heading', text: words.why.adjustments },
    { type: 'list', items: [...lines] },
  ];
}
