/** A small account on the wire whose agent uses this and that, and what of it belongs to a workload. */
import { createClients } from '../../workflows/scanners/clients.ts';
import { createDispatcher } from '../../workflows/scanners/dispatcher.ts';
import { createReader } from '../../workflows/scanners/reader.ts';
import { type SimulatedAws, type SimulatedWorld, startSimulatedAws } from '../../workflows/scanners/simulated/account.ts';
import type { Answers } from '../../workflows/scanners/simulated/world.ts';
import type { Row } from '../../workflows/scanners/verdict.ts';
import { workloadRows } from '../../workflows/scanners/workload/rows.ts';
import { belongingsOf, belongs, type Workload, workloadReads } from '../../workflows/scanners/workload.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
/** A clock on which a second goes by between two looks, so that no rate holds a test back. */
function dispatcherOf() {
  let ms = 0;
  return createDispatcher({
    slots: 32,
    now: () => {
      ms += 1000;
      return ms;
    },
    sleep: () => Promise.resolve(),
    random: () => 0.5,
  });
}

export const account = '111122223333';
export const region = 'eu-west-1';
export const arn = (service: string, rest: string, at = region) => `arn:aws:${service}:${at}:${account}:${rest}`;
export const agentArn = (id: string) => arn('bedrock', `agent/${id}`);
export const baseArn = (id: string) => arn('bedrock', `knowledge-base/${id}`);
export const roleArn = (name: string) => arn('iam', `role/${name}`, '');
export const at = '2026-10-01T08:00:00Z';

export const agentAnswer = (id: string, more: object = {}) => ({
  agentId: id,
  agentName: id,
  agentArn: agentArn(id),
  agentVersion: 'DRAFT',
  agentStatus: 'PREPARED',
  idleSessionTTLInSeconds: 600,
  agentResourceRoleArn: roleArn(id),
  createdAt: at,
  updatedAt: at,
  ...more,
});
export const collaborator = (id: string) => ({
  agentId: id,
  agentVersion: 'DRAFT',
  collaboratorId: id,
  collaboratorName: id,
  collaborationInstruction: 'Ask.',
  relayConversationHistory: 'DISABLED',
  createdAt: at,
  lastUpdatedAt: at,
  agentDescriptor: { aliasArn: arn('bedrock', `agent-alias/${id}/ALIAS00001`) },
});
const knowledge = (knowledgeBaseId: string) => ({ knowledgeBaseId, knowledgeBaseState: 'ENABLED', description: 'Facts', updatedAt: at });

/** An agent with a knowledge base in a draft, and another role and knowledge base in the version that answers. */
export const small: Answers = {
  'bedrock-agent:GetAgent': { agent: agentAnswer('AGENT00001') },
  'bedrock-agent:ListAgentAliases': {
    agentAliasSummaries: [
      {
        agentAliasId: 'ALIAS00001',
        agentAliasName: 'live',
        agentAliasStatus: 'PREPARED',
        routingConfiguration: [{ agentVersion: '2' }],
        createdAt: at,
        updatedAt: at,
      },
    ],
  },
  'bedrock-agent:GetAgentVersion': {
    agentVersion: { ...agentAnswer('AGENT00001', { agentResourceRoleArn: roleArn('live') }), version: '2' },
  },
  'bedrock-agent:ListAgentKnowledgeBases': [
    { when: { agentVersion: '2' }, give: { agentKnowledgeBaseSummaries: [knowledge('KBLIVE0001')] } },
    { give: { agentKnowledgeBaseSummaries: [knowledge('KBDRAFT001')] } },
  ],
  'bedrock-agent:GetKnowledgeBase': {
    knowledgeBase: {
      knowledgeBaseId: 'KBLIVE0001',
      name: 'facts',
      knowledgeBaseArn: baseArn('KBLIVE0001'),
      roleArn: roleArn('facts'),
      status: 'ACTIVE',
      createdAt: at,
      updatedAt: at,
      knowledgeBaseConfiguration: { type: 'VECTOR' },
      storageConfiguration: { type: 'S3_VECTORS', s3VectorsConfiguration: { indexArn: arn('s3vectors', 'bucket/facts/index/all') } },
    },
  },
  's3vectors:GetIndex': {
    index: {
      indexName: 'all',
      vectorBucketName: 'facts',
      indexArn: arn('s3vectors', 'bucket/facts/index/all'),
      creationTime: 1_772_438_400,
      dataType: 'float32',
      dimension: 2,
      distanceMetric: 'cosine',
      encryptionConfiguration: { sseType: 'aws:kms', kmsKeyArn: arn('kms', 'key/k1') },
    },
  },
  's3vectors:GetVectorBucket': {
    vectorBucket: { vectorBucketName: 'facts', vectorBucketArn: arn('s3vectors', 'bucket/facts'), creationTime: 1_772_438_400 },
  },
};

let server: SimulatedAws | undefined;
/** Ends the account of the last `resolve`. */
export const stopWorld = async (): Promise<void> => await server?.stop();

export interface Resolved {
  /** Every operation that was asked, once for each question. */
  asked: readonly string[];
  found: ReadonlySet<string>;
  rows: readonly Row[];
  has(resource: string, ...usedBy: string[]): boolean;
}

interface Options {
  bounds?: { depth: number; things: number };
  regions?: readonly string[];
}

/** What belongs, and every question that was asked for it. */
export const resolve = async (answers: Answers, workload: Workload, bounds?: Options['bounds']): Promise<Resolved> =>
  await resolveIn({ account, answers }, workload, bounds === undefined ? {} : { bounds });

export async function resolveIn(
  world: SimulatedWorld,
  workload: Workload,
  { bounds, regions = [region] }: Options = {},
): Promise<Resolved> {
  server = await startSimulatedAws([world]);
  const clients = createClients({ endpoint: server.endpoint, credentials: server.keysOf(world.account) });
  const asked: string[] = [];
  const reader = createReader({
    clients,
    dispatcher: dispatcherOf(),
    homeRegion: 'us-east-1',
    shapes: workloadReads,
    recorded: (operation) => void asked.push(operation),
  });
  const belongings = await belongingsOf({ reader, account: world.account, partition: 'aws', now }, workload, regions, bounds);
  clients.destroy();
  if (belongings.kind === 'everything') throw new Error('Nothing was named.');
  return {
    asked,
    found: belongings.resources,
    rows: workloadRows(belongings, world.account, now),
    has: (resource, ...usedBy) => belongs(belongings, resource, usedBy),
  };
}
