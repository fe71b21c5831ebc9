/** The assessment as JSON for other programs: versioned, sorted and complete. */
import { sortKeys } from '../../knowledge/canonical.ts';
import type { AssessmentResult } from '../interview/result.ts';

/** Moves when a field changes its meaning or goes; a new field alone does not move it. */
export const JSON_SCHEMA_VERSION = 1;

interface JsonExport {
  format: 'plumbline-assessment';
  schemaVersion: number;
  /** The result's time again, for people; all other times are milliseconds since 1970, UTC. */
  assessedAt: string;
  result: AssessmentResult;
}

export const toJson = (result: AssessmentResult): string => {
  const whole: JsonExport = {
    format: 'plumbline-assessment',
    schemaVersion: JSON_SCHEMA_VERSION,
    assessedAt: new Date(result.at).toISOString(),
    result,
  };
  return `${JSON.stringify(sortKeys(whole), null, 2)}\n`;
};
