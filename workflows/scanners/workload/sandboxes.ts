/** What memories, code interpreters and browsers of AgentCore use: their role, their key, their network, and where they record to. */
import { z } from 'zod';
import { bucketNamed, defineKind, networkNamed } from './kind.ts';

const Network = z
  .object({ vpcConfig: z.object({ subnets: z.array(z.string()).optional(), securityGroups: z.array(z.string()).optional() }).optional() })
  .optional();

const memory = defineKind({
  word: 'memory',
  names: ['role', 'key'],
  reads: {
    'bedrock-agentcore-control:GetMemory': z.object({
      memory: z.object({ arn: z.string(), encryptionKeyArn: z.string().optional(), memoryExecutionRoleArn: z.string().optional() }),
    }),
  },
  follow: ({ look, part }, { id: memoryId }) =>
    part(['role', 'key'], async () => {
      const { memory: one } = await look.get('bedrock-agentcore-control:GetMemory', { memoryId, view: 'without_decryption' });
      return [one.memoryExecutionRoleArn, one.encryptionKeyArn];
    }),
});

const codeInterpreter = defineKind({
  word: 'code interpreter',
  names: ['role', 'network'],
  reads: {
    'bedrock-agentcore-control:GetCodeInterpreter': z.object({
      codeInterpreterArn: z.string(),
      executionRoleArn: z.string().optional(),
      networkConfiguration: Network,
    }),
  },
  follow: ({ look, part }, { id: codeInterpreterId }) =>
    part(['role', 'network'], async () => {
      const one = await look.get('bedrock-agentcore-control:GetCodeInterpreter', { codeInterpreterId });
      const { subnets, securityGroups: groups } = one.networkConfiguration?.vpcConfig ?? {};
      return [one.executionRoleArn, ...networkNamed(look, { subnets, groups })];
    }),
});

const browser = defineKind({
  word: 'browser',
  names: ['role', 'network', 'bucket'],
  reads: {
    'bedrock-agentcore-control:GetBrowser': z.object({
      browserArn: z.string(),
      executionRoleArn: z.string().optional(),
      networkConfiguration: Network,
      recording: z.object({ s3Location: z.object({ bucket: z.string().optional() }).optional() }).optional(),
    }),
  },
  follow: ({ look, part }, { id: browserId }) =>
    part(['role', 'network', 'bucket'], async () => {
      const one = await look.get('bedrock-agentcore-control:GetBrowser', { browserId });
      const { subnets, securityGroups: groups } = one.networkConfiguration?.vpcConfig ?? {};
      return [one.executionRoleArn, ...networkNamed(look, { subnets, groups }), bucketNamed(look, one.recording?.s3Location?.bucket)];
    }),
});

export const sandboxes = [memory, codeInterpreter, browser];
