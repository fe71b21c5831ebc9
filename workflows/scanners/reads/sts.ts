/** What may be read of sts; each line was reviewed. */
import { defineService } from '../service.ts';

export const sts = defineService({
  load: () => import('@aws-sdk/client-sts'),
  client: 'STSClient',
  prefix: 'sts',
  where: 'global',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    GetCallerIdentity: {},
  },
});
