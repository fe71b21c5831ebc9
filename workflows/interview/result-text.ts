/** The result of an assessment at hand, as a value and as the bytes that are stored. */
import { countedAt } from './counting.ts';
import type { Assessment } from './engine.ts';
import { type AssessmentResult, resultBytes } from './result.ts';

/** The result as it stands at `at`, milliseconds. Pure: the same assessment and time give the same value. */
export function resultOf({ engine, snapshot }: Assessment, at: number): AssessmentResult {
  return countedAt(engine.catalogue, snapshot.context, at);
}

/** The bytes of a finished result, at the moment it was finished. */
export function resultText(assessment: Assessment): string {
  const { result } = assessment.snapshot.context;
  return Buffer.from(resultBytes(resultOf(assessment, result?.at ?? 0))).toString('utf8');
}
