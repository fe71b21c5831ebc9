/** Roles, users and keys in moto: the scanner's own, good ones, and ones with too many rights. */
import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import type { Credentials } from '../../workflows/scanners/clients.ts';
import type { Place } from './moto-place.ts';

const json = (Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

const trust = (service: string, account: string | null): string =>
  json([
    {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sts:AssumeRole',
      ...(account === null ? {} : { Condition: { StringEquals: { 'aws:SourceAccount': account } } }),
    },
  ]);

export const allow = (Action: string | string[], Resource: string | string[] = '*', Condition?: object): string =>
  json([{ Effect: 'Allow', Action, Resource, ...(Condition === undefined ? {} : { Condition }) }]);

/** Users, each with one policy of its own. */
const users: Readonly<Record<string, string>> = {
  'bedrock-owner': allow('bedrock:*'),
  'any-model': allow(['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']),
  'one-model': allow(
    ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
    'arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0',
    {
      StringEquals: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:123456789012:guardrail/front:1' },
    },
  ),
  'any-product': allow('aws-marketplace:Subscribe'),
  'one-product': allow('aws-marketplace:Subscribe', '*', {
    'ForAllValues:StringEquals': { 'aws-marketplace:ProductId': ['prod-1'] },
    Null: { 'aws-marketplace:ProductId': 'false' },
  }),
  'token-maker': allow('bedrock-agentcore:GetWorkloadAccessTokenForUserId'),
};

/** Two roles for SageMaker, two for functions, and users. */
export async function seedIdentities(place: Place): Promise<void> {
  const { account, client } = place;
  const iam = new IAMClient(client);
  const role = async (RoleName: string, AssumeRolePolicyDocument: string) =>
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await role('sagemaker-weak', trust('sagemaker.amazonaws.com', null));
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'everything', PolicyDocument: allow('*') }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'sagemaker-weak', PolicyArn: Policy?.Arn }));
  await role('sagemaker-good', trust('sagemaker.amazonaws.com', account));
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'sagemaker-good',
      PolicyName: 'own',
      PolicyDocument: allow('s3:GetObject', 'arn:aws:s3:::models/*'),
    }),
  );
  for (const service of ['functions', 'asker']) await role(service, trust('lambda.amazonaws.com', null));
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'asker',
      PolicyName: 'own',
      PolicyDocument: allow('bedrock:InvokeModel', 'arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0'),
    }),
  );
  for (const [name, document] of Object.entries(users)) await makeUser(place, name, document);
}

export async function makeUser({ client }: Place, UserName: string, PolicyDocument: string): Promise<void> {
  const iam = new IAMClient(client);
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument }));
}

async function* managed(iam: IAMClient, name: string, documents: readonly object[]): AsyncGenerator<string> {
  for (const [index, document] of documents.entries()) {
    const PolicyName = `${name}-${index}`;
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: JSON.stringify(document) }));
    yield Policy?.Arn ?? '';
  }
}

/** Keys of a user that holds the given policies and nothing else. */
export async function makeScanner({ client }: Place, UserName: string, documents: readonly object[]): Promise<Credentials> {
  const iam = new IAMClient(client);
  await iam.send(new CreateUserCommand({ UserName }));
  for await (const PolicyArn of managed(iam, UserName, documents)) await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

/** A role that holds the given policies and nothing else. */
export async function makeRole(
  { client }: Place,
  RoleName: string,
  Principal: object,
  documents: readonly object[],
  Condition: object,
): Promise<void> {
  const iam = new IAMClient(client);
  const AssumeRolePolicyDocument = json([{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }]);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  for await (const PolicyArn of managed(iam, RoleName, documents)) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
}
