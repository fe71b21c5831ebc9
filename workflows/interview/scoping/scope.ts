/** What goes into scoping and what comes out of it: plain, storable shapes. */
import type { Phase, UseCase } from '../../../knowledge/schema.ts';
import type { ScopingQuestion } from '../../../knowledge/scoping-schema.ts';

/** One choice, several, or `unknown`. */
export type ScopingChoice = string | string[];

export interface ScopingAnswers {
  components: { id: string; name: string; answers: Record<string, ScopingChoice> }[];
  workload: Record<string, ScopingChoice>;
}

export interface ScopingStep {
  /** The component's id; null for a question about the whole workload. */
  component: string | null;
  question: ScopingQuestion;
}

export const scopeAxes = ['genai', 'agentic', 'useCase', 'phase'] as const;
export type ScopeAxis = (typeof scopeAxes)[number];

export interface ComponentScope {
  id: string;
  name: string;
  /** 0: no generative model, outside the matrices. */
  genai: number;
  /** Every scope whose duties hold; more than one when private accounts are used beside a company plan. */
  genaiScopes: number[];
  agentic: number;
  useCase: UseCase;
  flags: string[];
  /** Controls that a flag brings in although the matrices alone would not. */
  adds: string[];
  /** Its agent controls are assessed up to the last phase, whatever the target. */
  agentControlsToLastPhase: boolean;
}

/** The answer that decided an axis. */
export interface Driver {
  component: string | null;
  question: string | null;
  choice: ScopingChoice | null;
  because: string;
}

/** An answer that was not known, and that counted as the stricter one. */
export interface Assumption {
  component: string | null;
  question: string;
  reason: 'unknown' | 'unanswered';
}

export interface RiskFacts {
  sensitiveData: boolean;
  moneyOrSafety: boolean;
  exposed: boolean;
  untrustedContent: boolean;
  internalTestOnly: boolean;
}

export interface Scope {
  components: ComponentScope[];
  workload: {
    genai: number;
    genaiScopes: number[];
    agentic: number;
    useCase: UseCase;
    phase: Phase;
    /** True when it holds for any component. */
    agentControlsToLastPhase: boolean;
    flags: string[];
    riskFacts: RiskFacts;
  };
  drivers: Record<ScopeAxis, Driver>;
  assumed: Assumption[];
  /** Sentences that explain where we differ from popular tables. */
  differs: string[];
  /** Gaps that the answers themselves show. */
  findings: { control: string; flag: string; component: string; because: string }[];
  /** Components without a generative model. */
  outside: string[];
  /** True until every question on the path has an answer, be it "don't know". */
  incomplete: boolean;
}

/** A single answer that, given otherwise, would move an axis. */
export interface ScopeMove {
  axis: ScopeAxis;
  component: string | null;
  question: string;
  choice: ScopingChoice;
  from: number | string;
  to: number | string;
  /** Questions that the other answer would open; until answered they count as the stricter branch. */
  opens: string[];
  /** How many controls would apply more or fewer, when the controls were given. */
  controlsDelta?: number;
}

export interface ApplicableControl {
  id: string;
  phase: Phase;
  /** Belongs to the phase after the target: shown, not assessed. */
  outlook: boolean;
}
