/** EN-07: buckets that AI resources name are private, encrypted with a key of yours and keep versions; logs are locked, data is classified. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { type AiBucket, aiBucketReads, aiBuckets } from '../parts/ai-buckets.ts';
import { blockReads, keepsVersions, type PublicBlock, publicBlock, versioningReads } from '../parts/buckets.ts';
import { type MacieSight, macieFault, macieOf, macieReads } from '../parts/macie.ts';
import { together } from '../together.ts';
import { type Facts, fail, notAssessed, pass } from '../verdict.ts';

const reads = {
  ...aiBucketReads,
  ...blockReads,
  ...versioningReads,
  ...macieReads,
  's3:GetBucketPolicyStatus': z.object({ PolicyStatus: z.object({ IsPublic: z.boolean() }) }),
  's3:GetBucketEncryption': z.object({
    ServerSideEncryptionConfiguration: z.object({
      Rules: z
        .array(
          z.object({
            ApplyServerSideEncryptionByDefault: z.object({
              SSEAlgorithm: z.enum(['AES256', 'aws:kms', 'aws:kms:dsse', 'aws:fsx']),
              KMSMasterKeyID: z.string().optional(),
            }),
          }),
        )
        .min(1),
    }),
  }),
  's3:GetObjectLockConfiguration': z.object({
    ObjectLockConfiguration: z.object({ ObjectLockEnabled: z.literal('Enabled'), Rule: z.object({}).optional() }),
  }),
};

interface Seen {
  block: PublicBlock;
  isPublic: boolean;
  ownKey: boolean;
  versions: boolean;
  /** Only of a log. */
  lock: 'none' | 'without a time' | 'with a time' | null;
  /** Only of data. */
  macie: MacieSight | null;
}

async function seenOf(look: Look<typeof reads>, { bucket, isLog }: AiBucket): Promise<Seen> {
  const asked = { Bucket: bucket };
  const [block, status, encryption, versions, lock, macie] = await together([
    publicBlock(look, { Bucket: bucket }),
    look.find('s3:GetBucketPolicyStatus', asked),
    look.find('s3:GetBucketEncryption', asked),
    keepsVersions(look, bucket),
    isLog ? look.find('s3:GetObjectLockConfiguration', asked) : null,
    isLog ? null : macieOf(look, bucket),
  ]);
  const rules = encryption?.ServerSideEncryptionConfiguration.Rules ?? [];
  // Without a key's name, or with the alias that AWS made, the key belongs to AWS.
  const ownKey = rules.some(({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm, KMSMasterKeyID: key } }) => {
    return SSEAlgorithm.startsWith('aws:kms') && key !== undefined && key !== '' && !key.endsWith('alias/aws/s3');
  });
  const held = lock === null ? 'none' : lock.ObjectLockConfiguration.Rule === undefined ? 'without a time' : 'with a time';
  return { block, isPublic: status?.PolicyStatus.IsPublic === true, ownKey, versions, lock: isLog ? held : null, macie };
}

export const en07 = defineCheck({
  id: 'EN-07',
  scope: 'region',
  reads,
  why: 'What a model was trained on, what it answers from and what it was asked lie in buckets. Open, deletable or unread by anybody, they are where AI data gets lost.',
  fix: 'Block public access with all four settings, set a KMS key of yours and versioning, lock log buckets with Object Lock, and let Macie look into the others.',
  blind:
    'Buckets of SageMaker and of jobs older than 90 days, buckets that only code names, single objects with another encryption, and what Macie found.',
  equivalents: { awsSample: ['BR-46', 'BR-47', 'BR-52'] },
  none: 'No AI resource in this Region names a bucket.',
  async collect(look) {
    return await look.eachUsed(
      await aiBuckets(look),
      (used) => used,
      (used) => seenOf(look, used),
    );
  },
  judge({ block, isPublic, ownKey, versions, lock, macie }) {
    const open = Object.entries(block).flatMap(([name, on]) => (on ? [] : [name]));
    const fault = macie === null ? { facts: {} satisfies Facts } : macieFault(macie);
    const problem = 'problem' in fault ? fault.problem : undefined;
    const problems = [
      ...(isPublic ? ['its policy makes it public'] : []),
      ...(open.length === 0 ? [] : [`public access is not blocked (${open.join(', ')})`]),
      ...(ownKey ? [] : ['it is not encrypted with a KMS key of yours']),
      ...(versions ? [] : ['it keeps no old versions']),
      ...(lock === 'none' ? ['its records are not locked'] : []),
      ...(problem === undefined ? [] : [problem.replace(/\.$/, '')]),
    ];
    const facts = { ...fault.facts, open, ownKey, versioning: versions, ...(lock === null ? {} : { lock }) };
    if (problems.length > 0) return fail(`Faults of the bucket: ${problems.join('; ')}.`, facts);
    if ('unknown' in fault && fault.unknown !== undefined) return notAssessed(fault.unknown, facts);
    return pass(
      facts,
      ...('caveat' in fault && fault.caveat !== undefined ? [fault.caveat] : []),
      ...(lock === 'without a time' ? ['Object Lock is on and sets no time by itself.'] : []),
    );
  },
});
