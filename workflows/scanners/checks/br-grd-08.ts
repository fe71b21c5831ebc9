/** BR-GRD-08: a guardrail that something uses is published as a numbered version, which nobody can change. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Principal } from '../iam/principal.ts';
import type { Look } from '../look.ts';
import { GuardrailInUse } from '../parts/flow-nodes.ts';
import { guardrailId, guardrailsInUse, guardrailsInUseReads } from '../parts/guardrails-in-use.ts';
import { principalReads, principalsIn } from '../parts/principals.ts';
import { fail, notApplicable, pass } from '../verdict.ts';

const reads = {
  ...guardrailsInUseReads,
  ...principalReads,
  'bedrock-agent:ListAgents': z.object({
    agentId: z.string(),
    agentName: z.string(),
    guardrailConfiguration: GuardrailInUse.optional(),
  }),
  'bedrock:ListGuardrails': z.object({ id: z.string(), arn: z.string(), version: z.string() }),
};

/** Whether rights ask for this guardrail, so that calls are bound to name it. */
const demands = ({ policies }: Principal, id: string): boolean =>
  policies.some(
    ({ policy }) =>
      policy.kind === 'policy' &&
      policy.statements.some(({ conditions }) =>
        conditions.some(({ key, values }) => key === 'bedrock:guardrailidentifier' && values.some(({ text }) => text.includes(`/${id}`))),
      ),
  );

/** Live agents and flows that name it, agents whose draft does, and roles and users whose rights demand it. */
async function usersOf(look: Look<typeof reads>, id: string): Promise<string[]> {
  const live = (await guardrailsInUse(look)).filter((one) => one.id === id).map(({ user }) => user.arn);
  const drafts = (await look.list('bedrock-agent:ListAgents'))
    .filter(({ guardrailConfiguration }) => guardrailId(guardrailConfiguration?.guardrailIdentifier ?? '') === id)
    .map(({ agentId }) => look.arn('bedrock', `agent/${agentId}`));
  if (live.length + drafts.length > 0) return [...new Set([...live, ...drafts])].toSorted();
  return (await principalsIn(look, ['role', 'user'])).filter((principal) => demands(principal, id)).map(({ arn }) => arn);
}

export const brGrd08 = defineCheck({
  id: 'BR-GRD-08',
  scope: 'region',
  reads,
  why: 'A draft changes under the feet of everything that uses it: one edit, and a filter that was tested is gone.',
  fix: 'Publish a version of the guardrail (CreateGuardrailVersion, or "Create version" in the console) and name its number where the guardrail is used.',
  blind: 'Which version your own code names, and whether agents and flows name the number; that is judged per agent.',
  equivalents: {},
  none: 'No guardrail exists in this Region.',
  async collect(look) {
    const guardrails = await look.list('bedrock:ListGuardrails');
    return await look.each(
      guardrails,
      ({ arn }) => arn,
      async ({ id }) => {
        const versions = await look.list('bedrock:ListGuardrails', { guardrailIdentifier: id });
        const numbered = versions.filter(({ version }) => version !== 'DRAFT').length;
        return { known: versions.length, numbered, users: numbered > 0 ? [] : await usersOf(look, id) };
      },
    );
  },
  judge({ known, numbered, users }) {
    if (numbered > 0) return pass({ versions: numbered });
    if (users.length > 0) return fail('The guardrail is in use, and there is only its draft.', { versions: known, users });
    return notApplicable('There is only a draft, and no agent, flow or right names it.', { versions: known });
  },
});
