/** What may be read of config-service; each line was reviewed. */
import { defineService } from '../service.ts';

export const configService = defineService({
  load: () => import('@aws-sdk/client-config-service'),
  client: 'ConfigServiceClient',
  prefix: 'config',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    DescribeConfigurationRecorderStatus: { items: 'ConfigurationRecordersStatus' },
    DescribeConfigurationRecorders: { items: 'ConfigurationRecorders' },
  },
});
