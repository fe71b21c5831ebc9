/** What may be read of s3; each line was reviewed. */
import { defineService } from '../service.ts';

export const s3 = defineService({
  load: () => import('@aws-sdk/client-s3'),
  client: 'S3Client',
  prefix: 's3',
  where: 'regional',
  rate: { perSecond: 100, burst: 100 },
  reads: {
    GetBucketAcl: {},
    GetBucketEncryption: { action: 's3:GetEncryptionConfiguration', absent: ['ServerSideEncryptionConfigurationNotFoundError'] },
    GetBucketLifecycleConfiguration: { action: 's3:GetLifecycleConfiguration', absent: ['NoSuchLifecycleConfiguration'] },
    GetBucketOwnershipControls: { absent: ['OwnershipControlsNotFoundError'] },
    GetBucketPolicy: { absent: ['NoSuchBucketPolicy'] },
    GetBucketPolicyStatus: { absent: ['NoSuchBucketPolicy'] },
    GetBucketVersioning: {},
    GetObjectLockConfiguration: { action: 's3:GetBucketObjectLockConfiguration', absent: ['ObjectLockConfigurationNotFoundError'] },
    GetPublicAccessBlock: { action: 's3:GetBucketPublicAccessBlock', absent: ['NoSuchPublicAccessBlockConfiguration'] },
  },
});
