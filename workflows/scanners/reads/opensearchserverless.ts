/** What may be read of opensearchserverless; each line was reviewed. */
import { defineService } from '../service.ts';

export const opensearchserverless = defineService({
  load: () => import('@aws-sdk/client-opensearchserverless'),
  client: 'OpenSearchServerlessClient',
  prefix: 'aoss',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    BatchGetCollection: {},
    GetAccessPolicy: {},
    GetSecurityPolicy: {},
    ListAccessPolicies: { items: 'accessPolicySummaries', token: 'nextToken' },
    ListCollections: { items: 'collectionSummaries', token: 'nextToken' },
    ListSecurityPolicies: { items: 'securityPolicySummaries', token: 'nextToken' },
  },
});
