/** What a knowledge base uses: its role, the places it loads from and the store of its vectors, with their secrets and keys. */
import { z } from 'zod';
import { bucketAt, defineKind, named } from './kind.ts';
import type { Word } from './words.ts';

const Secret = z.object({ credentialsSecretArn: z.string().optional() });
const Connector = z.object({ sourceConfiguration: Secret.optional() }).optional();

const Storage = z.object({
  opensearchServerlessConfiguration: z.object({ collectionArn: z.string().optional() }).optional(),
  opensearchManagedClusterConfiguration: z.object({ domainArn: z.string().optional() }).optional(),
  s3VectorsConfiguration: z.object({ vectorBucketArn: z.string().optional(), indexArn: z.string().optional() }).optional(),
  rdsConfiguration: z.object({ resourceArn: z.string().optional(), credentialsSecretArn: z.string().optional() }).optional(),
  pineconeConfiguration: Secret.optional(),
  redisEnterpriseCloudConfiguration: Secret.optional(),
  mongoDbAtlasConfiguration: Secret.optional(),
});

const Location = z.object({ s3Location: z.object({ uri: z.string().optional() }).optional() });
const Step = z.object({
  transformationFunction: z
    .object({ transformationLambdaConfiguration: z.object({ lambdaArn: z.string().optional() }).optional() })
    .optional(),
});

const source: readonly Word[] = ['bucket', 'secret', 'key', 'function'];
const names: readonly Word[] = ['role', 'collection', 'vector bucket', 'database', 'search domain', ...source];

export const knowledgeBase = defineKind({
  word: 'knowledge base',
  names,
  reads: {
    'bedrock-agent:GetKnowledgeBase': z.object({
      knowledgeBase: z.object({
        knowledgeBaseArn: z.string(),
        roleArn: z.string().optional(),
        knowledgeBaseConfiguration: z
          .object({
            vectorKnowledgeBaseConfiguration: z
              .object({
                supplementalDataStorageConfiguration: z.object({ storageLocations: z.array(Location).optional() }).optional(),
              })
              .optional(),
          })
          .optional(),
        storageConfiguration: Storage.optional(),
      }),
    }),
    'bedrock-agent:ListDataSources': z.object({ dataSourceId: z.string() }),
    'bedrock-agent:GetDataSource': z.object({
      dataSource: z.object({
        dataSourceId: z.string(),
        serverSideEncryptionConfiguration: z.object({ kmsKeyArn: z.string().optional() }).optional(),
        dataSourceConfiguration: z.object({
          s3Configuration: z.object({ bucketArn: z.string().optional() }).optional(),
          confluenceConfiguration: Connector,
          salesforceConfiguration: Connector,
          sharePointConfiguration: Connector,
        }),
        vectorIngestionConfiguration: z
          .object({
            customTransformationConfiguration: z
              .object({ intermediateStorage: Location.optional(), transformations: z.array(Step).optional() })
              .optional(),
          })
          .optional(),
      }),
    }),
  },
  async follow({ look, part }, { id: knowledgeBaseId }) {
    const [base, sources] = await Promise.all([
      part(names, async () => {
        const { knowledgeBase: one } = await look.get('bedrock-agent:GetKnowledgeBase', { knowledgeBaseId });
        const store = one.storageConfiguration;
        const extra = one.knowledgeBaseConfiguration?.vectorKnowledgeBaseConfiguration?.supplementalDataStorageConfiguration;
        return [
          one.roleArn,
          ...(extra?.storageLocations ?? []).map(({ s3Location }) => bucketAt(look, s3Location?.uri)),
          store?.opensearchServerlessConfiguration?.collectionArn,
          store?.opensearchManagedClusterConfiguration?.domainArn,
          store?.s3VectorsConfiguration?.vectorBucketArn,
          store?.s3VectorsConfiguration?.indexArn,
          store?.rdsConfiguration?.resourceArn,
          store?.rdsConfiguration?.credentialsSecretArn,
          store?.pineconeConfiguration?.credentialsSecretArn,
          store?.redisEnterpriseCloudConfiguration?.credentialsSecretArn,
          store?.mongoDbAtlasConfiguration?.credentialsSecretArn,
        ];
      }),
      part(source, () => look.list('bedrock-agent:ListDataSources', { knowledgeBaseId })),
    ]);
    const loaded = sources.map(({ dataSourceId }) =>
      part(source, async () => {
        const { dataSource: one } = await look.get('bedrock-agent:GetDataSource', { knowledgeBaseId, dataSourceId });
        const { s3Configuration, confluenceConfiguration, salesforceConfiguration, sharePointConfiguration } = one.dataSourceConfiguration;
        const connector = confluenceConfiguration ?? salesforceConfiguration ?? sharePointConfiguration;
        const custom = one.vectorIngestionConfiguration?.customTransformationConfiguration;
        return [
          s3Configuration?.bucketArn,
          named(look, 'secretsmanager', 'secret:', connector?.sourceConfiguration?.credentialsSecretArn),
          one.serverSideEncryptionConfiguration?.kmsKeyArn,
          bucketAt(look, custom?.intermediateStorage?.s3Location?.uri),
          ...(custom?.transformations ?? []).map((step) => step.transformationFunction?.transformationLambdaConfiguration?.lambdaArn),
        ];
      }),
    );
    return [...base, ...(await Promise.all(loaded)).flat()];
  },
});
