/** Ranks what is not in place: how heavy it is, how open, and what is wise to do first. */
import { type Control, type Phase, phases } from '../../../knowledge/schema.ts';
import type { Scope } from '../scoping/scope.ts';
import { contradictionKind } from './contradictions.ts';
import { dependencyDepth } from './dependencies.ts';
import type { ControlLine, KnownBy, QuestionLine, QuestionOrigin, Status } from './types.ts';

export const labels = ['Critical', 'High', 'Medium', 'Low'] as const;
export type Label = (typeof labels)[number];

/** How open a gap is. 0.75 ranks what nobody knows below a clear "no"; it is used for nothing else. */
export const openness = { no: 1, unknown: 0.75, partly: 0.5 } as const;
type OpenStatus = keyof typeof openness;

const standing: Record<OpenStatus, string> = { no: 'not in place', unknown: 'nobody knows', partly: 'partly in place' };

export interface Gap {
  control: string;
  title: string;
  label: Label;
  /** Inherent risk times openness, 0.5 to 9. A failed check that people contradict ranks like a "no" until somebody decides. */
  priority: number;
  inherent: number;
  status: OpenStatus;
  knownBy: KnownBy;
  layer: Control['layer'];
  phase: Phase;
  effort: 'S' | 'M' | 'L';
  firstStep: string;
  services: string[];
  /** The facts behind the rank, one plain sentence each. */
  why: string[];
}

export interface GapContext {
  phase: Phase;
  /** People outside can reach it, or it acts: only then may a gap be critical. */
  exposedOrActing: boolean;
  /** Gaps that the scoping answers themselves show. */
  findings: Scope['findings'];
}

export const labelFor = (priority: number, exposedOrActing: boolean): Label => {
  if (priority >= 9 && exposedOrActing) return 'Critical';
  if (priority >= 6) return 'High';
  return priority >= 3 ? 'Medium' : 'Low';
};

const isOpen = (status: Status): status is OpenStatus => status === 'no' || status === 'unknown' || status === 'partly';

const saidWords: Record<QuestionOrigin, (question: QuestionLine) => string> = {
  answer: ({ choice }) => `was answered "${choice?.text ?? ''}".`,
  scan: ({ reason, choice }) => {
    if (reason !== undefined) return 'was said not to apply, but a check failed.';
    return choice === undefined ? 'was not answered; the scan speaks for it.' : `was not answered; the scan shows "${choice.text}".`;
  },
  unknown: () => 'was answered "Don\'t know".',
  unanswered: () => 'has no answer yet.',
  'not-applicable': () => 'was said not to apply.',
};

const saidOf = (question: QuestionLine): string => `"${question.text}" ${saidWords[question.origin](question)}`;

interface Rank {
  priority: number;
  /** The arithmetic in one sentence. */
  sum: string;
}

const rankOf = (line: ControlLine, status: OpenStatus): Rank => {
  const { impact, likelihood, weight } = line.inherent;
  const contradicted = contradictionKind(line) === 'said-more';
  const factor = contradicted ? openness.no : openness[status];
  const priority = weight * factor;
  const word = contradicted ? 'people say it is in place, a check says no' : standing[status];
  return { priority, sum: `Priority ${priority} = impact ${impact} x likelihood ${likelihood} x ${factor} (${word}).` };
};

const whyOf = (control: Control, line: ControlLine, sum: string, findings: Scope['findings']): string[] => {
  const { adjustments } = line.inherent;
  return [
    control.why,
    ...line.questions.filter((question) => question.credit !== null && question.credit < 1).map(saidOf),
    ...line.checks
      .filter((check) => check.verdict === 'fail')
      .map((check) => `Check ${check.check} failed on ${check.resources.join(', ')}.`),
    ...findings.filter((finding) => finding.control === line.id).map((finding) => finding.because),
    ...adjustments.map(
      ({ factor, by, because }) => `${factor === 'impact' ? 'Impact' : 'Likelihood'} ${by > 0 ? '+1' : '-1'}: ${because}.`,
    ),
    sum,
  ];
};

const gapOf = (control: Control, line: ControlLine, context: GapContext): Gap[] => {
  if (!isOpen(line.status)) return [];
  const { priority, sum } = rankOf(line, line.status);
  const { effort, firstStep, services } = control.remediation;
  return [
    {
      control: line.id,
      title: line.title,
      label: labelFor(priority, context.exposedOrActing),
      priority,
      inherent: line.inherent.weight,
      status: line.status,
      knownBy: line.knownBy,
      layer: line.layer,
      phase: line.phase,
      effort,
      firstStep,
      services,
      why: whyOf(control, line, sum, context.findings),
    },
  ];
};

const efforts = ['S', 'M', 'L'];

/** Label; then what the target phase asks for; then quick wins; then what others build on; then the id. */
const byRank =
  (target: Phase) =>
  (one: Gap, two: Gap): number => {
    const later = (gap: Gap): number => (phases.indexOf(gap.phase) > phases.indexOf(target) ? 1 : 0);
    return (
      labels.indexOf(one.label) - labels.indexOf(two.label) ||
      later(one) - later(two) ||
      efforts.indexOf(one.effort) - efforts.indexOf(two.effort) ||
      dependencyDepth(one.control) - dependencyDepth(two.control) ||
      (one.control < two.control ? -1 : 1)
    );
  };

export const rankGaps = (controls: ReadonlyMap<string, Control>, lines: readonly ControlLine[], context: GapContext): Gap[] =>
  lines
    .flatMap((line) => {
      const control = controls.get(line.id);
      return control === undefined ? [] : gapOf(control, line, context);
    })
    .toSorted(byRank(context.phase));
