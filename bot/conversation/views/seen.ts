/** What a scan saw, check by check, and what stands beside a question because of it. */
import { indexCatalogue } from '../../../knowledge/catalogue.ts';
import { findQuestion, seenChoice } from '../../../workflows/interview/questioning.ts';
import type { SeenCheck } from '../../../workflows/interview/scan-context.ts';
import type { VerdictWord } from '../../../workflows/interview/scoring/types.ts';
import { seenOf, verdictOf } from '../../../workflows/interview/seen.ts';
import { type Denied, joinDenied } from '../../../workflows/scanners/denied.ts';
import { missingStatement } from '../../../workflows/scanners/patch.ts';
import { keepingOrigin, withoutOrigin } from '../presses.ts';
import type { Action, Block, Rich, View } from '../view.ts';
import { words } from '../words/en.ts';
import { ago, backFrom, choiceWords, nameSpan, pageActions, pageOf, press, type Shown, saidSpans, viewOf, whoSpan } from './shown.ts';

const say = words.scan;
const perPage = 10;
const mostBeside = 3;
const order = ['fail', 'not-assessed', 'pass', 'not-applicable'] as const;

/** `x` is the page, counted from 0. What needs somebody comes first. */
export function seenView(shown: Shown, x: string): View {
  const checks = shown.context.seen?.checks ?? [];
  const sorted = checks.toSorted((one, other) => order.indexOf(verdictOf(one)) - order.indexOf(verdictOf(other)));
  const page = pageOf(sorted, Number(withoutOrigin(x)), perPage);
  const blocks: Block[] = [
    { type: 'title', text: say.seenTitle(nameSpan(shown)) },
    ...(page.pages > 1 ? [{ type: 'text' as const, text: words.common.page(page.page + 1, page.pages), subtle: true }] : []),
    page.items.length === 0
      ? { type: 'text', text: say.none }
      : { type: 'list', ordered: true, items: page.items.map((check) => seenLine(shown, check)) },
    ...asideLines(shown),
    {
      type: 'actions',
      actions: [
        ...page.items.map((check, index) => rowsAction(shown, check.check, index + 1, x)),
        ...pageActions(page, (to) => press(shown, 'seen', { x: keepingOrigin(x, String(to)) })),
        backFrom(shown, x),
      ],
    },
  ];
  return viewOf(shown, blocks, say.endedTyping);
}

function rowsAction(shown: Shown, check: string, place: number, x: string): Action {
  return {
    label: say.rows.show(place),
    press: press(shown, 'rows', { x: keepingOrigin(x, `${check}/0`) }),
    aria: say.rows.showAria(checkTitle(shown, check)),
  };
}

/** What people set aside, with their reasons: it stays in the record. */
function asideLines(shown: Shown): Block[] {
  const { catalogue, context } = shown;
  const lines = Object.entries(context.settled).flatMap(([id, { aside, by, reason }]): Rich[] => {
    const title = indexCatalogue(catalogue).control(id)?.title;
    if (aside.length === 0 || title === undefined) return [];
    return [words.disagree.aside({ title, by: whoSpan(shown, by), reason: reason === undefined ? [] : saidSpans(reason) })];
  });
  return lines.length === 0 ? [] : [{ type: 'list', items: lines }];
}

export function seenLine(shown: Shown, check: SeenCheck): Rich {
  const verdict = verdictOf(check);
  return say.seenLine({
    word: say.verdicts[verdict],
    title: checkTitle(shown, check.check),
    // One fault is one, wherever else was looked; anything else is worth as much as was looked at.
    places: verdict === 'fail' && check.places[0] === check.places[1] ? '' : say.places(...check.places),
    detail: detailOf(check),
  });
}

/** A row about no check says that an account could not be entered. */
export function checkTitle({ catalogue }: Pick<Shown, 'catalogue'>, id: string): string {
  if (id === 'ACCOUNT') return say.entering;
  const title = catalogue.checks.find((check) => check.id === id)?.title;
  return title === undefined ? id : `${title} (${id})`;
}

