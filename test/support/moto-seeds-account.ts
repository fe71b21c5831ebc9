/** Around the workload in moto: threat detection, the recorder of changes, the audit trail, and an API that leads to a model. */
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { CloudTrailClient, CreateTrailCommand, PutEventSelectorsCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail';
import {
  ConfigServiceClient,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { CreateDetectorCommand, GuardDutyClient } from '@aws-sdk/client-guardduty';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { PutPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { EnableSecurityHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { AssociateWebACLCommand, CreateWebACLCommand, type Rule, WAFV2Client } from '@aws-sdk/client-wafv2';
import type { Place, Planted } from './moto-place.ts';
import { makeKey } from './moto-seeds-bedrock.ts';

/** Weak: no detector, a recorder that stands still, no hub. */
export async function seedWatchers({ kind, client, account }: Place): Promise<Planted> {
  const isGood = kind === 'good';
  const config = new ConfigServiceClient(client);
  const name = 'default';
  const roleARN = `arn:aws:iam::${account}:role/config`;
  await config.send(
    new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name, roleARN, recordingGroup: { allSupported: true } } }),
  );
  if (!isGood) return {};
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const Bucket = 'changes-of-settings';
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name, s3BucketName: Bucket } }));
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: name }));
  await new SecurityHubClient(client).send(new EnableSecurityHubCommand({}));
  const { DetectorId } = await new GuardDutyClient(client).send(
    new CreateDetectorCommand({ Enable: true, Features: [{ Name: 'AI_PROTECTION', Status: 'ENABLED' }] }),
  );
  return { 'good detector': `arn:aws:guardduty:${client.region}:${account}:detector/${DetectorId}` };
}

/** The account as a whole blocks the access lists of buckets that would make them public, and no policies. */
export async function seedAccountBlock({ client, account }: Place): Promise<void> {
  // The SDK would put the account before the host, where nothing answers.
  const here = { endpointProvider: () => ({ url: new URL(client.endpoint) }) };
  await new S3ControlClient({ ...client, ...here, disableHostPrefix: true }).send(
    new PutPublicAccessBlockCommand({
      AccountId: account,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
      },
    }),
  );
}

/** One trail for all Regions. A weak one keeps no proof against tampering, has no key, and was stopped. */
export async function seedTrail(place: Place): Promise<void> {
  const { kind, client } = place;
  const isGood = kind === 'good';
  const S3BucketName = `${kind}-${place.account}-audit-trail`;
  await new S3Client({ ...client, forcePathStyle: true }).send(
    new CreateBucketCommand({
      Bucket: S3BucketName,
      ...(client.region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
    }),
  );
  const trails = new CloudTrailClient(client);
  const KmsKeyId = isGood ? await makeKey(place) : undefined;
  const key = KmsKeyId === undefined ? {} : { KmsKeyId };
  await trails.send(
    new CreateTrailCommand({ Name: 'all', S3BucketName, IsMultiRegionTrail: true, EnableLogFileValidation: isGood, ...key }),
  );
  const everything = { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] };
  await trails.send(new PutEventSelectorsCommand({ TrailName: 'all', AdvancedEventSelectors: [everything] }));
  if (isGood) await trails.send(new StartLoggingCommand({ Name: 'all' }));
}

const visible = (MetricName: string) => ({ SampledRequestsEnabled: false, CloudWatchMetricsEnabled: true, MetricName });
const rules: Rule[] = [
  {
    Name: 'rate',
    Priority: 0,
    Statement: { RateBasedStatement: { Limit: 100, AggregateKeyType: 'IP' } },
    Action: { Block: {} },
    VisibilityConfig: visible('rate'),
  },
  {
    Name: 'common',
    Priority: 1,
    Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesCommonRuleSet' } },
    OverrideAction: { None: {} },
    VisibilityConfig: visible('common'),
  },
];

/** An API with one way to a function that may call models; a firewall stands before the good one. */
export async function seedApi({ kind, client, account, region }: Place): Promise<Planted> {
  const { FunctionArn } = await new LambdaClient(client).send(
    new CreateFunctionCommand({
      FunctionName: `${kind}-asker`,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${account}:role/asker`,
      Code: { ZipFile: Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64') },
    }),
  );
  const apis = new APIGatewayClient(client);
  const { id: restApiId = '' } = await apis.send(new CreateRestApiCommand({ name: kind, endpointConfiguration: { types: ['REGIONAL'] } }));
  const { items = [] } = await apis.send(new GetResourcesCommand({ restApiId }));
  const way = { restApiId, resourceId: items[0]?.id, httpMethod: 'POST' };
  await apis.send(new PutMethodCommand({ ...way, authorizationType: kind === 'good' ? 'AWS_IAM' : 'NONE' }));
  const uri = `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${FunctionArn}/invocations`;
  await apis.send(new PutIntegrationCommand({ ...way, type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri }));
  await apis.send(new CreateDeploymentCommand({ restApiId, stageName: 'live' }));
  const stage = `arn:aws:apigateway:${region}::/restapis/${restApiId}/stages/live`;
  if (kind === 'good') {
    const firewall = new WAFV2Client(client);
    const { Summary } = await firewall.send(
      new CreateWebACLCommand({
        Name: 'front',
        Scope: 'REGIONAL',
        DefaultAction: { Allow: {} },
        Rules: rules,
        VisibilityConfig: visible('front'),
      }),
    );
    await firewall.send(new AssociateWebACLCommand({ WebACLArn: Summary?.ARN, ResourceArn: stage }));
  }
  return { [`${kind} stage`]: stage, [`${kind} asker`]: FunctionArn ?? '' };
}
