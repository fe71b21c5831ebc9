/** What an AgentCore gateway uses: role, key, rules, interceptors, and the targets it leads to with the credentials for them. */
import { z } from 'zod';
import { bucketAt, defineKind, named } from './kind.ts';
import type { Word } from './words.ts';

const Provider = z.object({ providerArn: z.string().optional() }).optional();
const Schema = z.object({ s3: z.object({ uri: z.string().optional() }).optional() }).optional();
const Lambda = z.object({ arn: z.string().optional() }).optional();

const beyond: readonly Word[] = ['function', 'runtime', 'API', 'bucket', 'key provider', 'login provider'];
const own: readonly Word[] = ['role', 'key', 'policy engine', 'function', 'workload identity'];

const gateway = defineKind({
  word: 'gateway',
  names: [...own, ...beyond],
  reads: {
    'bedrock-agentcore-control:GetGateway': z.object({
      gatewayArn: z.string(),
      roleArn: z.string().optional(),
      kmsKeyArn: z.string().optional(),
      policyEngineConfiguration: z.object({ arn: z.string().optional() }).optional(),
      interceptorConfigurations: z.array(z.object({ interceptor: z.object({ lambda: Lambda }).optional() })).optional(),
      customTransformConfiguration: z.object({ lambda: Lambda }).optional(),
      workloadIdentityDetails: z.object({ workloadIdentityArn: z.string().optional() }).optional(),
    }),
    'bedrock-agentcore-control:ListGatewayTargets': z.object({ targetId: z.string() }),
    'bedrock-agentcore-control:GetGatewayTarget': z.object({
      targetId: z.string(),
      targetConfiguration: z.object({
        mcp: z
          .object({
            lambda: z.object({ lambdaArn: z.string().optional() }).optional(),
            apiGateway: z.object({ restApiId: z.string().optional() }).optional(),
            openApiSchema: Schema,
            smithyModel: Schema,
          })
          .optional(),
        http: z.object({ agentcoreRuntime: z.object({ arn: z.string().optional() }).optional() }).optional(),
      }),
      credentialProviderConfigurations: z
        .array(
          z.object({
            credentialProvider: z.object({ oauthCredentialProvider: Provider, apiKeyCredentialProvider: Provider }).optional(),
          }),
        )
        .optional(),
    }),
  },
  async follow({ look, part }, { id: gatewayIdentifier }) {
    const [settings, targets] = await Promise.all([
      part(own, async () => {
        const one = await look.get('bedrock-agentcore-control:GetGateway', { gatewayIdentifier });
        return [
          one.roleArn,
          one.kmsKeyArn,
          one.policyEngineConfiguration?.arn,
          ...(one.interceptorConfigurations ?? []).map(({ interceptor }) => interceptor?.lambda?.arn),
          one.customTransformConfiguration?.lambda?.arn,
          one.workloadIdentityDetails?.workloadIdentityArn,
        ];
      }),
      part(beyond, () => look.list('bedrock-agentcore-control:ListGatewayTargets', { gatewayIdentifier })),
    ]);
    const led = targets.map(({ targetId }) =>
      part(beyond, async () => {
        const one = await look.get('bedrock-agentcore-control:GetGatewayTarget', { gatewayIdentifier, targetId });
        const { mcp, http } = one.targetConfiguration;
        const api = mcp?.apiGateway?.restApiId;
        return [
          mcp?.lambda?.lambdaArn,
          api === undefined ? null : `arn:${look.partition}:apigateway:${look.region}::/restapis/${api}`,
          bucketAt(look, mcp?.openApiSchema?.s3?.uri),
          bucketAt(look, mcp?.smithyModel?.s3?.uri),
          http?.agentcoreRuntime?.arn,
          ...(one.credentialProviderConfigurations ?? []).flatMap(({ credentialProvider: provider }) => [
            provider?.oauthCredentialProvider?.providerArn,
            provider?.apiKeyCredentialProvider?.providerArn,
          ]),
        ];
      }),
    );
    return [...settings, ...(await Promise.all(led)).flat()];
  },
});

const policyEngine = defineKind({
  word: 'policy engine',
  names: ['key'],
  reads: {
    'bedrock-agentcore-control:GetPolicyEngine': z.object({ policyEngineArn: z.string(), encryptionKeyArn: z.string().optional() }),
  },
  follow: ({ look, part }, { id }) =>
    part(['key'], async () => [(await look.get('bedrock-agentcore-control:GetPolicyEngine', { policyEngineId: id })).encryptionKeyArn]),
});

const Secret = z.object({ secretArn: z.string().optional() }).optional();
const nameOf = (id: string): string => id.split('/').at(-1) ?? id;

const keyProvider = defineKind({
  word: 'key provider',
  names: ['secret'],
  reads: {
    'bedrock-agentcore-control:GetApiKeyCredentialProvider': z.object({ credentialProviderArn: z.string(), apiKeySecretArn: Secret }),
  },
  follow: ({ look, part }, { id }) =>
    part(['secret'], async () => {
      const { apiKeySecretArn } = await look.get('bedrock-agentcore-control:GetApiKeyCredentialProvider', { name: nameOf(id) });
      return [named(look, 'secretsmanager', 'secret:', apiKeySecretArn?.secretArn)];
    }),
});

const loginProvider = defineKind({
  word: 'login provider',
  names: ['secret'],
  reads: {
    'bedrock-agentcore-control:GetOauth2CredentialProvider': z.object({ credentialProviderArn: z.string(), clientSecretArn: Secret }),
  },
  follow: ({ look, part }, { id }) =>
    part(['secret'], async () => {
      const { clientSecretArn } = await look.get('bedrock-agentcore-control:GetOauth2CredentialProvider', { name: nameOf(id) });
      return [named(look, 'secretsmanager', 'secret:', clientSecretArn?.secretArn)];
    }),
});

export const gatewayKinds = [gateway, policyEngine, keyProvider, loginProvider];
