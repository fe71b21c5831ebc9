/** Finds scoping answers that name no known question or choice, or stand at the wrong level. */
import { type ScopingQuestion, type ScopingTrees, unknownAnswer } from '../../knowledge/scoping-schema.ts';
import type { AnswersFile } from './answers-shape.ts';
import { nearest } from './nearest.ts';

interface ScopingProblem {
  place: (string | number)[];
  message: string;
  fix: string;
}

type Given = Record<string, string | string[]>;

const choiceProblems = (place: (string | number)[], question: ScopingQuestion, given: string | string[]): ScopingProblem[] => {
  const known = question.choices.map((choice) => choice.id);
  const list = Array.isArray(given) ? given : [given];
  if (question.kind === 'single' && list.length > 1)
    return [{ place, message: `${question.id} takes one answer`, fix: `keep one of ${list.join(', ')}` }];
  return list
    .filter((choice) => choice !== unknownAnswer && !known.includes(choice))
    .map((choice) => ({
      place,
      message: `${question.id} has no choice "${choice}"`,
      fix: `did you mean ${nearest(choice, known)}? There are: ${known.join(', ')}`,
    }));
};

const atLevel = (trees: ScopingTrees, level: ScopingQuestion['level'], at: (string | number)[], answers: Given): ScopingProblem[] =>
  Object.entries(answers).flatMap(([id, given]) => {
    const place = [...at, id];
    const question = trees.questions[id];
    const here = Object.values(trees.questions).filter((one) => one.level === level);
    if (question === undefined) {
      const known = nearest(
        id,
        here.map((one) => one.id),
      );
      return [{ place, message: `there is no scoping question ${id}`, fix: `did you mean ${known}?` }];
    }
    if (question.level !== level) {
      const fix = question.level === 'workload' ? 'move it under workload' : 'move it under the answers of a component';
      return [{ place, message: `${id} is a question about ${question.level === 'workload' ? 'the whole workload' : 'a component'}`, fix }];
    }
    return choiceProblems(place, question, given);
  });

const sameIds = ({ components }: AnswersFile): ScopingProblem[] =>
  components.flatMap(({ id }, index) =>
    components.findIndex((one) => one.id === id) === index
      ? []
      : [{ place: ['components', index, 'id'], message: `there are two components ${id}`, fix: 'give each its own id' }],
  );

export const scopingProblems = (trees: ScopingTrees, file: AnswersFile): ScopingProblem[] => [
  ...atLevel(trees, 'workload', ['workload'], file.workload),
  ...file.components.flatMap(({ answers }, index) => atLevel(trees, 'component', ['components', index, 'answers'], answers)),
  ...sameIds(file),
];
