/** AC-11: a gateway holds every caller, or every tool, to a limit. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { gatewayArn, gatewayListReads } from '../parts/agentcore-gateways.ts';
import { fail, pass } from '../verdict.ts';

const Rates = z.array(z.object({ rate: z.number() })).optional();

/** By whom traffic is counted: the tool, or the caller by a claim of the token or by the AWS identity. */
const isCallerOrTool = (key: string): boolean => key === 'toolName' || key.startsWith('$.context.jwt.') || key.startsWith('$.context.iam.');

export const ac11 = defineCheck({
  id: 'AC-11',
  scope: 'region',
  reads: {
    ...gatewayListReads,
    'bedrock-agentcore-control:ListGatewayRateLimits': z.object({
      rateLimitId: z.string(),
      status: z.enum(['ACTIVE', 'CREATING', 'DELETING', 'UPDATING']),
      dimensionKeys: z.array(z.string()),
      entries: z.array(z.object({ dimensions: z.record(z.string(), z.string()), requests: Rates, tokens: Rates, connections: Rates })),
    }),
  },
  why: 'Without a limit per caller or tool, one caller, or an agent in a loop, can use up a tool for everybody and run up its cost.',
  fix: 'Add a rate limit to the gateway whose dimension is the caller (a token claim or the AWS identity) or the tool, with an entry for "*".',
  blind: 'Whether the limits are low enough, and the limits of the tools themselves.',
  equivalents: { awsSample: ['AC-24'] },
  none: 'No AgentCore gateway exists in this Region.',
  collect: async (look) =>
    await look.each(
      await look.list('bedrock-agentcore-control:ListGateways'),
      ({ gatewayId }) => gatewayArn(look, gatewayId),
      async ({ gatewayId }) => {
        const limits = await look.list('bedrock-agentcore-control:ListGatewayRateLimits', { gatewayIdentifier: gatewayId });
        const active = limits.filter(({ status }) => status === 'ACTIVE');
        const entries = active.flatMap(({ dimensionKeys, entries: some }) =>
          dimensionKeys.some(isCallerOrTool)
            ? some.filter(({ requests = [], tokens = [], connections = [] }) => requests.length + tokens.length + connections.length > 0)
            : [],
        );
        // An entry for "*" counts everybody; one for a single name leaves all others without a limit.
        const isAny = ([, value]: [string, string]): boolean => value === '*';
        const forAll = entries.filter(({ dimensions }) =>
          Object.entries(dimensions)
            .filter(([key]) => isCallerOrTool(key))
            .every(isAny),
        );
        const everywhere = forAll.filter(({ dimensions }) => Object.entries(dimensions).every(isAny));
        return { active: active.length, perCallerOrTool: entries.length, forAll: forAll.length, everywhere: everywhere.length };
      },
    ),
  judge(facts) {
    if (facts.active === 0) return fail('No rate limit is active on the gateway.', facts);
    if (facts.perCallerOrTool === 0) return fail('No active rate limit counts by caller or by tool.', facts);
    if (facts.forAll === 0)
      return fail('The limits name single callers or tools; all others have none (there is no entry for "*").', facts);
    return pass(facts, ...(facts.everywhere === 0 ? ['Each limit holds for named targets or models only.'] : []));
  },
});
