/** Where a knowledge base keeps its vectors, what protects that store, and what is wrong with it. */
import { z } from 'zod';
import { isOutside, isPublic } from '../iam/confine.ts';
import { whoMay } from '../iam/grants.ts';
import { type Read, readPolicy } from '../iam/policy.ts';
import type { Look } from '../look.ts';
import { together } from '../together.ts';
import { collectionReads, collectionsOf, dataPolicyReads, publicPolicies, wideDataPolicies } from './search-collections.ts';

const Encryption = z.object({ sseType: z.enum(['AES256', 'aws:kms']).optional() }).optional();

export const Storage = z.object({
  type: z.enum([
    'OPENSEARCH_SERVERLESS',
    'OPENSEARCH_MANAGED_CLUSTER',
    'S3_VECTORS',
    'RDS',
    'NEPTUNE_ANALYTICS',
    'PINECONE',
    'REDIS_ENTERPRISE_CLOUD',
    'MONGO_DB_ATLAS',
  ]),
  opensearchServerlessConfiguration: z.object({ collectionArn: z.string() }).optional(),
  opensearchManagedClusterConfiguration: z.object({ domainArn: z.string() }).optional(),
  s3VectorsConfiguration: z
    .object({ vectorBucketArn: z.string().optional(), indexArn: z.string().optional(), indexName: z.string().optional() })
    .optional(),
  rdsConfiguration: z.object({ resourceArn: z.string() }).optional(),
});

export const storeReads = {
  ...collectionReads,
  ...dataPolicyReads,
  's3vectors:GetVectorBucket': z.object({ vectorBucket: z.object({ vectorBucketArn: z.string(), encryptionConfiguration: Encryption }) }),
  's3vectors:GetIndex': z.object({ index: z.object({ indexArn: z.string(), encryptionConfiguration: Encryption }) }),
  's3vectors:GetVectorBucketPolicy': z.object({ policy: z.string() }),
  'rds:DescribeDBClusters': z.object({
    DBClusterArn: z.string(),
    StorageEncrypted: z.boolean(),
    PubliclyAccessible: z.boolean().optional(),
  }),
  'rds:DescribeDBInstances': z.object({ DBInstanceArn: z.string(), PubliclyAccessible: z.boolean() }),
  'opensearch:DescribeDomain': z.object({
    DomainStatus: z.object({
      ARN: z.string(),
      EncryptionAtRestOptions: z.object({ Enabled: z.boolean().optional() }).optional(),
      VPCOptions: z.object({ VPCId: z.string().optional() }).optional(),
    }),
  }),
};
type StoreLook = Look<typeof storeReads>;

export interface Store {
  kind: string;
  arn: string | null;
  problems: readonly string[];
  /** Why the store could not be judged. */
  unknown: string | null;
}

const store = (kind: string, arn: string, problems: readonly string[], unknown: string | null = null): Store => ({
  kind,
  arn,
  problems,
  unknown,
});
const untold = (kind: string, unknown: string, arn: string | null = null): Store => ({ kind, arn, problems: [], unknown });

async function serverless(look: StoreLook, collectionArn: string): Promise<Store> {
  const [collection] = await collectionsOf(look, [collectionArn.split('/').at(-1) ?? '']);
  if (collection === undefined) return untold('OpenSearch Serverless', 'its collection was not found here', collectionArn);
  const [open, wide] = await together([publicPolicies(look, collection), wideDataPolicies(look, collection)]);
  return store('OpenSearch Serverless', collection.arn, [
    ...(collection.key === null ? ['it is encrypted with a key of AWS, not with one of yours'] : []),
    ...open.map((name) => `network policy ${name} opens it to the internet`),
    ...wide,
  ]);
}

/** Whom the policy of a vector bucket lets in. */
function opened(policy: Read | null, account: string): { problems: string[]; unknown: string | null } {
  if (policy === null) return { problems: [], unknown: null };
  const grants = whoMay({ name: 'policy', policy });
  if ('kind' in grants) return { problems: [], unknown: `the policy of its bucket was not understood (${grants.why})` };
  const open = grants.some((grant) => isPublic(grant, { account }) === 'yes');
  const foreign = grants.some((grant) => isOutside(grant, { account }) === 'yes');
  const doubt = grants.some((grant) => isPublic(grant, { account }) === 'depends' || isOutside(grant, { account }) === 'depends');
  return {
    problems: open ? ['the policy of its bucket lets anybody in'] : foreign ? ['the policy of its bucket lets another account in'] : [],
    unknown: doubt ? 'the policy of its bucket has conditions that we cannot weigh' : null,
  };
}

