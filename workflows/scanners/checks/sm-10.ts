/** SM-10: training jobs of recent months ran isolated, in the owner's network, and encrypted on disk, between machines and in their results. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { type JobKey, jobKey } from '../parts/job-keys.ts';
import { keyReads } from '../parts/keys.ts';
import { hasLocalStorage } from '../parts/local-storage.ts';
import { eachJob, judgeJobs, recent } from '../parts/recent-jobs.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const Resources = z.object({
  InstanceType: z.string().optional(),
  InstanceCount: z.int().optional(),
  SelectedInstanceType: z.string().optional(),
  SelectedInstanceCount: z.int().optional(),
  InstanceGroups: z.array(z.object({ InstanceType: z.string(), InstanceCount: z.int() })).optional(),
  VolumeKmsKeyId: z.string().optional(),
});

/** The machines of the job: how many, and whether one of them has a disk that takes a key. */
function machinesOf(resources: z.infer<typeof Resources>): { machines: number; disks: boolean } {
  const { InstanceGroups: groups = [] } = resources;
  const types = [resources.SelectedInstanceType ?? resources.InstanceType, ...groups.map(({ InstanceType }) => InstanceType)];
  const known = types.filter((type) => type !== undefined);
  const single = resources.SelectedInstanceCount ?? resources.InstanceCount ?? 0;
  return {
    machines: single + groups.reduce((sum, { InstanceCount }) => sum + InstanceCount, 0),
    disks: known.length === 0 || known.some((type) => hasLocalStorage(type) !== true),
  };
}

interface Job {
  serverless: boolean;
  isolated: boolean;
  inNetwork: boolean;
  /** Whether the traffic between its machines was encrypted. */
  between: boolean;
  machines: number;
  disks: boolean;
  volume: JobKey;
  output: JobKey;
}

export const sm10 = defineCheck({
  id: 'SM-10',
  scope: 'region',
  reads: {
    ...keyReads,
    'sagemaker:ListTrainingJobs': z.object({ TrainingJobName: z.string(), TrainingJobArn: z.string(), CreationTime: z.date() }),
    'sagemaker:DescribeTrainingJob': z.object({
      TrainingJobArn: z.string(),
      EnableNetworkIsolation: z.boolean().optional(),
      EnableInterContainerTrafficEncryption: z.boolean().optional(),
      VpcConfig: z.object({ Subnets: z.array(z.string()) }).optional(),
      ResourceConfig: Resources.optional(),
      OutputDataConfig: z.object({ KmsKeyId: z.string().optional() }).optional(),
      ServerlessJobConfig: z.object({ JobType: z.string() }).optional(),
    }),
  },
  why: 'Training code sees all training data. Without isolation it can send them away, and without keys of yours copies stay readable to others.',
  fix: 'Start the next job with network isolation, subnets of yours, encryption between containers and a KMS key for volumes and for results; best by a template or pipeline that sets them for everybody.',
  blind: 'Jobs that are older than 90 days, whether the keys still work, and the buckets from which the training data came.',
  equivalents: {
    prowler: [
      'sagemaker_training_jobs_network_isolation_enabled',
      'sagemaker_training_jobs_intercontainer_encryption_enabled',
      'sagemaker_training_jobs_volume_and_output_encryption_enabled',
      'sagemaker_training_jobs_vpc_settings_configured',
    ],
    awsSample: ['SM-03', 'SM-16', 'SM-17', 'SM-18', 'SM-19'],
  },
  none: 'No SageMaker training job was started in this Region in the last 90 days.',
  collect: async (look) =>
    await eachJob(
      look,
      await look.list('sagemaker:ListTrainingJobs', recent(look)),
      ({ TrainingJobArn }) => TrainingJobArn,
      async ({ TrainingJobName }): Promise<Job> => {
        const one = await look.get('sagemaker:DescribeTrainingJob', { TrainingJobName });
        const serverless = one.ServerlessJobConfig !== undefined;
        return {
          serverless,
          isolated: one.EnableNetworkIsolation === true,
          inNetwork: (one.VpcConfig?.Subnets.length ?? 0) > 0,
          between: one.EnableInterContainerTrafficEncryption === true,
          ...machinesOf(one.ResourceConfig ?? {}),
          volume: await jobKey(look, one.ResourceConfig?.VolumeKmsKeyId),
          output: await jobKey(look, one.OutputDataConfig?.KmsKeyId),
        };
      },
    ),
  judge: judgeJobs(({ serverless, isolated, inNetwork, between, machines, disks, volume, output }: Job) => {
    const facts = { serverless, isolated, inNetwork, machines, volumeKey: volume, outputKey: output };
    const ofOutput = output === 'own' ? [] : ['its results were not encrypted with a key of yours'];
    if (serverless) {
      return ofOutput.length > 0
        ? fail(`The job was not closed: ${ofOutput.join('; ')}.`, facts)
        : notAssessed('The job ran serverless and does not say how it was isolated.', facts);
    }
    const faults = [
      ...(isolated ? [] : ['it ran without network isolation']),
      ...(inNetwork ? [] : ['it ran outside your network']),
      ...(machines > 1 && !between ? [`the traffic between its ${machines} machines was not encrypted`] : []),
      ...(disks && volume !== 'own' ? ['its disks were not encrypted with a key of yours'] : []),
      ...ofOutput,
    ];
    if (faults.length > 0) return fail(`The job was not closed: ${faults.join('; ')}.`, facts);
    return pass(facts, ...(disks ? [] : ['The disks are inside the machines: the hardware encrypts them, and they take no key of yours.']));
  }),
});
