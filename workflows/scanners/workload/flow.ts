/** What a flow uses, in its draft and in the versions that answer, step by step; and what a managed prompt and a guardrail use. */
import { z } from 'zod';
import { GuardrailInUse } from '../parts/flow-nodes.ts';
import { liveFlowReads, liveVersionsOfFlow } from '../parts/live-flows.ts';
import { type Asking, bucketNamed, defineKind, keyNamed, named } from './kind.ts';
import type { Word } from './words.ts';

const Bucket = z.object({ serviceConfiguration: z.object({ s3: z.object({ bucketName: z.string().optional() }).optional() }).optional() });

const own = {
  agent: z.object({ agentAliasArn: z.string().optional() }).optional(),
  knowledgeBase: z.object({ knowledgeBaseId: z.string().optional(), guardrailConfiguration: GuardrailInUse.optional() }).optional(),
  lambdaFunction: z.object({ lambdaArn: z.string().optional() }).optional(),
  prompt: z
    .object({
      guardrailConfiguration: GuardrailInUse.optional(),
      sourceConfiguration: z.object({ resource: z.object({ promptArn: z.string().optional() }).optional() }).optional(),
    })
    .optional(),
  storage: Bucket.optional(),
  retrieval: Bucket.optional(),
};
const Step = z.object({ configuration: z.object(own).optional() });
const Node = z.object({
  configuration: z
    .object({ ...own, loop: z.object({ definition: z.object({ nodes: z.array(Step).optional() }).optional() }).optional() })
    .optional(),
});
const Flow = z.object({
  arn: z.string(),
  executionRoleArn: z.string().optional(),
  customerEncryptionKeyArn: z.string().optional(),
  definition: z.object({ nodes: z.array(Node).optional() }).optional(),
});

const reads = { ...liveFlowReads, 'bedrock-agent:GetFlow': Flow, 'bedrock-agent:GetFlowVersion': Flow };
type Ask = Asking<typeof reads>;

const names: readonly Word[] = ['role', 'key', 'agent', 'knowledge base', 'function', 'guardrail', 'prompt', 'bucket'];

const usesOf = (look: Ask['look'], flow: z.output<typeof Flow>) => {
  const steps = (flow.definition?.nodes ?? []).flatMap((node) => [node, ...(node.configuration?.loop?.definition?.nodes ?? [])]);
  return [
    flow.executionRoleArn,
    flow.customerEncryptionKeyArn,
    ...steps.flatMap(({ configuration: one }) => [
      one?.agent?.agentAliasArn,
      named(look, 'bedrock', 'knowledge-base/', one?.knowledgeBase?.knowledgeBaseId),
      named(look, 'bedrock', 'guardrail/', one?.knowledgeBase?.guardrailConfiguration?.guardrailIdentifier),
      named(look, 'bedrock', 'guardrail/', one?.prompt?.guardrailConfiguration?.guardrailIdentifier),
      one?.prompt?.sourceConfiguration?.resource?.promptArn,
      one?.lambdaFunction?.lambdaArn,
      bucketNamed(look, one?.storage?.serviceConfiguration?.s3?.bucketName),
      bucketNamed(look, one?.retrieval?.serviceConfiguration?.s3?.bucketName),
    ]),
  ];
};

export const flow = defineKind({
  word: 'flow',
  reads,
  names,
  async follow({ look, part }, { id }) {
    const live = await part(names, () => liveVersionsOfFlow(look, id));
    const found = await Promise.all([
      part(names, async () => usesOf(look, await look.get('bedrock-agent:GetFlow', { flowIdentifier: id }))),
      ...live.map((flowVersion) =>
        part(names, async () => usesOf(look, await look.get('bedrock-agent:GetFlowVersion', { flowIdentifier: id, flowVersion }))),
      ),
    ]);
    return found.flat();
  },
});

export const prompt = defineKind({
  word: 'prompt',
  names: ['key'],
  reads: { 'bedrock-agent:GetPrompt': z.object({ arn: z.string(), customerEncryptionKeyArn: z.string().optional() }) },
  follow: ({ look, part }, { id }) =>
    part(['key'], async () => [(await look.get('bedrock-agent:GetPrompt', { promptIdentifier: id })).customerEncryptionKeyArn]),
});

export const guardrail = defineKind({
  word: 'guardrail',
  names: ['key'],
  reads: { 'bedrock:GetGuardrail': z.object({ guardrailArn: z.string(), kmsKeyArn: z.string().optional() }) },
  follow: ({ look, part }, { id }) =>
    part(['key'], async () => [keyNamed(look, (await look.get('bedrock:GetGuardrail', { guardrailIdentifier: id })).kmsKeyArn)]),
});
