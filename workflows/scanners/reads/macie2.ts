/** What may be read of macie2; each line was reviewed. */
import { defineService } from '../service.ts';

export const macie2 = defineService({
  load: () => import('@aws-sdk/client-macie2'),
  client: 'Macie2Client',
  prefix: 'macie2',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    DescribeBuckets: { items: 'buckets', token: 'nextToken' },
    GetAutomatedDiscoveryConfiguration: {},
    // Macie says by a refusal that it is off; the same code without these words is a missing permission.
    GetMacieSession: { absent: [{ code: 'AccessDeniedException', message: /Macie is not enabled/i }] },
  },
});