async function vectors(
  look: StoreLook,
  settings: { vectorBucketArn?: string | undefined; indexArn?: string | undefined; indexName?: string | undefined },
): Promise<Store> {
  const vectorBucketArn = settings.vectorBucketArn ?? settings.indexArn?.split('/index/')[0];
  if (vectorBucketArn === undefined) return untold('S3 Vectors', 'its bucket is not named');
  const indexArn = settings.indexArn ?? (settings.indexName === undefined ? undefined : `${vectorBucketArn}/index/${settings.indexName}`);
  const [{ vectorBucket }, index, policy] = await together([
    look.get('s3vectors:GetVectorBucket', { vectorBucketArn }),
    indexArn === undefined ? null : look.get('s3vectors:GetIndex', { indexArn }),
    look.find('s3vectors:GetVectorBucketPolicy', { vectorBucketArn }),
  ]);
  // An index may have an encryption of its own; else the bucket's counts, and without any S3 encrypts with a key of AWS.
  const sse = index?.index.encryptionConfiguration?.sseType ?? vectorBucket.encryptionConfiguration?.sseType ?? 'AES256';
  const { problems, unknown } = opened(policy === null ? null : readPolicy(policy.policy), look.account);
  const own = sse === 'aws:kms' ? [] : ['it is encrypted with a key of AWS, not with a KMS key'];
  return store('S3 Vectors', vectorBucket.vectorBucketArn, [...own, ...problems], unknown);
}

async function database(look: StoreLook, resourceArn: string): Promise<Store> {
  const [clusters, instances] = await together([
    look.list('rds:DescribeDBClusters', { DBClusterIdentifier: resourceArn }),
    look.list('rds:DescribeDBInstances', { Filters: [{ Name: 'db-cluster-id', Values: [resourceArn] }] }),
  ]);
  const [cluster] = clusters;
  if (cluster === undefined) return untold('Aurora', 'its cluster was not found here', resourceArn);
  const open = cluster.PubliclyAccessible === true || instances.some(({ PubliclyAccessible }) => PubliclyAccessible);
  return store('Aurora', cluster.DBClusterArn, [
    ...(cluster.StorageEncrypted ? [] : ['it is not encrypted']),
    ...(open ? ['it has an address on the internet'] : []),
  ]);
}

async function domain(look: StoreLook, domainArn: string): Promise<Store> {
  const { DomainStatus } = await look.get('opensearch:DescribeDomain', { DomainName: domainArn.split('/').at(-1) ?? '' });
  return store('OpenSearch', DomainStatus.ARN, [
    ...(DomainStatus.EncryptionAtRestOptions?.Enabled === true ? [] : ['it is not encrypted']),
    ...(DomainStatus.VPCOptions?.VPCId === undefined ? ['it has an address on the internet'] : []),
  ]);
}

const outside: Partial<Record<z.output<typeof Storage>['type'], string>> = {
  PINECONE: 'Pinecone',
  REDIS_ENTERPRISE_CLOUD: 'Redis Enterprise Cloud',
  MONGO_DB_ATLAS: 'MongoDB Atlas',
};

export async function storeOf(look: StoreLook, storage: z.output<typeof Storage>): Promise<Store> {
  const { opensearchServerlessConfiguration, opensearchManagedClusterConfiguration, s3VectorsConfiguration, rdsConfiguration } = storage;
  if (opensearchServerlessConfiguration !== undefined) return await serverless(look, opensearchServerlessConfiguration.collectionArn);
  if (s3VectorsConfiguration !== undefined) return await vectors(look, s3VectorsConfiguration);
  if (rdsConfiguration !== undefined) return await database(look, rdsConfiguration.resourceArn);
  if (opensearchManagedClusterConfiguration !== undefined) return await domain(look, opensearchManagedClusterConfiguration.domainArn);
  const name = outside[storage.type];
  return name === undefined ? untold(storage.type, 'we do not read stores of this kind') : untold(name, 'it lies outside of AWS');
}
