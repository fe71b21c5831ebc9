/** BR-GRD-05: guardrails of live agents and flows that draw on a knowledge base block what the sources do not support. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { groundingFaults, groundingPolicyShape } from '../parts/guardrail-policies.ts';
import { byVersion, guardrailsInUse, guardrailsInUseReads, namesOf, type UsedGuardrail } from '../parts/guardrails-in-use.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

const reads = {
  ...guardrailsInUseReads,
  'bedrock-agent:ListAgentKnowledgeBases': z.object({ knowledgeBaseId: z.string(), knowledgeBaseState: z.enum(['ENABLED', 'DISABLED']) }),
  'bedrock:GetGuardrail': z.object({ guardrailArn: z.string(), contextualGroundingPolicy: groundingPolicyShape.optional() }),
};

async function isGrounded(look: Look<typeof reads>, { grounded, user }: UsedGuardrail): Promise<boolean> {
  if (user.kind === 'flow') return grounded;
  const bases = await look.list('bedrock-agent:ListAgentKnowledgeBases', { agentId: user.id, agentVersion: user.version });
  return bases.some(({ knowledgeBaseState }) => knowledgeBaseState === 'ENABLED');
}

export const brGrd05 = defineCheck({
  id: 'BR-GRD-05',
  scope: 'region',
  reads,
  why: 'A model may answer beyond what your documents say, or beside the question, and the reader takes it for what the documents say.',
  fix: 'In the guardrail, switch on the contextual grounding check for grounding and for relevance, with the action "block" and a threshold of at least 0.7. Then publish a version and let the agent or flow use it.',
  blind: 'Apps that ask a knowledge base with their own code and name a guardrail there, and whether the threshold fits your documents.',
  equivalents: {
    prowler: ['bedrock_guardrail_contextual_grounding_filter_enabled'],
    awsSample: ['BR-27', 'FS-47', 'FS-50'],
    other: ['FMI-15'],
  },
  none: 'No live agent or flow that draws on a knowledge base names a guardrail here.',
  async collect(look) {
    const used = await guardrailsInUse(look);
    const marked = await together(used.map(async (one) => ({ one, grounded: await isGrounded(look, one) })));
    const grounded = marked.filter((one) => one.grounded).map(({ one }) => one);
    return await look.eachUsed(
      byVersion(grounded),
      (group) => namesOf(look, group),
      async ({ identifier, version }) => {
        const input = { guardrailIdentifier: identifier, guardrailVersion: version };
        const { contextualGroundingPolicy } = await look.get('bedrock:GetGuardrail', input);
        return { policy: contextualGroundingPolicy, version };
      },
    );
  },
  judge({ policy, version }) {
    const faults = groundingFaults(policy);
    const facts = {
      version,
      ...Object.fromEntries((policy?.filters ?? []).map(({ type, threshold }) => [`${type.toLowerCase()}Threshold`, threshold])),
    };
    if (faults.length > 0) return fail(`Unsupported answers get through: ${faults.join('; ')}.`, facts);
    const assumed = (policy?.filters ?? []).some(({ action, enabled }) => action === undefined || enabled === undefined);
    return pass(facts, ...(assumed ? ['The answer leaves out the action or the switch; their documented defaults are block and on.'] : []));
  },
});
