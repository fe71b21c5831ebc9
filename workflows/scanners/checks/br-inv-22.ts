/** BR-INV-22: the organization's opt-out from the use of content by AI services is in force for this account. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { effectivePolicy } from '../parts/json-text.ts';
import { fail, pass } from '../verdict.ts';

const OptOut = z.object({
  services: z.record(z.string(), z.object({ opt_out_policy: z.enum(['optOut', 'optIn']) })),
});

export const brInv22 = defineCheck({
  id: 'BR-INV-22',
  scope: 'account',
  reads: {
    'organizations:DescribeOrganization': z.object({ Organization: z.object({ Id: z.string() }) }),
    'organizations:DescribeEffectivePolicy': effectivePolicy(OptOut),
  },
  why: 'Without the opt-out AWS may keep and use what you send to some of its AI services to make these services better.',
  fix: 'In the management account, attach an AI services opt-out policy that sets the default to optOut to the organization, or to this account.',
  blind: 'Amazon Bedrock: it is not governed by this policy. What it keeps is set by its own data retention mode.',
  equivalents: { prowler: ['organizations_opt_out_ai_services_policy'], awsSample: ['BR-48'] },
  none: 'The account belongs to no organization, so no such policy can be in force.',
  async collect(look) {
    if ((await look.find('organizations:DescribeOrganization')) === null) return [];
    const policy = await look.find('organizations:DescribeEffectivePolicy', { PolicyType: 'AISERVICES_OPT_OUT_POLICY' });
    const services = policy === null ? null : policy.EffectivePolicy.PolicyContent.services;
    return [{ resource: `arn:${look.partition}:iam::${look.account}:root`, facts: { services } }];
  },
  judge({ services }) {
    if (services === null) return fail('No opt-out policy is in force for this account.');
    const optedIn = Object.entries(services).flatMap(([name, { opt_out_policy }]) => (opt_out_policy === 'optIn' ? [name] : []));
    const facts = { byDefault: services['default']?.opt_out_policy ?? 'not set', optedIn };
    if (facts.byDefault !== 'optOut') return fail('The policy does not opt out of all AI services by default.', facts);
    if (optedIn.length > 0) return fail(`The policy lets these services use your content: ${optedIn.join(', ')}.`, facts);
    return pass(facts, 'The policy does not govern Amazon Bedrock.');
  },
});
