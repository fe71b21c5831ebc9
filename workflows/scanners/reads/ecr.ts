/** What may be read of ecr; each line was reviewed. */
import { defineService } from '../service.ts';

export const ecr = defineService({
  load: () => import('@aws-sdk/client-ecr'),
  client: 'ECRClient',
  prefix: 'ecr',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    DescribeRepositories: { items: 'repositories', token: 'nextToken' },
    GetRegistryScanningConfiguration: {},
  },
});
