/** AC-09: a gateway that has a web firewall refuses traffic when the firewall cannot answer. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { gateways } from '../parts/agentcore-gateways.ts';
import { fail, notApplicable, notAssessed, pass } from '../verdict.ts';

const all = gateways({
  webAclArn: z.string().optional(),
  wafConfiguration: z.object({ failureMode: z.enum(['FAIL_CLOSE', 'FAIL_OPEN']).optional() }).optional(),
});

export const ac09 = defineCheck({
  id: 'AC-09',
  scope: 'region',
  reads: all.reads,
  why: 'If the gateway lets traffic through while its web firewall cannot answer, an attacker only has to wait for, or cause, such a moment.',
  fix: 'Update the gateway and set the failure mode of its WAF configuration to FAIL_CLOSE.',
  blind: "Which rules the firewall has. A gateway without a firewall is outside this check's question.",
  equivalents: { awsSample: ['AG-27'] },
  none: 'No AgentCore gateway exists in this Region.',
  collect: (look) =>
    all.collect(look, ({ webAclArn, wafConfiguration }) => ({ firewall: webAclArn !== undefined, mode: wafConfiguration?.failureMode })),
  judge({ firewall, mode }) {
    if (!firewall) return notApplicable('The gateway has no web firewall (AWS WAF).', { firewall });
    if (mode === undefined)
      return notAssessed('The answer does not say what the gateway does when its web firewall cannot answer.', { firewall });
    const facts = { firewall, failureMode: mode };
    return mode === 'FAIL_OPEN'
      ? fail('The gateway lets traffic through when its web firewall cannot answer (FAIL_OPEN).', facts)
      : pass(facts);
  },
});
