/** BR-GRD-03: each guardrail blocks the five kinds of harm in prompts and in answers. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { contentPolicyShape, harmFaults } from '../parts/guardrail-policies.ts';
import { eachGuardrail, listedGuardrails } from '../parts/guardrails.ts';
import { fail, pass } from '../verdict.ts';

export const brGrd03 = defineCheck({
  id: 'BR-GRD-03',
  scope: 'region',
  reads: {
    ...listedGuardrails,
    'bedrock:GetGuardrail': z.object({ guardrailArn: z.string(), contentPolicy: contentPolicyShape.optional() }),
  },
  why: 'A model can be led to write hate, insults, sexual content, violence or instructions for crime, and users see it under your name.',
  fix: 'In the guardrail, set the filters for hate, insults, sexual content, violence and misconduct to at least medium strength with the action "block", for prompts and for answers. Then publish a new version.',
  blind: 'Calls to a model that do not name this guardrail, and versions older than the draft that was judged.',
  equivalents: { awsSample: ['BR-23', 'FS-36'], other: ['FMI-12'] },
  none: 'No guardrail exists in this Region.',
  collect: (look) =>
    eachGuardrail(look, async (input) => ({ contentPolicy: (await look.get('bedrock:GetGuardrail', input)).contentPolicy })),
  judge({ contentPolicy }) {
    const faults = harmFaults(contentPolicy);
    if (faults.length === 0) return pass({ filters: contentPolicy?.filters.length ?? 0 });
    return fail(`Not every kind of harm is blocked on both sides: ${faults.join('; ')}.`, { open: faults });
  },
});
