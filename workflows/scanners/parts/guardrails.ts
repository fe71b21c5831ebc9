/** Every guardrail of a Region, looked at in its draft; what live agents and flows use is another question. */
import { z } from 'zod';
import type { Look } from '../look.ts';

export const listedGuardrails = {
  'bedrock:ListGuardrails': z.object({ id: z.string(), arn: z.string(), version: z.string() }),
};

/** Looks at each guardrail's settings. The list gives the draft of each. */
export const eachGuardrail = async <F>(
  look: Look<typeof listedGuardrails>,
  read: (input: { guardrailIdentifier: string; guardrailVersion: string }) => Promise<F | null>,
) =>
  await look.each(
    await look.list('bedrock:ListGuardrails'),
    ({ arn }) => arn,
    ({ id, version }) => read({ guardrailIdentifier: id, guardrailVersion: version }),
  );
