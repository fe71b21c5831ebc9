/** AC-23: CloudTrail keeps the data events of every kind of AgentCore resource that is in use. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { gatewayListReads } from '../parts/agentcore-gateways.ts';
import { memoryListReads } from '../parts/agentcore-memories.ts';
import { runtimeListReads } from '../parts/agentcore-runtimes.ts';
import { dataEventReads, dataEventsFor } from '../parts/data-events.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

const Provider = z.object({ credentialProviderArn: z.string() });

const reads = {
  ...dataEventReads,
  ...runtimeListReads,
  ...gatewayListReads,
  ...memoryListReads,
  'bedrock-agentcore-control:ListCodeInterpreters': z.object({ codeInterpreterArn: z.string() }),
  'bedrock-agentcore-control:ListBrowsers': z.object({ browserArn: z.string() }),
  'bedrock-agentcore-control:ListWorkloadIdentities': z.object({ workloadIdentityArn: z.string() }),
  'bedrock-agentcore-control:ListApiKeyCredentialProviders': Provider,
  'bedrock-agentcore-control:ListOauth2CredentialProviders': Provider,
  'bedrock-agentcore-control:ListPolicyEngines': z.object({ policyEngineArn: z.string() }),
};

/** Kinds of resources that exist here, as CloudTrail calls them. */
async function kindsInUse(look: Look<typeof reads>): Promise<string[]> {
  const custom = { type: 'CUSTOM' };
  const [runtimes, gateways, memories, interpreters, browsers, identities, keys, clients, engines] = await together([
    look.list('bedrock-agentcore-control:ListAgentRuntimes'),
    look.list('bedrock-agentcore-control:ListGateways'),
    look.list('bedrock-agentcore-control:ListMemories'),
    look.list('bedrock-agentcore-control:ListCodeInterpreters', custom),
    look.list('bedrock-agentcore-control:ListBrowsers', custom),
    look.list('bedrock-agentcore-control:ListWorkloadIdentities'),
    look.list('bedrock-agentcore-control:ListApiKeyCredentialProviders'),
    look.list('bedrock-agentcore-control:ListOauth2CredentialProviders'),
    look.list('bedrock-agentcore-control:ListPolicyEngines'),
  ]);
  const found: [readonly unknown[], ...string[]][] = [
    [runtimes, 'Runtime', 'RuntimeEndpoint'],
    [gateways, 'Gateway'],
    [memories, 'Memory'],
    [interpreters, 'CodeInterpreterCustom'],
    [browsers, 'BrowserCustom'],
    [identities, 'WorkloadIdentity'],
    [keys, 'APIKeyCredentialProvider'],
    [clients, 'OAuth2CredentialProvider'],
    [[...keys, ...clients], 'TokenVault'],
    [engines, 'PolicyEngine'],
  ];
  return found.flatMap(([things, ...kinds]) => (things.length === 0 ? [] : kinds));
}

const typeOf = (kind: string): string => `AWS::BedrockAgentCore::${kind}`;

export const ac23 = defineCheck({
  id: 'AC-23',
  scope: 'region',
  reads,
  why: 'CloudTrail keeps changes by itself, but not use. Without data events nobody can say later who called an agent, a tool or a memory, or fetched a token.',
  fix: 'In a trail, add advanced event selectors for data events of the named AgentCore resource types.',
  blind: 'What was said in a call, whether the records are kept long enough, and whether anybody looks at them.',
  equivalents: { awsSample: ['AC-18'] },
  none: 'No AgentCore resource exists in this Region.',
  async collect(look) {
    const kinds = await kindsInUse(look);
    if (kinds.length === 0) return [];
    const { kept, narrowed, sources } = await dataEventsFor(
      look,
      kinds.map((kind) => [typeOf(kind)]),
    );
    const facts = {
      kinds,
      missing: kinds.filter((kind) => !kept.includes(typeOf(kind))),
      partly: kinds.filter((kind) => narrowed.includes(typeOf(kind))),
      sources: sources.length,
    };
    return [{ resource: `${look.account}/${look.region}`, facts }];
  },
  judge(facts) {
    const { missing, partly } = facts;
    if (missing.length > 0) return fail(`CloudTrail does not keep the use of these AgentCore resources: ${missing.join(', ')}.`, facts);
    return pass(facts, ...(partly.length === 0 ? [] : [`Only a part of the use is kept for ${partly.join(', ')}.`]));
  },
});
