/** What may be read of kms; each line was reviewed. */
import { defineService } from '../service.ts';

export const kms = defineService({
  load: () => import('@aws-sdk/client-kms'),
  client: 'KMSClient',
  prefix: 'kms',
  where: 'regional',
  rate: { perSecond: 50, burst: 50 },
  reads: {
    DescribeKey: {},
    GetKeyPolicy: {},
    GetKeyRotationStatus: {},
  },
});
