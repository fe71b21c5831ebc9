/** What belongs to the workload in its accounts, the form that adds to it, and what a scan saw beside it. */
import type { KeptWorkload } from '../../../workflows/interview/scan-context.ts';
import { isEverything } from '../../../workflows/interview/trial-changes.ts';
import { keepingOrigin, withoutOrigin } from '../presses.ts';
import type { Action, Block, Rich, View } from '../view.ts';
import { words } from '../words/en.ts';
import { backFrom, nameSpan, pageActions, pageOf, press, type Shown, viewOf } from './shown.ts';

const say = words.belongs;
const perPage = 10;
/** As much as a field takes on every platform. */
const longestField = 2_500;

const tagsOf = ({ tags }: KeptWorkload): string[] => Object.entries(tags).map((pair) => pair.join('='));

/** In one line, for cards. */
export function belongsWords({ context: { workload } }: Pick<Shown, 'context'>): Rich {
  return isEverything(workload) ? say.everything : say.some(tagsOf(workload), workload.resources.length);
}

export function belongsAction(shown: Pick<Shown, 'id'>, x: string): Action {
  return { label: say.open, press: press(shown, 'belongs', x === '' ? {} : { x }) };
}

export function belongsView(shown: Shown, x: string): View {
  const { workload } = shown.context;
  const named = [...tagsOf(workload), ...workload.resources];
  const origin = keepingOrigin(x, '');
  const kept = origin === '' ? {} : { x: origin };
  const blocks: Block[] = [
    { type: 'title', text: say.title(nameSpan(shown)) },
    { type: 'text', text: say.intro },
    ...(named.length === 0
      ? [{ type: 'facts' as const, facts: [{ name: say.now, value: say.everything }] }]
      : [
          { type: 'list' as const, items: named.map((one): Rich => [{ said: one }]) },
          { type: 'text' as const, text: say.adds, subtle: true },
        ]),
    { type: 'input', id: 'tags', label: say.tags, kind: 'text', placeholder: say.tagsPlaceholder, max: longestField },
    { type: 'input', id: 'resources', label: say.resources, kind: 'text', placeholder: say.resourcesPlaceholder, max: longestField },
    {
      type: 'actions',
      actions: [
        { label: say.save, press: press(shown, 'belongs-save', kept), style: 'primary', inputs: true },
        ...(named.length === 0 ? [] : [{ label: say.all, press: press(shown, 'belongs-all', kept) }]),
        backFrom(shown, x),
      ],
    },
  ];
  return viewOf(shown, blocks, say.typing);
}

/** A line on the card of a scan, where anything stood beside. */
export function outsideLines({ context: { seen, accounts } }: Shown): Block[] {
  const count = seen?.outside.count ?? 0;
  return count === 0 ? [] : [{ type: 'text', text: say.outside.text(count, accounts.length) }];
}

export function outsideActions(shown: Shown, x: string): Action[] {
  const count = shown.context.seen?.outside.count ?? 0;
  return count === 0 ? [] : [{ label: say.outside.show(count), press: press(shown, 'outside', { x: keepingOrigin(x, '0') }) }];
}

/** `x` is the page, counted from 0. */
export function outsideView(shown: Shown, x: string): View {
  const { count, names } = shown.context.seen?.outside ?? { count: 0, names: [] };
  const page = pageOf(names, Number(withoutOrigin(x)), perPage);
  const isLast = page.page + 1 === page.pages;
  const blocks: Block[] = [
    { type: 'title', text: say.outside.title(nameSpan(shown)) },
    ...(count === 0
      ? [{ type: 'text' as const, text: say.outside.none }]
      : [
          { type: 'text' as const, text: say.outside.intro },
          { type: 'list' as const, items: page.items.map((name): Rich => [{ said: name }]) },
        ]),
    ...(isLast && count > names.length ? [{ type: 'text' as const, text: say.outside.more(count - names.length), subtle: true }] : []),
    {
      type: 'actions',
      actions: [
        ...pageActions(page, (to) => press(shown, 'outside', { x: keepingOrigin(x, String(to)) })),
        ...(shown.canScan && shown.value.activity === 'active' && shown.value.interview !== 'finished'
          ? [belongsAction(shown, keepingOrigin(x, ''))]
          : []),
        backFrom(shown, x),
      ],
    },
  ];
  return viewOf(shown, blocks, words.scan.endedTyping);
}
