/** All answers, a page at a time: what was asked, what was said, by whom and when, each with a way to change it. */
import { findQuestion, isSeenOnly, questioningOf, seenChoice, standingAnswer } from '../../../workflows/interview/questioning.ts';
import { keepingOrigin, withoutOrigin } from '../presses.ts';
import type { Action, Block, Rich, View } from '../view.ts';
import { words } from '../words/en.ts';
import { seenWords } from './seen.ts';
import {
  answerSpans,
  backFrom,
  componentOf,
  componentSpan,
  nameSpan,
  pageActions,
  pageOf,
  press,
  questionPress,
  questionText,
  type Shown,
  spansOf,
  viewOf,
  whoWhen,
} from './shown.ts';

const say = words.panels.answers;
const perPage = 8;

/** `x` is the page, counted from 0. */
export function answersView(shown: Shown, x: string): View {
  const { scoping, detail } = questioningOf(shown.catalogue, shown.context);
  const asked = [...scoping, ...detail];
  const answered = asked.filter((key) => shown.context.answers[key] !== undefined || seenChoice(shown.context, key) !== undefined);
  // What a scan answered comes first: nobody has looked at that yet.
  const bySeen = answered.filter((key) => isSeenOnly(shown.context, key));
  const page = pageOf([...bySeen, ...answered.filter((key) => !bySeen.includes(key))], Number(withoutOrigin(x)), perPage);
  const count = say.count({ answered: answered.length, asked: asked.length, seen: bySeen.length });
  const blocks: Block[] = [
    { type: 'title', text: say.title(nameSpan(shown)) },
    { type: 'text', text: page.pages > 1 ? `${count} (${words.common.page(page.page + 1, page.pages)})` : count, subtle: true },
    ...(page.items.length === 0
      ? [{ type: 'text' as const, text: say.none }]
      : [{ type: 'list' as const, ordered: true, items: page.items.map((key) => lineOf(shown, key)) }]),
    {
      type: 'actions',
      actions: [
        ...(mayChange(shown) ? page.items.map((key, index) => changeAction(shown, key, index + 1)) : []),
        ...pageActions(page, (to) => press(shown, 'answers', { x: keepingOrigin(x, String(to)) })),
        ...(mayChange(shown) ? [{ label: say.describe, press: press(shown, 'edit') }] : []),
        ...reopen(shown),
        backFrom(shown, x),
      ],
    },
  ];
  return viewOf(shown, blocks, say.typing);
}

/** Answers are changed while questions are asked; a finished result is reopened first. */
function mayChange({ value }: Shown): boolean {
  return value.activity === 'active' && value.interview !== 'finished' && value.interview !== 'intake';
}

function reopen(shown: Shown): Action[] {
  const finished = shown.value.activity === 'active' && shown.value.interview === 'finished';
  return finished ? [{ label: words.result.buttons.change, press: press(shown, 'reopen') }] : [];
}

function changeAction(shown: Shown, key: string, place: number): Action {
  const isSeen = isSeenOnly(shown.context, key);
  const [label, aria] = isSeen ? [words.scan.correct, words.scan.correctAria] : [say.change, say.changeAria];
  return { label: label(place), press: questionPress(shown, 'revisit', key), aria: aria(questionText(shown, key)) };
}

function lineOf(shown: Shown, key: string): Rich {
  const asked = findQuestion(shown.catalogue, key);
  const seen = isSeenOnly(shown.context, key) ? seenWords(shown, key) : null;
  const answer = seen === null ? standingAnswer(shown.context, key) : undefined;
  return say.line({
    component: asked === null ? null : componentSpan(shown, componentOf(asked)),
    text: questionText(shown, key),
    answer:
      answer !== undefined
        ? answerSpans(asked, answer.value)
        : seen === null
          ? [words.common.noAnswer]
          : spansOf(words.scan.seenAnswer(seen)),
    who: answer === undefined ? [] : whoWhen(shown, answer),
  });
}
