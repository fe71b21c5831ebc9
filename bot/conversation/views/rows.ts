/** The evidence of one check: each thing it looked at, with what was found there. Small facts, never content. */
import type { Row } from '../../../workflows/scanners/verdict.ts';
import { keepingOrigin, withoutOrigin } from '../presses.ts';
import type { Block, Rich, Span, View } from '../view.ts';
import { words } from '../words/en.ts';
import { checkTitle } from './seen.ts';
import { ago, pageActions, pageOf, press, type Shown, viewOf } from './shown.ts';

const say = words.scan.rows;
const perPage = 6;
const order = ['fail', 'not-assessed', 'pass', 'not-applicable'];

/** `x` is the check and the page, such as `BR-GRD-02/0`; `rows` is null where they are not kept any more. */
export function rowsView(shown: Shown, x: string, rows: readonly Row[] | null): View {
  const [check = '', at = '0'] = withoutOrigin(x).split('/');
  const own = (rows ?? []).filter((row) => row.check === check);
  const sorted = own.toSorted((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict));
  const page = pageOf(sorted, Number(at), perPage);
  const back = press(shown, 'seen', { x: keepingOrigin(x, '0') });
  const blocks: Block[] = [
    { type: 'title', text: checkTitle(shown, check) },
    ...(page.pages > 1 ? [{ type: 'text' as const, text: words.common.page(page.page + 1, page.pages), subtle: true }] : []),
    page.items.length === 0 ? { type: 'text', text: say.gone } : { type: 'list', items: page.items.map((row) => rowLine(shown, row)) },
    {
      type: 'actions',
      actions: [
        ...pageActions(page, (to) => press(shown, 'rows', { x: keepingOrigin(x, `${check}/${to}`) })),
        { label: words.common.buttons.backToCard, press: back },
      ],
    },
  ];
  return viewOf(shown, blocks, words.scan.endedTyping);
}

function rowLine(shown: Shown, row: Row): Rich {
  const { verdict, region, resource, reason, usedBy = [], caveats, at } = row;
  const facts = Object.entries(row.facts).map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`);
  const parts = [reason, usedBy.length === 0 ? undefined : say.usedBy(usedBy), ...facts, ...caveats].filter((part) => part !== undefined);
  return [
    { strong: words.scan.verdicts[verdict] },
    ': ',
    { said: resource },
    ` · ${region} · ${ago(shown, at)}`,
    ...parts.flatMap((part): Span[] => [' · ', { said: part }]),
  ];
}
