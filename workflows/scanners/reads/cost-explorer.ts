/** What may be read of cost-explorer; each line was reviewed. */
import { defineService } from '../service.ts';

export const costExplorer = defineService({
  load: () => import('@aws-sdk/client-cost-explorer'),
  client: 'CostExplorerClient',
  prefix: 'ce',
  where: 'global',
  rate: { perSecond: 5, burst: 5 },
  reads: {
    GetAnomalyMonitors: { items: 'AnomalyMonitors', token: 'NextPageToken' },
    GetAnomalySubscriptions: { items: 'AnomalySubscriptions', token: 'NextPageToken' },
  },
});
