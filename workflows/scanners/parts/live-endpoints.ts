/** SageMaker endpoints that answer, with the configurations behind them: the one that serves, and one that is about to. */
import { z } from 'zod';
import type { Look, Subject } from '../look.ts';
import { together } from '../together.ts';

export const endpointListReads = {
  'sagemaker:ListEndpoints': z.object({
    EndpointName: z.string(),
    EndpointArn: z.string(),
    EndpointStatus: z.enum([
      'OutOfService',
      'Creating',
      'Updating',
      'SystemUpdating',
      'RollingBack',
      'InService',
      'Deleting',
      'Failed',
      'UpdateRollbackFailed',
    ]),
  }),
};

export interface EndpointName {
  name: string;
  arn: string;
}

/** An endpoint goes on answering while it is updated or rolled back, and also where the roll-back failed. */
const answering: readonly string[] = ['InService', 'Updating', 'SystemUpdating', 'RollingBack', 'UpdateRollbackFailed'];

export const liveEndpoints = async (look: Look<typeof endpointListReads>): Promise<EndpointName[]> => {
  const found = await look.list('sagemaker:ListEndpoints');
  return found
    .filter(({ EndpointStatus }) => answering.includes(EndpointStatus))
    .map(({ EndpointName: name, EndpointArn: arn }) => ({ name, arn }));
};

const Variant = z.object({
  VariantName: z.string(),
  ModelName: z.string().optional(),
  InstanceType: z.string().optional(),
  InstancePools: z.array(z.object({ InstanceType: z.string() })).optional(),
  InitialInstanceCount: z.int().optional(),
  ServerlessConfig: z.object({ MemorySizeInMB: z.int() }).optional(),
  ManagedInstanceScaling: z.object({ Status: z.enum(['ENABLED', 'DISABLED']).optional(), MinInstanceCount: z.int().optional() }).optional(),
  EnableSSMAccess: z.boolean().optional(),
  CoreDumpConfig: z.object({ DestinationS3Uri: z.string(), KmsKeyId: z.string().optional() }).optional(),
});

export const endpointReads = {
  ...endpointListReads,
  'sagemaker:DescribeEndpoint': z.object({
    EndpointArn: z.string(),
    EndpointConfigName: z.string(),
    PendingDeploymentSummary: z.object({ EndpointConfigName: z.string() }).optional(),
    ProductionVariants: z.array(z.object({ VariantName: z.string(), CurrentInstanceCount: z.int().optional() })).optional(),
  }),
  'sagemaker:DescribeEndpointConfig': z.object({
    EndpointConfigName: z.string(),
    EndpointConfigArn: z.string(),
    ProductionVariants: z.array(Variant),
    ShadowProductionVariants: z.array(Variant).optional(),
    KmsKeyId: z.string().optional(),
    DataCaptureConfig: z.object({ EnableCapture: z.boolean().optional(), KmsKeyId: z.string().optional() }).optional(),
    AsyncInferenceConfig: z.object({ OutputConfig: z.object({ KmsKeyId: z.string().optional() }) }).optional(),
    ExecutionRoleArn: z.string().optional(),
    EnableNetworkIsolation: z.boolean().optional(),
    VpcConfig: z.object({ Subnets: z.array(z.string()) }).optional(),
  }),
};

export type EndpointVariant = z.infer<typeof Variant>;
export type EndpointConfig = z.infer<(typeof endpointReads)['sagemaker:DescribeEndpointConfig']>;

export interface LiveEndpoint extends EndpointName {
  configs: readonly EndpointConfig[];
  /** Machines that run now, by the name of the variant; a serverless variant has none. */
  machines: ReadonlyMap<string, number>;
}

/** Everything that gets requests or copies of them. */
export const variantsOf = ({ ProductionVariants, ShadowProductionVariants = [] }: EndpointConfig): EndpointVariant[] => [
  ...ProductionVariants,
  ...ShadowProductionVariants,
];

export async function endpointOf(look: Look<typeof endpointReads>, { name, arn }: EndpointName): Promise<LiveEndpoint> {
  const live = await look.get('sagemaker:DescribeEndpoint', { EndpointName: name });
  const pending = live.PendingDeploymentSummary?.EndpointConfigName;
  const names = [...new Set([live.EndpointConfigName, ...(pending === undefined ? [] : [pending])])];
  const configs = await together(names.map((one) => look.get('sagemaker:DescribeEndpointConfig', { EndpointConfigName: one })));
  const machines = (live.ProductionVariants ?? []).flatMap(({ VariantName, CurrentInstanceCount }): [string, number][] =>
    CurrentInstanceCount === undefined ? [] : [[VariantName, CurrentInstanceCount]],
  );
  return { name, arn, configs, machines: new Map(machines) };
}

/** Looks at each live endpoint by itself. */
export const eachEndpoint = async <F>(
  look: Look<typeof endpointReads>,
  read: (endpoint: LiveEndpoint) => Promise<F> | F,
): Promise<Subject<F>[]> =>
  await look.each(
    await liveEndpoints(look),
    ({ arn }) => arn,
    async (endpoint) => await read(await endpointOf(look, endpoint)),
  );

export const noLiveEndpoint = 'No SageMaker endpoint answers in this Region.';
