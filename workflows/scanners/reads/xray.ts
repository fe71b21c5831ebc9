/** What may be read of xray; each line was reviewed. */
import { defineService } from '../service.ts';

export const xray = defineService({
  load: () => import('@aws-sdk/client-xray'),
  client: 'XRayClient',
  prefix: 'xray',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    GetTraceSegmentDestination: {},
  },
});
