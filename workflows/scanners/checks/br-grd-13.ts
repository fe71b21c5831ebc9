/** BR-GRD-13: whoever may call a model may do so only with a guardrail: by rights, by the organization's policies, or by an enforced setting. */
import { defineCheck } from '../check.ts';
import { type Requirement, requiresKey } from '../iam/breadth.ts';
import type { Principal } from '../iam/principal.ts';
import type { Look } from '../look.ts';
import {
  accountEnforced,
  accountEnforcedReads,
  enforcedFromAbove,
  enforcementGaps,
  organizationEnforcedReads,
} from '../parts/enforced-guardrails.ts';
import { principalReads, principalsIn, scpReads, withScps } from '../parts/principals.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const actions = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

const required = (principal: Principal, region: string, around: Parameters<typeof requiresKey>[3]): Requirement[] =>
  actions
    .map((action) => requiresKey(principal, { action, context: { 'aws:RequestedRegion': region } }, 'bedrock:GuardrailIdentifier', around))
    .filter((one) => one.required !== null);

const needed = ({ needs }: Requirement): string[] => needs.map((need) => (need.kind === 'condition' ? need.key : need.where));

interface Decided {
  /** What is enforced for everybody, whatever rights say. */
  enforced: string | null;
  requirements: readonly Requirement[];
}

const isRequired = (one: Requirement): boolean => one.required === 'yes';

const reads = { ...principalReads, ...organizationEnforcedReads, ...scpReads, ...accountEnforcedReads };

/** A guardrail that holds for every model and all content in this Region, from the account or from above. */
async function wholly(look: Look<typeof reads>): Promise<string | null> {
  const isWhole = (one: Parameters<typeof enforcementGaps>[0]): boolean => enforcementGaps(one).length === 0;
  const own = (await accountEnforced(look)).find(isWhole) ?? (await enforcedFromAbove(look))?.enforced.find(isWhole);
  return own === undefined ? null : `${own.guardrail}:${own.version}`;
}

export const brGrd13 = defineCheck({
  id: 'BR-GRD-13',
  scope: 'region',
  reads,
  why: 'Whoever may call a model without a guardrail can do so by mistake or on purpose, and nothing is filtered.',
  fix: 'Deny bedrock:InvokeModel* where bedrock:GuardrailIdentifier is not your guardrail, in the rights of each caller or in a service control policy, or enforce a guardrail for the account.',
  blind: 'Rights from resource policies and session policies, and what the required guardrail filters.',
  equivalents: { awsSample: ['BR-10', 'BR-49'], other: ['FMI-02'] },
  none: 'No role or user of this account may call a model here.',
  async collect(look) {
    const principals = await principalsIn(look, ['role', 'user']);
    return await look.each(
      principals,
      ({ arn }) => arn,
      async (principal): Promise<Decided | null> => {
        const own = required(principal, look.region, {});
        if (own.every(isRequired)) return own.length === 0 ? null : { enforced: null, requirements: own };
        const enforced = await wholly(look);
        if (enforced !== null) return { enforced, requirements: own };
        const requirements = await withScps(
          look,
          (around) => required(principal, look.region, around),
          (all) => all.every(isRequired),
        );
        return requirements.length === 0 ? null : { enforced, requirements };
      },
    );
  },
  judge({ enforced, requirements }) {
    if (enforced !== null) return pass({ enforced });
    const facts = { actions: requirements.length };
    if (requirements.some((one) => one.required === 'no')) return fail('It may call a model without naming a guardrail.', facts);
    const open = requirements.filter((one) => one.required === 'depends');
    if (open.length > 0)
      return notAssessed(`Whether a guardrail is required depends on ${[...new Set(open.flatMap(needed))].join(', ')}.`, facts);
    const any = requirements.some(({ anyValue }) => anyValue === 'yes');
    return pass(facts, ...(any ? ['A guardrail is required, but any will do, also one that filters nothing.'] : []));
  },
});
