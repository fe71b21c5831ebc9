/** Scan rows taken together: what each check says, and what all checks of a control say with one voice. */
import type { Control } from '../../../knowledge/schema.ts';
import type { CheckState, Verdict, VerdictWord } from './types.ts';

/** One fail outweighs any pass; a place that could not be read leaves the check open; a pass needs at least one resource. */
const strongest: readonly VerdictWord[] = ['fail', 'not-assessed', 'pass', 'not-applicable'];

const shown = 3;

const distinct = (values: (string | undefined)[]): string[] =>
  [...new Set(values.filter((value): value is string => value !== undefined))].toSorted();

const summarise = (check: string, rows: readonly Verdict[]): CheckState => {
  const verdict = strongest.find((word) => rows.some((row) => row.verdict === word)) ?? 'not-assessed';
  const deciding = rows.filter((row) => row.verdict === verdict);
  const caveats = distinct(rows.flatMap((row) => row.caveats ?? [])).slice(0, shown);
  return {
    check,
    verdict,
    rows: rows.length,
    resources: distinct(deciding.map((row) => row.resource)).slice(0, shown),
    at: Math.max(...deciding.map((row) => row.at)),
    reasons: distinct(deciding.map((row) => row.reason)).slice(0, shown),
    missingActions: distinct(rows.map((row) => row.missingAction)),
    ...(caveats.length === 0 ? {} : { caveats }),
  };
};

export const speaksTo = (control: Control, row: Verdict): boolean => {
  if (row.control !== undefined) return row.control === control.id || (control.aliases ?? []).includes(row.control);
  return control.evidence.checks.some(({ check }) => check === row.check);
};

/** The checks that have rows for this control, by id. */
export const checkStates = (control: Control, rows: readonly Verdict[]): CheckState[] => {
  const own = rows.filter((row) => speaksTo(control, row));
  return distinct(own.map((row) => row.check)).map((check) =>
    summarise(
      check,
      own.filter((row) => row.check === check),
    ),
  );
};

/**
 * What the scan says where nobody stated a choice. `yes` needs every check that the control names: read, and passed or proven
 * not applicable. `null` when no check passed or failed: the scan has nothing to say.
 */
export const scanVoice = (control: Control, states: readonly CheckState[]): 'yes' | 'partly' | 'no' | null => {
  if (states.some(({ verdict }) => verdict === 'fail')) return 'no';
  if (!states.some(({ verdict }) => verdict === 'pass')) return null;
  const ran = new Set(states.map(({ check }) => check));
  const complete = control.evidence.checks.every(({ check }) => ran.has(check));
  return complete && states.every(({ verdict }) => verdict !== 'not-assessed') ? 'yes' : 'partly';
};
