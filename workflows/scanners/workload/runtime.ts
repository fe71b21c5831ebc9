/** What an AgentCore runtime uses in every version that answers: role, image or code, network, memory and what its settings name. */
import { z } from 'zod';
import { memoryArn, memoryListReads } from '../parts/agentcore-memories.ts';
import { runtimeServedReads, servedVersions } from '../parts/agentcore-runtimes.ts';
import { type Asking, bucketNamed, defineKind, namesArn, networkNamed, repositoryOf } from './kind.ts';
import type { Word } from './words.ts';

/** The id of a memory: its name and ten letters or digits. */
const memoryId = /^[A-Za-z][A-Za-z0-9_]{0,47}-[A-Za-z0-9]{10}$/;

const reads = {
  ...runtimeServedReads,
  ...memoryListReads,
  'bedrock-agentcore-control:GetAgentRuntime': z.object({
    agentRuntimeArn: z.string(),
    roleArn: z.string().optional(),
    agentRuntimeArtifact: z
      .object({
        containerConfiguration: z.object({ containerUri: z.string().optional() }).optional(),
        codeConfiguration: z
          .object({ code: z.object({ s3: z.object({ bucket: z.string().optional() }).optional() }).optional() })
          .optional(),
      })
      .optional(),
    networkConfiguration: z
      .object({
        networkModeConfig: z.object({ subnets: z.array(z.string()).optional(), securityGroups: z.array(z.string()).optional() }).optional(),
      })
      .optional(),
    // Of the settings only what is an ARN or looks like the id of a memory.
    environmentVariables: z
      .record(z.string(), z.string())
      .default({})
      .transform((all) => Object.values(all).filter((value) => namesArn(value) || memoryId.test(value))),
    workloadIdentityDetails: z.object({ workloadIdentityArn: z.string().optional() }).optional(),
  }),
};
type Ask = Asking<typeof reads>;

const names: readonly Word[] = ['role', 'repository', 'bucket', 'network', 'workload identity', 'memory', 'secret'];
/** Things that runtimes are often given the ARN of. */
const settings: readonly Word[] = [
  ...names,
  'agent',
  'browser',
  'code interpreter',
  'endpoint',
  'function',
  'gateway',
  'guardrail',
  'knowledge base',
  'runtime',
];

async function ofVersion({ look, part }: Ask, agentRuntimeId: string, agentRuntimeVersion: string) {
  return await part(settings, async () => {
    const one = await look.get('bedrock-agentcore-control:GetAgentRuntime', { agentRuntimeId, agentRuntimeVersion });
    const { containerConfiguration, codeConfiguration } = one.agentRuntimeArtifact ?? {};
    const { subnets, securityGroups: groups } = one.networkConfiguration?.networkModeConfig ?? {};
    const ids = one.environmentVariables.filter((value) => memoryId.test(value));
    const memories = ids.length === 0 ? [] : await part(['memory'], () => look.list('bedrock-agentcore-control:ListMemories'));
    return [
      one.roleArn,
      repositoryOf(look, containerConfiguration?.containerUri),
      bucketNamed(look, codeConfiguration?.code?.s3?.bucket),
      ...networkNamed(look, { subnets, groups }),
      one.workloadIdentityDetails?.workloadIdentityArn,
      ...one.environmentVariables.filter((value) => namesArn(value)),
      ...memories.filter(({ id }) => ids.includes(id)).map(({ id }) => memoryArn(look, id)),
    ];
  });
}

export const runtime = defineKind({
  word: 'runtime',
  reads,
  names,
  async follow(ask, { id }) {
    const { look, part } = ask;
    const listed = await part(settings, async () => [await look.list('bedrock-agentcore-control:ListAgentRuntimes')]);
    const [all] = listed;
    if (all === undefined) return [];
    const newest = all.find(({ agentRuntimeId }) => agentRuntimeId === id)?.agentRuntimeVersion;
    if (newest === undefined) return ask.missing();
    const endpoints = await part(settings, () => look.list('bedrock-agentcore-control:ListAgentRuntimeEndpoints', { agentRuntimeId: id }));
    const versions = [...servedVersions(endpoints, newest).keys()];
    return (await Promise.all(versions.map((version) => ofVersion(ask, id, version)))).flat();
  },
});
