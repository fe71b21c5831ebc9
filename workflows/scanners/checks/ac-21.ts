/** AC-21: policies of AgentCore runtimes, gateways and memories let no outsider in. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { confinedTo, isOutside, isPublic } from '../iam/confine.ts';
import { type Grant, whoMay } from '../iam/grants.ts';
import { type Read, readPolicy } from '../iam/policy.ts';
import { gatewayArn } from '../parts/agentcore-gateways.ts';
import { memoryArn, memoryListReads } from '../parts/agentcore-memories.ts';
import { runtimeListReads } from '../parts/agentcore-runtimes.ts';
import { together } from '../together.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

interface Facts {
  /** `null` where there is none. */
  policy: Read | null;
  /** Callers bring a token of a sign-in service; such callers are "everybody" to a policy. */
  takesTokens: boolean;
}

/** Calls that a token opens; everything else takes an AWS identity. */
const isCall = (action: string): boolean => /^bedrock-agentcore:invoke[a-z]*\*?$/i.test(action);

type Weighed = { flaw: string } | { caveat: string } | 'fine' | 'unknown';

function weigh(grant: Grant, account: string, takesTokens: boolean): Weighed {
  const open = isPublic(grant, { account });
  const { where, who, actions } = grant;
  if (open === 'yes') {
    return takesTokens && actions.every(isCall)
      ? { caveat: `${where} names everybody, so only the check of tokens stands before the call.` }
      : { flaw: `${where} lets anybody in` };
  }
  const outside = isOutside(grant, { account });
  if (outside === 'yes') return { flaw: `${where} lets another account in` };
  if (open === 'no' && outside === 'no') return 'fine';
  if (confinedTo(grant, 'aws:PrincipalOrgID') !== null || confinedTo(grant, 'aws:PrincipalOrgPaths') !== null)
    return { caveat: `${where} lets accounts of a named organization in.` };
  if (open === 'no' && who.kind === 'public') return { caveat: `${where} lets in whoever comes by way of the named network.` };
  return 'unknown';
}

export const ac21 = defineCheck({
  id: 'AC-21',
  scope: 'region',
  reads: {
    ...runtimeListReads,
    ...memoryListReads,
    'bedrock-agentcore-control:ListGateways': z.object({
      gatewayId: z.string(),
      authorizerType: z.enum(['AUTHENTICATE_ONLY', 'AWS_IAM', 'CUSTOM_JWT', 'NONE']),
    }),
    'bedrock-agentcore-control:GetAgentRuntime': z.object({ agentRuntimeArn: z.string(), authorizerConfiguration: z.unknown().optional() }),
    'bedrock-agentcore-control:GetResourcePolicy': z.object({ policy: z.string() }),
  },
  why: "A policy on the resource itself can let in people of other accounts, whatever your own account's rules say.",
  fix: 'In the resource policy, name only your own account or roles, or add a condition on aws:PrincipalOrgID or aws:SourceAccount.',
  blind: 'Identities of your own account that may use the resource by their own rights, and policies on single endpoints of a runtime.',
  equivalents: { awsSample: ['AC-10', 'AC-27', 'AC-47'] },
  none: 'No AgentCore runtime, gateway or memory exists in this Region.',
  async collect(look) {
    const policyOf = async (resourceArn: string): Promise<Read | null> => {
      const answer = await look.find('bedrock-agentcore-control:GetResourcePolicy', { resourceArn });
      return answer === null ? null : readPolicy(answer.policy);
    };
    const [runtimes, gateways, memories] = await together([
      look.list('bedrock-agentcore-control:ListAgentRuntimes'),
      look.list('bedrock-agentcore-control:ListGateways'),
      look.list('bedrock-agentcore-control:ListMemories'),
    ]);
    const found = await together([
      look.each(
        runtimes,
        ({ agentRuntimeArn }) => agentRuntimeArn,
        async ({ agentRuntimeArn, agentRuntimeId, agentRuntimeVersion }): Promise<Facts> => {
          const asked = { agentRuntimeId, agentRuntimeVersion };
          const { authorizerConfiguration } = await look.get('bedrock-agentcore-control:GetAgentRuntime', asked);
          return { policy: await policyOf(agentRuntimeArn), takesTokens: authorizerConfiguration !== undefined };
        },
      ),
      look.each(
        gateways,
        ({ gatewayId }) => gatewayArn(look, gatewayId),
        async ({ gatewayId, authorizerType }): Promise<Facts> => ({
          policy: await policyOf(gatewayArn(look, gatewayId)),
          takesTokens: authorizerType === 'CUSTOM_JWT',
        }),
      ),
      look.each(
        memories,
        ({ id }) => memoryArn(look, id),
        async ({ id }): Promise<Facts> => ({ policy: await policyOf(memoryArn(look, id)), takesTokens: false }),
      ),
    ]);
    return found.flat();
  },
  judge({ policy, takesTokens }, { account }) {
    if (policy === null) return pass({ policy: false });
    const grants = whoMay({ name: 'policy', policy });
    if ('kind' in grants) return notAssessed(`The policy was not understood (${grants.why}).`, { policy: true });
    const facts = { policy: true, statements: grants.map(({ where }) => where) };
    const weighed = grants.map((grant) => weigh(grant, account, takesTokens));
    const flaws = weighed.flatMap((one) => (typeof one === 'object' && 'flaw' in one ? [one.flaw] : []));
    if (flaws.length > 0) return fail(`${flaws.join('; ')}.`, facts);
    if (weighed.includes('unknown')) return notAssessed('The policy has conditions that we cannot weigh.', facts);
    return pass(facts, ...weighed.flatMap((one) => (typeof one === 'object' && 'caveat' in one ? [one.caveat] : [])));
  },
});
