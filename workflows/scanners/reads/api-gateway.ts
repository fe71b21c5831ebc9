/** What may be read of api-gateway; each line was reviewed. */
import { defineService } from '../service.ts';

export const apiGateway = defineService({
  load: () => import('@aws-sdk/client-api-gateway'),
  client: 'APIGatewayClient',
  prefix: 'apigateway',
  where: 'regional',
  rate: { perSecond: 5, burst: 5 },
  reads: {
    GetResources: { action: 'apigateway:GET', items: 'items', token: 'position' },
    GetRestApis: { action: 'apigateway:GET', items: 'items', token: 'position' },
    GetStages: { action: 'apigateway:GET', items: 'item' },
  },
});
