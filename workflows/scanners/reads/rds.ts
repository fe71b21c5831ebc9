/** What may be read of rds; each line was reviewed. */
import { defineService } from '../service.ts';

export const rds = defineService({
  load: () => import('@aws-sdk/client-rds'),
  client: 'RDSClient',
  prefix: 'rds',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    DescribeDBClusters: { items: 'DBClusters', token: 'Marker' },
    DescribeDBInstances: { items: 'DBInstances', token: 'Marker' },
  },
});
