/** Rules about length and reading level: a project owner reads each text once and understands it. */
import type { Entry, Problem } from '../yaml-file.ts';
import { at, type Background, type Rule } from './problem.ts';
import { eachQuestion } from './questions.ts';
import { grade, hardWords, wordsOf } from './readability.ts';

/** Short texts make the formula jump, so the limits lie above the grade we write for. */
const limits = { text: 12, why: 12, example: 13 } as const;
const questionWords = 30;
const choiceWords = 20;

const tooHard = (entry: Entry<unknown>, path: PropertyKey[], text: string, limit: number, { domainWords }: Background): Problem[] => {
  const reached = grade(text, domainWords);
  if (reached <= limit) return [];
  const words = hardWords(text, domainWords).join(', ');
  return [
    at(
      entry,
      path,
      'reading-level',
      `${path.join('.')} reads at grade ${reached.toFixed(1)}, the limit is ${limit}`,
      `shorter sentences, shorter words${words === '' ? '' : ` (${words})`}`,
    ),
  ];
};

const tooLong = (entry: Entry<unknown>, path: PropertyKey[], text: string, limit: number): Problem[] => {
  const count = wordsOf(text).length;
  return count <= limit ? [] : [at(entry, path, 'length', `${path.join('.')} has ${count} words, the limit is ${limit}`, 'say it shorter')];
};

export const readable: Rule = (knowledge, background) => [
  ...knowledge.controls.flatMap((entry) => tooHard(entry, ['why'], entry.value.why, limits.why, background)),
  ...eachQuestion(knowledge, ({ question, entry, path }) => [
    ...(['text', 'why', 'example'] as const).flatMap((part) => tooHard(entry, [...path, part], question[part], limits[part], background)),
    ...tooLong(entry, [...path, 'text'], question.text, questionWords),
    ...question.choices.flatMap((choice, index) => tooLong(entry, [...path, 'choices', index, 'text'], choice.text, choiceWords)),
  ]),
];
