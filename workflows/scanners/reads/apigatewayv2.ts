/** What may be read of apigatewayv2; each line was reviewed. */
import { defineService } from '../service.ts';

export const apigatewayv2 = defineService({
  load: () => import('@aws-sdk/client-apigatewayv2'),
  client: 'ApiGatewayV2Client',
  prefix: 'apigateway',
  where: 'regional',
  rate: { perSecond: 20, burst: 40 },
  reads: {
    GetApis: { action: 'apigateway:GET', items: 'Items', token: 'NextToken' },
    GetIntegrations: { action: 'apigateway:GET', items: 'Items', token: 'NextToken' },
    GetRoutes: { action: 'apigateway:GET', items: 'Items', token: 'NextToken' },
  },
});
