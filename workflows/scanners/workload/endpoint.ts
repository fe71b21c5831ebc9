/** What a SageMaker endpoint uses: its configurations' roles and keys, its models with their images and files, and what watches it. */
import { z } from 'zod';
import { endpointOf } from '../parts/live-endpoints.ts';
import { servedBy, servedReads } from '../parts/served-models.ts';
import { bucketAt, defineKind, keyNamed, networkNamed, repositoryOf } from './kind.ts';
import type { Word } from './words.ts';

const schedules = {
  'sagemaker:ListMonitoringSchedules': z.object({ MonitoringScheduleArn: z.string(), EndpointName: z.string().optional() }),
};
const jobs = z.object({ MonitoringJobDefinitionArn: z.string(), EndpointName: z.string().optional() });

const definitions = [
  'sagemaker:ListDataQualityJobDefinitions',
  'sagemaker:ListModelQualityJobDefinitions',
  'sagemaker:ListModelBiasJobDefinitions',
  'sagemaker:ListModelExplainabilityJobDefinitions',
] as const;

const served: readonly Word[] = ['role', 'key', 'network', 'model', 'repository'];

const endpoint = defineKind({
  word: 'endpoint',
  names: [...served, 'monitor'],
  reads: {
    ...servedReads,
    ...schedules,
    'sagemaker:ListDataQualityJobDefinitions': jobs,
    'sagemaker:ListModelQualityJobDefinitions': jobs,
    'sagemaker:ListModelBiasJobDefinitions': jobs,
    'sagemaker:ListModelExplainabilityJobDefinitions': jobs,
    'sagemaker:DescribeModel': z.object({ ModelArn: z.string() }),
  },
  async follow({ look, part, missing }, { arn }) {
    const [all] = await part([...served, 'monitor'], async () => [await look.list('sagemaker:ListEndpoints')]);
    if (all === undefined) return [];
    const name = all.find(({ EndpointArn }) => EndpointArn === arn)?.EndpointName;
    if (name === undefined) return missing();
    const watched = part(['monitor'], async () => {
      const found = await look.list('sagemaker:ListMonitoringSchedules');
      return found.filter(({ EndpointName }) => EndpointName === name).map(({ MonitoringScheduleArn }) => MonitoringScheduleArn);
    });
    const defined = definitions.map((operation) =>
      part(['monitor'], async () => {
        const found = await look.list(operation);
        return found
          .filter(({ EndpointName }) => EndpointName === name)
          .map(({ MonitoringJobDefinitionArn }) => MonitoringJobDefinitionArn);
      }),
    );
    const [live] = await part(served, async () => [await endpointOf(look, { name, arn })]);
    const serving = live === undefined ? [] : await part(served, () => servedBy(look, live));
    const models = [...new Set(serving.flatMap((one) => one.models))].map((ModelName) =>
      part(['model'], async () => [(await look.get('sagemaker:DescribeModel', { ModelName })).ModelArn]),
    );
    return [
      ...(live?.configs ?? []).flatMap((config) => [
        config.ExecutionRoleArn,
        keyNamed(look, config.KmsKeyId),
        ...networkNamed(look, { subnets: config.VpcConfig?.Subnets }),
      ]),
      ...serving.flatMap(({ containers }) => containers.map(({ image }) => repositoryOf(look, image))),
      ...(await Promise.all([watched, ...defined, ...models])).flat(),
    ];
  },
});

const Files = z.object({ S3DataSource: z.object({ S3Uri: z.string().optional() }).optional() }).optional();
const Container = z.object({
  Image: z.string().optional(),
  ModelDataUrl: z.string().optional(),
  ModelDataSource: Files,
  ModelPackageName: z.string().optional(),
});
const ofModel: readonly Word[] = ['role', 'network', 'repository', 'bucket', 'model package'];

/** The group of a version of a model package, by its ARN. */
const groupOf = (name: string | undefined): string | null =>
  name?.startsWith('arn:') === true ? name.replace(/:model-package\/([^/]+)\/.*$/, ':model-package-group/$1') : null;

const model = defineKind({
  word: 'model',
  names: ofModel,
  reads: {
    'sagemaker:ListModels': z.object({ ModelName: z.string(), ModelArn: z.string() }),
    'sagemaker:DescribeModel': z.object({
      ModelArn: z.string(),
      ExecutionRoleArn: z.string().optional(),
      VpcConfig: z.object({ Subnets: z.array(z.string()).optional(), SecurityGroupIds: z.array(z.string()).optional() }).optional(),
      PrimaryContainer: Container.optional(),
      Containers: z.array(Container).optional(),
    }),
  },
  async follow({ look, part, missing }, { arn }) {
    const [all] = await part(ofModel, async () => [await look.list('sagemaker:ListModels')]);
    if (all === undefined) return [];
    const ModelName = all.find(({ ModelArn }) => ModelArn === arn)?.ModelName;
    if (ModelName === undefined) return missing();
    return await part(ofModel, async () => {
      const one = await look.get('sagemaker:DescribeModel', { ModelName });
      const containers = [...(one.PrimaryContainer === undefined ? [] : [one.PrimaryContainer]), ...(one.Containers ?? [])];
      return [
        one.ExecutionRoleArn,
        ...networkNamed(look, { subnets: one.VpcConfig?.Subnets, groups: one.VpcConfig?.SecurityGroupIds }),
        ...containers.flatMap(({ Image, ModelDataUrl, ModelDataSource, ModelPackageName }) => [
          repositoryOf(look, Image),
          bucketAt(look, ModelDataUrl),
          bucketAt(look, ModelDataSource?.S3DataSource?.S3Uri),
          ModelPackageName?.startsWith('arn:') === true ? ModelPackageName : null,
          groupOf(ModelPackageName),
        ]),
      ];
    });
  },
});

export const endpointKinds = [endpoint, model];
