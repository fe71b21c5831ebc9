/** Bedrock in moto: the record of model calls with its bucket and log group, agents, and knowledge bases on databases and collections. */
import { BedrockClient, PutModelInvocationLoggingConfigurationCommand } from '@aws-sdk/client-bedrock';
import {
  BedrockAgentClient,
  CreateAgentCommand,
  CreateKnowledgeBaseCommand,
  type StorageConfiguration,
} from '@aws-sdk/client-bedrock-agent';
import { CloudWatchLogsClient, CreateLogGroupCommand, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateCollectionCommand, CreateSecurityPolicyCommand, OpenSearchServerlessClient } from '@aws-sdk/client-opensearchserverless';
import { CreateDBClusterCommand, CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateSecretCommand, PutResourcePolicyCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Place, Planted } from './moto-place.ts';

export async function makeKey({ client }: Place): Promise<string> {
  const { KeyMetadata } = await new KMSClient(client).send(new CreateKeyCommand({ Description: 'of the workload' }));
  if (KeyMetadata?.Arn === undefined) throw new Error('moto made no key.');
  return KeyMetadata.Arn;
}

const tlsOnly = (bucket: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });

async function closeBucket(s3: S3Client, Bucket: string, key: string): Promise<void> {
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } }],
      },
    }),
  );
  await s3.send(
    new PutPublicAccessBlockCommand({
      Bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: tlsOnly(Bucket) }));
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: {
        Rules: [
          {
            ID: 'end',
            Status: 'Enabled',
            Filter: { Prefix: '' },
            Expiration: { Days: 400 },
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
          },
        ],
      },
    }),
  );
  await s3.send(
    new PutObjectLockConfigurationCommand({
      Bucket,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 400 } } },
    }),
  );
}

/** Weak: without texts, to an open bucket and a log group without a key or an end. Good: all closed. */
export async function seedLogging(place: Place): Promise<Planted> {
  const { kind, client, region } = place;
  const Bucket = `${kind}-invocation-logs`;
  const logGroupName = `/${kind}/invocations`;
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const isGood = kind === 'good';
  await s3.send(
    new CreateBucketCommand({
      Bucket,
      ...(isGood ? { ObjectLockEnabledForBucket: true } : {}),
      ...(region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
    }),
  );
  const key = isGood ? await makeKey(place) : undefined;
  if (key !== undefined) await closeBucket(s3, Bucket, key);
  const logs = new CloudWatchLogsClient(client);
  await logs.send(new CreateLogGroupCommand({ logGroupName, ...(key === undefined ? {} : { kmsKeyId: key }) }));
  if (isGood) await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 400 }));
  await new BedrockClient(client).send(
    new PutModelInvocationLoggingConfigurationCommand({
      loggingConfig: {
        s3Config: { bucketName: Bucket },
        cloudWatchConfig: { logGroupName, roleArn: `arn:aws:iam::${place.account}:role/logging` },
        textDataDeliveryEnabled: isGood,
        imageDataDeliveryEnabled: true,
        embeddingDataDeliveryEnabled: true,
      },
    }),
  );
  return {};
}

async function collection({ kind, client }: Place, key: string | null): Promise<string> {
  const aoss = new OpenSearchServerlessClient(client);
  const name = `${kind}-vectors`;
  const Rules = [{ ResourceType: 'collection', Resource: [`collection/${name}`] }];
  // Moto repeats the policy's key as the collection's; AWS says "auto" there for a key of its own.
  const own = key === null ? { AWSOwnedKey: true, KmsARN: 'auto' } : { AWSOwnedKey: false, KmsARN: key };
  await aoss.send(new CreateSecurityPolicyCommand({ name, type: 'encryption', policy: JSON.stringify({ Rules, ...own }) }));
  // Before the network policy, which moto would mistake for one of encryption.
  const { createCollectionDetail } = await aoss.send(new CreateCollectionCommand({ name, type: 'VECTORSEARCH' }));
  const network = kind === 'weak' ? { AllowFromPublic: true } : { AllowFromPublic: false, SourceVPCEs: ['vpce-050f79086ee71ac05'] };
  await aoss.send(new CreateSecurityPolicyCommand({ name, type: 'network', policy: JSON.stringify([{ Rules, ...network }]) }));
  return createCollectionDetail?.arn ?? '';
}

async function database({ kind, client }: Place): Promise<string> {
  const rds = new RDSClient(client);
  const DBClusterIdentifier = `${kind}-vectors`;
  const { DBCluster } = await rds.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier,
      Engine: 'aurora-postgresql',
      MasterUsername: 'root',
      MasterUserPassword: 'not-a-real-one',
      StorageEncrypted: kind === 'good',
    }),
  );
  await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: `${kind}-vectors-1`,
      DBClusterIdentifier,
      DBInstanceClass: 'db.r6g.large',
      Engine: 'aurora-postgresql',
      PubliclyAccessible: kind === 'weak',
    }),
  );
  return DBCluster?.DBClusterArn ?? '';
}

/** What a knowledge base signs in with at its database; the policy of the weak one lets everybody read it. */
async function secret({ kind, client }: Place): Promise<string> {
  const secrets = new SecretsManagerClient(client);
  const { ARN } = await secrets.send(new CreateSecretCommand({ Name: `${kind}-vectors`, SecretString: 'a planted one' }));
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' }];
  const ResourcePolicy = JSON.stringify({ Version: '2012-10-17', Statement });
  if (kind === 'weak') await secrets.send(new PutResourcePolicyCommand({ SecretId: ARN, ResourcePolicy }));
  return ARN ?? '';
}

/** An agent, and two knowledge bases: one in a database, one in a collection. Only through the proxy can the SDK read what they are called. */
export async function seedBases(place: Place): Promise<Planted> {
  const { kind, client, account } = place;
  const agents = new BedrockAgentClient(client);
  const key = kind === 'good' ? await makeKey(place) : null;
  const collectionArn = await collection(place, key);
  const role = `arn:aws:iam::${account}:role/bedrock-${kind}`;
  const { agent } = await agents.send(new CreateAgentCommand({ agentName: `${kind}-agent`, agentResourceRoleArn: role }));
  const configuration = {
    type: 'VECTOR',
    vectorKnowledgeBaseConfiguration: {
      embeddingModelArn: `arn:aws:bedrock:${place.region}::foundation-model/amazon.titan-embed-text-v2:0`,
    },
  } as const;
  const fieldMapping = { vectorField: 'vector', textField: 'text', metadataField: 'metadata', primaryKeyField: 'id' };
  const credentialsSecretArn = await secret(place);
  const planted: Planted = {
    [`${kind} collection`]: collectionArn,
    [`${kind} secret`]: credentialsSecretArn,
    [`${kind} agent`]: agent?.agentArn ?? '',
  };
  const base = async (name: string, storageConfiguration: StorageConfiguration) => {
    const { knowledgeBase } = await agents.send(
      new CreateKnowledgeBaseCommand({ name, roleArn: role, knowledgeBaseConfiguration: configuration, storageConfiguration }),
    );
    planted[`${kind} base ${name}`] = knowledgeBase?.knowledgeBaseArn ?? '';
  };
  await base('in-a-database', {
    type: 'RDS',
    rdsConfiguration: {
      resourceArn: await database(place),
      credentialsSecretArn,
      databaseName: 'vectors',
      tableName: 'vectors',
      fieldMapping,
    },
  });
  await base('in-a-collection', {
    type: 'OPENSEARCH_SERVERLESS',
    opensearchServerlessConfiguration: { collectionArn, vectorIndexName: 'vectors', fieldMapping },
  });
  return planted;
}
