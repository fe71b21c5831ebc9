/** AG-13: a supervisor hands its conversation only to agents of its own account whose live version has a guardrail. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { guardrailShape, hasGuardrail } from '../parts/agent-remarks.ts';
import { agentSettings, draft, judgeLive, liveAgents, type Remark } from '../parts/live-agents.ts';
import { together } from '../together.ts';
import { notApplicable } from '../verdict.ts';

const agents = agentSettings({
  ...guardrailShape,
  agentCollaboration: z.enum(['SUPERVISOR', 'SUPERVISOR_ROUTER', 'DISABLED']).optional(),
});

const reads = {
  ...agents.reads,
  'bedrock-agent:ListAgentCollaborators': z.object({
    collaboratorName: z.string(),
    relayConversationHistory: z.enum(['TO_COLLABORATOR', 'DISABLED']),
    agentDescriptor: z.object({ aliasArn: z.string().regex(/^arn:[^:]+:bedrock:[^:]+:\d{12}:agent-alias\/[^/]+\/[^/]+$/) }),
  }),
  'bedrock-agent:GetAgentAlias': z.object({
    agentAlias: z.object({ agentAliasId: z.string(), routingConfiguration: z.array(z.object({ agentVersion: z.string().optional() })) }),
  }),
};

interface Partner {
  name: string;
  flaw: 'in another account' | 'without a guardrail' | null;
}

async function partnerOf(look: Look<typeof reads>, name: string, aliasArn: string): Promise<Partner> {
  const [, , , region = '', account = '', rest = ''] = aliasArn.split(':');
  if (account !== look.account) return { name, flaw: 'in another account' };
  const [, agentId = '', agentAliasId = ''] = rest.split('/');
  const there = look.from(region);
  const { agentAlias } = await there.get('bedrock-agent:GetAgentAlias', { agentId, agentAliasId });
  const versions = agentAlias.routingConfiguration.map(({ agentVersion }) => agentVersion ?? draft);
  const settings = await together(versions.map((version) => agents.readVersion(there, agentId, version)));
  return { name, flaw: settings.length > 0 && settings.every(hasGuardrail) ? null : 'without a guardrail' };
}

/** Partners that are handed the conversation, or `null` where the version supervises nobody. */
async function partnersOf(look: Look<typeof reads>, agentId: string, agentVersion: string): Promise<Partner[] | null> {
  const { agentCollaboration = 'DISABLED' } = await agents.readVersion(look, agentId, agentVersion);
  if (agentCollaboration === 'DISABLED') return null;
  const partners = await look.list('bedrock-agent:ListAgentCollaborators', { agentId, agentVersion });
  const told = partners.filter(({ relayConversationHistory }) => relayConversationHistory === 'TO_COLLABORATOR');
  return await together(told.map(({ collaboratorName, agentDescriptor }) => partnerOf(look, collaboratorName, agentDescriptor.aliasArn)));
}

const partnerRemark = (partners: readonly Partner[] | null): Remark => {
  const flawed = (partners ?? []).flatMap(({ name, flaw }) => (flaw === null ? [] : [`${name} (${flaw})`]));
  return flawed.length === 0 ? {} : { problem: `hands its conversation to ${flawed.join(', ')}` };
};

export const ag13 = defineCheck({
  id: 'AG-13',
  scope: 'region',
  reads,
  why: 'A supervisor that passes on the whole conversation passes on hostile text and personal data too. A partner without a guardrail, or in another account, takes both without a look.',
  fix: 'Give each partner agent a guardrail and point its alias to that version, or switch off the relay of conversation history to it.',
  blind: 'What a partner in another account does, and whether the guardrails of the partners are strict enough.',
  equivalents: { awsSample: ['BR-57'] },
  none: 'No Bedrock agent exists in this Region.',
  collect: (look) => liveAgents(look, ({ id }, version) => partnersOf(look, id, version)),
  judge(agent) {
    if (agent.versions.every(({ settings }) => settings === null)) return notApplicable('The agent supervises no other agents.');
    const handed = agent.versions.reduce((sum, { settings }) => sum + (settings?.length ?? 0), 0);
    return judgeLive(agent, partnerRemark, { handed });
  },
});
