/** The assessment as JSON for other programs: versioned, sorted and complete. */
import { sortKeys } from '../../knowledge/canonical.ts';
import type { ItemHead } from '../audit/verify.ts';
import { compareResults, type ResultChange } from '../interview/compare.ts';
import type { AssessmentResult } from '../interview/result.ts';
import type { GapLine } from '../roadmap/line.ts';
import type { LookAgain } from '../roadmap/outlived.ts';
import { type Beside, decidedGaps } from './beside.ts';

/** Moves when a field changes its meaning or goes; a new field alone does not move it. */
export const JSON_SCHEMA_VERSION = 1;

interface JsonExport {
  format: 'plumbline-assessment';
  schemaVersion: number;
  /** The result's time again, for people; all other times are milliseconds since 1970, UTC. */
  assessedAt: string;
  result: AssessmentResult;
  /** What has changed since the result before; left out where there is none. */
  change?: ResultChange;
  /** Heads of the audit logs when it was made, for `plumbline audit verify --heads`; an export from a file has none. */
  audit?: readonly ItemHead[];
  /** What became of the gaps until it was made, with the last day of an accepted risk; left out before a roadmap is put up. */
  gaps?: readonly GapLine[];
  /** What was put aside for reasons that were outlived when it was made, each with why and since when; left out where nothing was. */
  lookAgain?: readonly LookAgain[];
}

/** `before` is the result that it is compared with, where there is one. */
export const toJson = (result: AssessmentResult, before: AssessmentResult | null = null, beside: Beside = {}): string => {
  const { heads = [], decided = [], again = [] } = beside;
  const gaps = decidedGaps(decided);
  const whole: JsonExport = {
    format: 'plumbline-assessment',
    schemaVersion: JSON_SCHEMA_VERSION,
    assessedAt: new Date(result.at).toISOString(),
    result,
    ...(before === null ? {} : { change: compareResults(before, result) }),
    ...(heads.length === 0 ? {} : { audit: heads }),
    ...(gaps.length === 0 ? {} : { gaps }),
    ...(again.length === 0 ? {} : { lookAgain: again }),
  };
  return `${JSON.stringify(sortKeys(whole), null, 2)}\n`;
};
