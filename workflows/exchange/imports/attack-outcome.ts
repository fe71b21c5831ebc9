/** How one attack of a promptfoo run ended. Only what was answered and judged counts; anything in doubt is an error, for neither side. */
import { z } from 'zod';
import { Text } from './finding.ts';

export type Outcome = 'resisted' | 'breached' | 'error';

const Metadata = z.object({ pluginId: Text, strategyId: Text }).nullish();

const Judgement = z.object({ pass: z.boolean(), metadata: z.unknown().optional(), componentResults: z.unknown().optional() });

export const Attack = z.object({
  id: Text,
  success: z.boolean(),
  error: z.unknown().optional(),
  failureReason: z.number().nullish(),
  gradingResult: Judgement.nullish(),
  metadata: Metadata,
  testCase: z.object({ metadata: Metadata }).nullish(),
  provider: z.union([z.string(), z.object({ id: Text, label: Text })]).nullish(),
});
export type Attack = z.infer<typeof Attack>;

/** The tool's numbers for why a test failed. */
const byAssertion = 1;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** A judge that failed is written as a fail of the target, at any depth. */
const judgeFailed = (judgement: z.infer<typeof Judgement>): boolean => {
  const open: unknown[] = [judgement];
  while (open.length > 0) {
    const one = open.pop();
    if (!isObject(one)) continue;
    const { metadata, componentResults } = one;
    if (isObject(metadata) && (metadata['graderError'] ?? false) !== false) return true;
    if (Array.isArray(componentResults)) for (const part of componentResults) open.push(part);
  }
  return false;
};

/** The tool repeats the judge's words in `error` where the target gave in, so `error` alone decides nothing about a fail. */
export const outcomeOf = ({ success, error, failureReason, gradingResult }: Attack): Outcome => {
  if (gradingResult === null || gradingResult === undefined || judgeFailed(gradingResult)) return 'error';
  if (gradingResult.pass !== success) return 'error';
  if (success) return failureReason || error ? 'error' : 'resisted';
  return (failureReason ?? byAssertion) === byAssertion ? 'breached' : 'error';
};
