/** The models in use in a Region: called in the last two weeks, or named by live agents and flows, knowledge bases and the account's profiles. */
import { z } from 'zod';
import type { Look } from '../look.ts';
import { together } from '../together.ts';
import { invokedModels, invokedReads } from './bedrock-use.ts';
import { FlowDefinition, stepsOf, writingSteps } from './flow-nodes.ts';
import { liveReads, numberedVersions } from './live-agents.ts';
import { liveFlowReads, liveFlows } from './live-flows.ts';
import { named, profileReads, profilesOf } from './model-names.ts';

export const modelsInUseReads = {
  ...invokedReads,
  ...liveReads,
  ...liveFlowReads,
  ...profileReads,
  'bedrock-agent:GetAgentVersion': z.object({ agentVersion: z.object({ agentArn: z.string(), foundationModel: z.string().optional() }) }),
  'bedrock-agent:GetFlowVersion': z.object({ arn: z.string(), definition: FlowDefinition.optional() }),
  'bedrock-agent:ListKnowledgeBases': z.object({ knowledgeBaseId: z.string() }),
  'bedrock-agent:GetKnowledgeBase': z.object({
    knowledgeBase: z.object({
      knowledgeBaseArn: z.string(),
      knowledgeBaseConfiguration: z.object({
        vectorKnowledgeBaseConfiguration: z.object({ embeddingModelArn: z.string() }).optional(),
      }),
    }),
  }),
};

/** A foundation model by its id, the Regions in which it is called, and who uses it. */
interface ModelInUse {
  id: string;
  arn: string;
  usedBy: readonly string[];
}

interface Use {
  name: string;
  by: string;
}

async function usesOf(look: Look<typeof modelsInUseReads>): Promise<Use[]> {
  const here = `${look.account}/${look.region}`;
  const called = (await invokedModels(look)).map((name) => ({ name, by: here }));
  const agents = (await numberedVersions(look)).map(async ({ id, arn, version }) => {
    const { agentVersion } = await look.get('bedrock-agent:GetAgentVersion', { agentId: id, agentVersion: version });
    return agentVersion.foundationModel === undefined ? [] : [{ name: agentVersion.foundationModel, by: arn }];
  });
  const flows = (await liveFlows(look)).map(async ({ id, arn, version }) => {
    const { definition } = await look.get('bedrock-agent:GetFlowVersion', { flowIdentifier: id, flowVersion: version });
    return writingSteps(stepsOf(definition)).flatMap(({ modelId }) => (modelId === undefined ? [] : [{ name: modelId, by: arn }]));
  });
  const bases = (await look.list('bedrock-agent:ListKnowledgeBases')).map(async ({ knowledgeBaseId }) => {
    const { knowledgeBase } = await look.get('bedrock-agent:GetKnowledgeBase', { knowledgeBaseId });
    const vectors = knowledgeBase.knowledgeBaseConfiguration.vectorKnowledgeBaseConfiguration;
    return vectors === undefined ? [] : [{ name: vectors.embeddingModelArn, by: knowledgeBase.knowledgeBaseArn }];
  });
  return [...called, ...(await together([...agents, ...flows, ...bases])).flat()];
}

interface ModelsInUse {
  models: readonly ModelInUse[];
  /** Names behind which we could not find a foundation model. */
  unknown: readonly { name: string; usedBy: readonly string[] }[];
}

const gather = (into: Map<string, Set<string>>, name: string, by: string): void => {
  into.set(name, (into.get(name) ?? new Set()).add(by));
};

/** The model's ARN in this Region where it is called here, else where it is called. */
const placeOf = (arns: readonly string[], region: string): string | undefined =>
  arns.find((arn) => arn.split(':')[3] === region) ?? arns[0];

export async function modelsInUse(look: Look<typeof modelsInUseReads>): Promise<ModelsInUse> {
  const profiles = await profilesOf(look);
  const own = profiles.filter(({ type }) => type === 'APPLICATION').map(({ arn }) => ({ name: arn, by: arn }));
  const found = new Map<string, Set<string>>();
  const unknown = new Map<string, Set<string>>();
  for (const { name, by } of [...(await usesOf(look)), ...own]) {
    const what = named(look, name, profiles);
    const arn = what.kind === 'foundation' ? placeOf(what.arns, look.region) : undefined;
    if (arn !== undefined) gather(found, arn, by);
    else if (what.kind !== 'other') gather(unknown, name, by);
  }
  return {
    models: [...found].map(([arn, by]) => ({ id: arn.split('/').at(-1) ?? arn, arn, usedBy: [...by].toSorted() })),
    unknown: [...unknown].map(([name, by]) => ({ name, usedBy: [...by].toSorted() })),
  };
}
