/** Every question somebody may be asked, whether it belongs to a control or to the scoping. */
import type { Knowledge } from '../read.ts';
import type { Entry, Problem } from '../yaml-file.ts';

export interface Asked {
  /** Unique in the whole catalogue, such as `ai-grounding/q1` or `scoping/tools`. */
  name: string;
  entry: Entry<unknown>;
  path: readonly PropertyKey[];
  question: { id: string; text: string; why: string; example: string; choices: readonly { id: string; text: string }[] };
}

const askedQuestions = ({ controls, scoping }: Knowledge): Asked[] => [
  ...controls.flatMap((entry) =>
    entry.value.questions.map((question, index) => ({
      name: `${entry.value.id}/${question.id}`,
      entry,
      path: ['questions', index],
      question,
    })),
  ),
  ...(scoping?.questions ?? []).flatMap((entry) =>
    entry.value.questions.map((question, index) => ({ name: `scoping/${question.id}`, entry, path: ['questions', index], question })),
  ),
];

export const eachQuestion = (knowledge: Knowledge, look: (asked: Asked) => Problem[]): Problem[] => askedQuestions(knowledge).flatMap(look);
