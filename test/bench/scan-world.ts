/** The account that the scanner's benchmark looks at: which questions it takes to see it whole, and how often each service may be asked. */
import type { Rate } from '../../workflows/scanners/bucket.ts';
import type { Operation } from '../../workflows/scanners/reads.ts';

/** One thing to ask in each Region: a list, or a question about each thing of a list. */
export interface Ask {
  operation: Operation;
  /** Of a list: the field that names a thing, as the SDK says it; `null` where the list holds plain names. */
  name?: string | null;
  input?: Readonly<Record<string, unknown>>;
  /** The list it follows, and the parameter that names the thing. */
  of?: { operation: Operation; by: string };
}

const describe = (operation: Operation, of: Operation, by: string): Ask => ({ operation, of: { operation: of, by } });
const lists = (names: Partial<Record<Operation, string | null>>): Ask[] =>
  (Object.entries(names) as [Operation, string | null][]).map(([operation, name]) => ({ operation, name }));

/** 40 for each Region: lists, and questions about each thing of one. */
export const asks: readonly Ask[] = [
  ...lists({
    'sagemaker:ListDomains': 'DomainId',
    'sagemaker:ListEndpoints': 'EndpointName',
    'sagemaker:ListClusters': 'ClusterName',
    'sagemaker:ListModels': 'ModelName',
    'sagemaker:ListNotebookInstances': 'NotebookInstanceName',
    'sagemaker:ListTrainingJobs': 'TrainingJobName',
    'sagemaker:ListFeatureGroups': 'FeatureGroupName',
    'sagemaker:ListMonitoringSchedules': 'MonitoringScheduleName',
  }),
  describe('sagemaker:DescribeDomain', 'sagemaker:ListDomains', 'DomainId'),
  describe('sagemaker:DescribeEndpointConfig', 'sagemaker:ListEndpoints', 'EndpointConfigName'),
  describe('sagemaker:DescribeModel', 'sagemaker:ListModels', 'ModelName'),
  describe('sagemaker:DescribeNotebookInstance', 'sagemaker:ListNotebookInstances', 'NotebookInstanceName'),
  ...lists({
    'bedrock:ListGuardrails': 'id',
    'bedrock:ListCustomModels': 'modelName',
    'bedrock:ListInferenceProfiles': 'inferenceProfileName',
    'bedrock:ListProvisionedModelThroughputs': 'provisionedModelName',
    'bedrock:ListModelCustomizationJobs': 'jobName',
  }),
  describe('bedrock:GetGuardrail', 'bedrock:ListGuardrails', 'guardrailIdentifier'),
  describe('bedrock:GetCustomModel', 'bedrock:ListCustomModels', 'modelIdentifier'),
  describe('kms:DescribeKey', 'bedrock:ListCustomModels', 'KeyId'),
  describe('kms:GetKeyPolicy', 'bedrock:ListCustomModels', 'KeyId'),
  ...lists({ 'cloudtrail:DescribeTrails': 'Name', 'cloudtrail:ListEventDataStores': 'Name' }),
  describe('cloudtrail:GetTrailStatus', 'cloudtrail:DescribeTrails', 'Name'),
  ...lists({ 'config-service:DescribeConfigurationRecorders': 'name', 'config-service:DescribeConfigurationRecorderStatus': 'name' }),
  { operation: 'config-service:DescribeConfigurationRecorders', name: 'name', input: { ConfigurationRecorderNames: ['thing-0'] } },
  ...lists({
    'cloudwatch-logs:DescribeLogGroups': 'logGroupName',
    'cloudwatch-logs:DescribeDeliveries': 'id',
    'cloudwatch:ListMetrics': 'MetricName',
    'ec2:DescribeVpcs': 'VpcId',
    'ec2:DescribeSubnets': 'SubnetId',
    'ec2:DescribeRouteTables': 'RouteTableId',
    'ec2:DescribeVpcEndpoints': 'VpcEndpointId',
    'lambda:ListFunctions': 'FunctionName',
  }),
  describe('lambda:GetPolicy', 'lambda:ListFunctions', 'FunctionName'),
  ...lists({
    'guardduty:ListDetectors': null,
    'ecr:DescribeRepositories': 'repositoryName',
    'securityhub:GetEnabledStandards': 'StandardsArn',
  }),
  describe('secrets-manager:DescribeSecret', 'cloudwatch-logs:DescribeLogGroups', 'SecretId'),
];

/** The field that names a thing of a list, as the SDK says it; `null` where the list holds plain names. */
export const nameIn = (list: Operation): string | null => asks.find(({ operation }) => operation === list)?.name ?? null;

export const bucketReads = [
  's3:GetBucketEncryption',
  's3:GetBucketVersioning',
  's3:GetBucketOwnershipControls',
  's3:GetPublicAccessBlock',
  's3:GetBucketPolicyStatus',
] as const satisfies readonly Operation[];

export const homeRegion = 'us-east-1';
const activeRegions = [homeRegion, 'eu-west-1'];
export const regions: readonly string[] = [
  ...activeRegions,
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ap-south-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-2',
  'eu-west-3',
  'eu-north-1',
  'sa-east-1',
];

/** Things in each list. */
export const thingsIn = (region: string): number => (activeRegions.includes(region) ? 10 : 1);
export const buckets = 40;
export const bucketNames = Array.from({ length: buckets }, (_, index) => `thing-${index}`);
/** What IAM puts on one page unless it is asked for more. */
export const usualPage = 100;

export const answerMs = 80;
export const refusalMs = 20;

const rates: Readonly<Record<string, Rate>> = {
  sagemaker: { perSecond: 10, burst: 10 },
  bedrock: { perSecond: 10, burst: 10 },
  cloudtrail: { perSecond: 10, burst: 10 },
  lambda: { perSecond: 15, burst: 15 },
  kms: { perSecond: 50, burst: 50 },
  iam: { perSecond: 20, burst: 20 },
  s3: { perSecond: 100, burst: 100 },
};

/** A bucket's name is its service and Region, such as `iam us-east-1`. */
export const rateOf = (bucket: string): Rate => rates[bucket.split(' ')[0] ?? ''] ?? { perSecond: 20, burst: 40 };

/** A check looks at three of the forty; 80 of them ask each six times over. */
export const checksOf = (): Ask[][] =>
  Array.from({ length: 80 }, (_, check) => [0, 1, 2].map((one) => asks[(check * 3 + one) % asks.length] as Ask));

/** Distinct calls by bucket, when each question is put once. `iamCalls` are those of the way in which roles are read. */
export function callsByBucket(iamCalls: number): Map<string, number> {
  const calls = new Map<string, number>([
    [`iam ${homeRegion}`, iamCalls],
    [`s3 ${homeRegion}`, buckets * bucketReads.length],
  ]);
  for (const region of regions) {
    for (const { operation, of } of asks) {
      const bucket = `${operation.split(':')[0]} ${region}`;
      calls.set(bucket, (calls.get(bucket) ?? 0) + (of === undefined ? 1 : thingsIn(region)));
    }
  }
  return calls;
}

/** No scan with these calls takes less: the longest chain, the slowest bucket, and all of it through the slots. */
export function leastMs(calls: ReadonlyMap<string, number>, chain: number, slots = Number.POSITIVE_INFINITY): number {
  const all = [...calls.values()].reduce((sum, count) => sum + count, 0);
  const slowest = [...calls].map(([bucket, count]) => {
    const { perSecond, burst } = rateOf(bucket);
    return (Math.max(0, count - burst) / perSecond) * 1_000 + answerMs;
  });
  return Math.max(chain * answerMs, (all * answerMs) / slots, ...slowest);
}
