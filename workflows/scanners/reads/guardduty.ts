/** What may be read of guardduty; each line was reviewed. */
import { defineService } from '../service.ts';

export const guardduty = defineService({
  load: () => import('@aws-sdk/client-guardduty'),
  client: 'GuardDutyClient',
  prefix: 'guardduty',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    GetDetector: {},
    ListDetectors: { items: 'DetectorIds', token: 'NextToken' },
  },
});
