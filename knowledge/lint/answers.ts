/** Rules about the answers that a check implies: they exist, a pass is worth more than a fail, and checks do not disagree on a pass. */
import type { Choice, Control, ImpliedChoice } from '../schema.ts';
import type { Entry, Problem } from '../yaml-file.ts';
import { at, type Rule } from './problem.ts';

interface Implied {
  entry: Entry<Control>;
  path: PropertyKey[];
  check: string;
  question: string;
  /** `undefined` where the control has no such question. */
  choices: readonly Choice[] | undefined;
  implies: ImpliedChoice;
}

const impliedBy = (entry: Entry<Control>): Implied[] =>
  entry.value.evidence.checks.flatMap(({ check, answers = {} }, index) =>
    Object.entries(answers).map(([question, implies]) => ({
      entry,
      path: ['evidence', 'checks', index, 'answers', question],
      check,
      question,
      choices: entry.value.questions.find(({ id }) => id === question)?.choices,
      implies,
    })),
  );

const outcomes = ['fail', 'some', 'pass'] as const;
const credits = ['no', 'partly', 'yes'] as const;

const missing = ({ entry, path, question, choices, implies }: Implied): Problem[] => {
  if (choices === undefined) return [at(entry, path, 'answer-exists', `this control has no ${question}`, 'name one of its own questions')];
  return outcomes.flatMap((outcome) => {
    const id = implies[outcome];
    if (id === undefined || choices.some((choice) => choice.id === id)) return [];
    const known = choices.map((choice) => choice.id).join(', ');
    return [at(entry, [...path, outcome], 'answer-exists', `${question} has no choice ${id}`, `name one of: ${known}`)];
  });
};

/** The outcomes that name a known choice, worst first, with the worth of the choice. */
const worths = ({ choices = [], implies }: Implied): { outcome: string; id: string; worth: number }[] =>
  outcomes.flatMap((outcome) => {
    const choice = choices.find(({ id }) => id === implies[outcome]);
    return choice === undefined ? [] : [{ outcome, id: choice.id, worth: credits.indexOf(choice.credit) }];
  });

const upsideDown = (implied: Implied): Problem[] => {
  const list = worths(implied);
  return list.flatMap((better, index) => {
    const worse = list[index - 1];
    const least = (worse?.worth ?? -1) + (better.outcome === 'pass' ? 1 : 0);
    if (worse === undefined || better.worth >= least) return [];
    const message = `${better.outcome} (${better.id}) is not worth more than ${worse.outcome} (${worse.id})`;
    return [
      at(implied.entry, [...implied.path, better.outcome], 'answer-credit', message, 'name choices whose credit follows the verdict'),
    ];
  });
};

/** The pass of several checks is one answer; they must mean the same one. */
const disagreeing = (list: readonly Implied[]): Problem[] =>
  list.flatMap((one, index) => {
    const { pass } = one.implies;
    if (pass === undefined) return [];
    const first = list.slice(0, index).find(({ question, implies }) => question === one.question && implies.pass !== undefined);
    if (first === undefined || first.implies.pass === pass) return [];
    const message = `${one.check} says ${pass} of ${one.question}, and ${first.check} says ${first.implies.pass}`;
    return [at(one.entry, [...one.path, 'pass'], 'answer-agrees', message, 'let all checks of a question name the same choice for a pass')];
  });

export const answersHold: Rule = ({ controls }) =>
  controls.flatMap((entry) => {
    const list = impliedBy(entry);
    return [...list.flatMap(missing), ...list.flatMap(upsideDown), ...disagreeing(list)];
  });
