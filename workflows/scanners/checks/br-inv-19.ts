/** BR-INV-19: batch jobs of the last ninety days ran in a network of the account and encrypt what they write with a key of its own. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { fail, notApplicable, pass } from '../verdict.ts';

const day = 86_400_000;
const recentDays = 90;

export const brInv19 = defineCheck({
  id: 'BR-INV-19',
  scope: 'region',
  reads: {
    'bedrock:ListModelInvocationJobs': z.object({
      jobArn: z.string(),
      jobName: z.string(),
      submitTime: z.date(),
      outputDataConfig: z.object({ s3OutputDataConfig: z.object({ s3Uri: z.string(), s3EncryptionKeyId: z.string().optional() }) }),
      vpcConfig: z.object({ subnetIds: z.array(z.string()) }).optional(),
    }),
  },
  why: 'A batch job carries thousands of prompts and answers at once, over the internet and into a bucket, if nobody says otherwise.',
  fix: 'Give batch jobs a network of your own (vpcConfig) and a key of yours for what they write (s3EncryptionKeyId).',
  blind: 'Whether the key works and who may use it, and the buckets that jobs read from.',
  equivalents: { awsSample: ['BR-31', 'BR-39'] },
  none: 'There are no batch jobs in this Region.',
  async collect(look) {
    const jobs = await look.list('bedrock:ListModelInvocationJobs');
    const facts = jobs.map(({ jobName, submitTime, outputDataConfig, vpcConfig }) => ({
      name: jobName,
      at: submitTime.getTime(),
      hasKey: outputDataConfig.s3OutputDataConfig.s3EncryptionKeyId !== undefined,
      hasNetwork: vpcConfig !== undefined,
    }));
    return jobs.length === 0 ? [] : [{ resource: `${look.account}/${look.region}`, facts: { jobs: facts } }];
  },
  judge({ jobs }, { now }) {
    const recent = jobs.filter(({ at }) => now - at <= recentDays * day);
    if (recent.length === 0) return notApplicable(`No batch job was started in the last ${recentDays} days.`, { jobs: jobs.length });
    const open = recent.filter(({ hasNetwork }) => !hasNetwork).map(({ name }) => name);
    const bare = recent.filter(({ hasKey }) => !hasKey).map(({ name }) => name);
    const facts = { jobs: recent.length, outsideNetwork: open, withoutKey: bare };
    const faults = [
      ...(open.length === 0 ? [] : [`${open.length} of ${recent.length} batch jobs ran outside a network of yours`]),
      ...(bare.length === 0 ? [] : [`${bare.length} of ${recent.length} name no key for what they write`]),
    ];
    return faults.length === 0 ? pass(facts) : fail(`In the last ${recentDays} days, ${faults.join(', and ')}.`, facts);
  },
});
