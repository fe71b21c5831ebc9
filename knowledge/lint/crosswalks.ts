/** Rules about clauses of outside frameworks: they exist, for controls and for checks, and every check has its own. */
import { at, type Rule } from './problem.ts';

const clausesOf = ({ frameworks }: Pick<Parameters<Rule>[0], 'frameworks'>): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(frameworks.map(({ value }) => [value.id, new Set(value.clauses.map((clause) => clause.id))]));

const noSuchClause = (framework: string, clause: string): [string, string, string] => [
  'clause-exists',
  `${framework} has no clause ${clause}`,
  `use an id of knowledge/frameworks/${framework}.yaml`,
];

export const clausesExist: Rule = (knowledge) => {
  const clauses = clausesOf(knowledge);
  return knowledge.controls.flatMap((entry) =>
    entry.value.crosswalks.flatMap(({ framework, clause }, index) =>
      clauses.get(framework)?.has(clause) === true ? [] : [at(entry, ['crosswalks', index], ...noSuchClause(framework, clause))],
    ),
  );
};

export const checkClausesExist: Rule = (knowledge) => {
  const { checkCrosswalks: entry } = knowledge;
  if (entry === undefined) return [];
  const clauses = clausesOf(knowledge);
  return Object.entries(entry.value).flatMap(([check, list]) =>
    Object.entries(list).flatMap(([framework, named]) =>
      named.flatMap((clause, index) => {
        const here = [check, framework, index];
        if (clauses.get(framework)?.has(clause) !== true) return [at(entry, here, ...noSuchClause(framework, clause))];
        return named.indexOf(clause) < index ? [at(entry, here, 'named-twice', `${clause} is named twice`, 'keep one')] : [];
      }),
    ),
  );
};

/** A check that bears on no clause was forgotten; one that does not exist was renamed or misspelt. */
export const checksCrosswalked: Rule = ({ checks, checkCrosswalks: entry }) => {
  if (checks === undefined || entry === undefined) return [];
  const known = new Set(checks.value.map(({ id }) => id));
  return [
    ...Object.keys(entry.value)
      .filter((id) => !known.has(id))
      .map((id) => at(entry, [id], 'check-exists', `there is no check ${id}`, 'use an id of knowledge/checks.yaml')),
    ...checks.value.flatMap(({ id, title }, index) =>
      Object.hasOwn(entry.value, id)
        ? []
        : [
            at(
              checks,
              [index],
              'check-clauses',
              `${id} (${title}) bears on no clause`,
              'name its clauses in knowledge/crosswalks/checks.yaml',
            ),
          ],
    ),
  ];
};
