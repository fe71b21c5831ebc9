/** What may be read of s3vectors; each line was reviewed. */
import { defineService } from '../service.ts';

export const s3vectors = defineService({
  load: () => import('@aws-sdk/client-s3vectors'),
  client: 'S3VectorsClient',
  prefix: 's3vectors',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    GetIndex: {},
    GetVectorBucket: {},
    GetVectorBucketPolicy: { absent: ['NotFoundException'] },
  },
});
