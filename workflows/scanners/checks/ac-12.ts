/** AC-12: a gateway reaches each of its targets with credentials from a provider, and with none that is a fixed API key. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { gatewayTargets } from '../parts/agentcore-gateways.ts';
import { fail, pass } from '../verdict.ts';

const targets = gatewayTargets({
  credentialProviderConfigurations: z.array(
    z.object({
      credentialProviderType: z.enum(['API_KEY', 'CALLER_IAM_CREDENTIALS', 'GATEWAY_IAM_ROLE', 'JWT_PASSTHROUGH', 'OAUTH']),
      credentialProvider: z
        .object({
          oauthCredentialProvider: z
            .object({
              grantType: z.enum(['AUTHORIZATION_CODE', 'CLIENT_CREDENTIALS', 'TOKEN_EXCHANGE']).optional(),
              defaultReturnUrl: z.string().optional(),
            })
            .optional(),
        })
        .optional(),
    }),
  ),
});

export const ac12 = defineCheck({
  id: 'AC-12',
  scope: 'region',
  reads: targets.reads,
  why: 'A tool that is called without credentials cannot tell your agent from anybody else, and a fixed API key works for whoever copies it, until somebody changes it.',
  fix: 'Give the target a credential provider: the IAM role of the gateway for AWS targets, or OAuth for others. Return addresses begin with https.',
  blind: 'What the credentials allow behind the gateway, and whether the tool checks them.',
  equivalents: { awsSample: ['AC-25'] },
  none: 'No AgentCore gateway in this Region has a target.',
  collect: (look) =>
    targets.collect(look, ({ credentialProviderConfigurations }) => ({
      types: credentialProviderConfigurations.map(({ credentialProviderType }) => credentialProviderType).toSorted(),
      // Only the question matters; an address may hold names of people.
      openReturn: credentialProviderConfigurations.some(({ credentialProvider }) => {
        const address = credentialProvider?.oauthCredentialProvider?.defaultReturnUrl;
        return address !== undefined && !address.toLowerCase().startsWith('https://');
      }),
    })),
  judge({ types, openReturn }) {
    const facts = { credentials: types };
    if (types.length === 0) return fail('The gateway calls this target without credentials.', facts);
    if (openReturn) return fail('The OAuth return address of the target does not begin with https.', facts);
    if (types.includes('API_KEY')) return fail('The gateway calls this target with a fixed API key.', facts);
    const caveats = types.includes('JWT_PASSTHROUGH')
      ? ["The caller's own token is passed on to the target, which could use it elsewhere."]
      : [];
    return pass(facts, ...caveats);
  },
});
