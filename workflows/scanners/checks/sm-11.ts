/** SM-11: training jobs of recent months were closed to remote debugging and held no secrets in their settings. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { eachJob, judgeJobs, recent } from '../parts/recent-jobs.ts';
import { secretSettings } from '../parts/secret-settings.ts';
import { fail, pass } from '../verdict.ts';

const Settings = z.record(z.string(), z.string()).default({});

/** Tokens in the sense of language models, such as `pad_token`. */
const wordToken = /(?:^|[_.-])(?:bos|eos|pad|unk|sep|cls|mask|stop|image|special)[_.-]token$/i;

/** Hyperparameters come as JSON more often than not. */
const plain = (value: string): string => /^"(.*)"$/s.exec(value)?.[1] ?? value;

const secretParameters = (settings: Readonly<Record<string, string>>): string[] =>
  secretSettings(
    Object.fromEntries(
      Object.entries(settings)
        .filter(([name]) => !wordToken.test(name))
        .map(([name, value]) => [name, plain(value)]),
    ),
  );

interface Job {
  debug: boolean;
  /** Names of settings, never their values. */
  secrets: string[];
}

export const sm11 = defineCheck({
  id: 'SM-11',
  scope: 'region',
  reads: {
    'sagemaker:ListTrainingJobs': z.object({ TrainingJobName: z.string(), TrainingJobArn: z.string(), CreationTime: z.date() }),
    'sagemaker:DescribeTrainingJob': z.object({
      TrainingJobArn: z.string(),
      RemoteDebugConfig: z.object({ EnableRemoteDebug: z.boolean().optional() }).optional(),
      Environment: Settings,
      HyperParameters: Settings,
    }),
  },
  why: 'Remote debugging gives a shell beside the training data. Settings of a job are kept for good and shown to everybody who may look at jobs.',
  fix: 'Start the next job without remote debugging, let it fetch what it needs from AWS Secrets Manager, and change the secrets that stood there.',
  blind: 'Jobs that are older than 90 days, secrets whose name and form give no hint, and secrets in the training code.',
  equivalents: {},
  none: 'No SageMaker training job was started in this Region in the last 90 days.',
  collect: async (look) =>
    await eachJob(
      look,
      await look.list('sagemaker:ListTrainingJobs', recent(look)),
      ({ TrainingJobArn }) => TrainingJobArn,
      async ({ TrainingJobName }): Promise<Job> => {
        const one = await look.get('sagemaker:DescribeTrainingJob', { TrainingJobName });
        return {
          debug: one.RemoteDebugConfig?.EnableRemoteDebug === true,
          secrets: [...secretSettings(one.Environment), ...secretParameters(one.HyperParameters)],
        };
      },
    ),
  judge: judgeJobs(({ debug, secrets }: Job) => {
    const facts = { remoteDebug: debug, secrets };
    const faults = [
      ...(debug ? ['was open to remote debugging'] : []),
      ...(secrets.length > 0 ? [`held what looks like a secret in ${secrets.join(', ')}`] : []),
    ];
    return faults.length === 0 ? pass(facts) : fail(`The job ${faults.join(' and ')}.`, facts);
  }),
});
