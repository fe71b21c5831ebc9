/** Rules about names that point elsewhere: sources, clauses and checks must exist, and nothing is named twice. */
import type { Control } from '../schema.ts';
import type { Entry, Problem } from '../yaml-file.ts';
import { at, type Rule } from './problem.ts';

export const sourcesExist: Rule = ({ controls, sources }) =>
  sources === undefined
    ? []
    : controls.flatMap((entry) =>
        entry.value.sources.flatMap((source, index) =>
          Object.hasOwn(sources.value, source)
            ? []
            : [
                at(
                  entry,
                  ['sources', index],
                  'source-exists',
                  `there is no source ${source}`,
                  'add it to knowledge/sources.yaml or use one of its keys',
                ),
              ],
        ),
      );

export const checksExist: Rule = ({ controls, checks }) => {
  if (checks === undefined) return [];
  const known = new Set(checks.value.map((check) => check.id));
  return controls.flatMap((entry) =>
    entry.value.evidence.checks.flatMap(({ check }, index) =>
      known.has(check)
        ? []
        : [at(entry, ['evidence', 'checks', index], 'check-exists', `there is no check ${check}`, 'use an id of knowledge/checks.yaml')],
    ),
  );
};

/** A scoping flag may add controls or be a finding of one. */
export const flagControlsExist: Rule = ({ controls, scoping }) => {
  const known = new Set(controls.map(({ value }) => value.id));
  return (scoping?.notes ?? []).flatMap((entry) =>
    Object.entries(entry.value.flags).flatMap(([flag, { adds, finding }]) =>
      [...(adds?.controls ?? []), ...(finding === undefined ? [] : [finding])]
        .filter((id) => !known.has(id))
        .map((id) => at(entry, ['flags', flag], 'flag-control', `the flag ${flag} names ${id}, which does not exist`, 'correct the id')),
    ),
  );
};

/** A check whose result no control uses would be run for nothing. */
export const checksUsed: Rule = ({ controls, checks }) => {
  if (checks === undefined) return [];
  const used = new Set(controls.flatMap(({ value }) => value.evidence.checks.map((evidence) => evidence.check)));
  return checks.value.flatMap((check, index) =>
    used.has(check.id)
      ? []
      : [
          at(
            checks,
            [index],
            'check-unused',
            `no control names ${check.id} (${check.title})`,
            'name it as evidence of the control it shows a part of',
          ),
        ],
  );
};

/** A control that no check looks at says why, so that nobody takes it for forgotten. */
export const checkOrReason: Rule = ({ controls }) =>
  controls.flatMap((entry) => {
    const { checks, noCheck } = entry.value.evidence;
    if (checks.length === 0 && noCheck === undefined)
      return [
        at(
          entry,
          ['evidence', 'checks'],
          'check-or-reason',
          'no check is named',
          'name one, or say why none can see it: `noCheck: because …`',
        ),
      ];
    if (checks.length > 0 && noCheck !== undefined)
      return [at(entry, ['evidence', 'noCheck'], 'check-or-reason', 'a check is named all the same', 'remove `noCheck`')];
    return [];
  });

const lists: readonly { path: PropertyKey[]; keys: (control: Control) => string[] }[] = [
  { path: ['sources'], keys: (control) => control.sources },
  { path: ['evidence', 'checks'], keys: (control) => control.evidence.checks.map(({ check }) => check) },
  {
    path: ['crosswalks'],
    keys: (control) => control.crosswalks.map(({ framework, clause }) => `${framework} ${clause}`),
  },
];

const namedTwice = (entry: Entry<Control>): Problem[] =>
  lists.flatMap(({ path, keys }) => {
    const names = keys(entry.value);
    return names.flatMap((name, index) =>
      names.indexOf(name) < index ? [at(entry, [...path, index], 'named-twice', `${name} is named twice`, 'keep the better one')] : [],
    );
  });

export const nothingNamedTwice: Rule = ({ controls }) => controls.flatMap(namedTwice);
