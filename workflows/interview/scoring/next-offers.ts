/** Which of AWS's own offers would help next, and why. Pure: the offers are data, the rules are three. */
import type { Offer, OfferRule } from '../../../knowledge/next-steps.ts';
import type { Scope } from '../scoping/scope.ts';
import type { ControlLine } from './types.ts';

/** Said wherever an offer is shown. */
export const notAnAwsReview =
  'This assessment is none of these, does not replace them and is not a service of AWS. AWS has not reviewed this workload or this result.';

export interface NextOffer extends Omit<Offer, 'when'> {
  /** The facts that speak for it, one plain sentence each. */
  because: string[];
}

type Workload = Pick<Scope['workload'], 'genai' | 'agentic' | 'phase'>;

const reasonFor = (rule: OfferRule, workload: Workload, open: ReadonlySet<string>): string[] => {
  if (rule.kind === 'open-controls') {
    const hit = rule.controls.filter((control) => open.has(control));
    return hit.length > 0 ? [`${rule.because}: ${hit.join(', ')}.`] : [];
  }
  const scope = rule.kind === 'agentic-from' ? workload.agentic : workload.genai;
  return scope >= rule.scope && rule.phases.includes(workload.phase) ? [`${rule.because}.`] : [];
};

export const nextOffers = (offers: readonly Offer[], workload: Workload, lines: readonly ControlLine[]): NextOffer[] => {
  const open = new Set(lines.filter(({ status }) => status !== 'yes' && status !== 'not-applicable').map(({ id }) => id));
  return offers.flatMap(({ when, ...offer }) => {
    const because = when.flatMap((rule) => reasonFor(rule, workload, open));
    return because.length > 0 ? [{ ...offer, because }] : [];
  });
};
