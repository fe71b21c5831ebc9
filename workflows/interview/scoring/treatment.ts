/**
 * How each kind of answer is counted. This table is the rule; `test/cases/scoring/treatment.yaml` holds the same as
 * cases, and `seen-answers.yaml` beside it says when checks answer a question.
 *
 * | what is known of a question         | credit | in the weight | counts as looked at |
 * |-------------------------------------|--------|---------------|---------------------|
 * | a choice worth `yes`                | 1      | yes           | yes                 |
 * | a choice worth `partly`             | 0.5    | yes           | yes                 |
 * | a choice worth `no`                 | 0      | yes           | yes                 |
 * | "don't know", or no answer yet      | 0      | yes           | no                  |
 * | … and every check passed            | 1      | yes           | yes                 |
 * | … and some checks passed, none failed | 0.5  | yes           | yes                 |
 * | … and a check failed                | 0      | yes           | yes                 |
 * | … and checks answer this very question | by the choice they imply | yes | yes          |
 * | … they could, but do not            | 0      | yes           | only if a check failed |
 * | not applicable, with a reason       | none   | no            | no                  |
 *
 * | what is known of the control        | what follows                                                              |
 * |-------------------------------------|---------------------------------------------------------------------------|
 * | several questions                   | the mean of their credits, without those not applicable                   |
 * | all its questions `yes`             | `yes`; some credit but not all: `partly`; none: `no`, or `unknown` if nobody said "no" |
 * | all its questions not applicable    | leaves weight, credit and coverage; listed apart for a lead               |
 * | … but a check failed                | the claim does not stand against what was seen: `no`                      |
 * | people say more, a check failed     | at most `partly` (0.5), ranked like a `no`, until the contradiction is decided |
 * | people say less, all checks passed  | what people said: a scan never raises a stated answer                     |
 * | open and accepted until a later day | credit 0, weight stays, shown as its own share; what is in place needs no acceptance |
 * | an acceptance that has run out      | as if it had never been                                                   |
 */
import { questionId } from '../../../knowledge/catalogue.ts';
import type { Control, Question } from '../../../knowledge/schema.ts';
import { checkStates, scanVoice } from './checks.ts';
import { inherentRisk, type RiskContext } from './inherent.ts';
import { isMapped, type SeenAnswers, seenIn } from './seen-answers.ts';
import type { Acceptance, Answers, CheckState, ControlLine, GivenAnswer, KnownBy, QuestionLine, Status, Verdict } from './types.ts';

const worth = { yes: 1, partly: 0.5, no: 0 } as const;

/** An answer names a choice that its question does not have: it belongs to another catalogue. */
export class UnknownChoiceError extends Error {
  override readonly name = 'UnknownChoiceError';
  readonly question: string;
  readonly choice: string;
  constructor(question: string, choice: string, options?: { cause: unknown }) {
    super(`The answer to ${question} names the choice "${choice}", which this catalogue does not have.`, options);
    this.question = question;
    this.choice = choice;
  }
}

const answerTo = (control: Control, question: Question, answers: Answers): GivenAnswer | undefined => {
  for (const name of [control.id, ...(control.aliases ?? [])]) {
    const answer = answers[questionId(name, question.id)];
    if (answer !== undefined) return answer;
  }
  return undefined;
};

type Voice = ReturnType<typeof scanVoice>;

const origin = ({ by, at, document, comment }: GivenAnswer): Pick<QuestionLine, 'by' | 'at' | 'document' | 'comment'> => ({
  ...(by === undefined ? {} : { by }),
  ...(at === undefined ? {} : { at }),
  ...(document === undefined ? {} : { document }),
  ...(comment === undefined ? {} : { comment }),
});

/** A choice by its id, with its worth. */
const chosen = (question: Question, name: string, id: string): Pick<QuestionLine, 'credit' | 'choice'> => {
  const choice = question.choices.find((one) => one.id === id);
  if (choice === undefined) throw new UnknownChoiceError(name, id);
  return { credit: worth[choice.credit], choice: { id, text: choice.text, means: choice.means } };
};

interface Scan {
  voice: Voice;
  seen: SeenAnswers;
}

