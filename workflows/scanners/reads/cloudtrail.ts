/** What may be read of cloudtrail; each line was reviewed. */
import { defineService } from '../service.ts';

export const cloudtrail = defineService({
  load: () => import('@aws-sdk/client-cloudtrail'),
  client: 'CloudTrailClient',
  prefix: 'cloudtrail',
  where: 'regional',
  rate: { perSecond: 10, burst: 10 },
  reads: {
    DescribeTrails: { items: 'trailList' },
    GetEventDataStore: {},
    GetEventSelectors: {},
    GetTrailStatus: {},
    ListEventDataStores: { items: 'EventDataStores', token: 'NextToken' },
  },
});
