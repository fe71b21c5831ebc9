/** What may be read of organizations; each line was reviewed. */
import { defineService } from '../service.ts';

export const organizations = defineService({
  load: () => import('@aws-sdk/client-organizations'),
  client: 'OrganizationsClient',
  prefix: 'organizations',
  where: 'global',
  rate: { perSecond: 5, burst: 5 },
  reads: {
    DescribeEffectivePolicy: { absent: ['EffectivePolicyNotFoundException', 'AWSOrganizationsNotInUseException'] },
    DescribeOrganization: { absent: ['AWSOrganizationsNotInUseException'] },
    DescribePolicy: {},
    ListParents: { items: 'Parents', token: 'NextToken' },
    ListPoliciesForTarget: { items: 'Policies', token: 'NextToken' },
  },
});
