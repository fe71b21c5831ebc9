/** What may be read of securityhub; each line was reviewed. */
import { defineService } from '../service.ts';

export const securityhub = defineService({
  load: () => import('@aws-sdk/client-securityhub'),
  client: 'SecurityHubClient',
  prefix: 'securityhub',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    DescribeHub: { absent: ['InvalidAccessException', 'ResourceNotFoundException'] },
    GetEnabledStandards: { items: 'StandardsSubscriptions', token: 'NextToken' },
  },
});
