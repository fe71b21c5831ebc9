/** What may be read of cloudwatch; each line was reviewed. */
import { defineService } from '../service.ts';

export const cloudwatch = defineService({
  load: () => import('@aws-sdk/client-cloudwatch'),
  client: 'CloudWatchClient',
  prefix: 'cloudwatch',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    DescribeAlarms: { token: 'NextToken' },
    ListMetrics: { items: 'Metrics', token: 'NextToken' },
  },
});
