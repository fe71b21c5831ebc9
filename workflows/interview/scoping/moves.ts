/** Which single answer, given otherwise, would move a scope: found by trying each, so call it only when it is shown. */
import { type Control, phases, useCases } from '../../../knowledge/schema.ts';
import type { ScopingQuestion, ScopingTrees } from '../../../knowledge/scoping-schema.ts';
import { applicableControls } from './applicable.ts';
import { deriveScope } from './derive.ts';
import { scopingPath } from './path.ts';
import {
  type Scope,
  type ScopeAxis,
  type ScopeMove,
  type ScopingAnswers,
  type ScopingChoice,
  type ScopingStep,
  scopeAxes,
} from './scope.ts';
import { isKnown, readAnswer } from './walk.ts';

const givenTo = (answers: ScopingAnswers, component: string | null): Record<string, ScopingChoice> =>
  component === null ? answers.workload : (answers.components.find(({ id }) => id === component)?.answers ?? {});

/** Small changes first: one choice more or less, then one choice alone. */
const alternatives = (question: ScopingQuestion, given: Record<string, ScopingChoice>): ScopingChoice[] => {
  const reading = readAnswer(question, given);
  const now = isKnown(reading) ? reading : [];
  const ids = question.choices.map(({ id }) => id);
  if (question.kind === 'single') return ids.filter((id) => !now.includes(id));
  const toggled = ids.map((id) => ids.filter((other) => (other === id) !== now.includes(other))).filter((list) => list.length > 0);
  const lists = [...toggled, ...ids.map((id) => [id])].map((list) => {
    const tidy = readAnswer(question, { [question.id]: list });
    return isKnown(tidy) ? [...tidy] : list;
  });
  const seen = new Set([now.join()]);
  return lists.filter((list) => !seen.has(list.join()) && seen.add(list.join()));
};

const withAnswer = (answers: ScopingAnswers, { component, question }: ScopingStep, choice: ScopingChoice): ScopingAnswers =>
  component === null
    ? { ...answers, workload: { ...answers.workload, [question.id]: choice } }
    : {
        ...answers,
        components: answers.components.map((one) =>
          one.id === component ? { ...one, answers: { ...one.answers, [question.id]: choice } } : one,
        ),
      };

const resultOf = ({ workload }: Scope, axis: ScopeAxis): number | string => workload[axis];

const height = (axis: ScopeAxis, value: number | string): number => {
  if (typeof value === 'number') return value;
  const order: readonly string[] = axis === 'phase' ? phases : useCases;
  return order.indexOf(value);
};

const stepKey = (component: string | null, question: string): string => JSON.stringify([component, question]);

const isIdentity = (trees: ScopingTrees, { question }: ScopeMove): boolean => trees.questions[question]?.identity === true;

/** By axis, the lowest result first; moves by an answer that nobody would change come last. */
export const scopeMoves = (trees: ScopingTrees, answers: ScopingAnswers, controls?: readonly Control[]): ScopeMove[] => {
  const before = deriveScope(trees, answers);
  const path = scopingPath(trees, answers);
  const onPath = new Set(path.map(({ component, question }) => stepKey(component, question.id)));
  const counted = (scope: Scope): number => applicableControls(controls ?? [], scope).filter(({ outlook }) => !outlook).length;
  const countedBefore = counted(before);
  const moves = path.flatMap((step) =>
    alternatives(step.question, givenTo(answers, step.component)).flatMap((choice) => {
      const after = deriveScope(trees, withAnswer(answers, step, choice));
      const place = { component: step.component, question: step.question.id, choice };
      const moved = scopeAxes.filter((axis) => resultOf(after, axis) !== resultOf(before, axis));
      const opens = after.assumed
        .filter(({ component, question, reason }) => reason === 'unanswered' && !onPath.has(stepKey(component, question)))
        .map(({ question }) => question);
      const delta = controls && moved.length > 0 ? { controlsDelta: counted(after) - countedBefore } : {};
      return moved.map((axis): ScopeMove => ({ axis, ...place, from: resultOf(before, axis), to: resultOf(after, axis), opens, ...delta }));
    }),
  );
  const seen = new Set<string>();
  return moves
    .filter(({ axis, component, question, to }) => {
      const key = JSON.stringify([axis, component, question, to]);
      return !seen.has(key) && seen.add(key);
    })
    .toSorted(
      (one, two) =>
        scopeAxes.indexOf(one.axis) - scopeAxes.indexOf(two.axis) ||
        Number(isIdentity(trees, one)) - Number(isIdentity(trees, two)) ||
        height(one.axis, one.to) - height(two.axis, two.to),
    );
};
