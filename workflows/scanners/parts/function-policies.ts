/** The policies that stand on functions, which say who may start them. */
import { z } from 'zod';
import { type Read, readPolicy } from '../iam/policy.ts';
import type { Look, Subject } from '../look.ts';
import type { Used } from './used-by.ts';

export const functionPolicyReads = { 'lambda:GetPolicy': z.object({ Policy: z.string() }) };

interface FunctionPolicy {
  /** `null` where the function has none at all. */
  policy: Read | null;
  /** What starts the function. */
  users: readonly string[];
}

/** Looks at the policy of each function, in the function's own Region. */
export const eachFunctionPolicy = async (
  look: Look<typeof functionPolicyReads>,
  used: readonly Used[],
): Promise<Subject<FunctionPolicy>[]> =>
  await look.eachUsed(
    used,
    (one) => one,
    async ({ resource, usedBy: users }) => {
      const there = look.from(resource.split(':')[3] ?? look.region);
      const answer = await there.find('lambda:GetPolicy', { FunctionName: resource });
      return { policy: answer === null ? null : readPolicy(answer.Policy), users };
    },
  );
