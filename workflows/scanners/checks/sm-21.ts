/** SM-21: what inference experiments of recent months store and record is encrypted with a named key. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { hasLocalStorage } from '../parts/local-storage.ts';
import { eachJob, judgeJobs, recent } from '../parts/recent-jobs.ts';
import { fail, pass } from '../verdict.ts';

const isSet = (key: string | undefined): boolean => key !== undefined && key !== '';

interface Experiment {
  key: boolean;
  /** Whether one of its disks takes a key. */
  disks: boolean;
  recorded: boolean;
  recordKey: boolean;
}

export const sm21 = defineCheck({
  id: 'SM-21',
  scope: 'region',
  reads: {
    'sagemaker:ListInferenceExperiments': z.object({ Name: z.string(), CreationTime: z.date() }),
    'sagemaker:DescribeInferenceExperiment': z.object({
      Arn: z.string(),
      KmsKey: z.string().optional(),
      DataStorageConfig: z.object({ Destination: z.string(), KmsKey: z.string().optional() }).optional(),
      ModelVariants: z.array(
        z.object({ InfrastructureConfig: z.object({ RealTimeInferenceConfig: z.object({ InstanceType: z.string() }) }) }),
      ),
    }),
  },
  why: 'A shadow test copies what real people ask, and stores the questions with both answers.',
  fix: 'Start the next experiment with a KMS key for its instances and another, or the same, for the data that it records.',
  blind: 'Experiments that are older than 90 days, whether the keys are your own and work, and who may read the bucket.',
  equivalents: { securityHub: ['SageMaker.23', 'SageMaker.24'] },
  none: 'No inference experiment was made in this Region in the last 90 days.',
  collect: async (look) =>
    await eachJob(
      look,
      await look.list('sagemaker:ListInferenceExperiments', recent(look)),
      ({ Name }) => look.arn('sagemaker', `inference-experiment/${Name}`),
      async ({ Name }): Promise<Experiment> => {
        const one = await look.get('sagemaker:DescribeInferenceExperiment', { Name });
        const types = one.ModelVariants.map(({ InfrastructureConfig }) => InfrastructureConfig.RealTimeInferenceConfig.InstanceType);
        return {
          key: isSet(one.KmsKey),
          disks: types.length === 0 || types.some((type) => hasLocalStorage(type) !== true),
          recorded: one.DataStorageConfig !== undefined,
          recordKey: isSet(one.DataStorageConfig?.KmsKey),
        };
      },
    ),
  judge: judgeJobs(({ key, disks, recorded, recordKey }: Experiment) => {
    const facts = { key, recorded, recordKey };
    const faults = [
      ...(disks && !key ? ['its disks have no named key'] : []),
      ...(recorded && !recordKey ? ['what it records has no named key'] : []),
    ];
    if (faults.length > 0) return fail(`The experiment is not encrypted as it should be: ${faults.join('; ')}.`, facts);
    return pass(facts, ...(disks || key ? [] : ['The disks are inside the machines: the hardware encrypts them, and they take no key.']));
  }),
});
