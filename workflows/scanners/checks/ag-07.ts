/** AG-07: no two agents, runtimes or functions of a Region run under the same role. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { runtimeListReads } from '../parts/agentcore-runtimes.ts';
import { agentArn, agentSettings, liveAgent } from '../parts/live-agents.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

const agents = agentSettings({ agentResourceRoleArn: z.string() });

const reads = {
  ...agents.reads,
  ...runtimeListReads,
  'bedrock-agentcore-control:GetAgentRuntime': z.object({ agentRuntimeArn: z.string(), roleArn: z.string() }),
  'lambda:ListFunctions': z.object({ FunctionArn: z.string(), Role: z.string() }),
};

interface Holder {
  resource: string;
  roles: readonly string[];
  isAgent: boolean;
}

/** All that run under a role here. If one of them cannot be read, nobody's role is known to be its own. */
async function holders(look: Look<typeof reads>): Promise<Holder[]> {
  const [bedrockAgents, runtimes, functions] = await together([
    look.list('bedrock-agent:ListAgents'),
    look.list('bedrock-agentcore-control:ListAgentRuntimes'),
    look.list('lambda:ListFunctions'),
  ]);
  const ofAgents = bedrockAgents.map(async (one): Promise<Holder> => {
    const { versions } = await liveAgent(look, one, ({ id }, version) => agents.readVersion(look, id, version));
    const roles = versions.map(({ settings }) => settings.agentResourceRoleArn);
    return { resource: agentArn(look, one.agentId), roles, isAgent: true };
  });
  const ofRuntimes = runtimes.map(async ({ agentRuntimeId, agentRuntimeVersion }): Promise<Holder> => {
    const { agentRuntimeArn, roleArn } = await look.get('bedrock-agentcore-control:GetAgentRuntime', {
      agentRuntimeId,
      agentRuntimeVersion,
    });
    return { resource: agentRuntimeArn, roles: [roleArn], isAgent: true };
  });
  const ofFunctions = functions.map(({ FunctionArn, Role }): Holder => ({ resource: FunctionArn, roles: [Role], isAgent: false }));
  return [...(await together([...ofAgents, ...ofRuntimes])), ...ofFunctions];
}

const nameOf = (arn: string): string => arn.split(':').slice(5).join(':');

export const ag07 = defineCheck({
  id: 'AG-07',
  scope: 'region',
  reads,
  why: 'Agents that share a role have the rights of both, and the audit trail cannot tell which of them did something.',
  fix: 'Create a role for each agent and each function with only the rights that it needs, and set it there.',
  blind:
    'The same role in use in another Region, or by something that is neither an agent, a runtime nor a function, and older versions of a runtime that still answer.',
  equivalents: { prowler: ['bedrock_agent_role_not_shared_across_agents'], awsSample: ['BR-57'] },
  none: 'No Bedrock agent and no agent runtime exists in this Region.',
  async collect(look) {
    const all = await holders(look);
    return await look.each(
      all.filter(({ isAgent }) => isAgent),
      ({ resource }) => resource,
      ({ resource, roles }) => ({
        roles: [...new Set(roles)],
        others: all
          .filter((other) => other.resource !== resource && other.roles.some((role) => roles.includes(role)))
          .map((other) => other.resource),
      }),
    );
  },
  judge({ roles, others }) {
    if (others.length === 0) return pass({ roles });
    return fail(
      `Its role is also that of ${others.slice(0, 5).map(nameOf).join(', ')}${others.length > 5 ? ` and ${others.length - 5} more` : ''}.`,
      {
        roles,
        others,
      },
    );
  },
});