/** What decided it: the reasons, and the first of the resources; for a pass what it leaves open. */
export function detailOf(check: SeenCheck): string {
  const verdict = verdictOf(check);
  const found = check.found.find((one) => one.verdict === verdict);
  if (found === undefined) return '';
  if (verdict === 'pass') return check.caveats.length === 0 ? '' : say.leftOpen(check.caveats);
  const [first] = found.resources;
  const rest = found.rows - 1;
  const where = verdict !== 'fail' || first === undefined ? [] : [rest > 0 ? `${shortName(first)} ${say.more(rest)}` : shortName(first)];
  return [...found.reasons.map((reason) => reason.replace(/\.$/, '')), ...where].join(' · ');
}

/** Without the parts of an ARN that are the same all over the card; the whole stands with the evidence. */
function shortName(resource: string): string {
  const [arn, , , region = '', , ...name] = resource.split(':');
  return arn !== 'arn' || name.length === 0 ? resource : say.resource(name.join(':'), region);
}

/** On the card of a question: what the scan answers, or, where it answers nothing, what it saw of the control. */
export function seenBeside(shown: Shown, key: string): Block[] {
  const { catalogue, context } = shown;
  const asked = findQuestion(catalogue, key);
  if (context.seen === null || asked?.kind !== 'control') return [];
  const own = seenWords(shown, key);
  if (own !== null) return [{ type: 'status', tone: 'neutral', word: say.seenWord, text: say.seenChoice(own) }];
  const telling = seenOf(asked.control, context.seen.checks).filter((check) => verdictOf(check) === 'fail' || verdictOf(check) === 'pass');
  if (telling.length === 0) return [];
  const sorted = telling.toSorted((one, other) => order.indexOf(verdictOf(one)) - order.indexOf(verdictOf(other)));
  const word = `${say.seenWord} ${ago(shown, context.seen.at)}`;
  return [
    { type: 'status', tone: 'neutral', word, text: say.counts(countsOf(telling)) },
    { type: 'list', items: sorted.slice(0, mostBeside).map((check) => seenLine(shown, check)) },
  ];
}

export function countsOf(checks: readonly SeenCheck[]): Record<VerdictWord, number> {
  const counts = { pass: 0, fail: 0, 'not-applicable': 0, 'not-assessed': 0 };
  for (const check of checks) counts[verdictOf(check)] += 1;
  return counts;
}

/** The choice that the scan shows, since when and in how many places; null where it shows none. */
export function seenWords(shown: Shown, key: string): { choice: string; ago: string; places: string } | null {
  const { catalogue, context } = shown;
  const seen = seenChoice(context, key);
  if (seen === undefined || context.seen === null) return null;
  const checks = context.seen.checks.filter(({ check }) => seen.from.includes(check));
  const read = Math.min(...checks.map(({ places }) => places[0]));
  const all = Math.max(...checks.map(({ places }) => places[1]));
  return {
    choice: choiceWords(findQuestion(catalogue, key), [seen.choice]),
    ago: ago(shown, context.seen.at),
    places: say.places(Math.min(read, all), all),
  };
}

export function deniedOf({ missing, barred = [] }: Pick<SeenCheck, 'missing' | 'barred'>): Denied {
  return { unread: missing.filter((action) => !barred.some((one) => one.action === action)), barred };
}

const deniedToTrial = ({ trial }: Shown['context']): Denied => (trial?.end?.how === 'connected' ? trial.end.missing : joinDenied([]));

function deniedToScan({ scan, seen }: Shown['context']): Denied {
  return seen === null || scan?.end === null ? joinDenied(scan === null ? [] : [scan]) : joinDenied(seen.checks.map(deniedOf));
}

/** The statement that lets the role read what it could not. */
export function patchView(shown: Shown, x: string): View {
  const { context } = shown;
  const { unread: actions, barred } = withoutOrigin(x) === 'trial' ? deniedToTrial(context) : deniedToScan(context);
  const blocks: Block[] = [
    { type: 'title', text: say.patch.title },
    ...(actions.length === 0
      ? barred.length === 0
        ? [{ type: 'text' as const, text: say.patch.none }]
        : []
      : [
          { type: 'text' as const, text: say.patch.intro },
          { type: 'text' as const, text: missingStatement(actions) },
        ]),
    ...(barred.length === 0 ? [] : [{ type: 'text' as const, text: say.patch.barred(barred) }]),
    { type: 'actions', actions: [backFrom(shown, x)] },
  ];
  return viewOf(shown, blocks, say.patch.typing);
}
