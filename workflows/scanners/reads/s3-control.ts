/** What may be read of s3-control; each line was reviewed. */
import { defineService } from '../service.ts';

export const s3Control = defineService({
  load: () => import('@aws-sdk/client-s3-control'),
  client: 'S3ControlClient',
  prefix: 's3',
  where: 'global',
  rate: { perSecond: 20, burst: 20 },
  reads: {
    GetPublicAccessBlock: { action: 's3:GetAccountPublicAccessBlock', absent: ['NoSuchPublicAccessBlockConfiguration'] },
  },
});
