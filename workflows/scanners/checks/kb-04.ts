/** KB-04: nobody outside can write to the buckets from which knowledge bases load, and old versions stay. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { isOutside, isPublic } from '../iam/confine.ts';
import { whoMay } from '../iam/grants.ts';
import { type Read, readPolicy } from '../iam/policy.ts';
import type { Look } from '../look.ts';
import { aclReads, blockReads, keepsVersions, type PublicBlock, publicBlock, versioningReads, writersByList } from '../parts/buckets.ts';
import { type SourceBucket, sourceBucketReads, sourceBuckets } from '../parts/knowledge-bases.ts';
import { together } from '../together.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const reads = {
  ...sourceBucketReads,
  ...aclReads,
  ...blockReads,
  ...versioningReads,
  's3:GetBucketPolicy': z.object({ Policy: z.string() }),
};

type Facts =
  | { kind: 'foreign'; owner: string }
  | { kind: 'own'; resource: string; policy: Read | null; writers: readonly string[]; block: PublicBlock; versions: boolean };

async function factsOf(look: Look<typeof reads>, { resource, bucket, owner }: SourceBucket): Promise<Facts> {
  if (owner !== null && owner !== look.account) return { kind: 'foreign', owner };
  const [policy, writers, block, versions] = await together([
    look.find('s3:GetBucketPolicy', { Bucket: bucket }),
    writersByList(look, bucket),
    publicBlock(look, { Bucket: bucket }),
    keepsVersions(look, bucket),
  ]);
  return { kind: 'own', resource, policy: policy === null ? null : readPolicy(policy.Policy), writers, block, versions };
}

interface Opening {
  problems: string[];
  unknown: string | null;
}

/** Whom the bucket's policy lets write. A policy that S3 holds to be public is cut down where public buckets are restricted. */
function openedByPolicy(policy: Read | null, resource: string, account: string, { RestrictPublicBuckets }: PublicBlock): Opening {
  if (policy === null) return { problems: [], unknown: null };
  const asked = ['s3:PutObject', 's3:PutBucketPolicy'].map((action) =>
    whoMay({ name: 'policy', policy }, { action, resource: action === 's3:PutObject' ? `${resource}/*` : resource }),
  );
  const grants = [];
  for (const one of asked) {
    if ('kind' in one) return { problems: [], unknown: `was not understood (${one.why})` };
    grants.push(...one);
  }
  const open = grants.filter((grant) => isPublic(grant, { account }) === 'yes');
  const foreign = grants.filter((grant) => !open.includes(grant) && isOutside(grant, { account }) === 'yes');
  const doubtful = grants.some((grant) => isPublic(grant, { account }) === 'depends' || isOutside(grant, { account }) === 'depends');
  return {
    problems: [
      ...(open.length > 0 && !RestrictPublicBuckets ? ['its policy lets anybody write'] : []),
      ...(foreign.length > 0 ? ['its policy lets another account write'] : []),
    ],
    unknown: doubtful ? 'has conditions that we cannot weigh' : null,
  };
}

export const kb04 = defineCheck({
  id: 'KB-04',
  scope: 'region',
  reads,
  why: 'Whoever can write to the source of a knowledge base decides what the agent believes. Without old versions, nobody can tell what was changed or take it back.',
  fix: 'Keep the source in a bucket of this account, take foreign writers out of its policy and access control list, and switch versioning on.',
  blind: 'Who in your own account may write, sources that are not in S3, and who wrote what is already there.',
  equivalents: { prowler: ['s3_bucket_policy_public_write_access'], awsSample: ['FS-33', 'BR-42', 'BR-47'] },
  none: 'No knowledge base in this Region loads from a bucket.',
  async collect(look) {
    return await look.eachUsed(
      await sourceBuckets(look),
      (used) => used,
      (used) => factsOf(look, used),
    );
  },
  judge(seen, { account }) {
    if (seen.kind === 'foreign') return fail(`The bucket belongs to account ${seen.owner}.`, { owner: seen.owner });
    const { resource, policy, writers, block, versions } = seen;
    const { problems, unknown } = openedByPolicy(policy, resource, account, block);
    const listed = writers.filter((writer) => writer !== 'everyone' || !block.IgnorePublicAcls);
    const all = [
      ...problems,
      ...[...new Set(listed)].map((writer) => `its access control list lets ${writer} write`),
      ...(versions ? [] : ['it keeps no old versions']),
    ];
    const facts = { versioning: versions, restrictPublicBuckets: block.RestrictPublicBuckets };
    if (all.length > 0) return fail(`Faults of the bucket: ${all.join('; ')}.`, facts);
    return unknown === null ? pass(facts) : notAssessed(`The policy of the bucket ${unknown}.`, facts);
  },
});
