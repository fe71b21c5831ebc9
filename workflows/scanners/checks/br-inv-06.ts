/** BR-INV-06: CloudTrail keeps the data events of each family of Bedrock resources that exists in the Region. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { dataEventReads, dataEventsFor } from '../parts/data-events.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

/** Calls of these are data events, which no trail keeps unless it is told to. Calls of models themselves are management events. */
const families = [
  { name: 'agents', operation: 'bedrock-agent:ListAgents', types: ['AWS::Bedrock::AgentAlias'] },
  { name: 'knowledge bases', operation: 'bedrock-agent:ListKnowledgeBases', types: ['AWS::Bedrock::KnowledgeBase'] },
  { name: 'flows', operation: 'bedrock-agent:ListFlows', types: ['AWS::Bedrock::FlowAlias'] },
  { name: 'guardrails', operation: 'bedrock:ListGuardrails', types: ['AWS::Bedrock::Guardrail'] },
  { name: 'prompts', operation: 'bedrock-agent:ListPrompts', types: ['AWS::Bedrock::Prompt', 'AWS::Bedrock::PromptVersion'] },
] as const;

export const brInv06 = defineCheck({
  id: 'BR-INV-06',
  scope: 'region',
  reads: {
    'bedrock-agent:ListAgents': z.object({ agentId: z.string() }),
    'bedrock-agent:ListKnowledgeBases': z.object({ knowledgeBaseId: z.string() }),
    'bedrock-agent:ListFlows': z.object({ id: z.string() }),
    'bedrock:ListGuardrails': z.object({ id: z.string() }),
    'bedrock-agent:ListPrompts': z.object({ id: z.string() }),
    ...dataEventReads,
  },
  why: 'Who called an agent or searched a knowledge base is a data event. A trail that was not told to keep these keeps nothing of it.',
  fix: 'In CloudTrail, add advanced event selectors for data events of the missing Bedrock types to a trail that covers this Region.',
  blind: 'Whether anybody reads the trail, inline agents, and event data stores that were made in another Region.',
  equivalents: { prowler: ['cloudtrail_bedrock_logging_enabled'], awsSample: ['BR-06', 'BR-32'], other: ['FMI-17', 'def-000-2zd'] },
  none: 'No agent, knowledge base, flow, guardrail or prompt of Bedrock exists in this Region.',
  async collect(look) {
    const counted = await together(families.map(async (family) => ({ family, count: (await look.list(family.operation)).length })));
    const used = counted.filter(({ count }) => count > 0).map(({ family }) => family);
    if (used.length === 0) return [];
    const events = await dataEventsFor(
      look,
      used.map(({ types }) => types),
    );
    return [{ resource: `${look.account}/${look.region}`, facts: { used, events } }];
  },
  judge({ used, events: { kept, narrowed, sources } }) {
    const isIn = (types: readonly string[], list: readonly string[]): boolean => types.some((type) => list.includes(type));
    const missing = used.filter(({ types }) => !isIn(types, kept)).map(({ name }) => name);
    const partly = used.filter(({ types }) => isIn(types, narrowed)).map(({ name }) => name);
    const facts = { used: used.map(({ name }) => name), missing, trails: sources };
    if (sources.length === 0) return fail('No running trail and no event data store covers this Region.', facts);
    if (missing.length > 0) return fail(`Calls of these are not recorded: ${missing.join(', ')}.`, facts);
    return pass(facts, ...(partly.length === 0 ? [] : [`Only a part of the calls is recorded for: ${partly.join(', ')}.`]));
  },
});
