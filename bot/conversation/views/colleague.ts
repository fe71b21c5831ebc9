/** What a colleague sees who is asked one question: whose assessment it is, who asks, the question, and a way to hand it back. */
import type { HandOff } from '../../../workflows/interview/context.ts';
import { type AskedQuestion, findQuestion, isMulti } from '../../../workflows/interview/questioning.ts';
import type { Action, Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { earlierBeside, stillAction } from './again.ts';
import { choiceBlock, doneAction } from './question.ts';
import { moreAbout } from './question-details.ts';
import {
  ago,
  ahead,
  answerSpans,
  componentOf,
  componentSpan,
  nameSpan,
  personSpan,
  questionPress,
  type Shown,
  spansOf,
  viewOf,
  whoSpan,
  whoWhen,
} from './shown.ts';

const say = words.colleague;

/** The card changes in place: asked, answered, or back with the asker. */
export function askedView(shown: Shown, key: string): View {
  const asked = findQuestion(shown.catalogue, key);
  const waiting = shown.context.waiting[key];
  if (asked === null || waiting === undefined || shown.value.activity !== 'active') return settledView(shown, asked, key);
  const component = componentSpan(shown, componentOf(asked));
  const { requester } = shown.context;
  const asker = whoSpan(shown, waiting.by);
  const blocks: Block[] = [
    { type: 'text', text: say.asksYou({ asker, workload: nameSpan(shown), ago: ago(shown, waiting.at) }) },
    {
      type: 'text',
      text: requester.id === waiting.by ? say.appears : [...spansOf(say.requester(personSpan(requester))), ` ${say.appears}`],
      subtle: true,
    },
    ...(component === null ? [] : [{ type: 'text' as const, text: say.component(component) }]),
    { type: 'title', text: asked.question.text },
    { type: 'text', text: words.question.why(asked.question.why), subtle: true },
    ...earlierBeside(shown, asked),
    choiceBlock(shown, asked),
    { type: 'actions', actions: colleagueActions(shown, asked) },
    ...moreAbout(shown.catalogue, asked),
    { type: 'text', text: returns(shown, waiting), subtle: true },
  ];
  return viewOf(shown, blocks, words.question.typing.colleague, { withoutDetails: true });
}

function returns(shown: Shown, { until }: HandOff): string {
  return say.returns(ahead(shown, until));
}

function colleagueActions(shown: Shown, asked: AskedQuestion): Action[] {
  const { key } = asked;
  return [
    ...stillAction(shown, key),
    ...(isMulti(asked) ? [doneAction(shown, key)] : []),
    { label: words.question.buttons.unknown, press: questionPress(shown, 'unknown', key) },
    { label: say.handBack, press: questionPress(shown, 'back-to-asker', key) },
  ];
}

function settledView(shown: Shown, asked: AskedQuestion | null, key: string): View {
  const answer = shown.context.answers[key];
  const blocks: Block[] = [
    ...(asked === null ? [] : [{ type: 'title' as const, text: asked.question.text }]),
    answer === undefined
      ? { type: 'status', tone: 'neutral', word: say.back, text: say.wentBack(nameSpan(shown)) }
      : {
          type: 'status',
          tone: 'good',
          word: say.thanks,
          text: say.answered({ answer: answerSpans(asked, answer.value), who: whoWhen(shown, answer) }),
        },
  ];
  return viewOf(shown, blocks, words.common.nothingToDo);
}
