/** BR-GRD-07: each guardrail is encrypted with a key that its owner controls and that works. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { eachGuardrail, listedGuardrails } from '../parts/guardrails.ts';
import { keyFault, keyOf, keyReads } from '../parts/keys.ts';
import { fail, pass } from '../verdict.ts';

export const brGrd07 = defineCheck({
  id: 'BR-GRD-07',
  scope: 'region',
  reads: {
    ...listedGuardrails,
    ...keyReads,
    'bedrock:GetGuardrail': z.object({ guardrailArn: z.string(), kmsKeyArn: z.string().optional() }),
  },
  why: 'With a key that belongs to AWS you cannot say who may use it, see its use, or take it away.',
  fix: 'In the guardrail, choose a customer managed key of KMS, and let those who use the guardrail use the key.',
  blind: 'Who may use the key.',
  equivalents: { other: ['FMI-08'] },
  none: 'No guardrail exists in this Region.',
  collect: (look) =>
    eachGuardrail(look, async (input) => {
      const { kmsKeyArn } = await look.get('bedrock:GetGuardrail', input);
      return { key: kmsKeyArn === undefined ? null : await keyOf(look, kmsKeyArn) };
    }),
  judge({ key }) {
    if (key === null) return fail('The guardrail is encrypted with a key that belongs to AWS.');
    const fault = keyFault(key);
    const facts = { key: key.arn, state: key.state };
    return fault === null ? pass(facts) : fail(`The guardrail names a key of its own, but ${fault}.`, facts);
  },
});
