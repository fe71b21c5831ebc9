/** SM-12: processing, transform and AutoML jobs of recent months ran isolated and on disks under the owner's key. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { type JobKey, jobKey } from '../parts/job-keys.ts';
import { keyReads } from '../parts/keys.ts';
import { hasLocalStorage } from '../parts/local-storage.ts';
import { eachJob, judgeJobs, recent } from '../parts/recent-jobs.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

const when = { CreationTime: z.date() };
const Vpc = z.object({ Subnets: z.array(z.string()) }).optional();
const Disk = { InstanceType: z.string().optional(), VolumeKmsKeyId: z.string().optional() };

const reads = {
  ...keyReads,
  'sagemaker:ListProcessingJobs': z.object({ ...when, ProcessingJobName: z.string(), ProcessingJobArn: z.string() }),
  'sagemaker:DescribeProcessingJob': z.object({
    ProcessingJobArn: z.string(),
    ProcessingResources: z.object({ ClusterConfig: z.object({ ...Disk, SelectedInstanceType: z.string().optional() }) }),
    NetworkConfig: z.object({ EnableNetworkIsolation: z.boolean().optional() }).optional(),
    MonitoringScheduleArn: z.string().optional(),
    AutoMLJobArn: z.string().optional(),
  }),
  'sagemaker:ListTransformJobs': z.object({ ...when, TransformJobName: z.string(), TransformJobArn: z.string() }),
  'sagemaker:DescribeTransformJob': z.object({
    TransformJobArn: z.string(),
    ModelName: z.string(),
    TransformResources: z.object(Disk),
    AutoMLJobArn: z.string().optional(),
  }),
  'sagemaker:DescribeModel': z.object({ ModelArn: z.string(), EnableNetworkIsolation: z.boolean().optional() }),
  'sagemaker:ListAutoMLJobs': z.object({ ...when, AutoMLJobName: z.string(), AutoMLJobArn: z.string() }),
  'sagemaker:DescribeAutoMLJobV2': z.object({
    AutoMLJobArn: z.string(),
    SecurityConfig: z.object({ VolumeKmsKeyId: z.string().optional(), VpcConfig: Vpc }).optional(),
  }),
};

interface Job {
  what: 'processing' | 'transform' | 'AutoML';
  /** An AutoML job cannot be isolated; it can be held inside the owner's network. */
  isolated: boolean;
  disks: boolean;
  volume: JobKey;
}

async function processing(look: Look<typeof reads>, ProcessingJobName: string): Promise<Job | null> {
  const one = await look.get('sagemaker:DescribeProcessingJob', { ProcessingJobName });
  // Runs of a monitor and steps of an AutoML job are as their definition made them, which is judged by itself.
  if (one.MonitoringScheduleArn !== undefined || one.AutoMLJobArn !== undefined) return null;
  const { InstanceType, SelectedInstanceType, VolumeKmsKeyId } = one.ProcessingResources.ClusterConfig;
  return {
    what: 'processing',
    isolated: one.NetworkConfig?.EnableNetworkIsolation === true,
    disks: hasLocalStorage(SelectedInstanceType ?? InstanceType) !== true,
    volume: await jobKey(look, VolumeKmsKeyId),
  };
}

async function transform(look: Look<typeof reads>, TransformJobName: string): Promise<Job | null> {
  const one = await look.get('sagemaker:DescribeTransformJob', { TransformJobName });
  if (one.AutoMLJobArn !== undefined) return null;
  const model = await look.get('sagemaker:DescribeModel', { ModelName: one.ModelName });
  return {
    what: 'transform',
    isolated: model.EnableNetworkIsolation === true,
    disks: hasLocalStorage(one.TransformResources.InstanceType) !== true,
    volume: await jobKey(look, one.TransformResources.VolumeKmsKeyId),
  };
}

async function autoMl(look: Look<typeof reads>, AutoMLJobName: string): Promise<Job> {
  const { SecurityConfig } = await look.get('sagemaker:DescribeAutoMLJobV2', { AutoMLJobName });
  return {
    what: 'AutoML',
    isolated: (SecurityConfig?.VpcConfig?.Subnets.length ?? 0) > 0,
    disks: true,
    volume: await jobKey(look, SecurityConfig?.VolumeKmsKeyId),
  };
}

export const sm12 = defineCheck({
  id: 'SM-12',
  scope: 'region',
  reads,
  why: 'These jobs read raw data. Without isolation their code can send it away, and on disks without a key of yours copies stay readable to others.',
  fix: 'Start the next job with network isolation (AutoML: with subnets of yours) and with a KMS key for its volumes.',
  blind:
    'Jobs that are older than 90 days, the results that jobs wrote, and whether the keys still work. Training jobs, also those of a tuning job, have a check of their own.',
  equivalents: { awsSample: ['SM-17', 'SM-18', 'SM-19', 'SM-20', 'SM-21'] },
  none: 'No processing, transform or AutoML job was started in this Region in the last 90 days.',
  async collect(look) {
    const asked = recent(look);
    const [processings, transforms, autoMls] = await together([
      look.list('sagemaker:ListProcessingJobs', asked),
      look.list('sagemaker:ListTransformJobs', asked),
      look.list('sagemaker:ListAutoMLJobs', asked),
    ]);
    const jobs = [
      ...processings.map((one) => ({ ...one, arn: one.ProcessingJobArn, read: () => processing(look, one.ProcessingJobName) })),
      ...transforms.map((one) => ({ ...one, arn: one.TransformJobArn, read: () => transform(look, one.TransformJobName) })),
      ...autoMls.map((one) => ({ ...one, arn: one.AutoMLJobArn, read: () => autoMl(look, one.AutoMLJobName) })),
    ];
    return await eachJob(
      look,
      jobs,
      ({ arn }) => arn,
      async ({ read }): Promise<Job | null> => await read(),
    );
  },
  judge: judgeJobs(({ what, isolated, disks, volume }: Job) => {
    const facts = { job: what, isolated, volumeKey: volume };
    const faults = [
      ...(isolated ? [] : [what === 'AutoML' ? 'ran outside your network' : 'ran without network isolation']),
      ...(disks && volume !== 'own' ? ['had disks that were not encrypted with a key of yours'] : []),
    ];
    if (faults.length > 0) return fail(`The ${what} job ${faults.join(' and ')}.`, facts);
    return pass(facts, ...(disks ? [] : ['The disks are inside the machines: the hardware encrypts them, and they take no key of yours.']));
  }),
});
