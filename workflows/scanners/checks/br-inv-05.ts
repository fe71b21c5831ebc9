/** BR-INV-05: buckets with the record of model calls are closed to the public and take encrypted connections only. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { deniesAll } from '../iam/grants.ts';
import { readPolicy } from '../iam/policy.ts';
import type { Look } from '../look.ts';
import { blockReads, publicBlock } from '../parts/buckets.ts';
import { askedBucket, bucketArn, type LogBucket, logBuckets, loggingOf, loggingReads, usedByLogging } from '../parts/invocation-logs.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const reads = {
  ...loggingReads,
  ...blockReads,
  's3:GetBucketPolicyStatus': z.object({ PolicyStatus: z.object({ IsPublic: z.boolean() }) }),
  's3:GetBucketPolicy': z.object({ Policy: z.string() }),
};

async function ofBucket(look: Look<typeof reads>, bucket: LogBucket) {
  const asked = askedBucket(look, bucket);
  const block = await publicBlock(look, asked);
  const status = await look.find('s3:GetBucketPolicyStatus', asked);
  const policy = await look.find('s3:GetBucketPolicy', asked);
  const read = readPolicy(policy?.Policy ?? '{"Statement":[]}');
  const resource = `${bucketArn(look, bucket)}/*`;
  const plain = { 'aws:SecureTransport': 'false' };
  return {
    open: Object.entries(block).flatMap(([flag, on]) => (on ? [] : [flag])),
    isPublic: status?.PolicyStatus.IsPublic ?? false,
    deniesPlain: deniesAll({ name: 'bucket policy', policy: read }, { action: 's3:*', resource, context: plain }),
    deniesPlainReads: deniesAll({ name: 'bucket policy', policy: read }, { action: 's3:GetObject', resource, context: plain }),
  };
}

export const brInv05 = defineCheck({
  id: 'BR-INV-05',
  scope: 'region',
  reads,
  why: 'The record holds prompts and answers in plain words. An open bucket, or one that is read over an unencrypted connection, gives them away.',
  fix: 'Switch block public access on for the bucket, all four settings, and add a bucket policy that denies every request where aws:SecureTransport is false.',
  blind: 'Who in your own account may read the bucket, and who may through access points.',
  equivalents: { awsSample: ['BR-47'] },
  none: 'Calls to models are not logged to a bucket in this Region.',
  async collect(look) {
    const buckets = new Map(logBuckets(look, await loggingOf(look)).map((bucket) => [bucket.name, bucket]));
    const usedBy = usedByLogging(look);
    return await look.eachUsed(
      [...buckets.values()],
      (bucket) => ({ resource: bucketArn(look, bucket), usedBy }),
      (bucket) => ofBucket(look, bucket),
    );
  },
  judge({ open, isPublic, deniesPlain, deniesPlainReads }) {
    const facts = { public: isPublic, open, deniesPlain };
    if (isPublic) return fail('The bucket policy makes the bucket public.', facts);
    if (open.length > 0) return fail(`Public access is not blocked in full, on the bucket or the account: ${open.join(', ')}.`, facts);
    if (deniesPlain === 'yes') return pass(facts);
    if (deniesPlain === 'depends' || deniesPlainReads === 'depends')
      return notAssessed('We cannot tell whether the bucket policy denies plain connections.', facts);
    return deniesPlainReads === 'yes'
      ? pass(facts, 'The bucket policy denies plain reads, but not every plain request.')
      : fail('The bucket policy does not deny connections without TLS.', facts);
  },
});
