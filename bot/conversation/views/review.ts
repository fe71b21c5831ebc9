/** Before the result: what was answered, what nobody knew, and the choice to finish or to go on. */
import { undecidedIn } from '../../../workflows/interview/counting.ts';
import { isAskable, isSeenOnly, minutesLeft, questioningOf, seenChoice } from '../../../workflows/interview/questioning.ts';
import type { Action, Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { keepAction, roundLine } from './again.ts';
import { waitingLines } from './question.ts';
import { nameSpan, press, questionPress, questionText, resultShown, type Shown, viewOf } from './shown.ts';

const say = words.review;
const mostListed = 5;

export function reviewView(shown: Shown): View {
  const { context, catalogue } = shown;
  const { scoping, detail } = questioningOf(catalogue, context);
  const asked = [...scoping, ...detail];
  const kindOf = (key: string) => context.answers[key]?.value.kind;
  // Where nobody knew and the scan saw it, it is known.
  const unknown = asked.filter((key) => kindOf(key) === 'unknown' && seenChoice(context, key) === undefined);
  const open = detail.filter((key) => isAskable(context, key));
  const waiting = asked.filter((key) => context.waiting[key] !== undefined);
  const fact = (name: string, count: number) => ({ name, value: say.of(count, asked.length) });
  const seen = detail.filter((key) => isSeenOnly(context, key)).length;
  const undecided = undecidedIn(catalogue, context).length;
  const notApplicable = asked.filter((key) => kindOf(key) === 'not-applicable').length;
  const facts = [
    fact(say.answered, asked.filter((key) => kindOf(key) === 'choice').length),
    fact(say.unknown, unknown.length),
    fact(say.notApplicable, notApplicable),
    ...(seen > 0 ? [fact(words.scan.seenCount, seen)] : []),
    ...(open.length > 0 ? [fact(say.open, open.length)] : []),
    ...(waiting.length > 0 ? [fact(say.waiting, waiting.length)] : []),
  ];
  const score = resultShown(shown)?.cells.whole.score ?? null;
  const blocks: Block[] = [
    { type: 'title', text: say.title(nameSpan(shown)) },
    { type: 'facts', facts },
    ...(score === null ? [] : [{ type: 'text' as const, text: say.soFar(words.result.score(score)) }]),
    ...unknownList(shown, unknown),
    ...roundLine(shown, 'detail'),
    ...beforeFinishing(shown, undecided),
    { type: 'text', text: say.meaning, subtle: true },
    { type: 'actions', actions: reviewActions(shown, open.length, unknown, undecided) },
    ...waitingLines(shown),
  ];
  return viewOf(shown, blocks, undecided > 0 ? words.disagree.reviewTyping : isLooking(shown) ? words.scan.runsTyping : say.typing);
}

function unknownList(shown: Shown, unknown: string[]): Block[] {
  if (unknown.length === 0) return [];
  const further = unknown.length - mostListed;
  return [
    { type: 'heading', text: say.notKnown },
    { type: 'list', ordered: true, items: unknown.slice(0, mostListed).map((key) => questionText(shown, key)) },
    ...(further > 0 ? [{ type: 'text' as const, text: say.moreUnknown(further) }] : []),
  ];
}

/** What has to happen first, so that no button is offered that would be refused. */
function beforeFinishing(shown: Shown, undecided: number): Block[] {
  if (isLooking(shown)) return [{ type: 'status', tone: 'neutral', word: words.scan.runs.word, text: words.scan.runs.text }];
  if (undecided === 0) return [];
  return [{ type: 'status', tone: 'attention', word: words.disagree.openWord, text: words.disagree.openCount(undecided) }];
}

const isLooking = ({ value }: Shown): boolean => value.scan === 'looking' || value.scan === 'stopping';

function reviewActions(shown: Shown, open: number, unknown: string[], undecided: number): Action[] {
  const more = { count: open, minutes: minutesLeft(open) };
  const { canScan, context } = shown;
  const decide: Action = { label: words.disagree.see(undecided), press: press(shown, 'disagree', { x: '0' }), style: 'primary' };
  return [
    ...(undecided > 0
      ? [decide]
      : isLooking(shown)
        ? []
        : [{ label: say.finish, press: press(shown, 'finish'), style: 'primary' as const }]),
    ...(canScan && context.accounts.length === 0 ? [{ label: words.scan.buttons.connect, press: press(shown, 'connect') }] : []),
    ...(canScan && context.accounts.length > 0 && !isLooking(shown)
      ? [{ label: context.seen === null ? words.scan.buttons.look : words.scan.buttons.again, press: press(shown, 'scan') }]
      : []),
    ...(open > 0 ? [{ label: say.keep(more), press: press(shown, 'keep') }] : []),
    ...unknown.slice(0, mostListed).map(
      (key, index): Action => ({
        label: say.answer(index + 1),
        press: questionPress(shown, 'revisit', key),
        aria: say.answerAria(questionText(shown, key)),
      }),
    ),
    ...(unknown.length > 0 ? [{ label: say.collect, press: press(shown, 'collect') }] : []),
    { label: say.all, press: press(shown, 'answers', { x: '0' }) },
    ...keepAction(shown),
  ];
}
