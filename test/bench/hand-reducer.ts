/** The floor of the engine: an assessment as one JSON value and one function that sets an answer in it. */
import type { Catalogue } from '../../knowledge/catalogue.ts';
import type { Answer, InterviewContext } from '../../workflows/interview/context.ts';
import { isAskable, questioningOf } from '../../workflows/interview/questioning.ts';
import type { AnswerEvent } from './interview.ts';

/** What a hand-written bot would keep: our context, and the name of the step it is in. */
export interface HandState {
  step: string;
  context: InterviewContext;
}

export function answerByHand({ step, context }: HandState, event: AnswerEvent): HandState {
  const before = context.answers[event.key];
  if ((before?.rev ?? 0) !== event.rev) throw new RangeError(`The answer to ${event.key} has moved on.`);
  const { key, value, by, at, rev } = event;
  const answer: Answer = { value, by, at, rev: rev + 1, turn: context.turns + 1 };
  return {
    step,
    context: { ...context, answers: { ...context.answers, [key]: answer }, turns: context.turns + 1, focus: null, lastAt: at },
  };
}

/** As before, with our own pure functions: is the question asked now, and which one is next. */
export function answerAndAsk(catalogue: Catalogue, state: HandState, event: AnswerEvent): HandState {
  const { scoping, detail } = questioningOf(catalogue, state.context);
  if (!scoping.includes(event.key) && !detail.includes(event.key)) throw new RangeError(`${event.key} is not asked.`);
  const next = answerByHand(state, event);
  const after = questioningOf(catalogue, next.context);
  const open = [...after.scoping, ...after.detail].find((key) => isAskable(next.context, key));
  const step = after.scopeDigest === next.context.confirmed?.scope ? 'asking' : 'scoping';
  return { step: open === undefined ? 'reviewing' : step, context: next.context };
}
