/** BR-GRD-12: where Bedrock is used, the organization enforces a guardrail from above, or the account does it itself. */
import { defineCheck } from '../check.ts';
import { bedrockUse, bedrockUseReads } from '../parts/bedrock-use.ts';
import {
  accountEnforced,
  accountEnforcedReads,
  enforcedFromAbove,
  enforcementGaps,
  organizationEnforcedReads,
} from '../parts/enforced-guardrails.ts';
import { fail, pass } from '../verdict.ts';

export const brGrd12 = defineCheck({
  id: 'BR-GRD-12',
  scope: 'region',
  reads: {
    ...organizationEnforcedReads,
    ...accountEnforcedReads,
    ...bedrockUseReads,
  },
  why: 'If each team must remember its guardrail, one will forget. Only what is enforced from above holds for every call.',
  fix: 'In the management account, attach a Bedrock policy that names a guardrail for this Region, or enforce one in this account under Bedrock Guardrails.',
  blind: 'What the guardrail filters, and whether the account may call it; exceptions for single accounts beside this one.',
  equivalents: { awsSample: ['BR-15', 'BR-41'], other: ['FMI-02'] },
  none: 'The account belongs to no organization, or Bedrock is not used in this Region.',
  async collect(look) {
    const above = await enforcedFromAbove(look);
    if (above === null) return [];
    const { hasPolicy, enforced: fromAbove } = above;
    const own = fromAbove.length > 0 ? [] : await accountEnforced(look);
    const use = fromAbove.length + own.length > 0 ? 'not looked for' : await bedrockUse(look);
    if (use === null) return [];
    return [{ resource: `${look.account}/${look.region}`, facts: { hasPolicy, fromAbove, own, use } }];
  },
  judge({ hasPolicy, fromAbove, own, use }, { region }) {
    const enforced = [...fromAbove, ...own];
    const names = enforced.map(({ guardrail, version }) => `${guardrail}:${version}`);
    const facts = { organizationPolicy: hasPolicy, enforced: names };
    if (enforced.length === 0) {
      const why = hasPolicy
        ? `The organization's Bedrock policy names no guardrail for ${region}`
        : 'The organization enforces no guardrail here';
      return fail(`${why}, the account neither, and Bedrock is used (${use}).`, facts);
    }
    const gaps = enforced.some((one) => enforcementGaps(one).length === 0) ? [] : [...new Set(enforced.flatMap(enforcementGaps))];
    return pass(
      facts,
      ...(fromAbove.length > 0 ? [] : ['The account enforces it, not the organization: an administrator of the account can take it away.']),
      ...(gaps.length === 0 ? [] : [`It does not cover everything: ${gaps.join('; ')}.`]),
    );
  },
});
