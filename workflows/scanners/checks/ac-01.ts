/** AC-01: every served version of an AgentCore runtime runs in private subnets of the owner's network. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { judgeServed, servedRuntimes } from '../parts/agentcore-runtimes.ts';
import { routesOf, subnetRouteReads } from '../parts/subnet-routes.ts';

const runtimes = servedRuntimes({
  networkConfiguration: z
    .object({ networkMode: z.enum(['PUBLIC', 'VPC']), networkModeConfig: z.object({ subnets: z.array(z.string()) }).optional() })
    .optional(),
});

export const ac01 = defineCheck({
  id: 'AC-01',
  scope: 'region',
  reads: { ...runtimes.reads, ...subnetRouteReads },
  why: 'An agent outside your network can send data anywhere on the internet, and none of your outbound rules apply to it.',
  fix: 'Give the runtime network mode "VPC" with private subnets, and move every endpoint to the new version.',
  blind: 'Where a NAT gateway, proxy or peered network lets the agent go from there, and which security group rules apply.',
  equivalents: { awsSample: ['AC-01'], securityHub: ['BedrockAgentCore.1'] },
  none: 'No AgentCore runtime exists in this Region.',
  collect: (look) =>
    runtimes.collect(look, async ({ networkConfiguration: network }) => {
      const subnets = network?.networkModeConfig?.subnets ?? [];
      return { mode: network?.networkMode, subnets, ...(subnets.length === 0 ? { open: [], unseen: [] } : await routesOf(look, subnets)) };
    }),
  judge: (versions) =>
    judgeServed(versions, ({ mode, subnets, open, unseen }) => {
      if (mode === undefined) return { unknown: 'has no network setting of its own, as with a capacity provider' };
      const facts = { mode, subnets };
      if (mode === 'PUBLIC') return { problem: 'runs in network mode PUBLIC, outside your network', facts };
      if (open.length > 0) return { problem: `runs in a subnet with a direct route to the internet: ${open.join(', ')}`, facts };
      if (subnets.length === 0) return { unknown: 'names no subnets', facts };
      if (unseen.length > 0) return { unknown: `runs in a subnet whose routes cannot be seen: ${unseen.join(', ')}`, facts };
      return { facts };
    }),
});
