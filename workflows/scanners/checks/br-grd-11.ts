/** BR-GRD-11: what the account enforces covers every model and all content. */
import { defineCheck } from '../check.ts';
import { accountEnforced, accountEnforcedReads, enforcementGaps } from '../parts/enforced-guardrails.ts';
import { fail, pass } from '../verdict.ts';

export const brGrd11 = defineCheck({
  id: 'BR-GRD-11',
  scope: 'region',
  reads: accountEnforcedReads,
  why: 'An enforced guardrail that leaves out models, or looks only at what callers mark, is believed to protect everything and does not.',
  fix: 'In the account-level enforcement of Bedrock Guardrails, name a numbered version, cover all models without exceptions, and guard system prompts and messages comprehensively.',
  blind: 'What the guardrail filters, and accounts and Regions beside this one.',
  equivalents: { awsSample: ['BR-41'] },
  none: 'The account enforces no guardrail in this Region. Whether the organization does, and whether rights require one, is judged by itself.',
  async collect(look) {
    const enforced = await accountEnforced(look);
    return enforced.length === 0 ? [] : [{ resource: `${look.account}/${look.region}`, facts: { enforced } }];
  },
  judge({ enforced }) {
    const whole = enforced.find((one) => enforcementGaps(one).length === 0);
    const names = enforced.map(({ guardrail, version }) => `${guardrail}:${version}`);
    if (whole === undefined) {
      const gaps = [...new Set(enforced.flatMap(enforcementGaps))];
      return fail(`The account enforces a guardrail, but ${gaps.join('; ')}.`, { enforced: names });
    }
    return pass({ enforced: names }, ...(whole.guardingIsSaid ? [] : ['The answer does not say how much of a prompt is looked at.']));
  },
});
