/** Which of our checks look at the same thing as a check of another tool. It never says that they agree. */
import type { Check } from '../../scanners/check.ts';
import type { Numbering } from './finding.ts';

type Named = Pick<Check, 'id' | 'scope' | 'equivalents'>;
export type Matching = Pick<Check, 'id' | 'scope'>;

export interface Equivalents {
  of(numbering: Numbering, id: string): readonly Matching[];
}

const index = (checks: readonly Named[], numbering: Numbering): ReadonlyMap<string, Matching[]> => {
  const ids = new Map<string, Matching[]>();
  for (const { id, scope, equivalents } of checks) {
    for (const theirs of new Set(equivalents[numbering])) ids.set(theirs, [...(ids.get(theirs) ?? []), { id, scope }]);
  }
  return ids;
};

export const equivalentsOf = (checks: readonly Named[]): Equivalents => {
  const ids = { prowler: index(checks, 'prowler'), securityHub: index(checks, 'securityHub') };
  return { of: (numbering, id) => ids[numbering].get(id) ?? [] };
};
