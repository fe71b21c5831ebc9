/** What an AgentCore harness uses in its newest version: role, runtime, image, memory, and the tools that it is given. */
import { z } from 'zod';
import { bucketAt, defineKind, repositoryOf } from './kind.ts';
import type { Word } from './words.ts';

const Named = z.object({ arn: z.string().optional() }).optional();

const names: readonly Word[] = ['role', 'runtime', 'repository', 'memory', 'gateway', 'browser', 'code interpreter', 'bucket', 'key'];

export const harness = defineKind({
  word: 'harness',
  names,
  reads: {
    'bedrock-agentcore-control:ListHarnesses': z.object({ harnessId: z.string(), harnessVersion: z.string().optional() }),
    'bedrock-agentcore-control:GetHarness': z.object({
      harness: z.object({
        arn: z.string(),
        executionRoleArn: z.string().optional(),
        environment: z.object({ agentCoreRuntimeEnvironment: z.object({ agentRuntimeArn: z.string().optional() }).optional() }).optional(),
        environmentArtifact: z.object({ containerConfiguration: z.object({ containerUri: z.string().optional() }).optional() }).optional(),
        memory: z
          .object({
            agentCoreMemoryConfiguration: Named,
            managedMemoryConfiguration: z.object({ arn: z.string().optional(), encryptionKeyArn: z.string().optional() }).optional(),
          })
          .optional(),
        tools: z
          .array(
            z.object({
              config: z
                .object({
                  agentCoreGateway: z.object({ gatewayArn: z.string().optional() }).optional(),
                  agentCoreBrowser: z.object({ browserArn: z.string().optional() }).optional(),
                  agentCoreCodeInterpreter: z.object({ codeInterpreterArn: z.string().optional() }).optional(),
                })
                .optional(),
            }),
          )
          .optional(),
        skills: z.array(z.object({ s3: z.object({ uri: z.string().optional() }).optional() })).optional(),
      }),
    }),
  },
  async follow({ look, part, missing }, { id: harnessId }) {
    const [all] = await part(names, async () => [await look.list('bedrock-agentcore-control:ListHarnesses')]);
    if (all === undefined) return [];
    const listed = all.find((one) => one.harnessId === harnessId);
    if (listed === undefined) return missing();
    const { harnessVersion } = listed;
    return await part(names, async () => {
      const asked = harnessVersion === undefined ? { harnessId } : { harnessId, harnessVersion };
      const { harness: one } = await look.get('bedrock-agentcore-control:GetHarness', asked);
      return [
        one.executionRoleArn,
        one.environment?.agentCoreRuntimeEnvironment?.agentRuntimeArn,
        repositoryOf(look, one.environmentArtifact?.containerConfiguration?.containerUri),
        one.memory?.agentCoreMemoryConfiguration?.arn,
        one.memory?.managedMemoryConfiguration?.arn,
        one.memory?.managedMemoryConfiguration?.encryptionKeyArn,
        ...(one.tools ?? []).flatMap(({ config }) => [
          config?.agentCoreGateway?.gatewayArn,
          config?.agentCoreBrowser?.browserArn,
          config?.agentCoreCodeInterpreter?.codeInterpreterArn,
        ]),
        ...(one.skills ?? []).map(({ s3 }) => bucketAt(look, s3?.uri)),
      ];
    });
  },
});
