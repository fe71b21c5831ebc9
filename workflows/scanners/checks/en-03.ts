/** EN-03: the AI Security Best Practices standard of Security Hub is on and ready. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { fail, pass } from '../verdict.ts';

export const en03 = defineCheck({
  id: 'EN-03',
  scope: 'region',
  reads: {
    'securityhub:DescribeHub': z.object({ HubArn: z.string() }),
    'securityhub:GetEnabledStandards': z.object({
      StandardsArn: z.string(),
      StandardsStatus: z.enum(['PENDING', 'READY', 'FAILED', 'DELETING', 'INCOMPLETE']),
    }),
  },
  why: 'The standard looks at AI resources every day, between our scans. Switched off, a change for the worse shows only at the next one.',
  fix: 'In Security Hub, enable the standard "AI Security Best Practices" in this Region, and see that AWS Config records AI resources.',
  blind: 'The results of the standard and single controls that were switched off, and what the organization watches from another account.',
  equivalents: { prowler: ['securityhub_enabled'] },
  async collect(look) {
    const hub = await look.find('securityhub:DescribeHub');
    if (hub === null) return [{ resource: `${look.account}/${look.region}`, facts: null }];
    const standards = await look.list('securityhub:GetEnabledStandards');
    const found = standards.find(({ StandardsArn }) => StandardsArn.includes('/ai-security-best-practices/'));
    return [{ resource: hub.HubArn, facts: { status: found?.StandardsStatus, standard: found?.StandardsArn ?? '' } }];
  },
  judge(seen) {
    if (seen === null) return fail('Security Hub is not switched on in this Region.');
    const { status, standard } = seen;
    if (status === undefined) return fail('The standard for AI is not switched on in Security Hub.');
    const facts = { status, standard };
    return status === 'READY' ? pass(facts) : fail(`The standard for AI is not ready (${status.toLowerCase()}).`, facts);
  },
});
