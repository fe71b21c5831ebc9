/** An assessment that is made again: earlier answers are kept beside, offered one by one, and count for nothing until somebody confirms them. */
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { type Phase, phases } from '../../knowledge/schema.ts';
import type { Answer, Finished, InterviewContext, QuestionKey } from './context.ts';
import type { EventOf } from './events.ts';
import { valueFits } from './fitting.ts';
import { resultAgeMs } from './limits.ts';
import { earlierQuestioning, findQuestion, isScopingKey, questioningOf, scopingKey } from './questioning.ts';

type Change = Partial<InterviewContext>;

export const isFurther = (target: Phase, phase: Phase): boolean => phases.indexOf(target) > phases.indexOf(phase);

/** Everything that was said moves to the earlier answers; what a scan saw, and what was decided about it, stays. */
export function assessAgain(context: InterviewContext, { by, at, target }: EventOf<'assess-again'>): Change {
  const { result, answers, earlier, confirmed, depth, baseline } = context;
  return {
    result: null,
    baseline: result,
    again: { by, at, target: target ?? null, confirmed, depth, baseline },
    earlier: { ...eachAnswer(earlier, outsideBaseline), ...answers },
    answers: {},
    confirmed: null,
    depth: 'short',
    focus: null,
    proposal: null,
    unknownRun: 0,
  };
}

/** The old result stands again with its answers; those of the round that is given up are earlier ones now. */
export function keepBaseline(context: InterviewContext): Change {
  const { again, baseline, earlier, answers, waiting, settled } = context;
  if (again === null) return {};
  const own = Object.entries(earlier).filter(([, { turn }]) => turn > 0);
  // A card of the round that is given up may still be pressed: no revision is given twice.
  const back = Object.fromEntries(own.map(([key, answer]) => [key, { ...answer, rev: restoredRev(answer, answers[key]) }]));
  const older = { ...eachAnswer(earlier, outsideBaseline), ...eachAnswer(answers, outsideBaseline) };
  return {
    result: baseline,
    baseline: again.baseline,
    again: null,
    answers: back,
    earlier: Object.fromEntries(Object.entries(older).filter(([key]) => !Object.hasOwn(back, key))),
    settled: Object.fromEntries(
      Object.entries(settled).map(([control, one]) => [control, { ...one, withdrawn: rewithdrawn(one.withdrawn, context) }]),
    ),
    waiting: Object.fromEntries(Object.entries(waiting).filter(([key]) => !Object.hasOwn(back, key))),
    confirmed: again.confirmed,
    depth: again.depth,
    focus: null,
    proposal: null,
    unknownRun: 0,
  };
}

const restoredRev = ({ rev }: Answer, since: Answer | undefined): number => (since === undefined ? rev : since.rev + 1);

/** What was taken back stays so when its answer comes back under another revision. */
function rewithdrawn(withdrawn: Record<QuestionKey, number>, { earlier, answers }: InterviewContext): Record<QuestionKey, number> {
  return Object.fromEntries(
    Object.entries(withdrawn).map(([key, rev]) => {
      const before = earlier[key];
      return [key, before?.rev === rev ? restoredRev(before, answers[key]) : rev];
    }),
  );
}

/** The old comments stand in the old result; here they were kept only for the way back to it. */
export function endRound({ earlier }: InterviewContext): Change {
  return { again: null, earlier: eachAnswer(earlier, ({ comment: _, ...answer }) => answer) };
}

const outsideBaseline = (answer: Answer): Answer => ({ ...answer, turn: 0 });

function eachAnswer(answers: Record<QuestionKey, Answer>, change: (answer: Answer) => Answer): Record<QuestionKey, Answer> {
  return Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key, change(answer)]));
}

/** What was answered last time, where it can be confirmed as it is; null where the question is answered or has to be answered anew. */
export function earlierOffer(catalogue: Catalogue, context: InterviewContext, key: QuestionKey): Answer | null {
  const answer = context.earlier[key];
  if (answer === undefined || context.answers[key] !== undefined) return null;
  const isTakenBack = Object.values(context.settled).some(({ withdrawn }) => withdrawn[key] === answer.rev);
  return isTakenBack || !stillFits(catalogue, key, answer) || isAskedAnew(catalogue, context, key) ? null : answer;
}

function stillFits(catalogue: Catalogue, key: QuestionKey, { value }: Answer): boolean {
  const asked = findQuestion(catalogue, key);
  return asked !== null && valueFits(asked, value);
}

/** At a gate the answers that decide the phase are what has changed, so they are never offered. */
function isAskedAnew(catalogue: Catalogue, context: InterviewContext, key: QuestionKey): boolean {
  if ((context.again?.target ?? null) === null || !isScopingKey(key)) return false;
  const { phase } = catalogue.scoping;
  const ofTree = Object.values(phase.nodes).some((node) => 'question' in node && scopingKey(null, node.question) === key);
  const { question, component } = earlierQuestioning(catalogue, context).scope.drivers.phase;
  return ofTree || (question !== null && scopingKey(component, question) === key);
}

/** True for a result that is older than results stand by themselves; `now` in milliseconds. */
export const isStale = ({ at }: Pick<Finished, 'at'>, now: number): boolean => now - at >= resultAgeMs;

export interface StillOpen {
  /** Open questions with an earlier answer to confirm. */
  toConfirm: number;
  /** Open questions without one. */
  fresh: number;
  /** Answers of the baseline whose question or choice the catalogue has no more. */
  unfit: number;
}

/** How much of a part is left to confirm and to answer. */
export function leftOf(catalogue: Catalogue, context: InterviewContext, part: 'scoping' | 'short' | 'detail'): StillOpen {
  const open = questioningOf(catalogue, context)[part].filter((key) => context.answers[key] === undefined);
  const toConfirm = open.filter((key) => earlierOffer(catalogue, context, key) !== null).length;
  const unfit = Object.entries(context.earlier).filter(([key, answer]) => answer.turn > 0 && !stillFits(catalogue, key, answer)).length;
  return { toConfirm, fresh: open.length - toConfirm, unfit };
}
