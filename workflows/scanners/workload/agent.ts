/** What an agent of Bedrock uses, in its draft and in the versions that answer: role, key, guardrail, model, knowledge bases, functions, partners. */
import { z } from 'zod';
import { GuardrailInUse } from '../parts/flow-nodes.ts';
import { draft, liveReads, routedVersions } from '../parts/live-agents.ts';
import { type Asking, bucketNamed, defineKind, named } from './kind.ts';
import type { Word } from './words.ts';

const Settings = z.object({
  agentArn: z.string(),
  agentResourceRoleArn: z.string().optional(),
  customerEncryptionKeyArn: z.string().optional(),
  foundationModel: z.string().optional(),
  guardrailConfiguration: GuardrailInUse.optional(),
  agentCollaboration: z.string().optional(),
  customOrchestration: z.object({ executor: z.object({ lambda: z.string().optional() }).optional() }).optional(),
  promptOverrideConfiguration: z.object({ overrideLambda: z.string().optional() }).optional(),
});

const reads = {
  ...liveReads,
  'bedrock-agent:GetAgent': z.object({ agent: Settings }),
  'bedrock-agent:GetAgentVersion': z.object({ agentVersion: Settings }),
  'bedrock-agent:ListAgentKnowledgeBases': z.object({ knowledgeBaseId: z.string() }),
  'bedrock-agent:ListAgentActionGroups': z.object({ actionGroupId: z.string() }),
  'bedrock-agent:GetAgentActionGroup': z.object({
    agentActionGroup: z.object({
      actionGroupId: z.string(),
      actionGroupExecutor: z.object({ lambda: z.string().optional() }).optional(),
      apiSchema: z.object({ s3: z.object({ s3BucketName: z.string().optional() }).optional() }).optional(),
    }),
  }),
  'bedrock-agent:ListAgentCollaborators': z.object({ agentDescriptor: z.object({ aliasArn: z.string().optional() }).optional() }),
};
type Ask = Asking<typeof reads>;

const own: readonly Word[] = ['role', 'key', 'guardrail', 'Bedrock model', 'function'];
const names: readonly Word[] = [...own, 'knowledge base', 'bucket', 'agent'];

async function settingsOf({ look, part }: Ask, agentId: string, agentVersion: string) {
  const read = async () => {
    if (agentVersion === draft) return [(await look.get('bedrock-agent:GetAgent', { agentId })).agent];
    return [(await look.get('bedrock-agent:GetAgentVersion', { agentId, agentVersion })).agentVersion];
  };
  const [settings] = await part(own, read);
  return settings;
}

async function actions({ look, part }: Ask, agentId: string, agentVersion: string) {
  const groups = await part(['function', 'bucket'], () => look.list('bedrock-agent:ListAgentActionGroups', { agentId, agentVersion }));
  const read = groups.map(({ actionGroupId }) =>
    part(['function', 'bucket'], async () => {
      const input = { agentId, agentVersion, actionGroupId };
      const { agentActionGroup: one } = await look.get('bedrock-agent:GetAgentActionGroup', input);
      return [one.actionGroupExecutor?.lambda, bucketNamed(look, one.apiSchema?.s3?.s3BucketName)];
    }),
  );
  return (await Promise.all(read)).flat();
}

async function ofVersion(ask: Ask, agentId: string, agentVersion: string) {
  const { look, part } = ask;
  const input = { agentId, agentVersion };
  const [settings, bases, functions] = await Promise.all([
    settingsOf(ask, agentId, agentVersion),
    part(['knowledge base'], () => look.list('bedrock-agent:ListAgentKnowledgeBases', input)),
    actions(ask, agentId, agentVersion),
  ]);
  const alone = (settings?.agentCollaboration ?? 'DISABLED') === 'DISABLED';
  // Where the settings are unread nobody knows whether it supervises others.
  const partners =
    settings !== undefined && alone ? [] : await part(['agent'], () => look.list('bedrock-agent:ListAgentCollaborators', input));
  const model = settings?.foundationModel;
  return [
    settings?.agentResourceRoleArn,
    settings?.customerEncryptionKeyArn,
    model?.startsWith('arn:') === true ? model : null,
    named(look, 'bedrock', 'guardrail/', settings?.guardrailConfiguration?.guardrailIdentifier),
    settings?.customOrchestration?.executor?.lambda,
    settings?.promptOverrideConfiguration?.overrideLambda,
    ...bases.map(({ knowledgeBaseId }) => look.arn('bedrock', `knowledge-base/${knowledgeBaseId}`)),
    ...functions,
    ...partners.map(({ agentDescriptor }) => agentDescriptor?.aliasArn),
  ];
}

export const agent = defineKind({
  word: 'agent',
  reads,
  names,
  async follow(ask, { id }) {
    const live = await ask.part(names, () => routedVersions(ask.look, id));
    return (
      await Promise.all([...new Set([draft, ...live.map(({ version }) => version)])].map((version) => ofVersion(ask, id, version)))
    ).flat();
  },
});
