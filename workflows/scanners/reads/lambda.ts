/** What may be read of lambda; each line was reviewed. */
import { defineService } from '../service.ts';

export const lambda = defineService({
  load: () => import('@aws-sdk/client-lambda'),
  client: 'LambdaClient',
  prefix: 'lambda',
  where: 'regional',
  rate: { perSecond: 15, burst: 15 },
  reads: {
    GetFunctionConcurrency: {},
    GetPolicy: { absent: ['ResourceNotFoundException'] },
    ListFunctionUrlConfigs: { items: 'FunctionUrlConfigs', token: ['Marker', 'NextMarker'] },
    ListFunctions: { items: 'Functions', token: ['Marker', 'NextMarker'] },
  },
});
