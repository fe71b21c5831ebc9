/** The question card: one question, its choices, and what else can be done with it. It changes in place. */
import { earlierOffer } from '../../../workflows/interview/again.ts';
import type { Answer } from '../../../workflows/interview/context.ts';
import { undecidedIn } from '../../../workflows/interview/counting.ts';
import { unknownsBeforeOffer } from '../../../workflows/interview/limits.ts';
import {
  type AskedQuestion,
  findQuestion,
  isMulti,
  isOpen,
  minutesLeft,
  type Part,
  previousKey,
  questioningOf,
  seenChoice,
  standingAnswer,
} from '../../../workflows/interview/questioning.ts';
import type { Action, Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { earlierBeside, roundLine, stillAction } from './again.ts';
import { moreAbout } from './question-details.ts';
import { seenBeside } from './seen.ts';
import {
  ago,
  ahead,
  answerSpans,
  choiceWords,
  componentOf,
  componentSpan,
  nameSpan,
  personSpan,
  press,
  questionPress,
  type Shown,
  saidSpans,
  spansOf,
  viewOf,
  whoWhen,
} from './shown.ts';

const { buttons, typing } = words.question;

/** Null when the catalogue has no such question. */
export function questionView(shown: Shown, key: string, part: Part): View | null {
  const asked = findQuestion(shown.catalogue, key);
  if (asked === null) return null;
  const { context } = shown;
  const proposal = context.proposal?.key === key ? context.proposal : null;
  const blocks: Block[] = [
    ...whereWeAre(shown, asked, part),
    { type: 'title', text: asked.question.text },
    { type: 'text', text: words.question.why(asked.question.why), subtle: true },
    ...standing(shown, asked),
    ...earlierBeside(shown, asked),
    ...seenBeside(shown, key),
    ...(proposal === null ? [] : proposed(asked, proposal)),
    // What is ticked could not be sent beside a proposal, so there the choices are only read.
    proposal !== null && isMulti(asked) ? readOnly(asked) : choiceBlock(shown, asked),
    ...(proposal === null && offersToCollect(shown, key) ? [offer] : []),
    { type: 'actions', actions: proposal === null ? questionActions(shown, asked) : proposalActions(shown, key) },
    ...moreAbout(shown.catalogue, asked),
    ...waitingLines(shown),
  ];
  const typed = typingFor(asked, proposal !== null);
  const still = proposal === null && earlierOffer(shown.catalogue, context, key) !== null ? ` ${words.again.typing}` : '';
  return viewOf(shown, blocks, `${typed}${still}`, { withoutDetails: true });
}

function typingFor(asked: AskedQuestion, waitsForYes: boolean): string {
  if (waitsForYes) return typing.proposal;
  if (isMulti(asked)) return typing.multi;
  return asked.kind === 'scoping' ? typing.singleScoping : typing.single;
}

function whereWeAre(shown: Shown, asked: AskedQuestion, part: Part): Block[] {
  const { context, catalogue } = shown;
  const keys = questioningOf(catalogue, context)[part];
  const open = keys.filter((key) => isOpen(context, key)).length;
  const place = words.question.place({
    workload: nameSpan(shown),
    part: part === 'short' && (context.again?.target ?? null) !== null ? words.again.delta : words.question.parts[part],
    component: componentSpan(shown, componentOf(asked)),
  });
  return [
    { type: 'text', text: place },
    { type: 'progress', done: keys.length - open, total: keys.length, label: words.question.left(minutesLeft(open)) },
    ...roundLine(shown, part),
    ...lastAnswered(shown, asked.key),
  ];
}

/** The answer just given, so that a slip is seen at once; "back" changes it. */
function lastAnswered(shown: Shown, key: string): Block[] {
  const last = shown.context.focus === null ? previousKey(shown.catalogue, shown.context) : null;
  const answer = last === null ? undefined : shown.context.answers[last];
  if (last === null || answer === undefined || last === key) return [];
  const asked = findQuestion(shown.catalogue, last);
  if (asked === null) return [];
  const line = words.question.last({ text: asked.question.text, answer: answerSpans(asked, answer.value), who: whoWhen(shown, answer) });
  const against =
    asked.kind === 'control' && undecidedIn(shown.catalogue, shown.context).some(({ control }) => control === asked.control.id);
  return [{ type: 'text', text: [...spansOf(line), ...(against ? [words.scan.otherwise] : [])], subtle: true }];
}

/** What stands for the question already, by whom and since when. */
function standing(shown: Shown, asked: AskedQuestion): Block[] {
  const answer = shown.context.answers[asked.key];
  if (answer === undefined) return [];
  const taken = standingAnswer(shown.context, asked.key) === undefined ? [words.scan.takenBack] : [];
  const text = [
    ...spansOf(words.question.standing({ answer: answerSpans(asked, answer.value), who: whoWhen(shown, answer) })),
    ...(answer.quote === undefined ? [] : spansOf(words.question.takenFrom(answer.quote))),
    ...commentOf(answer),
    ...taken,
  ];
  return [{ type: 'status', tone: 'neutral', word: words.question.stands, text }];
}

function commentOf({ comment }: Answer) {
  return comment === undefined ? [] : spansOf(words.question.comment(saidSpans(comment)));
}

function proposed(asked: AskedQuestion, { choices, quote }: { choices: string[]; quote: string }): Block[] {
  const text = words.question.proposal({ choice: choiceWords(asked, choices), quote });
  return [{ type: 'status', tone: 'attention', word: words.question.understood, text }];
}

function readOnly(asked: AskedQuestion): Block {
  return { type: 'list', ordered: true, items: asked.question.choices.map(({ text }) => text) };
}

/** One press answers a single choice; several are ticked and sent together. */
export function choiceBlock(shown: Shown, asked: AskedQuestion): Block {
  const multi = isMulti(asked);
  const selected = selectedChoices(shown, asked.key);
  return {
    type: 'choice',
    id: 'choices',
    label: multi ? words.question.tickAll : asked.question.text,
    options: asked.question.choices.map(({ id, text, means }) => ({
      id,
      text,
      hint: means,
      ...(multi ? {} : { press: questionPress(shown, 'answer', asked.key, id) }),
    })),
    multi,
    ...(selected.length === 0 ? {} : { selected }),
  };
}

function selectedChoices({ context }: Shown, key: string): string[] {
  if (context.proposal?.key === key) return context.proposal.choices;
  // What was taken back stands no more; where nobody has answered, what a scan saw does.
  const value = standingAnswer(context, key)?.value;
  if (value !== undefined) return value.kind === 'choice' ? value.choices : [];
  const seen = seenChoice(context, key);
  return seen === undefined ? [] : [seen.choice];
}

function offersToCollect({ context }: Shown, key: string): boolean {
  return context.unknownRun >= unknownsBeforeOffer && context.answers[key] === undefined;
}

const offer: Block = { type: 'status', tone: 'neutral', word: words.question.offer, text: words.question.offerText };

function questionActions(shown: Shown, asked: AskedQuestion): Action[] {
  const { catalogue, context } = shown;
  const { key } = asked;
  const answer = context.answers[key];
  const stands = standingAnswer(context, key);
  const canAsk = context.waiting[key] === undefined && (stands === undefined || stands.value.kind === 'unknown');
  return [
    ...stillAction(shown, key),
    ...(isMulti(asked) ? [doneAction(shown, key)] : []),
    ...(offersToCollect(shown, key) ? [{ label: buttons.collect, press: press(shown, 'collect') }] : []),
    { label: buttons.unknown, press: questionPress(shown, 'unknown', key) },
    ...(canAsk ? [{ label: buttons.ask, press: questionPress(shown, 'colleague', key) }] : []),
    ...(asked.kind === 'control' ? [{ label: buttons.na, press: questionPress(shown, 'na', key) }] : []),
    ...(answer === undefined ? [] : [{ label: buttons.comment, press: questionPress(shown, 'comment', key) }]),
    ...(previousKey(catalogue, context) === null ? [] : [{ label: buttons.back, press: press(shown, 'back'), aria: buttons.backAria }]),
    { label: buttons.pause, press: press(shown, 'pause') },
  ];
}

/** Sends what is ticked. */
export function doneAction(shown: Shown, key: string): Action {
  return { label: buttons.done, press: questionPress(shown, 'answer', key), style: 'primary', inputs: true };
}

function proposalActions(shown: Shown, key: string): Action[] {
  return [
    { label: buttons.yes, press: questionPress(shown, 'yes', key), style: 'primary' },
    { label: buttons.no, press: questionPress(shown, 'no', key) },
  ];
}

/** One line for each colleague who is asked, however many questions they have. */
export function waitingLines(shown: Shown): Block[] {
  const waiting = Object.values(shown.context.waiting);
  const people = new Map(waiting.map(({ to }) => [to.id, to]));
  return [...people.values()].map((person): Block => {
    const handed = waiting.filter(({ to }) => to.id === person.id);
    const asked = Math.min(...handed.map(({ at }) => at));
    const until = Math.min(...handed.map((one) => one.until));
    const text = words.question.waiting({
      person: personSpan(person),
      count: handed.length,
      ago: ago(shown, asked),
      ahead: ahead(shown, until),
    });
    return { type: 'text', text, subtle: true };
  });
}
