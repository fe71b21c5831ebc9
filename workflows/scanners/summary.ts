/** The numbers that stand beside a scan's rows: what was found, how much of it could be looked at, and what it cost. */
import type { DenyingLayer } from './reading.ts';
import type { Row } from './verdict.ts';

export interface Counts {
  pass: number;
  fail: number;
  'not-applicable': number;
  'not-assessed': number;
}

export interface ScanSummary {
  checks: number;
  rows: number;
  verdicts: Counts;
  /** The share of the rows that speak of something and could be assessed, 0 to 1; `null` where there was nothing to assess. */
  coverage: number | null;
  /** Permissions that the role lacks: the policy patch gives them. */
  missingActions: string[];
  /** Permissions that a policy above the role takes away: no patch of the role gives them. */
  deniedFromAbove: { action: string; by: DenyingLayer }[];
}

export function summarise(rows: readonly Row[]): ScanSummary {
  const verdicts: Counts = { pass: 0, fail: 0, 'not-applicable': 0, 'not-assessed': 0 };
  for (const { verdict } of rows) verdicts[verdict] += 1;
  const assessed = verdicts.pass + verdicts.fail;
  const whole = assessed + verdicts['not-assessed'];
  return {
    checks: new Set(rows.map(({ check }) => check)).size,
    rows: rows.length,
    verdicts,
    coverage: whole === 0 ? null : assessed / whole,
    missingActions: distinct(
      rows.flatMap(({ missingAction, deniedBy }) => (missingAction === undefined || isAbove(deniedBy) ? [] : [missingAction])),
    ),
    deniedFromAbove: fromAbove(rows),
  };
}

const distinct = (actions: readonly string[]): string[] => [...new Set(actions)].toSorted();

const isAbove = (layer: DenyingLayer | undefined): layer is DenyingLayer => layer !== undefined && layer !== 'identity-policy';

function fromAbove(rows: readonly Row[]): ScanSummary['deniedFromAbove'] {
  const found = new Map<string, DenyingLayer>();
  for (const { missingAction, deniedBy } of rows) if (missingAction !== undefined && isAbove(deniedBy)) found.set(missingAction, deniedBy);
  return [...found].map(([action, by]) => ({ action, by })).toSorted((one, other) => (one.action < other.action ? -1 : 1));
}
