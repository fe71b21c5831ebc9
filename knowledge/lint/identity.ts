/** Rules about ids: a file is named after its control, no id means two things, and a released id never goes away. */
import type { Knowledge } from '../read.ts';
import type { Problem } from '../yaml-file.ts';
import { at, type Rule } from './problem.ts';
import { eachQuestion } from './questions.ts';

export const fileNamedAfterId: Rule = ({ controls, frameworks }) =>
  [...controls, ...frameworks].flatMap((entry) => {
    const name = entry.file.file.split('/').at(-1);
    const right = `${entry.value.id}.yaml`;
    return name === right ? [] : [at(entry, ['id'], 'file-name', `the id is ${entry.value.id}`, `rename to ${right}`)];
  });

/** Control ids and aliases share one space: an alias must find exactly one control. */
export const idsUnique = ({ controls }: Pick<Knowledge, 'controls'>): Problem[] => {
  const seen = new Map<string, string>();
  const problems: Problem[] = [];
  for (const entry of controls) {
    const names: [string, PropertyKey[]][] = [
      [entry.value.id, ['id']],
      ...(entry.value.aliases ?? []).map((alias, index): [string, PropertyKey[]] => [alias, ['aliases', index]]),
    ];
    for (const [name, path] of names) {
      const other = seen.get(name);
      if (other === undefined) seen.set(name, entry.file.file);
      else problems.push(at(entry, path, 'id-unique', `${name} is already used in ${other}`, 'choose another id'));
    }
  }
  return problems;
};

const repeated = (items: readonly { id: string }[]): number[] =>
  items.flatMap((item, index) => (items.findIndex((other) => other.id === item.id) < index ? [index] : []));

const choiceIdsUnique: Rule = (knowledge) =>
  eachQuestion(knowledge, ({ question, entry, path }) =>
    repeated(question.choices).map((index) => {
      const message = `${question.choices[index]?.id} is used twice in ${question.id}`;
      return at(entry, [...path, 'choices', index, 'id'], 'choice-id-unique', message, 'give each choice an id of its own');
    }),
  );

export const idsUniqueInside: Rule = (knowledge, background) => [
  ...choiceIdsUnique(knowledge, background),
  ...knowledge.controls.flatMap((entry) =>
    repeated(entry.value.questions).map((index) =>
      at(entry, ['questions', index, 'id'], 'question-id-unique', 'this question id is used twice', 'number it anew'),
    ),
  ),
  ...knowledge.frameworks.flatMap((entry) =>
    repeated(entry.value.clauses).map((index) =>
      at(entry, ['clauses', index, 'id'], 'clause-id-unique', 'this clause is listed twice', 'remove one'),
    ),
  ),
  ...(knowledge.checks ? [knowledge.checks] : []).flatMap((entry) =>
    repeated(entry.value).map((index) => at(entry, [index, 'id'], 'check-id-unique', 'this check is listed twice', 'remove one')),
  ),
];

interface Question {
  id: string;
  choices: readonly { id: string }[];
}

const idsUnder = (owner: string, questions: readonly Question[]): string[] =>
  questions.flatMap(({ id, choices }) => [`${owner}/${id}`, ...choices.map((choice) => `${owner}/${id}/${choice.id}`)]);

/** Scoping questions belong to no control; their ids stand under this name. */
const scopingOwner = 'scoping';
const scopingIds = ({ scoping }: Knowledge): string[] => idsUnder(scopingOwner, Object.values(scoping?.trees.questions ?? {}));

/** All ids of the catalogue under their present names, as they enter the ledger. */
export const idsOf = (knowledge: Knowledge): string[] =>
  [...knowledge.controls.flatMap(({ value }) => [value.id, ...idsUnder(value.id, value.questions)]), ...scopingIds(knowledge)].toSorted();

export const releasedIdsKept: Rule = (knowledge, { releasedIds }) => {
  const aliases = knowledge.controls.flatMap(({ value }) =>
    (value.aliases ?? []).flatMap((name) => [name, ...idsUnder(name, value.questions)]),
  );
  const known = new Set([...idsOf(knowledge), ...aliases]);
  return releasedIds.flatMap((id, index) => {
    if (known.has(id)) return [];
    const owner = knowledge.controls.find(({ value }) => value.id === id.split('/')[0]);
    return [
      {
        file: owner?.file.file ?? 'knowledge/ids.json',
        line: owner ? 1 : index + 2,
        rule: 'id-removed',
        message: `${id} was released and is gone`,
        fix: id.includes('/')
          ? 'put it back, ids are forever; a new meaning takes a new id beside it'
          : 'put it back, ids are forever; mark it `withdrawn: true` or name the old id in `aliases`',
      },
    ];
  });
};
