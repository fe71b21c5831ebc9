/** BR-INV-03: the record of model calls is kept for a set time, and nobody can delete it before. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import {
  askedBucket,
  bucketArn,
  type LogBucket,
  logBuckets,
  logGroupArn,
  logGroupName,
  loggingOf,
  loggingReads,
  usedByLogging,
} from '../parts/invocation-logs.ts';
import { logGroupOf } from '../parts/log-groups.ts';
import { fail, needsList, type Opinion, pass } from '../verdict.ts';

const Filter = z.object({
  Prefix: z.string().optional(),
  Tag: z.object({}).optional(),
  ObjectSizeGreaterThan: z.number().optional(),
  ObjectSizeLessThan: z.number().optional(),
  And: z.object({}).optional(),
});

const Rule = z.object({
  Status: z.enum(['Enabled', 'Disabled']),
  Prefix: z.string().optional(),
  Filter: Filter.optional(),
  Expiration: z.object({ Days: z.number().optional() }).optional(),
  NoncurrentVersionExpiration: z.object({ NoncurrentDays: z.number().optional() }).optional(),
});

const reads = {
  ...loggingReads,
  'cloudwatch-logs:DescribeLogGroups': z.object({
    logGroupName: z.string(),
    retentionInDays: z.number().optional(),
    deletionProtectionEnabled: z.boolean().optional(),
  }),
  's3:GetBucketLifecycleConfiguration': z.object({ Rules: z.array(Rule) }),
  's3:GetObjectLockConfiguration': z.object({
    ObjectLockConfiguration: z.object({
      ObjectLockEnabled: z.enum(['Enabled']),
      Rule: z
        .object({
          DefaultRetention: z.object({
            Mode: z.enum(['GOVERNANCE', 'COMPLIANCE']),
            Days: z.number().optional(),
            Years: z.number().optional(),
          }),
        })
        .optional(),
    }),
  }),
};

type Kept =
  | { what: 'log group'; exists: boolean; days: number | null; isProtected: boolean }
  | { what: 'bucket'; days: number | null; oldVersionsEnd: boolean; lockDays: number | null; lockMode: string };

/** Whether a rule speaks of every record: no tag or size narrows it, and its prefix does not leave any out. */
const covers = ({ Status, Prefix, Filter: filter }: z.output<typeof Rule>, keys: string): boolean => {
  if (Status !== 'Enabled') return false;
  const { Tag: tag, And: and, ObjectSizeGreaterThan: above, ObjectSizeLessThan: below } = filter ?? {};
  if (tag !== undefined || and !== undefined || above !== undefined || below !== undefined) return false;
  return keys.startsWith(filter?.Prefix ?? Prefix ?? '');
};

async function ofBucket(look: Look<typeof reads>, bucket: LogBucket): Promise<Kept> {
  const asked = askedBucket(look, bucket);
  const lifecycle = await look.find('s3:GetBucketLifecycleConfiguration', asked);
  const lock = await look.find('s3:GetObjectLockConfiguration', asked);
  const rules = bucket.keys.map((keys) => (lifecycle?.Rules ?? []).filter((rule) => covers(rule, keys)));
  const ends = rules.map((some) => Math.min(...some.flatMap(({ Expiration }) => Expiration?.Days ?? [])));
  const retention = lock?.ObjectLockConfiguration.Rule?.DefaultRetention;
  return {
    what: 'bucket',
    days: ends.every(Number.isFinite) ? Math.min(...ends) : null,
    oldVersionsEnd: rules.every((some) => some.some(({ NoncurrentVersionExpiration }) => NoncurrentVersionExpiration !== undefined)),
    lockDays: retention === undefined ? null : (retention.Days ?? (retention.Years ?? 0) * 365),
    lockMode: retention?.Mode ?? 'none',
  };
}

async function ofLogGroup(look: Look<typeof reads>, name: string): Promise<Kept> {
  const group = await logGroupOf(look, name);
  return {
    what: 'log group',
    exists: group !== null,
    days: group?.retentionInDays ?? null,
    isProtected: group?.deletionProtectionEnabled === true,
  };
}

const nobodySaid = 'Your organization has not said how long records must be kept';

function judgeLogGroup({ exists, days, isProtected }: Extract<Kept, { what: 'log group' }>, least: number | null): Opinion {
  if (!exists) return fail('The log group that logging names does not exist.');
  const facts = { days: days ?? 'without end', deletionProtection: isProtected };
  if (days === null) return fail('The log group keeps records without end.', facts);
  if (!isProtected) return fail('The log group can be deleted: its deletion protection is off.', facts);
  if (least === null) return needsList('retention', `${nobodySaid}; the log group keeps them for ${days} days.`, facts);
  return days < least ? fail(`The log group keeps records for ${days} days, less than the ${least} you set.`, facts) : pass(facts);
}

function judgeBucket(kept: Extract<Kept, { what: 'bucket' }>, least: number | null): Opinion {
  const { days, oldVersionsEnd, lockDays, lockMode } = kept;
  const facts = { days: days ?? 'without end', lockDays: lockDays ?? 0, lockMode };
  if (days === null) return fail('No lifecycle rule of the bucket ends the records of model calls.', facts);
  if (lockDays === null) return fail('Records in the bucket can be deleted early: it has no object lock with a default retention.', facts);
  if (least === null)
    return needsList('retention', `${nobodySaid}; the bucket keeps them for ${days} days and locks them for ${lockDays}.`, facts);
  if (days < least) return fail(`The bucket keeps records for ${days} days, less than the ${least} you set.`, facts);
  if (lockDays < least) return fail(`The bucket locks records for ${lockDays} days, less than the ${least} you set.`, facts);
  return pass(
    facts,
    ...(oldVersionsEnd ? [] : ['No rule ends older versions, so deleted records stay in the bucket as old versions.']),
    ...(lockMode === 'COMPLIANCE' ? [] : ['The lock is in governance mode: people with a special right can lift it.']),
  );
}

export const brInv03 = defineCheck({
  id: 'BR-INV-03',
  scope: 'region',
  reads,
  needs: ['retention'],
  why: 'Records without an end pile up what people wrote. Records that can be deleted early are gone when you need them, or when an intruder wants them gone.',
  fix: 'Set a retention time and deletion protection on the log group; on the bucket a lifecycle rule that ends the records, and object lock with a default retention.',
  blind: 'Copies of the records in other places, and single records with a lock of their own.',
  equivalents: { awsSample: ['BR-12'] },
  none: 'Calls to models are not logged in this Region.',
  async collect(look) {
    const logging = await loggingOf(look);
    const usedBy = usedByLogging(look);
    const group = logGroupName(logging);
    return [
      ...(await look.eachUsed(
        logBuckets(look, logging),
        (bucket) => ({ resource: bucketArn(look, bucket), usedBy }),
        (bucket) => ofBucket(look, bucket),
      )),
      ...(await look.eachUsed(
        group === null ? [] : [group],
        (name) => ({ resource: logGroupArn(look, name), usedBy }),
        (name) => ofLogGroup(look, name),
      )),
    ];
  },
  judge: (kept, { lists: { retention } }) => (kept.what === 'bucket' ? judgeBucket(kept, retention) : judgeLogGroup(kept, retention)),
});
