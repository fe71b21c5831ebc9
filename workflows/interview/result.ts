/** The finished assessment as one value: everything an export, a card or a question about a number needs, and nothing to recompute. */

import { canonicalJson, sortKeys } from '../../knowledge/canonical.ts';
import type { Offer } from '../../knowledge/next-steps.ts';
import type { Control, Phase } from '../../knowledge/schema.ts';
import type { Decision } from './scan-context.ts';
import type { Scope } from './scoping/scope.ts';
import { applicableControls } from './scoping/scoping.ts';
import { type Cells, sumCells } from './scoring/cells.ts';
import { type Contradiction, contradictions } from './scoring/contradictions.ts';
import { type Gap, rankGaps } from './scoring/gaps.ts';
import { type NextOffer, nextOffers, notAnAwsReview } from './scoring/next-offers.ts';
import { type NotApplicable, type NotAssessed, notApplicable, notAssessed } from './scoring/not-assessed.ts';
import { controlLine, type Evidence } from './scoring/treatment.ts';
import type { Acceptance, Answers, ControlLine, KnownBy, Verdict } from './scoring/types.ts';

/** Moves when a rule of scoring moves: a finished result keeps the number it was made under. */
export const RULES = 1;

/** What people told us about the workload. Only the name is needed. */
interface WorkloadFacts {
  name: string;
  owner?: string;
  about?: string;
  accounts?: string;
  regions?: string;
  goLive?: string;
}

export interface AssessInput {
  catalogue: { hash: string; controls: readonly Control[] };
  scope: Scope;
  answers: Answers;
  verdicts: readonly Verdict[];
  acceptances: readonly Acceptance[];
  workload: WorkloadFacts;
  at: number;
  /** What AWS offers next: the catalogue's own list. */
  offers: readonly Offer[];
  /** What was decided where people and the scan disagreed. */
  decisions?: readonly DecidedDisagreement[];
}

/** Stays in the record, also where the disagreement is gone by it. */
export interface DecidedDisagreement {
  control: string;
  title: string;
  decision: Decision;
  by: string;
  at: number;
  reason?: string;
  owner?: string;
}

interface AcceptedRisk {
  control: string;
  title: string;
  weight: number;
  until: number;
}

/** A control of the phase after the target: shown, never scored. */
interface OutlookControl {
  control: string;
  title: string;
  layer: Control['layer'];
  phase: Phase;
  effort: 'S' | 'M' | 'L';
}

/** Where a control comes from: our sources, and how firmly its content and its phase stand. */
interface ControlBasis {
  control: string;
  content: Control['content'];
  phase: Control['phase']['basis'];
  sources: string[];
}

export interface AssessmentResult {
  rules: number;
  /** The hash of the catalogue that was asked. */
  catalogue: string;
  at: number;
  workload: WorkloadFacts;
  scope: Scope;
  cells: Cells;
  /** Weight by how we know; apart from the score. */
  howKnown: Record<KnownBy, number>;
  controls: ControlLine[];
  gaps: Gap[];
  contradictions: Contradiction[];
  /** By control; results from before there were scans have none. */
  decisions?: DecidedDisagreement[];
  notAssessed: NotAssessed[];
  notApplicable: NotApplicable[];
  accepted: AcceptedRisk[];
  /** Acceptances that had run out by then: they count for nothing. */
  lapsed: Acceptance[];
  outlook: OutlookControl[];
  next: NextOffer[];
  notThis: string;
  basis: ControlBasis[];
}

const weighHow = (lines: readonly ControlLine[]): Record<KnownBy, number> => {
  const weights: Record<KnownBy, number> = { scan: 0, document: 0, stated: 0, unknown: 0 };
  for (const line of lines) if (line.status !== 'not-applicable') weights[line.knownBy] += line.inherent.weight;
  return weights;
};

const acceptedRisks = (lines: readonly ControlLine[]): AcceptedRisk[] =>
  lines.flatMap(({ id, title, inherent, acceptedUntil }) =>
    acceptedUntil === undefined ? [] : [{ control: id, title, weight: inherent.weight, until: acceptedUntil }],
  );

const outlookOf = ({ id, title, layer, phase, remediation }: Control): OutlookControl => ({
  control: id,
  title,
  layer,
  phase: phase.name,
  effort: remediation.effort,
});

const basisOf = ({ id, content, phase, sources }: Control): ControlBasis => ({
  control: id,
  content,
  phase: phase.basis,
  sources: sources.toSorted(),
});

const byId = (one: { id: string }, two: { id: string }): number => (one.id < two.id ? -1 : 1);

const byControl = (one: { control: string }, two: { control: string }): number => (one.control < two.control ? -1 : 1);

const placeOf = ({ control, until }: Acceptance): string => `${control} ${String(until).padStart(16, '0')}`;

/** Acceptances that had run out, in an order that does not depend on how they came in. */
const lapsedAt = (acceptances: readonly Acceptance[], at: number): Acceptance[] => {
  return acceptances.filter((one) => one.until <= at).toSorted((one, two) => (placeOf(one) < placeOf(two) ? -1 : 1));
};

/** The applicable controls, each counted once, by id: the order of the catalogue file never reaches a result. */
const count = ({ catalogue, scope, ...rest }: AssessInput) => {
  const applicable = new Map(applicableControls(catalogue.controls, scope).map(({ id, outlook }) => [id, outlook]));
  const chosen = catalogue.controls.filter((control) => applicable.has(control.id)).toSorted(byId);
  const evidence: Evidence = rest;
  const assessed = chosen.filter((control) => applicable.get(control.id) === false);
  return {
    assessed,
    outlook: chosen.filter((control) => applicable.get(control.id) === true),
    lines: assessed.map((control) => controlLine(control, scope.workload, evidence)),
  };
};

/** Pure and total in its inputs' order: the same inputs give the same bytes. */
export const assess = (input: AssessInput): AssessmentResult => {
  const { catalogue, scope, acceptances, workload, at, offers, decisions = [] } = input;
  const { assessed, outlook, lines } = count(input);
  const { agentic, phase, useCase, riskFacts } = scope.workload;
  const gapContext = { phase, exposedOrActing: riskFacts.exposed || useCase === 'acts', findings: scope.findings };
  return sortKeys({
    rules: RULES,
    catalogue: catalogue.hash,
    at,
    workload,
    scope,
    cells: sumCells(lines, { agentic, phase }),
    howKnown: weighHow(lines),
    controls: lines,
    gaps: rankGaps(new Map(assessed.map((control) => [control.id, control])), lines, gapContext),
    contradictions: contradictions(lines),
    ...(decisions.length === 0 ? {} : { decisions: decisions.toSorted(byControl) }),
    notAssessed: notAssessed(lines),
    notApplicable: notApplicable(lines),
    accepted: acceptedRisks(lines),
    lapsed: lapsedAt(acceptances, at),
    outlook: outlook.map(outlookOf),
    next: nextOffers(offers, scope.workload, lines),
    notThis: notAnAwsReview,
    basis: assessed.map(basisOf),
  });
};

/** The result as stored and compared. */
export const resultBytes = (result: AssessmentResult): Uint8Array => new TextEncoder().encode(canonicalJson(result));
