/** What may be read of iam; each line was reviewed. */
import { defineService } from '../service.ts';

export const iam = defineService({
  load: () => import('@aws-sdk/client-iam'),
  client: 'IAMClient',
  prefix: 'iam',
  where: 'global',
  rate: { perSecond: 20, burst: 20 },
  reads: {
    GetAccountAuthorizationDetails: { token: ['Marker', 'Marker'], most: ['MaxItems', 1_000] },
    ListServiceSpecificCredentials: { items: 'ServiceSpecificCredentials', token: 'Marker' },
  },
});
