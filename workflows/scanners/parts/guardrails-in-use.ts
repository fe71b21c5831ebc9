/** The guardrails that live agents and flows name, each with its version. Calls of an app's own code are not visible here. */
import { z } from 'zod';
import type { Look } from '../look.ts';
import { together } from '../together.ts';
import { drawsOnKnowledge, FlowDefinition, GuardrailInUse, stepsOf, writingSteps } from './flow-nodes.ts';
import { liveReads, numberedVersions } from './live-agents.ts';
import { liveFlowReads, liveFlows } from './live-flows.ts';

export const guardrailsInUseReads = {
  ...liveReads,
  ...liveFlowReads,
  'bedrock-agent:GetAgentVersion': z.object({
    agentVersion: z.object({ agentArn: z.string(), guardrailConfiguration: GuardrailInUse.optional() }),
  }),
  'bedrock-agent:GetFlowVersion': z.object({ arn: z.string(), definition: FlowDefinition.optional() }),
};

export interface UsedGuardrail {
  /** The id alone, whether it was named by id or by ARN. */
  id: string;
  /** As it was named. */
  identifier: string;
  version: string;
  /** The agent or flow, and its version. */
  user: { id: string; arn: string; version: string; kind: 'agent' | 'flow' };
  /** Whether the flow draws on a knowledge base; of an agent this stands in its knowledge bases. */
  grounded: boolean;
}

export const guardrailId = (identifier: string): string => identifier.split('/').at(-1) ?? identifier;

const used = (guardrail: { identifier: string; version: string }, user: UsedGuardrail['user'], grounded: boolean): UsedGuardrail => ({
  id: guardrailId(guardrail.identifier),
  ...guardrail,
  user,
  grounded,
});

export async function guardrailsInUse(look: Look<typeof guardrailsInUseReads>): Promise<UsedGuardrail[]> {
  const [agents, flows] = await together([numberedVersions(look), liveFlows(look)]);
  const byAgents = agents.map(async (agent) => {
    const { agentVersion } = await look.get('bedrock-agent:GetAgentVersion', { agentId: agent.id, agentVersion: agent.version });
    const { guardrailIdentifier: identifier, guardrailVersion: version = 'DRAFT' } = agentVersion.guardrailConfiguration ?? {};
    return identifier === undefined ? [] : [used({ identifier, version }, { ...agent, kind: 'agent' }, false)];
  });
  const byFlows = flows.map(async (flow) => {
    const { definition } = await look.get('bedrock-agent:GetFlowVersion', { flowIdentifier: flow.id, flowVersion: flow.version });
    const steps = stepsOf(definition);
    const grounded = drawsOnKnowledge(steps);
    return writingSteps(steps).flatMap(({ guardrail }) =>
      guardrail === null ? [] : [used(guardrail, { ...flow, kind: 'flow' }, grounded)],
    );
  });
  return (await together([...byAgents, ...byFlows])).flat();
}

/** One version of one guardrail, and everything that uses it. */
interface UsedVersion {
  id: string;
  identifier: string;
  version: string;
  users: readonly string[];
}

export function byVersion(guardrails: readonly UsedGuardrail[]): UsedVersion[] {
  const found = new Map<string, UsedVersion>();
  for (const { id, identifier, version, user } of guardrails) {
    const before = found.get(`${id} ${version}`)?.users ?? [];
    found.set(`${id} ${version}`, { id, identifier, version, users: [...new Set([...before, user.arn])].toSorted() });
  }
  return [...found.values()];
}

/** A guardrail's version as a resource: its ARN with the version behind it. */
export const namesOf = (
  look: Look<object>,
  { id, identifier, version, users }: UsedVersion,
): { resource: string; usedBy: readonly string[] } => ({
  resource: `${identifier.startsWith('arn:') ? identifier : look.arn('bedrock', `guardrail/${id}`)}:${version}`,
  usedBy: users,
});
