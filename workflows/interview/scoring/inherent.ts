/** What a control weighs for this workload: its own impact and likelihood, moved by facts of the scope. */
import type { Control } from '../../../knowledge/schema.ts';
import type { Scope } from '../scoping/scope.ts';
import type { Adjustment, InherentRisk } from './types.ts';

/** What of a workload's scope moves a factor. */
export type RiskContext = Pick<Scope['workload'], 'agentic' | 'riskFacts'>;

/** Agent controls are those that only acting workloads need. */
const isAgentControl = (control: Control): boolean => control.applies.useCases.every((useCase) => useCase === 'acts');

const impactBecause = ({ sensitiveData, moneyOrSafety }: RiskContext['riskFacts']): string | undefined => {
  if (sensitiveData && moneyOrSafety)
    return 'it handles personal, confidential or regulated data, and a wrong result can cost money, rights or safety';
  if (sensitiveData) return 'it handles personal, confidential or regulated data';
  return moneyOrSafety ? 'a wrong result can cost money, rights or safety' : undefined;
};

const likelihoodBecause = ({ exposed, untrustedContent }: RiskContext['riskFacts']): string | undefined => {
  if (exposed && untrustedContent) return 'people outside can reach it and it reads content nobody has vetted';
  if (exposed) return 'people outside can reach it';
  return untrustedContent ? 'it reads content nobody has vetted' : undefined;
};

const raised = (factor: Adjustment['factor'], because: string | undefined): Adjustment[] =>
  because === undefined ? [] : [{ factor, by: 1, because }];

const adjustmentsFor = (control: Control, { agentic, riskFacts }: RiskContext): Adjustment[] => {
  const agent = agentic >= 3 && isAgentControl(control) ? `the agent acts without asking first (agentic scope ${agentic})` : undefined;
  return [
    ...raised('impact', impactBecause(riskFacts)),
    ...raised('impact', agent),
    ...raised('likelihood', likelihoodBecause(riskFacts)),
    ...(riskFacts.internalTestOnly
      ? [{ factor: 'likelihood' as const, by: -1 as const, because: 'only test users inside the company use it' }]
      : []),
  ];
};

/** Raises and cuts are added up first and the factor is kept within 1 to 3 afterwards, so their order cannot matter. */
export const inherentRisk = (control: Control, context: RiskContext): InherentRisk => {
  const adjustments = adjustmentsFor(control, context);
  const moved = (factor: Adjustment['factor']): number => {
    const sum = adjustments.reduce((total, one) => total + (one.factor === factor ? one.by : 0), control.risk[factor]);
    return Math.min(3, Math.max(1, sum));
  };
  const impact = moved('impact');
  const likelihood = moved('likelihood');
  return { impact, likelihood, weight: impact * likelihood, adjustments };
};
