/** What may be read of resource-groups-tagging-api; each line was reviewed. */
import { defineService } from '../service.ts';

export const resourceGroupsTaggingApi = defineService({
  load: () => import('@aws-sdk/client-resource-groups-tagging-api'),
  client: 'ResourceGroupsTaggingAPIClient',
  prefix: 'tag',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    GetResources: { items: 'ResourceTagMappingList', token: 'PaginationToken' },
  },
});
