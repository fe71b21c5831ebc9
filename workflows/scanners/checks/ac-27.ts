/** AC-27: new entries in an agent registry wait for somebody's approval. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { fail, pass } from '../verdict.ts';

export const ac27 = defineCheck({
  id: 'AC-27',
  scope: 'region',
  reads: {
    'bedrock-agentcore-control:ListRegistries': z.object({ registryId: z.string(), registryArn: z.string() }),
    'bedrock-agentcore-control:GetRegistry': z.object({
      registryArn: z.string(),
      approvalConfiguration: z.object({ autoApproval: z.boolean().optional() }).optional(),
    }),
  },
  why: 'A registry is where agents find tools and other agents. If entries approve themselves, whoever may write to it decides what others will trust.',
  fix: 'Switch automatic approval of the registry off, and let somebody other than the author approve new entries.',
  blind:
    'Who approves and how well they look, agents that are in no registry, and registries of the newer Agent Registry service, which has its own API.',
  equivalents: {
    awsSample: ['AR-01', 'AR-02', 'AR-03', 'AR-04', 'AR-05', 'AR-06', 'AR-07', 'AR-08', 'AR-09', 'AR-10'],
  },
  none: 'No registry exists under AgentCore in this Region.',
  collect: async (look) =>
    await look.each(
      await look.list('bedrock-agentcore-control:ListRegistries'),
      ({ registryArn }) => registryArn,
      async ({ registryId }) => {
        const { approvalConfiguration } = await look.get('bedrock-agentcore-control:GetRegistry', { registryId });
        return { automatic: approvalConfiguration?.autoApproval };
      },
    ),
  judge({ automatic }) {
    if (automatic === true) return fail('New entries in this registry are approved automatically.', { automatic });
    // AWS documents that entries wait unless this is set.
    return pass(
      { automatic: false },
      ...(automatic === undefined ? ['Automatic approval is not set; by default, entries wait for approval.'] : []),
    );
  },
});
