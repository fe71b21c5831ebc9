/** The assessment as JSON for other programs: versioned, sorted and complete. */
import { sortKeys } from '../../knowledge/canonical.ts';
import type { ItemHead } from '../audit/verify.ts';
import { compareResults, type ResultChange } from '../interview/compare.ts';
import type { AssessmentResult } from '../interview/result.ts';

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
}

/** `before` is the result that it is compared with, where there is one. */
export const toJson = (result: AssessmentResult, before: AssessmentResult | null = null, heads: readonly ItemHead[] = []): string => {
  const whole: JsonExport = {
    format: 'plumbline-assessment',
    schemaVersion: JSON_SCHEMA_VERSION,
    assessedAt: new Date(result.at).toISOString(),
    result,
    ...(before === null ? {} : { change: compareResults(before, result) }),
    ...(heads.length === 0 ? {} : { audit: heads }),
  };
  return `${JSON.stringify(sortKeys(whole), null, 2)}\n`;
};
