/** Shown when all that is open waits for colleagues: who, since when, until when, and how to take a question back. */
import { findQuestion } from '../../../workflows/interview/questioning.ts';
import type { Action, Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { ago, ahead, nameSpan, personSpan, press, questionPress, questionText, type Shown, viewOf } from './shown.ts';

const say = words.waiting;
const mostTakenBack = 5;

export function waitingView(shown: Shown): View {
  const waiting = Object.entries(shown.context.waiting).filter(([key]) => findQuestion(shown.catalogue, key) !== null);
  const items = waiting.map(([key, { to, at, until }]) =>
    say.line({ text: questionText(shown, key), person: personSpan(to), ago: ago(shown, at), ahead: ahead(shown, until) }),
  );
  const back = waiting.slice(0, mostTakenBack).map(
    ([key], index): Action => ({
      label: say.takeBack(index + 1),
      press: questionPress(shown, 'back-to-asker', key),
      aria: say.takeBackAria(questionText(shown, key)),
    }),
  );
  // The scope cannot wait: without it nobody knows what to ask next.
  const goOn: Action[] = shown.value.interview === 'scoping' ? [] : [{ label: say.review, press: press(shown, 'review') }];
  const blocks: Block[] = [
    { type: 'title', text: say.title(nameSpan(shown)) },
    { type: 'list', ordered: true, items },
    { type: 'text', text: say.nothingToDo, subtle: true },
    { type: 'actions', actions: [...back, ...goOn, { label: words.question.buttons.pause, press: press(shown, 'pause') }] },
  ];
  return viewOf(shown, blocks, goOn.length === 0 ? words.waiting.typingScoping : say.typing);
}
