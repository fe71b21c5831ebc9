/** BR-INV-11: whoever may subscribe to models of the marketplace may do so only for named products. */
import { defineCheck } from '../check.ts';
import { requiresKey } from '../iam/breadth.ts';
import { principalReads, principalsIn, scpReads, withScps } from '../parts/principals.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

export const brInv11 = defineCheck({
  id: 'BR-INV-11',
  scope: 'account',
  reads: { ...principalReads, ...scpReads },
  why: 'A subscription accepts the terms and prices of a third party in the name of your company.',
  fix: 'Allow aws-marketplace:Subscribe only with the condition aws-marketplace:ProductId and the products you approved, or take the right away.',
  blind: 'Whether the named products are the right ones, and subscriptions made before.',
  equivalents: {
    prowler: ['iam_policy_no_wildcard_marketplace_subscribe', 'iam_inline_policy_no_wildcard_marketplace_subscribe'],
    awsSample: ['BR-44', 'BR-03'],
  },
  none: 'No role or user of this account may subscribe to products of the marketplace.',
  async collect(look) {
    const principals = await principalsIn(look, ['role', 'user']);
    return await look.each(
      principals,
      ({ arn }) => arn,
      async (principal) => {
        const requirement = await withScps(
          look,
          (around) => requiresKey(principal, { action: 'aws-marketplace:Subscribe' }, 'aws-marketplace:ProductId', around),
          ({ required, anyValue }) => required === null || (required === 'yes' && anyValue === 'no'),
        );
        return requirement.required === null ? null : requirement;
      },
    );
  },
  judge({ required, anyValue, needs }) {
    if (required === 'no') return fail('It may subscribe to any product of the marketplace.');
    if (required !== 'yes' || anyValue === 'depends') {
      const names = [...new Set(needs.map((need) => (need.kind === 'condition' ? need.key : need.where)))];
      return notAssessed(`Whether a product must be named depends on ${names.length === 0 ? 'its conditions' : names.join(', ')}.`);
    }
    return anyValue === 'yes' ? fail('It must name a product, but any product will do.') : pass();
  },
});
