/** Secrets by which knowledge bases reach their sources and their stores. */
import { z } from 'zod';
import type { Look } from '../look.ts';
import { dataSources, eachKnowledgeBase, knowledgeBaseReads } from './knowledge-bases.ts';
import { type Used, usedBy } from './used-by.ts';

const Credentials = z.object({ credentialsSecretArn: z.string() });
const Connector = z.object({ sourceConfiguration: Credentials }).optional();

const sources = dataSources({
  dataSourceConfiguration: z.object({
    type: z.string(),
    confluenceConfiguration: Connector,
    salesforceConfiguration: Connector,
    sharePointConfiguration: Connector,
  }),
});

export const connectorReads = sources.reads;

/** Secrets of connectors, each with the knowledge bases that use it. */
export async function connectorSecrets(look: Look<typeof connectorReads>): Promise<Used[]> {
  const found = await sources.collect(look, ({ dataSourceConfiguration: one }) => {
    const connector = one.confluenceConfiguration ?? one.salesforceConfiguration ?? one.sharePointConfiguration;
    return connector?.sourceConfiguration.credentialsSecretArn ?? null;
  });
  return usedBy(found.flatMap(({ usedBy: by = [], facts }) => by.map((one) => ({ by: one, resources: [facts] }))));
}

const Store = Credentials.optional();

export const storeSecretReads = {
  ...knowledgeBaseReads,
  'bedrock-agent:GetKnowledgeBase': z.object({
    knowledgeBase: z.object({
      knowledgeBaseArn: z.string(),
      storageConfiguration: z
        .object({
          type: z.string(),
          rdsConfiguration: Store,
          pineconeConfiguration: Store,
          redisEnterpriseCloudConfiguration: Store,
          mongoDbAtlasConfiguration: Store,
        })
        .optional(),
    }),
  }),
};

/** Secrets of vector stores, each with the knowledge bases that use it. */
export async function storeSecrets(look: Look<typeof storeSecretReads>): Promise<Used[]> {
  const found = await eachKnowledgeBase(look, async (knowledgeBaseId) => {
    const { knowledgeBase } = await look.get('bedrock-agent:GetKnowledgeBase', { knowledgeBaseId });
    const store = knowledgeBase.storageConfiguration;
    const named =
      store?.rdsConfiguration ??
      store?.pineconeConfiguration ??
      store?.redisEnterpriseCloudConfiguration ??
      store?.mongoDbAtlasConfiguration;
    return named?.credentialsSecretArn ?? null;
  });
  return usedBy(found.map(({ resource, facts }) => ({ by: resource, resources: [facts] })));
}
