/** Where people and the scan disagree: both sides quoted, and what can be decided. One at a time. */
import { indexCatalogue } from '../../../knowledge/catalogue.ts';
import { contradictionsIn } from '../../../workflows/interview/counting.ts';
import type { Decision, Settled } from '../../../workflows/interview/scan-context.ts';
import type { Contradiction } from '../../../workflows/interview/scoring/contradictions.ts';
import type { QuestionLine } from '../../../workflows/interview/scoring/types.ts';
import { seenDigest, seenOf, verdictOf } from '../../../workflows/interview/seen.ts';
import { hasLapsed } from '../../../workflows/interview/set-aside.ts';
import { keepingOrigin, withoutOrigin } from '../presses.ts';
import type { Action, Block, Press, Rich, Span, View } from '../view.ts';
import { words } from '../words/en.ts';
import { countsOf, seenLine } from './seen.ts';
import {
  ago,
  backFrom,
  nameSpan,
  pageActions,
  pageOf,
  personSpan,
  press,
  type Shown,
  saidSpans,
  spansOf,
  viewOf,
  whoSpan,
} from './shown.ts';

const say = words.disagree;

/** `x` is the place in the list, counted from 0: the undecided ones first. */
export function disagreeView(shown: Shown, x: string): View {
  const all = contradictionsIn(shown.catalogue, shown.context);
  const isDecided = ({ control }: Contradiction) => {
    const one = shown.context.settled[control];
    return one !== undefined && !hasLapsed(shown.context, one);
  };
  const sorted = [...all.filter((one) => !isDecided(one)), ...all.filter(isDecided)];
  const page = pageOf(sorted, Number(withoutOrigin(x)), 1);
  const [one] = page.items;
  if (one === undefined) return nothingView(shown, x);
  const settled = shown.context.settled[one.control];
  const blocks: Block[] = [
    { type: 'title', text: say.title({ name: nameSpan(shown), place: page.page + 1, count: sorted.length }) },
    { type: 'heading', text: one.title },
    { type: 'text', text: say.said },
    { type: 'list', items: one.said.map((line) => saidLine(shown, line)) },
    { type: 'text', text: say.seen },
    ...seenSide(shown, one),
    settled === undefined ? openStatus(one) : decidedStatus(shown, settled),
    { type: 'input', id: 'person', label: say.ownerLabel, kind: 'person', placeholder: words.panels.colleague.placeholder, max: 80 },
    { type: 'text', text: say.ownerHint, subtle: true },
    { type: 'actions', actions: decisionActions(shown, one.control, x) },
    {
      type: 'actions',
      actions: [...pageActions(page, (to) => press(shown, 'disagree', { x: keepingOrigin(x, String(to)) })), backFrom(shown, x)],
    },
  ];
  return viewOf(shown, blocks, say.typing);
}

function nothingView(shown: Shown, x: string): View {
  const blocks: Block[] = [
    { type: 'text', text: say.none },
    { type: 'actions', actions: [backFrom(shown, x)] },
  ];
  return viewOf(shown, blocks, say.typing);
}

function saidLine(shown: Shown, { text, choice, reason, by, at }: QuestionLine): Rich {
  const answer: Span[] =
    reason === undefined ? [choice?.text ?? words.common.unknown] : spansOf(words.common.notApplicable([{ said: reason }]));
  return say.saidLine({ text, answer, who: by === undefined || at === undefined ? [] : say.by({ said: by }, ago(shown, at)) });
}

/** What speaks against the people's word line by line; the rest is counted, so that what is fine elsewhere is seen too. */
function seenSide(shown: Shown, { control, kind }: Contradiction): Block[] {
  const { catalogue, context } = shown;
  const known = indexCatalogue(catalogue).control(control);
  const checks = known === undefined || context.seen === null ? [] : seenOf(known, context.seen.checks);
  const against = checks.filter((check) => verdictOf(check) === (kind === 'said-less' ? 'pass' : 'fail'));
  const others = checks.filter((check) => !against.includes(check));
  return [
    ...(against.length === 0 ? [] : [{ type: 'list' as const, items: against.map((check) => seenLine(shown, check)) }]),
    ...(others.length === 0 ? [] : [{ type: 'text' as const, text: say.others(words.scan.counts(countsOf(others))), subtle: true }]),
  ];
}

function openStatus({ kind }: Contradiction): Block {
  return { type: 'status', tone: 'attention', word: say.word, text: kind === 'said-less' ? say.openLess : say.open };
}

function decidedStatus(shown: Shown, settled: Settled): Block {
  const { decision, by, at, reason, owner } = settled;
  const text: Span[] = [
    ...spansOf(say.decidedText({ what: say.decided[decision], by: whoSpan(shown, by), ago: ago(shown, at) })),
    ...(reason === undefined ? [] : spansOf(say.because(saidSpans(reason)))),
    ...(owner === undefined ? [] : spansOf(say.owner(personSpan(owner)))),
  ];
  if (hasLapsed(shown.context, settled)) return { type: 'status', tone: 'attention', word: words.roadmap.again.word, text };
  return { type: 'status', tone: 'neutral', word: decision === 'later' ? say.leftWord : say.decidedWord, text };
}

function decisionActions(shown: Shown, control: string, x: string): Action[] {
  const decide = (decision: Decision): Action => ({
    label: say.buttons[decision],
    press: settlePress(shown, 'settle', { control, x, decision }),
    inputs: true,
  });
  return [
    { ...decide('fix'), style: 'primary' },
    decide('answer-wrong'),
    { label: say.buttons['scan-wrong'], press: settlePress(shown, 'scan-wrong', { control, x }) },
    decide('later'),
  ];
}

/** Carries what was seen, so that nobody decides about something else than they read. */
function settlePress(shown: Shown, verb: string, { control, x, decision }: { control: string; x: string; decision?: Decision }): Press {
  const known = indexCatalogue(shown.catalogue).control(control);
  const digest = known === undefined ? '' : seenDigest(known, shown.context.seen?.checks ?? []);
  return press(shown, verb, { x: keepingOrigin(x, `${control}#${digest}`), ...(decision === undefined ? {} : { c: decision }) });
}

/** The form for the reason. `x` names the control and what was seen of it. */
export function scanWrongView(shown: Shown, x: string): View {
  const [control = ''] = withoutOrigin(x).split('#');
  const title = indexCatalogue(shown.catalogue).control(control)?.title;
  if (title === undefined) return nothingView(shown, x);
  const blocks: Block[] = [
    { type: 'title', text: say.reasonTitle },
    { type: 'text', text: title },
    { type: 'input', id: 'reason', label: say.reasonLabel, kind: 'text', placeholder: say.reasonPlaceholder, max: 1000, required: true },
    { type: 'input', id: 'person', label: say.ownerLabel, kind: 'person', placeholder: words.panels.colleague.placeholder, max: 80 },
    { type: 'text', text: say.reasonHint, subtle: true },
    {
      type: 'actions',
      actions: [
        { label: say.save, press: press(shown, 'settle', { x, c: 'scan-wrong' }), style: 'primary', inputs: true },
        backFrom(shown, x),
      ],
    },
  ];
  return viewOf(shown, blocks, say.typing);
}