const questionLine = (control: Control, question: Question, answer: GivenAnswer | undefined, { voice, seen }: Scan): QuestionLine => {
  const line = { id: questionId(control.id, question.id), text: question.text };
  if (answer !== undefined && 'choice' in answer)
    return { ...line, origin: 'answer', ...chosen(question, line.id, answer.choice), ...origin(answer) };
  if (answer !== undefined && 'notApplicable' in answer)
    return { ...line, origin: 'not-applicable', credit: null, reason: answer.reason, ...origin(answer) };
  const said = answer === undefined ? {} : origin(answer);
  const seenHere = seen[line.id];
  if (seenHere !== undefined) return { ...line, origin: 'scan', ...chosen(question, line.id, seenHere.choice), ...said };
  // A fail speaks for the whole control. A pass says no more about a question than its checks imply: where they imply no choice, a part.
  if (voice === 'no') return { ...line, origin: 'scan', credit: worth.no, ...said };
  if (voice !== null && !isMapped(control, question)) return { ...line, origin: 'scan', credit: worth.partly, ...said };
  return { ...line, origin: answer === undefined ? 'unanswered' : 'unknown', credit: 0, ...said };
};

/** A claim that nothing here applies falls when a check has seen a resource fail: there is something, and it is open. */
const withoutRefutedClaim = (lines: QuestionLine[], voice: Voice): QuestionLine[] =>
  voice === 'no' && lines.every((line) => line.origin === 'not-applicable')
    ? lines.map((line) => ({ ...line, origin: 'scan', credit: 0 }))
    : lines;

const statusOf = (counted: readonly QuestionLine[]): Status => {
  if (counted.length === 0) return 'not-applicable';
  if (counted.every((line) => line.credit === 1)) return 'yes';
  if (counted.some((line) => (line.credit ?? 0) > 0)) return 'partly';
  return counted.some(isSeen) ? 'no' : 'unknown';
};

const isSeen = (line: QuestionLine): boolean => line.origin === 'answer' || line.origin === 'scan';

/** The scan only where it settles the control by itself or saw a failure; a document only where it backs every stated choice. */
const knownBy = (counted: readonly QuestionLine[], voice: Voice): KnownBy => {
  const stated = counted.filter((line) => line.origin === 'answer');
  if (counted.length > 0 && !counted.some(isSeen)) return 'unknown';
  if (voice === 'no' || voice === 'yes' || (voice !== null && stated.length === 0)) return 'scan';
  if (stated.length === 0) return 'unknown';
  return stated.every((line) => line.document !== undefined) ? 'document' : 'stated';
};

const acceptedUntil = (control: Control, acceptances: readonly Acceptance[], at: number): number | undefined => {
  const names = [control.id, ...(control.aliases ?? [])];
  const running = acceptances.filter((one) => names.includes(one.control) && one.until > at).map((one) => one.until);
  return running.length > 0 ? Math.max(...running) : undefined;
};

export interface Evidence {
  answers: Answers;
  verdicts: readonly Verdict[];
  acceptances: readonly Acceptance[];
  at: number;
}

interface Standing {
  status: Status;
  credit: number;
  cut: boolean;
}

const standing = (counted: readonly QuestionLine[], voice: Voice): Standing => {
  const sum = counted.reduce((total, line) => total + (line.credit ?? 0), 0);
  const credit = counted.length === 0 ? 0 : sum / counted.length;
  const status = statusOf(counted);
  if (voice !== 'no' || credit <= worth.partly) return { status, credit, cut: false };
  return { status: 'partly', credit: worth.partly, cut: true };
};

const isSettled = (status: Status): boolean => status === 'yes' || status === 'not-applicable';

/** Counts one applicable control. */
export const controlLine = (control: Control, context: RiskContext, evidence: Evidence): ControlLine => {
  const checks: CheckState[] = checkStates(control, evidence.verdicts);
  const voice = scanVoice(control, checks);
  const scan = { voice, seen: seenIn(control, checks, evidence.verdicts) };
  const asked = control.questions.map((question) => questionLine(control, question, answerTo(control, question, evidence.answers), scan));
  const questions = withoutRefutedClaim(asked, voice);
  const counted = questions.filter((line) => line.credit !== null);
  const stands = standing(counted, voice);
  const until = isSettled(stands.status) ? undefined : acceptedUntil(control, evidence.acceptances, evidence.at);
  return {
    id: control.id,
    title: control.title,
    layer: control.layer,
    phase: control.phase.name,
    discipline: control.discipline,
    dimension: control.dimension,
    inherent: inherentRisk(control, context),
    status: until === undefined ? stands.status : 'accepted',
    credit: until === undefined ? stands.credit : 0,
    seen: counted.length === 0 ? 0 : counted.filter(isSeen).length / counted.length,
    knownBy: knownBy(counted, voice),
    questions,
    checks,
    ...(until === undefined ? {} : { acceptedUntil: until }),
    ...(stands.cut ? { cutByScan: true as const } : {}),
  };
};
