/** Whether Bedrock is used in a Region, and which models were called there lately: from metrics and from what was built. */
import { z } from 'zod';
import type { Look } from '../look.ts';

/** CloudWatch names a metric for two weeks after its last value: so these are the models of the last two weeks. */
export const invokedReads = {
  'cloudwatch:ListMetrics': z.object({
    MetricName: z.string(),
    Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  }),
};

/** Ids or ARNs of the models and inference profiles that were called in the last two weeks. */
export async function invokedModels(look: Look<typeof invokedReads>): Promise<string[]> {
  const metrics = await look.list('cloudwatch:ListMetrics', { Namespace: 'AWS/Bedrock', MetricName: 'Invocations' });
  const models = metrics.flatMap(({ Dimensions }) => Dimensions.filter(({ Name }) => Name === 'ModelId').map(({ Value }) => Value));
  return [...new Set(models)].toSorted();
}

export const bedrockUseReads = {
  ...invokedReads,
  'bedrock-agent:ListAgents': z.object({ agentId: z.string() }),
  'bedrock-agent:ListFlows': z.object({ id: z.string() }),
  'bedrock-agent:ListKnowledgeBases': z.object({ knowledgeBaseId: z.string() }),
  'bedrock:ListCustomModels': z.object({ modelArn: z.string() }),
  'bedrock:ListImportedModels': z.object({ modelArn: z.string() }),
  'bedrock:ListProvisionedModelThroughputs': z.object({ provisionedModelArn: z.string() }),
};

/** The first sign of use, in words, or `null` where there is none. The signs are asked for one after the other. */
export async function bedrockUse(look: Look<typeof bedrockUseReads>): Promise<string | null> {
  const [model] = await invokedModels(look);
  if (model !== undefined) return `calls to ${model} in the last two weeks`;
  const kinds = [
    ['bedrock-agent:ListAgents', 'an agent'],
    ['bedrock-agent:ListFlows', 'a flow'],
    ['bedrock-agent:ListKnowledgeBases', 'a knowledge base'],
    ['bedrock:ListCustomModels', 'a custom model'],
    ['bedrock:ListImportedModels', 'an imported model'],
    ['bedrock:ListProvisionedModelThroughputs', 'reserved throughput'],
  ] as const;
  for (const [operation, words] of kinds) {
    const found = await look.list(operation, operation === 'bedrock:ListCustomModels' ? { isOwned: true } : {});
    if (found.length > 0) return words;
  }
  return null;
}
