/** The result of an assessment: the stored one once finished, never computed again; a provisional one before. */

import type { Assessment } from '../../workflows/interview/engine.ts';
import type { AssessmentResult } from '../../workflows/interview/result.ts';
import { resultOf } from '../../workflows/interview/result-text.ts';
import { unpackRows } from '../../workflows/scanners/evidence.ts';
import type { Row } from '../../workflows/scanners/verdict.ts';
import type { Store } from '../../workflows/store/store.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';

export interface Results {
  /** What was stored when it was finished; null before. */
  finished(key: ItemKey, assessment: Assessment): Promise<AssessmentResult | null>;
  /** The result before that one, to compare with; null where there is none. */
  baseline(key: ItemKey, assessment: Assessment): Promise<AssessmentResult | null>;
  /** By its id; null where the store does not have it. */
  stored(key: ItemKey, id: string): Promise<AssessmentResult | null>;
  provisional(assessment: Assessment): AssessmentResult;
  /** What the last scan found, row by row; null where it is not kept, or not any more. */
  rows(key: ItemKey, assessment: Assessment): Promise<Row[] | null>;
}

/** The stored result is gone although the assessment names it: a fault of ours, told and logged. */
export class MissingResultError extends Error {
  override readonly name = 'MissingResultError';
}

const mostKept = 50;

export function createResults(store: Store, now: () => number): Results {
  const kept = new Map<string, AssessmentResult>();
  const stored = async (key: ItemKey, id: string): Promise<AssessmentResult | null> => {
    const name = `${key.tenant} ${key.id} ${id}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const text = await store.readText(key, id);
    if (text === null) return null;
    const read = JSON.parse(text) as AssessmentResult;
    kept.set(name, read);
    const oldest = kept.keys().next().value;
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return read;
  };
  const read = async (key: ItemKey, id: string): Promise<AssessmentResult> => {
    const result = await stored(key, id);
    if (result === null) throw new MissingResultError(`The result ${id} of the assessment ${key.id} is not in the store.`);
    return result;
  };
  return {
    stored,
    async finished(key, { snapshot }) {
      const { result } = snapshot.context;
      return result === null ? null : await read(key, result.id);
    },
    async baseline(key, { snapshot }) {
      const { baseline } = snapshot.context;
      return baseline === null ? null : await read(key, baseline.id);
    },
    async rows(key, { snapshot }) {
      const { seen } = snapshot.context;
      const body = seen === null ? null : await store.readEvidence(key, seen.evidence, now());
      return body === null ? null : unpackRows(body);
    },
    provisional: (assessment) => resultOf(assessment, now()),
  };
}
