/** What may be read of opensearch; each line was reviewed. */
import { defineService } from '../service.ts';

export const opensearch = defineService({
  load: () => import('@aws-sdk/client-opensearch'),
  client: 'OpenSearchClient',
  prefix: 'es',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    DescribeDomain: {},
  },
});
