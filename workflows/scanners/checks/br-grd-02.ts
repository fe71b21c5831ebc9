/** BR-GRD-02: the prompt-attack filter of each guardrail blocks at medium strength or above. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { contentPolicyShape, promptAttackFault } from '../parts/guardrail-policies.ts';
import { eachGuardrail, listedGuardrails } from '../parts/guardrails.ts';
import { fail, pass } from '../verdict.ts';

export const brGrd02 = defineCheck({
  id: 'BR-GRD-02',
  scope: 'region',
  reads: {
    ...listedGuardrails,
    'bedrock:GetGuardrail': z.object({ guardrailArn: z.string(), contentPolicy: contentPolicyShape.optional() }),
  },
  why: 'People try to talk a model out of its instructions. A filter that only notices such a prompt, or is set low, lets it through.',
  fix: 'In the guardrail, set the prompt-attack filter to high strength with the action "block", then publish a new version.',
  blind:
    'Calls to a model that do not name this guardrail, versions older than the draft that was judged, and attacks hidden in documents that the app does not mark as user input.',
  equivalents: {
    prowler: ['bedrock_guardrail_prompt_attack_filter_enabled'],
    awsSample: ['BR-34', 'FS-51'],
    other: ['FMI-12'],
  },
  none: 'No guardrail exists in this Region.',
  collect: (look) =>
    eachGuardrail(look, async (input) => ({ contentPolicy: (await look.get('bedrock:GetGuardrail', input)).contentPolicy })),
  judge({ contentPolicy }) {
    const filter = contentPolicy?.filters.find(({ type }) => type === 'PROMPT_ATTACK');
    const tier = contentPolicy?.tier?.tierName;
    const { inputStrength: strength = 'NONE', inputAction: action = 'BLOCK', inputEnabled: enabled = true } = filter ?? {};
    const facts = filter === undefined ? {} : { strength, action, enabled, ...(tier === undefined ? {} : { tier }) };
    const fault = promptAttackFault(contentPolicy);
    if (fault !== null) return fail(fault, facts);
    const caveats = [
      ...(strength === 'MEDIUM' ? ['The strength is medium; high stops more.'] : []),
      ...(tier === 'STANDARD' ? [] : ['The classic tier knows fewer languages and attacks than the standard tier.']),
    ];
    return pass(facts, ...caveats);
  },
});
