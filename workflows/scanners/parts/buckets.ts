/** What single settings of a bucket say: who is kept out, who may write, whether old versions stay. */
import { z } from 'zod';
import type { Look } from '../look.ts';
import { together } from '../together.ts';
import { type Key, keyOf, keyReads } from './keys.ts';

const Block = z.object({
  PublicAccessBlockConfiguration: z.object({
    BlockPublicAcls: z.boolean(),
    IgnorePublicAcls: z.boolean(),
    BlockPublicPolicy: z.boolean(),
    RestrictPublicBuckets: z.boolean(),
  }),
});

export const blockReads = { 's3:GetPublicAccessBlock': Block, 's3-control:GetPublicAccessBlock': Block };

export type PublicBlock = z.output<typeof Block>['PublicAccessBlockConfiguration'];

const open: PublicBlock = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false };

/** A bucket by its name, and whose it must be where that is known. */
export type AskedBucket = { Bucket: string; ExpectedBucketOwner?: string };

/** What is blocked in the end: by the bucket's own settings or by those of the whole account. */
export async function publicBlock(look: Look<typeof blockReads>, asked: AskedBucket): Promise<PublicBlock> {
  const [own, whole] = await together([
    look.find('s3:GetPublicAccessBlock', asked),
    look.find('s3-control:GetPublicAccessBlock', { AccountId: look.account }),
  ]);
  const [one, other] = [own?.PublicAccessBlockConfiguration ?? open, whole?.PublicAccessBlockConfiguration ?? open];
  return {
    BlockPublicAcls: one.BlockPublicAcls || other.BlockPublicAcls,
    IgnorePublicAcls: one.IgnorePublicAcls || other.IgnorePublicAcls,
    BlockPublicPolicy: one.BlockPublicPolicy || other.BlockPublicPolicy,
    RestrictPublicBuckets: one.RestrictPublicBuckets || other.RestrictPublicBuckets,
  };
}

/** A bucket that never kept versions answers without a status. */
export const versioningReads = { 's3:GetBucketVersioning': z.object({ Status: z.enum(['Enabled', 'Suspended']).optional() }) };

export async function keepsVersions(look: Look<typeof versioningReads>, bucket: string): Promise<boolean> {
  const { Status } = await look.get('s3:GetBucketVersioning', { Bucket: bucket });
  return Status === 'Enabled';
}

export const aclReads = {
  's3:GetBucketAcl': z.object({
    Owner: z.object({ ID: z.string() }),
    Grants: z
      .array(z.object({ Grantee: z.object({ ID: z.string().optional(), URI: z.string().optional() }), Permission: z.string() }))
      .default([]),
  }),
  's3:GetBucketOwnershipControls': z.object({
    OwnershipControls: z.object({
      Rules: z.array(z.object({ ObjectOwnership: z.enum(['BucketOwnerPreferred', 'ObjectWriter', 'BucketOwnerEnforced']) })).min(1),
    }),
  }),
};

/** Whom the access control list lets write, beside the owner; `everyone` for the groups of all people. Nobody where lists are switched off. */
export async function writersByList(look: Look<typeof aclReads>, bucket: string): Promise<('everyone' | 'another account')[]> {
  const [acl, controls] = await together([
    look.get('s3:GetBucketAcl', { Bucket: bucket }),
    look.find('s3:GetBucketOwnershipControls', { Bucket: bucket }),
  ]);
  if (controls?.OwnershipControls.Rules.every(({ ObjectOwnership }) => ObjectOwnership === 'BucketOwnerEnforced') === true) return [];
  return acl.Grants.flatMap(({ Grantee: { ID, URI }, Permission }) => {
    if (!['WRITE', 'WRITE_ACP', 'FULL_CONTROL'].includes(Permission)) return [];
    if (URI !== undefined) return /\/global\/(?:AllUsers|AuthenticatedUsers)$/.test(URI) ? ['everyone' as const] : [];
    return ID === acl.Owner.ID ? [] : ['another account' as const];
  });
}

export const bucketKeyReads = {
  ...keyReads,
  's3:GetBucketEncryption': z.object({
    ServerSideEncryptionConfiguration: z.object({
      Rules: z.array(
        z.object({
          ApplyServerSideEncryptionByDefault: z
            .object({ SSEAlgorithm: z.enum(['AES256', 'aws:kms', 'aws:kms:dsse', 'aws:fsx']), KMSMasterKeyID: z.string().optional() })
            .optional(),
        }),
      ),
    }),
  }),
};

/** The key that the bucket names for what is put into it, or `null` where it names none. */
export async function bucketKey(look: Look<typeof bucketKeyReads>, asked: AskedBucket): Promise<Key | null> {
  const encryption = await look.find('s3:GetBucketEncryption', asked);
  const rule = encryption?.ServerSideEncryptionConfiguration.Rules[0]?.ApplyServerSideEncryptionByDefault;
  const key = rule?.SSEAlgorithm.startsWith('aws:kms') === true ? rule.KMSMasterKeyID : undefined;
  return key === undefined ? null : await keyOf(look, key);
}
