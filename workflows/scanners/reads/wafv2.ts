/** What may be read of wafv2; each line was reviewed. */
import { defineService } from '../service.ts';

export const wafv2 = defineService({
  load: () => import('@aws-sdk/client-wafv2'),
  client: 'WAFV2Client',
  prefix: 'wafv2',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    GetLoggingConfiguration: { absent: ['WAFNonexistentItemException'] },
    GetWebACL: {},
  },
});
