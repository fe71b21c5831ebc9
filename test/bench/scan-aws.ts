/** A stand-in for AWS in real time: it answers what the SDK's clients send, after 80 ms, or refuses after 20 when a bucket is empty. */
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { createThrottlingService } from '../support/throttling-service.ts';
import { answerMs, rateOf, refusalMs, thingsIn, usualPage } from './scan-world.ts';

interface SdkRequest {
  path: string;
  query?: Readonly<Record<string, unknown>>;
  headers: Readonly<Record<string, string>>;
  body?: unknown;
}

interface SdkResponse {
  response: { statusCode: number; headers: Record<string, string>; body: Readable };
}

export interface SimulatedAws {
  handler: { handle(request: SdkRequest): Promise<SdkResponse> };
  counted(): { calls: number; refused: number };
}

/** By the service in the signature; what it is called as a bucket of ours. */
const services: Readonly<Record<string, string>> = {
  config: 'config-service',
  logs: 'cloudwatch-logs',
  monitoring: 'cloudwatch',
  secretsmanager: 'secrets-manager',
};

const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>';

export function createSimulatedAws(roles: number): SimulatedAws {
  const service = createThrottlingService(rateOf, () => performance.now());
  const counts = { calls: 0, refused: 0 };
  return {
    counted: () => ({ ...counts }),
    handler: {
      async handle(request) {
        const [, region = '', signed = ''] = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers['authorization'] ?? '') ?? [];
        const name = services[signed] ?? signed;
        counts.calls += 1;
        const isIn = service.lets(`${name} ${region}`);
        if (!isIn) counts.refused += 1;
        await pause(isIn ? answerMs : refusalMs);
        const body = isIn ? answerOf(name, region, request, roles) : '{"__type":"ThrottlingException"}';
        const type = body.startsWith('<') ? 'text/xml' : 'application/json';
        const headers = {
          'content-type': type,
          'x-amzn-requestid': 'simulated',
          ...(isIn ? {} : { 'x-amzn-errortype': 'ThrottlingException' }),
        };
        return { response: { statusCode: isIn ? 200 : 400, headers, body: Readable.from([Buffer.from(body)]) } };
      },
    },
  };
}

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `thing-${index}`);

function answerOf(service: string, region: string, request: SdkRequest, roles: number): string {
  const things = ids(thingsIn(region));
  if (service === 's3') return bucketAnswer(request);
  if (service === 'iam') return rolePage(new URLSearchParams(String(request.body)), roles);
  if (service === 'ec2') return networkAnswer(/Action=(\w+)/.exec(String(request.body))?.[1] ?? '', things);
  const target = request.headers['x-amz-target']?.split('.').at(-1);
  const [list, name] = jsonLists[target ?? request.path.replace(/\/$/, '')] ?? [];
  if (list === undefined) return '{}';
  return JSON.stringify({ [list]: things.map((id) => (name === undefined ? id : { [name]: id, Unlooked: 'x'.repeat(200) })) });
}

/** The member that holds the list and, where its things are no plain names, the one that names them. */
const jsonLists: Readonly<Record<string, readonly [string, string?]>> = {
  ListDomains: ['Domains', 'DomainId'],
  ListEndpoints: ['Endpoints', 'EndpointName'],
  ListClusters: ['ClusterSummaries', 'ClusterName'],
  ListModels: ['Models', 'ModelName'],
  ListNotebookInstances: ['NotebookInstances', 'NotebookInstanceName'],
  ListTrainingJobs: ['TrainingJobSummaries', 'TrainingJobName'],
  ListFeatureGroups: ['FeatureGroupSummaries', 'FeatureGroupName'],
  ListMonitoringSchedules: ['MonitoringScheduleSummaries', 'MonitoringScheduleName'],
  '/guardrails': ['guardrails', 'id'],
  '/custom-models': ['modelSummaries', 'modelName'],
  '/inference-profiles': ['inferenceProfileSummaries', 'inferenceProfileName'],
  '/provisioned-model-throughputs': ['provisionedModelSummaries', 'provisionedModelName'],
  '/model-customization-jobs': ['modelCustomizationJobSummaries', 'jobName'],
  DescribeTrails: ['trailList', 'Name'],
  ListEventDataStores: ['EventDataStores', 'Name'],
  DescribeConfigurationRecorders: ['ConfigurationRecorders', 'name'],
  DescribeConfigurationRecorderStatus: ['ConfigurationRecordersStatus', 'name'],
  DescribeLogGroups: ['logGroups', 'logGroupName'],
  DescribeDeliveries: ['deliveries', 'id'],
  ListMetrics: ['Metrics', 'MetricName'],
  '/2015-03-31/functions': ['Functions', 'FunctionName'],
  '/detector': ['detectorIds'],
  DescribeRepositories: ['repositories', 'repositoryName'],
  '/standards/get': ['StandardsSubscriptions', 'StandardsArn'],
};

