/** The key under which each kind of vector store lies. An index belongs with its bucket. */
import { z } from 'zod';
import { defineKind, keyNamed } from './kind.ts';

const Encryption = z.object({ kmsKeyArn: z.string().optional() }).optional();

const collection = defineKind({
  word: 'collection',
  names: ['key'],
  reads: {
    'opensearchserverless:BatchGetCollection': z.object({
      collectionDetails: z.array(z.object({ arn: z.string(), kmsKeyArn: z.string().optional() })),
    }),
  },
  follow: ({ look, part }, { id }) =>
    part(['key'], async () => {
      const { collectionDetails } = await look.get('opensearchserverless:BatchGetCollection', { ids: [id] });
      return collectionDetails.map(({ kmsKeyArn }) => (kmsKeyArn === 'auto' ? null : kmsKeyArn));
    }),
});

const vectorBucket = defineKind({
  word: 'vector bucket',
  names: ['key'],
  reads: {
    's3vectors:GetVectorBucket': z.object({ vectorBucket: z.object({ vectorBucketArn: z.string(), encryptionConfiguration: Encryption }) }),
    's3vectors:GetIndex': z.object({ index: z.object({ indexArn: z.string(), encryptionConfiguration: Encryption }) }),
  },
  async follow({ look, part }, { arn }) {
    const [vectorBucketArn = arn] = arn.split('/index/');
    const keys = await part(['key'], async () => {
      if (vectorBucketArn === arn) {
        return [(await look.get('s3vectors:GetVectorBucket', { vectorBucketArn })).vectorBucket.encryptionConfiguration?.kmsKeyArn];
      }
      return [(await look.get('s3vectors:GetIndex', { indexArn: arn })).index.encryptionConfiguration?.kmsKeyArn];
    });
    return [vectorBucketArn, ...keys];
  },
});

const database = defineKind({
  word: 'database',
  names: ['key'],
  reads: { 'rds:DescribeDBClusters': z.object({ DBClusterArn: z.string(), KmsKeyId: z.string().optional() }) },
  follow: ({ look, part }, { arn }) =>
    part(['key'], async () => {
      const clusters = await look.list('rds:DescribeDBClusters', { DBClusterIdentifier: arn });
      return clusters.map(({ KmsKeyId }) => keyNamed(look, KmsKeyId));
    }),
});

const searchDomain = defineKind({
  word: 'search domain',
  names: ['key'],
  reads: {
    'opensearch:DescribeDomain': z.object({
      DomainStatus: z.object({ ARN: z.string(), EncryptionAtRestOptions: z.object({ KmsKeyId: z.string().optional() }).optional() }),
    }),
  },
  follow: ({ look, part }, { id }) =>
    part(['key'], async () => {
      const { DomainStatus } = await look.get('opensearch:DescribeDomain', { DomainName: id });
      return [keyNamed(look, DomainStatus.EncryptionAtRestOptions?.KmsKeyId)];
    }),
});

export const stores = [collection, vectorBucket, database, searchDomain];
