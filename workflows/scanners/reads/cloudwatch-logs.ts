/** What may be read of cloudwatch-logs; each line was reviewed. */
import { defineService } from '../service.ts';

export const cloudwatchLogs = defineService({
  load: () => import('@aws-sdk/client-cloudwatch-logs'),
  client: 'CloudWatchLogsClient',
  prefix: 'logs',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    DescribeAccountPolicies: { items: 'accountPolicies', token: 'nextToken' },
    DescribeDeliveries: { items: 'deliveries', token: 'nextToken' },
    DescribeDeliverySources: { items: 'deliverySources', token: 'nextToken' },
    DescribeLogGroups: { items: 'logGroups', token: 'nextToken' },
    GetDataProtectionPolicy: {},
  },
});