const networks: Readonly<Record<string, readonly [string, string]>> = {
  DescribeVpcs: ['vpcSet', 'vpcId'],
  DescribeSubnets: ['subnetSet', 'subnetId'],
  DescribeRouteTables: ['routeTableSet', 'routeTableId'],
  DescribeVpcEndpoints: ['vpcEndpointSet', 'vpcEndpointId'],
};

function networkAnswer(action: string, things: readonly string[]): string {
  const [list = '', name = ''] = networks[action] ?? [];
  const items = things.map((id) => `<item><${name}>${id}</${name}></item>`).join('');
  return `${xmlHead}<${action}Response><requestId>simulated</requestId><${list}>${items}</${list}></${action}Response>`;
}

const bucketRoots: Readonly<Record<string, string>> = {
  encryption: 'ServerSideEncryptionConfiguration',
  versioning: 'VersioningConfiguration',
  ownershipControls: 'OwnershipControls',
  publicAccessBlock: 'PublicAccessBlockConfiguration',
  policyStatus: 'PolicyStatus',
};

function bucketAnswer({ query = {} }: SdkRequest): string {
  const asked = Object.keys(bucketRoots).find((name) => name in query);
  return asked === undefined ? '' : `${xmlHead}<${bucketRoots[asked]}></${bucketRoots[asked]}>`;
}

const document = (text: object): string => encodeURIComponent(JSON.stringify(text));
const trust = document({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'bedrock.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const rights = (index: number) =>
  document({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: [`arn:aws:s3:::data-${index}/*`] }],
  });

/** A role as IAM writes it, with one policy of its own, two attached ones and what no check looks at. */
const role = (index: number): string => `<member><Path>/</Path><RoleName>role-${index}</RoleName><RoleId>AROA${index}</RoleId>
<Arn>arn:aws:iam::111122223333:role/role-${index}</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate>
<AssumeRolePolicyDocument>${trust}</AssumeRolePolicyDocument>
<InstanceProfileList><member><Path>/</Path><InstanceProfileName>role-${index}</InstanceProfileName><InstanceProfileId>AIPA${index}</InstanceProfileId>
<Arn>arn:aws:iam::111122223333:instance-profile/role-${index}</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate><Roles/></member></InstanceProfileList>
<RolePolicyList><member><PolicyName>own</PolicyName><PolicyDocument>${rights(index)}</PolicyDocument></member></RolePolicyList>
<AttachedManagedPolicies><member><PolicyName>ReadOnlyAccess</PolicyName><PolicyArn>arn:aws:iam::aws:policy/ReadOnlyAccess</PolicyArn></member>
<member><PolicyName>team</PolicyName><PolicyArn>arn:aws:iam::111122223333:policy/team-${index % 20}</PolicyArn></member></AttachedManagedPolicies>
<Tags><member><Key>team</Key><Value>team-${index % 20}</Value></member></Tags><RoleLastUsed/></member>`;

function rolePage(asked: URLSearchParams, roles: number): string {
  const from = Number(asked.get('Marker') ?? 0);
  const size = Math.min(1_000, Number(asked.get('MaxItems') ?? usualPage));
  const until = Math.min(roles, from + size);
  const members = Array.from({ length: until - from }, (_, index) => role(from + index));
  const more = until < roles ? `<IsTruncated>true</IsTruncated><Marker>${until}</Marker>` : '<IsTruncated>false</IsTruncated>';
  const lists = `<UserDetailList/><GroupDetailList/><RoleDetailList>${members.join('')}</RoleDetailList><Policies/>`;
  return `${xmlHead}<GetAccountAuthorizationDetailsResponse><GetAccountAuthorizationDetailsResult>${more}${lists}</GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>`;
}
