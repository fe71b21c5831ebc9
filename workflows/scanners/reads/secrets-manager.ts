/** What may be read of secrets-manager; each line was reviewed. */
import { defineService } from '../service.ts';

export const secretsManager = defineService({
  load: () => import('@aws-sdk/client-secrets-manager'),
  client: 'SecretsManagerClient',
  prefix: 'secretsmanager',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    DescribeSecret: {},
    GetResourcePolicy: {},
  },
});
