/** BR-GRD-04: each guardrail blocks or masks private data and secrets, in prompts and in answers. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { openSecrets, privacyFault, privacyPolicyShape } from '../parts/guardrail-policies.ts';
import { eachGuardrail, listedGuardrails } from '../parts/guardrails.ts';
import { fail, pass } from '../verdict.ts';

export const brGrd04 = defineCheck({
  id: 'BR-GRD-04',
  scope: 'region',
  reads: {
    ...listedGuardrails,
    'bedrock:GetGuardrail': z.object({ guardrailArn: z.string(), sensitiveInformationPolicy: privacyPolicyShape.optional() }),
  },
  why: 'Names, card numbers and passwords that people type in, or that a model repeats, end up where nobody may see them. A filter that only notices does not stop that.',
  fix: 'In the guardrail, under sensitive information filters, choose the kinds of data to stop and set them to block or mask for prompts and for answers. Then publish a new version.',
  blind: 'Whether the chosen kinds fit your data, and calls to a model that do not name this guardrail.',
  equivalents: {
    prowler: ['bedrock_guardrail_sensitive_information_filter_enabled'],
    awsSample: ['BR-26', 'FS-45'],
    other: ['FMI-14'],
  },
  none: 'No guardrail exists in this Region.',
  collect: (look) =>
    eachGuardrail(look, async (input) => {
      const { sensitiveInformationPolicy } = await look.get('bedrock:GetGuardrail', input);
      return { policy: sensitiveInformationPolicy };
    }),
  judge({ policy }) {
    const facts = { kinds: policy?.piiEntities.length ?? 0, patterns: policy?.regexes.length ?? 0 };
    const fault = privacyFault(policy);
    if (fault !== null) return fail(fault, facts);
    const open = openSecrets(policy);
    return pass(facts, ...(open.length === 0 ? [] : [`Not stopped on both sides: ${open.join(', ')}.`]));
  },
});
