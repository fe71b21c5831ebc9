/** What may be read of ec2; each line was reviewed. */
import { defineService } from '../service.ts';

export const ec2 = defineService({
  load: () => import('@aws-sdk/client-ec2'),
  client: 'EC2Client',
  prefix: 'ec2',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    DescribeRegions: { items: 'Regions' },
    DescribeRouteTables: { items: 'RouteTables', token: 'NextToken' },
    DescribeSecurityGroupRules: { items: 'SecurityGroupRules', token: 'NextToken' },
    DescribeSubnets: { items: 'Subnets', token: 'NextToken' },
    DescribeVpcEndpoints: { items: 'VpcEndpoints', token: 'NextToken' },
    DescribeVpcs: { items: 'Vpcs', token: 'NextToken' },
  },
});
