/** Questions that a scan answers by itself: which choice is true as far as AWS shows, and which checks say so. */
import { questionId } from '../../../knowledge/catalogue.ts';
import type { Control, ImpliedChoice, Question } from '../../../knowledge/schema.ts';
import { checkStates, speaksTo } from './checks.ts';
import type { CheckState, Verdict } from './types.ts';

export interface SeenAnswer {
  choice: string;
  /** `fail` also where only a part of what was looked at failed. */
  verdict: 'pass' | 'fail';
  /** The checks that decide it, by id. */
  from: string[];
  /** How many different resources stand behind it. */
  resources: number;
  /** When the oldest of these looks was made: the answer is no fresher than that. */
  at: number;
}

/** By question id, such as `iam-model-access/q2`. */
export type SeenAnswers = Readonly<Record<string, SeenAnswer>>;

/** One check that speaks to a question, and what it said. Without a state it did not run. */
interface Witness {
  check: string;
  implies: ImpliedChoice;
  state: CheckState | undefined;
  rows: readonly Verdict[];
}

export const isMapped = (control: Control, question: Question): boolean =>
  control.evidence.checks.some(({ answers }) => answers?.[question.id] !== undefined);

const witnessesOf = (control: Control, question: Question, states: readonly CheckState[], rows: readonly Verdict[]): Witness[] =>
  control.evidence.checks.flatMap(({ check, answers }) => {
    const implies = answers?.[question.id];
    if (implies === undefined) return [];
    return [{ check, implies, state: states.find((state) => state.check === check), rows: rows.filter((row) => row.check === check) }];
  });

const answerBy = (choice: string, verdict: SeenAnswer['verdict'], witnesses: readonly Witness[]): SeenAnswer => {
  const deciding = witnesses.flatMap(({ rows }) => rows.filter((row) => row.verdict === verdict));
  return {
    choice,
    verdict,
    from: witnesses.map(({ check }) => check).toSorted(),
    resources: new Set(deciding.map(({ resource }) => resource)).size,
    at: deciding.reduce((oldest, { at }) => Math.min(oldest, at), Number.POSITIVE_INFINITY),
  };
};

const saw = ({ rows }: Witness, verdict: Verdict['verdict']): boolean => rows.some((row) => row.verdict === verdict);

const credits = ['no', 'partly', 'yes'];

/** Of two failures that imply different choices the worse one counts: least credit, then last in the list, which is best first. */
const worst = (question: Question, implied: readonly { choice: string | undefined }[]): string | undefined =>
  question.choices
    .toReversed()
    .filter(({ id }) => implied.some(({ choice }) => choice === id))
    .toSorted((one, two) => credits.indexOf(one.credit) - credits.indexOf(two.credit))[0]?.id;

const isSettled = ({ state }: Witness): boolean => state?.verdict === 'pass' || state?.verdict === 'not-applicable';

const seenAnswer = (question: Question, witnesses: readonly Witness[]): SeenAnswer | undefined => {
  const failed = witnesses.filter(({ state }) => state?.verdict === 'fail');
  if (failed.length > 0) {
    // Where a part passed all the same, here or at another check of the question, the milder choice is the true one.
    const inPart = witnesses.some((witness) => saw(witness, 'pass'));
    const implied = failed.map((witness) => ({ witness, choice: (inPart ? witness.implies.some : undefined) ?? witness.implies.fail }));
    const choice = worst(question, implied);
    if (choice === undefined) return undefined;
    const deciding = implied.filter((one) => one.choice === choice).map(({ witness }) => witness);
    return answerBy(choice, 'fail', deciding);
  }
  const passed = witnesses.filter(({ implies, state }) => implies.pass !== undefined && state?.verdict === 'pass');
  const choice = passed[0]?.implies.pass;
  return choice !== undefined && witnesses.every(isSettled) ? answerBy(choice, 'pass', passed) : undefined;
};

/** What the scan answers of one control. */
export const seenIn = (control: Control, states: readonly CheckState[], rows: readonly Verdict[]): SeenAnswers => {
  const own = rows.filter((row) => speaksTo(control, row));
  return Object.fromEntries(
    control.questions.flatMap((question) => {
      const seen = seenAnswer(question, witnessesOf(control, question, states, own));
      return seen === undefined ? [] : [[questionId(control.id, question.id), seen]];
    }),
  );
};

/**
 * What the scan answers of all these controls. One fail is enough for the choice it implies; a pass needs every check that
 * speaks to the question: read, none failed, and at least one that passed. Where all had nothing to look at, nothing is answered.
 */
export const seenAnswers = (controls: readonly Control[], rows: readonly Verdict[]): SeenAnswers =>
  Object.assign({}, ...controls.map((control) => seenIn(control, checkStates(control, rows), rows)));
