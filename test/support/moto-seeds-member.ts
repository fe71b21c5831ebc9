/** A member account of an organization in moto: what stands there, the policy that holds over it, and the role to look at it through. */
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Credentials } from '../../workflows/scanners/clients.ts';
import { account, anybody, placeIn, weak } from './moto-place.ts';
import { seedTrail } from './moto-seeds-account.ts';
import { allow, makeRole, makeUser } from './moto-seeds-iam.ts';

const management = '999999999999';
const externalId = 'the-external-id';
const roleName = 'PlumblineRead';

/** Keys of a role in another account, as the central account gets them. */
export async function assumeRole(endpoint: string, credentials: Credentials, id: string, name = roleName): Promise<Credentials> {
  const { Credentials: given } = await new STSClient({ region: weak, endpoint, credentials, maxAttempts: 1 }).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${id}:role/${name}`, RoleSessionName: 'plumbline', ExternalId: externalId }),
  );
  if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined || given.SessionToken === undefined)
    throw new Error('moto gave no credentials.');
  return { accessKeyId: given.AccessKeyId, secretAccessKey: given.SecretAccessKey, sessionToken: given.SessionToken };
}

const denyModels = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'], Resource: '*' }],
});

/** Before IAM is enforced, moto gives out keys for any account. The number of the new account comes back. */
export async function seedMember(endpoint: string, documents: readonly object[]): Promise<string> {
  const manager = placeIn(endpoint, 'weak', await assumeRole(endpoint, anybody, management, 'anything'), management);
  const organization = new OrganizationsClient(manager.client);
  await organization.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const { CreateAccountStatus } = await organization.send(new CreateAccountCommand({ AccountName: 'ai', Email: 'ai@example.com' }));
  const id = CreateAccountStatus?.AccountId ?? '';
  const { Policy } = await organization.send(
    new CreatePolicyCommand({ Name: 'no-models', Description: '-', Type: 'SERVICE_CONTROL_POLICY', Content: denyModels }),
  );
  await organization.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: id }));

  const member = placeIn(endpoint, 'weak', await assumeRole(endpoint, anybody, id, 'anything'), id);
  const trust = { AWS: `arn:aws:iam::${account}:root` };
  await makeRole(member, roleName, trust, documents, { StringEquals: { 'sts:ExternalId': externalId } });
  await makeUser(member, 'any-model', allow('bedrock:InvokeModel*'));
  await new SageMakerClient(member.client).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: 'of-the-member',
      InstanceType: 'ml.t3.medium',
      RoleArn: `arn:aws:iam::${id}:role/notebook`,
      DirectInternetAccess: 'Enabled',
    }),
  );
  await seedTrail({ ...member, kind: 'good' });
  return id;
}
