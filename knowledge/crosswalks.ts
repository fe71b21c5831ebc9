/** Clauses that a control bears on through its checks: in part, and with the check that shows it. */
import type { CatalogueContent } from './catalogue.ts';
import { type Control, type Crosswalk, frameworkIds } from './schema.ts';

export interface ClauseThroughChecks {
  framework: Crosswalk['framework'];
  clause: string;
  relation: 'partial';
  /** The checks that bear on the clause, as the control names them, with what each proves of the control. */
  through: { check: string; proves: string }[];
}

/** Without the clauses that the control names itself: what a person wrote about them says more. */
export const clausesThroughChecks = (
  { checkCrosswalks = {} }: Pick<CatalogueContent, 'checkCrosswalks'>,
  { evidence, crosswalks }: Control,
): ClauseThroughChecks[] =>
  frameworkIds.flatMap((framework) => {
    const named = new Set(crosswalks.filter((one) => one.framework === framework).map(({ clause }) => clause));
    const found = new Map<string, ClauseThroughChecks['through']>();
    for (const { check, proves } of evidence.checks)
      for (const clause of checkCrosswalks[check]?.[framework] ?? [])
        if (!named.has(clause)) found.set(clause, [...(found.get(clause) ?? []), { check, proves }]);
    return [...found].map(([clause, through]) => ({ framework, clause, relation: 'partial' as const, through }));
  });
