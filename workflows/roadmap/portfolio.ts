/** What a lead sees of a workload among all others: a few facts, kept beside the items so that a list of them costs one read. */
import type { Phase } from '../../knowledge/schema.ts';
import type { Label } from '../interview/scoring/gaps.ts';
import type { GapState } from './gap-context.ts';
import { type GapLine, isUndecided, isWork } from './line.ts';
import type { Point, RoadmapState } from './roadmap-state.ts';

export interface PortfolioEntry {
  assessment: string;
  workload: string;
  phase: Phase;
  /** Oldest first; the last one is the newest result. */
  trend: Point[];
  /** When the roadmap was put up; null where it never was. */
  submittedAt: number | null;
  states: Partial<Record<GapState, number>>;
  undecided: number;
  work: number;
  overdue: number;
  verified: number;
  accepted: number;
  /** Open gaps by label. */
  open: Record<Label, number>;
  /** The open gap that stands longest, and the decision that waits longest. */
  oldest: Oldest | null;
  stuck: Oldest | null;
}

export interface Oldest {
  control: string;
  title: string;
  label: Label;
  since: number;
}

export function portfolioEntry(state: RoadmapState): PortfolioEntry | null {
  const newest = state.trend.at(-1);
  if (newest === undefined) return null;
  const lines = Object.values(state.gaps);
  const open = lines.filter((line) => isWork(line.state) || line.state === 'proposed');
  const count = (fits: (line: GapLine) => boolean): number => lines.filter(fits).length;
  const labelled = (label: Label): number => open.filter((line) => line.label === label).length;
  return {
    assessment: state.assessment,
    workload: state.workload,
    phase: newest.phase,
    trend: state.trend,
    submittedAt: state.submitted?.at ?? null,
    states: Object.fromEntries([...new Set(lines.map((line) => line.state))].map((at) => [at, count((line) => line.state === at)])),
    undecided: count(isUndecided),
    work: count((line) => isWork(line.state)),
    overdue: count((line) => line.overdue === true),
    verified: count((line) => line.state === 'verified'),
    accepted: count((line) => line.state === 'accepted'),
    open: { Critical: labelled('Critical'), High: labelled('High'), Medium: labelled('Medium'), Low: labelled('Low') },
    oldest: oldestOf(open),
    stuck: oldestOf(lines.filter(isUndecided)),
  };
}

function oldestOf(lines: readonly GapLine[]): Oldest | null {
  const [first] = lines.toSorted((one, other) => one.since - other.since || (one.control < other.control ? -1 : 1));
  return first === undefined ? null : { control: first.control, title: first.title, label: first.label, since: first.since };
}
