/** BR-INV-02: wherever the record of model calls is kept, it is encrypted with a key that its owner controls and that works. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { bucketKey, bucketKeyReads } from '../parts/buckets.ts';
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
import { type Key, keyFault, keyOf } from '../parts/keys.ts';
import { logGroupOf } from '../parts/log-groups.ts';
import { fail, pass } from '../verdict.ts';

const reads = {
  ...loggingReads,
  ...bucketKeyReads,
  'cloudwatch-logs:DescribeLogGroups': z.object({ logGroupName: z.string(), kmsKeyId: z.string().optional() }),
};

interface Store {
  what: 'bucket' | 'log group';
  exists: boolean;
  key: Key | null;
}

const ofBucket = async (look: Look<typeof reads>, bucket: LogBucket): Promise<Store> => ({
  what: 'bucket',
  exists: true,
  key: await bucketKey(look, askedBucket(look, bucket)),
});

async function ofLogGroup(look: Look<typeof reads>, name: string): Promise<Store> {
  const group = await logGroupOf(look, name);
  const key = group?.kmsKeyId;
  return { what: 'log group', exists: group !== null, key: key === undefined ? null : await keyOf(look, key) };
}

export const brInv02 = defineCheck({
  id: 'BR-INV-02',
  scope: 'region',
  reads,
  why: 'The record holds everything that people asked and models answered. With a key that AWS owns you cannot say who may read it, or take the key away.',
  fix: 'Give the log group or bucket a customer managed key of KMS, and let Bedrock and CloudWatch Logs use it.',
  blind: 'Who may use the key, and records written before the key was set.',
  equivalents: { prowler: ['bedrock_model_invocation_logs_encryption_enabled'], awsSample: ['BR-12'], other: ['FMI-06'] },
  none: 'Calls to models are not logged in this Region.',
  async collect(look) {
    const logging = await loggingOf(look);
    const usedBy = usedByLogging(look);
    const group = logGroupName(logging);
    const buckets = new Map(logBuckets(look, logging).map((bucket) => [bucket.name, bucket]));
    return [
      ...(await look.eachUsed(
        [...buckets.values()],
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
  judge({ what, exists, key }) {
    if (!exists) return fail(`The ${what} that logging names does not exist.`);
    if (key === null) return fail(`The ${what} with the record of model calls is not encrypted with a key of yours.`);
    const facts = { key: key.arn, state: key.state };
    const fault = keyFault(key);
    return fault === null ? pass(facts) : fail(`The ${what} with the record of model calls names a key, but ${fault}.`, facts);
  },
});
