/** AC-15: AgentCore gateways, memories, policy engines and token vaults are encrypted with a key that the owner controls. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look, Subject } from '../look.ts';
import { gateways } from '../parts/agentcore-gateways.ts';
import { memories } from '../parts/agentcore-memories.ts';
import { type Key, keyFault, keyOf, keyReads } from '../parts/keys.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

const allGateways = gateways({ kmsKeyArn: z.string().optional() });
const allMemories = memories('plain', { encryptionKeyArn: z.string().optional() });

const Provider = z.object({ credentialProviderArn: z.string() });

const engineAndVaultReads = {
  ...keyReads,
  'bedrock-agentcore-control:ListPolicyEngines': z.object({ policyEngineId: z.string(), policyEngineArn: z.string() }),
  'bedrock-agentcore-control:GetPolicyEngine': z.object({ policyEngineArn: z.string(), encryptionKeyArn: z.string().optional() }),
  'bedrock-agentcore-control:ListApiKeyCredentialProviders': Provider,
  'bedrock-agentcore-control:ListOauth2CredentialProviders': Provider,
  'bedrock-agentcore-control:GetTokenVault': z.object({
    tokenVaultId: z.string(),
    kmsConfiguration: z.object({ keyType: z.enum(['CustomerManagedKey', 'ServiceManagedKey']), kmsKeyArn: z.string().optional() }),
  }),
};

interface Kept {
  kind: 'gateway' | 'memory' | 'policy engine' | 'token vault';
  /** `null` where AWS keeps the key. */
  key: Key | null;
}

const keyed = async (look: Look<typeof keyReads>, kind: Kept['kind'], arn: string | undefined): Promise<Kept> => ({
  kind,
  key: arn === undefined ? null : await keyOf(look, arn),
});

async function engines(look: Look<typeof engineAndVaultReads>): Promise<Subject<Kept>[]> {
  return await look.each(
    await look.list('bedrock-agentcore-control:ListPolicyEngines'),
    ({ policyEngineArn }) => policyEngineArn,
    async ({ policyEngineId }) => {
      const { encryptionKeyArn } = await look.get('bedrock-agentcore-control:GetPolicyEngine', { policyEngineId });
      return await keyed(look, 'policy engine', encryptionKeyArn);
    },
  );
}

/** Vaults cannot be listed: they stand in the ARNs of the providers that keep their secrets there. */
async function vaults(look: Look<typeof engineAndVaultReads>): Promise<Subject<Kept>[]> {
  const providers = [
    ...(await look.list('bedrock-agentcore-control:ListApiKeyCredentialProviders')),
    ...(await look.list('bedrock-agentcore-control:ListOauth2CredentialProviders')),
  ];
  const ids = new Set(providers.flatMap(({ credentialProviderArn: arn }) => /:token-vault\/([^/]+)\//.exec(arn)?.[1] ?? []));
  return await look.each(
    [...ids].toSorted(),
    (id) => look.arn('bedrock-agentcore', `token-vault/${id}`),
    async (tokenVaultId) => {
      const { kmsConfiguration } = await look.get('bedrock-agentcore-control:GetTokenVault', { tokenVaultId });
      const own = kmsConfiguration.keyType === 'CustomerManagedKey';
      return await keyed(look, 'token vault', own ? kmsConfiguration.kmsKeyArn : undefined);
    },
  );
}

export const ac15 = defineCheck({
  id: 'AC-15',
  scope: 'region',
  reads: { ...allGateways.reads, ...allMemories.reads, ...engineAndVaultReads },
  why: 'Conversations, rules and tokens lie in these places. With a key of your own you decide who can decrypt them, you see each use, and you can take the key away.',
  fix: 'Give the named resource a customer managed KMS key. Some can only get one when they are created anew.',
  blind: 'Who may use the key, and copies that were made before the key was set.',
  equivalents: { awsSample: ['AC-07', 'AC-11', 'AC-12', 'AC-14'], securityHub: ['BedrockAgentCore.3', 'BedrockAgentCore.4'] },
  none: 'No AgentCore gateway, memory, policy engine or credential provider exists in this Region.',
  collect: async (look) =>
    (
      await together([
        allGateways.collect(look, ({ kmsKeyArn }) => keyed(look, 'gateway', kmsKeyArn)),
        allMemories.collect(look, ({ encryptionKeyArn }) => keyed(look, 'memory', encryptionKeyArn)),
        engines(look),
        vaults(look),
      ])
    ).flat(),
  judge({ kind, key }) {
    if (key === null) return fail(`The ${kind} is encrypted with a key that AWS keeps, not with yours.`, { kind });
    const fault = keyFault(key);
    const facts = { kind, key: key.arn, state: key.state };
    return fault === null ? pass(facts) : fail(`The ${kind} has a key, but ${fault}.`, facts);
  },
});
