/** The card of a scan: where it looks, how far it is and how to stop it; then what came of it. One message that changes in place. */
import { undecidedIn } from '../../../workflows/interview/counting.ts';
import { questioningOf, seenChoice } from '../../../workflows/interview/questioning.ts';
import type { ScanRun } from '../../../workflows/interview/scan-context.ts';
import { fromScan } from '../presses.ts';
import type { Action, Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { belongsAction, outsideActions, outsideLines } from './belongs.ts';
import { countsOf } from './seen.ts';
import { nameSpan, press, type Shown, viewOf } from './shown.ts';
import { trialShown, trialView } from './trial.ts';

const say = words.scan;

export function scanView(shown: Shown): View {
  const { scan } = shown.context;
  const trial = trialShown(shown);
  if (trial !== null) return trialView(shown, trial);
  if (scan === null) return viewOf(shown, [{ type: 'text', text: say.none }, ...actions(shown, firstStep(shown))], say.noneTyping);
  return scan.end === null ? lookingView(shown, scan) : endedView(shown, scan);
}

/** Where nothing was looked at yet. */
function firstStep(shown: Shown): Action[] {
  if (!shown.canScan || shown.value.activity !== 'active' || shown.value.interview === 'finished') return [];
  return shown.context.accounts.length === 0
    ? [{ label: say.buttons.connect, press: press(shown, 'connect') }]
    : [{ label: say.buttons.look, press: press(shown, 'scan', { x: fromScan('') }), style: 'primary' }];
}

export function whereWords({ context }: Pick<Shown, 'context'>): string {
  return say.accounts(context.accounts.map(({ account, regions }) => say.account(account.slice(-4), regions)));
}

function lookingView(shown: Shown, scan: ScanRun): View {
  const status: Block = scan.stopping
    ? { type: 'status', tone: 'neutral', ...say.stopping }
    : scan.planned === 0
      ? { type: 'status', tone: 'neutral', ...say.starting }
      : { type: 'progress', done: scan.done, total: scan.planned, label: say.progress(shown.now - scan.at) };
  const blocks: Block[] = [
    { type: 'title', text: say.title(nameSpan(shown)) },
    { type: 'text', text: say.looking(whereWords(shown)) },
    status,
    ...(scan.attempt > 1 ? [{ type: 'text' as const, text: say.again(scan.attempt), subtle: true }] : []),
    ...unreadLines(scan),
    { type: 'text', text: say.harmless, subtle: true },
    ...actions(shown, [
      ...(scan.stopping ? [] : [{ label: say.buttons.stop, press: press(shown, 'stop-scan') }]),
      ...patchAction(shown, scan.unread),
    ]),
  ];
  return viewOf(shown, blocks, say.typing);
}

function endedView(shown: Shown, scan: ScanRun): View {
  const { seen } = shown.context;
  const own = seen?.scan === scan.id;
  const disagreeing = undecidedIn(shown.catalogue, shown.context).length;
  const blocks: Block[] = [
    { type: 'title', text: say.title(nameSpan(shown)) },
    endStatus(shown, scan, disagreeing),
    ...(own ? [{ type: 'facts' as const, facts: factsOf(shown, scan) }, ...outsideLines(shown)] : []),
    ...unreadLines(scan),
    ...actions(shown, [
      ...next(shown, disagreeing),
      ...(own && answeredHere(shown) > 0 ? [{ label: say.buttons.answers, press: press(shown, 'answers', { x: fromScan('0') }) }] : []),
      ...(seen === null ? [] : [{ label: say.buttons.seen, press: press(shown, 'seen', { x: fromScan('0') }) }]),
      ...(own ? outsideActions(shown, fromScan('')) : []),
      ...patchAction(shown, scan.unread),
      ...(shown.canScan && shown.value.interview !== 'finished'
        ? [{ label: say.buttons.again, press: press(shown, 'scan', { x: fromScan('') }) }, belongsAction(shown, fromScan(''))]
        : []),
    ]),
  ];
  return viewOf(shown, blocks, disagreeing > 0 ? say.disagreeTyping : say.endedTyping);
}

/** What to do now: decide, or go on where it stood; then the card with the next question comes below this one. */
function next(shown: Shown, disagreeing: number): Action[] {
  const { interview, activity } = shown.value;
  if (activity !== 'active' || interview === 'finished') return [];
  const decide: Action = { label: say.buttons.see(disagreeing), press: press(shown, 'disagree', { x: fromScan('0') }), style: 'primary' };
  const goOn: Action = { label: say.buttons.goOn, press: press(shown, 'show', { x: fromScan('') }) };
  return disagreeing > 0 ? [decide, goOn] : [{ ...goOn, style: 'primary' }];
}

/** Before the scope stands nobody knows which questions are asked, so none is answered yet. */
function answeredHere({ catalogue, context }: Shown): number {
  if (context.confirmed === null) return 0;
  return questioningOf(catalogue, context).detail.filter((key) => seenChoice(context, key) !== undefined).length;
}

function endStatus(shown: Shown, { id, end }: ScanRun, disagreeing: number): Block {
  const how = end?.how ?? 'failed';
  const { seen } = shown.context;
  const word = say.ended[how];
  const before = seen === null ? '' : ` ${say.ended.keptBefore}`;
  if (how === 'failed') return { type: 'status', tone: 'attention', word, text: say.ended.because(end?.reason ?? '', before) };
  if (seen?.scan !== id) return { type: 'status', tone: 'neutral', word, text: seen === null ? say.ended.nothing : say.ended.keptBefore };
  const text = `${answeredWords(shown)}${say.ended.disagree(disagreeing)}`;
  return { type: 'status', tone: disagreeing > 0 ? 'attention' : 'neutral', word, text };
}

function answeredWords(shown: Shown): string {
  const { catalogue, context } = shown;
  if (context.confirmed === null) {
    const could = Object.keys(context.seen?.answers ?? {}).filter((key) => seenChoice(context, key) !== undefined);
    return say.ended.early(could.length);
  }
  return say.ended.answered({ answered: answeredHere(shown), asked: questioningOf(catalogue, context).detail.length });
}

function factsOf(shown: Shown, { calls }: ScanRun) {
  return [
    { name: say.names.accounts, value: whereWords(shown) },
    { name: say.names.checks, value: say.counts(countsOf(shown.context.seen?.checks ?? [])) },
    { name: say.names.calls, value: String(calls) },
  ];
}

function unreadLines({ unread, barred = [] }: Pick<ScanRun, 'unread' | 'barred'>): Block[] {
  const count = unread.length + barred.length;
  if (count === 0) return [];
  return [{ type: 'status', tone: 'attention', word: say.unread.word(count), text: say.unread.text(unread, barred) }];
}

function patchAction(shown: Shown, unread: readonly string[]): Action[] {
  return unread.length === 0 ? [] : [{ label: say.buttons.patch, press: press(shown, 'patch', { x: fromScan('') }) }];
}

function actions(_shown: Shown, all: Action[]): Block[] {
  return all.length === 0 ? [] : [{ type: 'actions', actions: all }];
}
