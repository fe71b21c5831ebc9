/** AC-13: the tools of an outside MCP server are a fixed list, and the server is an approved one that is called over HTTPS. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { gatewayTargets } from '../parts/agentcore-gateways.ts';
import { isApprovedHost } from '../parts/web-address.ts';
import { fail, needsList, pass } from '../verdict.ts';

const targets = gatewayTargets({
  targetConfiguration: z.object({
    mcp: z
      .object({
        mcpServer: z
          .object({
            endpoint: z.string(),
            listingMode: z.enum(['DEFAULT', 'DYNAMIC']).optional(),
            // Presence is enough; the descriptions of tools are content.
            mcpToolSchema: z.object({ s3: z.unknown().optional(), inlinePayload: z.unknown().optional() }).optional(),
          })
          .optional(),
      })
      .optional(),
  }),
});

/** Runtimes and gateways of AgentCore itself; the ARN inside the address says whose. */
const isOwn = (endpoint: URL, account: string): boolean =>
  /^bedrock-agentcore\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(endpoint.hostname) &&
  decodeURIComponent(endpoint.pathname).includes(`:${account}:runtime/`);

export const ac13 = defineCheck({
  id: 'AC-13',
  scope: 'region',
  reads: targets.reads,
  why: 'A tool server that was harmless when it was approved can later change what its tools do or how they are described, and the agent will follow.',
  fix: 'Give the target a static tool list (mcpToolSchema) with listing mode "DEFAULT" and an https address, and put its host on the list of approved hosts.',
  blind: 'What the server does behind the same tool names, and whether somebody read the list before it was fixed.',
  equivalents: { awsSample: ['AC-35'] },
  needs: ['hosts'],
  none: 'No target of an AgentCore gateway in this Region is an MCP server.',
  collect: (look) =>
    targets.collect(look, ({ targetConfiguration }) => {
      const server = targetConfiguration.mcp?.mcpServer;
      if (server === undefined) return null;
      const address = URL.canParse(server.endpoint) ? new URL(server.endpoint) : null;
      return {
        host: address?.hostname ?? '',
        https: address?.protocol === 'https:',
        own: address !== null && isOwn(address, look.account),
        dynamic: server.listingMode === 'DYNAMIC',
        pinned: server.mcpToolSchema?.s3 !== undefined || server.mcpToolSchema?.inlinePayload !== undefined,
      };
    }),
  judge({ host, https, own, dynamic, pinned }, { lists }) {
    const facts = { host, https, own, dynamic, pinned };
    if (!https) return fail('The address of the tool server does not begin with https.', facts);
    if (dynamic) return fail('Tools are asked for anew each time (listing mode DYNAMIC), so the server can change them unseen.', facts);
    if (own) return pass(facts, ...(pinned ? [] : ['The server is one of your own runtimes; its tool list is not pinned.']));
    if (!pinned) return fail('The tool list of this server is not pinned: a synchronization takes over whatever the server offers.', facts);
    if (lists.hosts === null)
      return needsList('hosts', `Your organization has not said which tool servers it approves (this one is ${host}).`, facts);
    return isApprovedHost(host, lists.hosts) ? pass(facts) : fail(`The host ${host} is not on the list of approved hosts.`, facts);
  },
});
