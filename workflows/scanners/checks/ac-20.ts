/** AC-20: custom browser tools run in the owner's network, and their sessions are recorded. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { fail, pass } from '../verdict.ts';

export const ac20 = defineCheck({
  id: 'AC-20',
  scope: 'region',
  reads: {
    'bedrock-agentcore-control:ListBrowsers': z.object({ browserId: z.string(), browserArn: z.string() }),
    'bedrock-agentcore-control:GetBrowser': z.object({
      browserArn: z.string(),
      networkConfiguration: z.object({ networkMode: z.enum(['PUBLIC', 'VPC']) }),
      recording: z
        .object({ enabled: z.boolean().optional(), s3Location: z.object({ bucket: z.string().optional() }).optional() })
        .optional(),
      browserSigning: z.object({ enabled: z.boolean() }).optional(),
      enterprisePolicies: z.array(z.object({ type: z.enum(['MANAGED', 'RECOMMENDED']).optional() })).optional(),
    }),
  },
  why: 'A browser follows what web pages tell it. Outside your network none of your outbound rules apply to it, and without a recording nobody can see what it did.',
  fix: 'Create the browser tool with network mode "VPC" and with recording to a bucket, and let agents use that one.',
  blind: 'Sessions of the browser that AWS provides ready-made, and what your outbound rules let through.',
  equivalents: { awsSample: ['AC-06', 'AC-16'], securityHub: ['BedrockAgentCore.5', 'BedrockAgentCore.6'] },
  none: 'No custom browser tool exists in this Region.',
  collect: async (look) =>
    await look.each(
      await look.list('bedrock-agentcore-control:ListBrowsers', { type: 'CUSTOM' }),
      ({ browserArn }) => browserArn,
      async ({ browserId }) => {
        const browser = await look.get('bedrock-agentcore-control:GetBrowser', { browserId });
        return {
          mode: browser.networkConfiguration.networkMode,
          recorded: browser.recording?.enabled === true && (browser.recording.s3Location?.bucket ?? '') !== '',
          signed: browser.browserSigning?.enabled === true,
          managed: (browser.enterprisePolicies ?? []).some(({ type }) => type === 'MANAGED'),
        };
      },
    ),
  judge(facts) {
    if (facts.mode === 'PUBLIC') return fail('The browser runs in network mode PUBLIC, outside your network.', facts);
    if (!facts.recorded) return fail('Sessions of the browser are not recorded.', facts);
    return pass(
      facts,
      ...(facts.signed ? [] : ['The browser does not sign its requests, so websites cannot tell that it is yours.']),
      ...(facts.managed ? [] : ['No enterprise policy limits what the browser may open or do.']),
    );
  },
});
