/** Ways from the internet to a function: its own address, and APIs whose routes lead to it. Paths and authorization only, never templates. */
import { z } from 'zod';
import { isPublic } from '../iam/confine.ts';
import { whoMay } from '../iam/grants.ts';
import { readPolicy } from '../iam/policy.ts';
import type { Look } from '../look.ts';
import { together } from '../together.ts';

export const urlReads = {
  'lambda:ListFunctionUrlConfigs': z.object({ FunctionArn: z.string(), AuthType: z.enum(['NONE', 'AWS_IAM']) }),
};

export const apiReads = {
  'api-gateway:GetRestApis': z.object({
    id: z.string(),
    name: z.string(),
    policy: z.string().optional(),
    endpointConfiguration: z.object({ types: z.array(z.string()) }),
  }),
  'api-gateway:GetResources': z.object({
    id: z.string(),
    path: z.string(),
    resourceMethods: z
      .record(
        z.string(),
        z.object({ authorizationType: z.string().optional(), methodIntegration: z.object({ uri: z.string().optional() }).optional() }),
      )
      .default({}),
  }),
  'apigatewayv2:GetApis': z.object({ ApiId: z.string(), Name: z.string(), ProtocolType: z.enum(['HTTP', 'WEBSOCKET']) }),
  'apigatewayv2:GetRoutes': z.object({
    RouteKey: z.string(),
    AuthorizationType: z.enum(['NONE', 'AWS_IAM', 'CUSTOM', 'JWT']).default('NONE'),
    Target: z.string().optional(),
  }),
  'apigatewayv2:GetIntegrations': z.object({ IntegrationId: z.string(), IntegrationUri: z.string().optional() }),
};

export interface Entry {
  kind: 'REST API' | 'HTTP API' | 'WebSocket API';
  api: string;
  name: string;
  /** Such as `POST /ask`. */
  route: string;
  /** The function's ARN without version or alias; `null` where the target is a variable. */
  leadsTo: string | null;
  /** Nobody is asked who they are. */
  open: boolean;
}

const functionIn = (uri: string): string | null | undefined => {
  if (!/:lambda:/.test(uri)) return undefined;
  return /arn:[^:]+:lambda:[^:]+:\d{12}:function:[^:/$]+/.exec(uri)?.[0] ?? null;
};

/** The policy of a REST API may keep everybody out; it comes with its quotes masked. */
function policyOpens(policy: string | undefined, account: string): boolean {
  if (policy === undefined || policy === '') return true;
  const grants = whoMay({ name: 'policy', policy: readPolicy(policy.replaceAll(String.raw`\"`, '"')) }, { action: 'execute-api:Invoke' });
  return 'kind' in grants || grants.some((grant) => isPublic(grant, { account }) !== 'no');
}

async function restEntries(look: Look<typeof apiReads>): Promise<Entry[]> {
  const apis = await look.list('api-gateway:GetRestApis', { limit: 500 });
  const found = apis.map(async ({ id, name, policy, endpointConfiguration }): Promise<Entry[]> => {
    if (endpointConfiguration.types.every((type) => type === 'PRIVATE')) return [];
    const resources = await look.list('api-gateway:GetResources', { restApiId: id, embed: ['methods'], limit: 500 });
    const opens = policyOpens(policy, look.account);
    return resources.flatMap(({ path, resourceMethods }) =>
      Object.entries(resourceMethods).flatMap(([method, { authorizationType = 'NONE', methodIntegration }]) => {
        const leadsTo = functionIn(methodIntegration?.uri ?? '');
        return leadsTo === undefined
          ? []
          : [
              {
                kind: 'REST API' as const,
                api: id,
                name,
                route: `${method} ${path}`,
                leadsTo,
                open: opens && authorizationType === 'NONE',
              },
            ];
      }),
    );
  });
  return (await together(found)).flat();
}

async function otherEntries(look: Look<typeof apiReads>): Promise<Entry[]> {
  const apis = await look.list('apigatewayv2:GetApis');
  const found = apis.map(async ({ ApiId, Name, ProtocolType }): Promise<Entry[]> => {
    const [routes, integrations] = await together([
      look.list('apigatewayv2:GetRoutes', { ApiId }),
      look.list('apigatewayv2:GetIntegrations', { ApiId }),
    ]);
    // A WebSocket asks who somebody is when it opens, and never again.
    const door = ProtocolType === 'WEBSOCKET' ? routes.find(({ RouteKey }) => RouteKey === '$connect') : undefined;
    return routes.flatMap(({ RouteKey, AuthorizationType, Target }) => {
      const integration = integrations.find(({ IntegrationId }) => Target === `integrations/${IntegrationId}`);
      const leadsTo = functionIn(integration?.IntegrationUri ?? '');
      const kind = ProtocolType === 'HTTP' ? ('HTTP API' as const) : ('WebSocket API' as const);
      const open = (door?.AuthorizationType ?? AuthorizationType) === 'NONE';
      return leadsTo === undefined ? [] : [{ kind, api: ApiId, name: Name, route: RouteKey, leadsTo, open }];
    });
  });
  return (await together(found)).flat();
}

export const apiEntries = async (look: Look<typeof apiReads>): Promise<Entry[]> =>
  (await together([restEntries(look), otherEntries(look)])).flat();
