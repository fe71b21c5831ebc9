/** SM-13: the jobs that monitor models are isolated and encrypted. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { hasLocalStorage } from '../parts/local-storage.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

const Listed = z.object({ MonitoringJobDefinitionName: z.string(), MonitoringJobDefinitionArn: z.string() });
const Cluster = z.object({
  ClusterConfig: z.object({ InstanceCount: z.int(), InstanceType: z.string(), VolumeKmsKeyId: z.string().optional() }),
});
const Network = z
  .object({ EnableNetworkIsolation: z.boolean().optional(), EnableInterContainerTrafficEncryption: z.boolean().optional() })
  .optional();
const Output = z.object({ KmsKeyId: z.string().optional() });
const common = { JobDefinitionArn: z.string(), JobResources: Cluster, NetworkConfig: Network };

const isSet = (key: string | undefined): boolean => key !== undefined && key !== '';

const weigh = (resources: z.infer<typeof Cluster>, network: z.infer<typeof Network>, output: z.infer<typeof Output>) => {
  const { InstanceCount: machines, InstanceType, VolumeKmsKeyId } = resources.ClusterConfig;
  return {
    isolated: network?.EnableNetworkIsolation === true,
    machines,
    between: network?.EnableInterContainerTrafficEncryption === true,
    disks: hasLocalStorage(InstanceType) !== true,
    volumeKey: isSet(VolumeKmsKeyId),
    outputKey: isSet(output.KmsKeyId),
  };
};

export const sm13 = defineCheck({
  id: 'SM-13',
  scope: 'region',
  reads: {
    'sagemaker:ListDataQualityJobDefinitions': Listed,
    'sagemaker:DescribeDataQualityJobDefinition': z.object({ ...common, DataQualityJobOutputConfig: Output }),
    'sagemaker:ListModelQualityJobDefinitions': Listed,
    'sagemaker:DescribeModelQualityJobDefinition': z.object({ ...common, ModelQualityJobOutputConfig: Output }),
    'sagemaker:ListModelBiasJobDefinitions': Listed,
    'sagemaker:DescribeModelBiasJobDefinition': z.object({ ...common, ModelBiasJobOutputConfig: Output }),
    'sagemaker:ListModelExplainabilityJobDefinitions': Listed,
    'sagemaker:DescribeModelExplainabilityJobDefinition': z.object({ ...common, ModelExplainabilityJobOutputConfig: Output }),
    'sagemaker:ListMonitoringSchedules': z.object({ MonitoringScheduleName: z.string(), MonitoringScheduleArn: z.string() }),
    'sagemaker:DescribeMonitoringSchedule': z.object({
      MonitoringScheduleArn: z.string(),
      MonitoringScheduleConfig: z.object({
        MonitoringJobDefinition: z
          .object({ MonitoringResources: Cluster, NetworkConfig: Network, MonitoringOutputConfig: Output })
          .optional(),
      }),
    }),
  },
  why: 'A monitor reads the captured questions and answers of everybody. What it can send away or leaves on a disk is as private as they are.',
  fix: 'Make the job definition anew with network isolation, a KMS key for its volume and its reports and, with several machines, encryption between containers; then let the schedule use it.',
  blind: 'Whether the keys are your own and work, and who may read the reports.',
  equivalents: {
    awsSample: ['SM-13', 'SM-16'],
    securityHub: [
      'SageMaker.9',
      'SageMaker.10',
      'SageMaker.11',
      'SageMaker.12',
      'SageMaker.13',
      'SageMaker.14',
      'SageMaker.15',
      'SageMaker.20',
      'SageMaker.22',
      'SageMaker.25',
    ],
    other: ['CKV_AWS_367', 'CKV_AWS_368', 'CKV_AWS_369'],
  },
  none: 'No monitoring job is defined in this Region.',
  async collect(look) {
    const [dataQuality, modelQuality, bias, explained, schedules] = await together([
      look.list('sagemaker:ListDataQualityJobDefinitions'),
      look.list('sagemaker:ListModelQualityJobDefinitions'),
      look.list('sagemaker:ListModelBiasJobDefinitions'),
      look.list('sagemaker:ListModelExplainabilityJobDefinitions'),
      look.list('sagemaker:ListMonitoringSchedules'),
    ]);
    const arn = (one: z.infer<typeof Listed>): string => one.MonitoringJobDefinitionArn;
    const named = ({ MonitoringJobDefinitionName }: z.infer<typeof Listed>) => ({ JobDefinitionName: MonitoringJobDefinitionName });
    const found = await together([
      look.each(dataQuality, arn, async (listed) => {
        const one = await look.get('sagemaker:DescribeDataQualityJobDefinition', named(listed));
        return weigh(one.JobResources, one.NetworkConfig, one.DataQualityJobOutputConfig);
      }),
      look.each(modelQuality, arn, async (listed) => {
        const one = await look.get('sagemaker:DescribeModelQualityJobDefinition', named(listed));
        return weigh(one.JobResources, one.NetworkConfig, one.ModelQualityJobOutputConfig);
      }),
      look.each(bias, arn, async (listed) => {
        const one = await look.get('sagemaker:DescribeModelBiasJobDefinition', named(listed));
        return weigh(one.JobResources, one.NetworkConfig, one.ModelBiasJobOutputConfig);
      }),
      look.each(explained, arn, async (listed) => {
        const one = await look.get('sagemaker:DescribeModelExplainabilityJobDefinition', named(listed));
        return weigh(one.JobResources, one.NetworkConfig, one.ModelExplainabilityJobOutputConfig);
      }),
      // Older schedules carry their job in themselves; the others name one of the definitions above.
      look.each(
        schedules,
        ({ MonitoringScheduleArn }) => MonitoringScheduleArn,
        async ({ MonitoringScheduleName }) => {
          const { MonitoringScheduleConfig } = await look.get('sagemaker:DescribeMonitoringSchedule', { MonitoringScheduleName });
          const own = MonitoringScheduleConfig.MonitoringJobDefinition;
          return own === undefined ? null : weigh(own.MonitoringResources, own.NetworkConfig, own.MonitoringOutputConfig);
        },
      ),
    ]);
    return found.flat();
  },
  judge(facts) {
    const { isolated, machines, between, disks, volumeKey, outputKey } = facts;
    const faults = [
      ...(isolated ? [] : ['runs without network isolation']),
      ...(machines > 1 && !between ? [`does not encrypt the traffic between its ${machines} machines`] : []),
      ...(disks && !volumeKey ? ['has no key for its disks'] : []),
      ...(outputKey ? [] : ['has no key for its reports']),
    ];
    if (faults.length > 0) return fail(`The monitoring job ${faults.join(', ')}.`, facts);
    return pass(
      facts,
      ...(disks || volumeKey ? [] : ['The disks are inside the machines: the hardware encrypts them, and they take no key.']),
    );
  },
});
