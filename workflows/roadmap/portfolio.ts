/** What a lead sees of a workload among all others: a few facts, kept beside the items so that a list of them costs one read. */
import type { Phase } from '../../knowledge/schema.ts';
import type { Person } from '../interview/said.ts';
import type { Label } from '../interview/scoring/gaps.ts';
import type { GapState } from './gap-context.ts';
import { type GapLine, isOpen, isUndecided, isWork } from './line.ts';
import { outlivedAt } from './outlived.ts';
import type { Count, Point, RoadmapState } from './roadmap-state.ts';

export interface PortfolioEntry {
  assessment: string;
  workload: string;
  /** The conversation it lives in, where that is one of several people. */
  home: string | null;
  phase: Phase;
  /** Oldest first; the last one is the newest result. */
  trend: Point[];
  /** Open and overdue gaps by day, oldest first. */
  history: Count[];
  /** When the roadmap was put up; null where it never was. */
  submittedAt: number | null;
  states: Partial<Record<GapState, number>>;
  /** Open gaps that nobody put up for a decision yet. */
  notPutUp: number;
  undecided: number;
  work: number;
  overdue: number;
  verified: number;
  accepted: number;
  /** When the reason of each thing that was put aside is outlived, ms, the earliest first; it may be still to come. */
  outlived: number[];
  /** Open gaps by label, those that were not put up among them. */
  open: Record<Label, number>;
  /** Who has the most of the open ones, most first. */
  owners: Owned[];
  /** The open gap that stands longest, and the decision that waits longest. */
  oldest: Oldest | null;
  stuck: Oldest | null;
}

/** Before there is any result. */
export interface BegunEntry extends Pick<PortfolioEntry, 'assessment' | 'workload' | 'home'> {
  /** The version of the assessment that told this. */
  begun: number;
  /** When it was begun. */
  at: number;
}

export interface Oldest {
  control: string;
  title: string;
  label: Label;
  since: number;
  /** A calendar day. */
  due: string;
}

export interface Owned extends Person {
  open: number;
}

/** More owners than this are no filter any more. */
const mostOwners = 12;

export function portfolioEntry(state: RoadmapState): PortfolioEntry | null {
  const newest = state.trend.at(-1);
  if (newest === undefined) return null;
  const lines = Object.values(state.gaps);
  const open = lines.filter(isOpen);
  const unseen = notPutUp(state, newest);
  const count = (fits: (line: GapLine) => boolean): number => lines.filter(fits).length;
  const labelled = (label: Label): number => [...open, ...unseen].filter((line) => line.label === label).length;
  return {
    assessment: state.assessment,
    workload: state.workload,
    home: state.home.kind === 'personal' ? null : state.home.conversation,
    phase: newest.phase,
    trend: state.trend,
    history: state.history,
    submittedAt: state.submitted?.at ?? null,
    states: Object.fromEntries([...new Set(lines.map((line) => line.state))].map((at) => [at, count((line) => line.state === at)])),
    notPutUp: unseen.length,
    undecided: count(isUndecided),
    work: count((line) => isWork(line.state)),
    overdue: count((line) => line.overdue === true),
    verified: count((line) => line.state === 'verified'),
    accepted: count((line) => line.state === 'accepted'),
    outlived: outlivedAt(state),
    open: { Critical: labelled('Critical'), High: labelled('High'), Medium: labelled('Medium'), Low: labelled('Low') },
    owners: ownersOf(open),
    oldest: oldestOf(open, ({ opened, since }) => opened ?? since),
    stuck: oldestOf(lines.filter(isUndecided), ({ waits, since }) => waits ?? since),
  };
}

/** What the newest result has open and no decision was asked for; one that was proven before that result counts again. */
function notPutUp({ planned, gaps, submitted }: RoadmapState, newest: Point): RoadmapState['planned'] {
  const isUp = submitted?.result === newest.result;
  return planned.filter(({ control }) => {
    const at = gaps[control]?.state;
    return at === undefined || (!isUp && (at === 'verified' || at === 'withdrawn'));
  });
}

function ownersOf(open: readonly GapLine[]): Owned[] {
  const owners = new Map<string, Owned>();
  for (const { owner } of open) if (owner !== null) owners.set(owner.id, { ...owner, open: (owners.get(owner.id)?.open ?? 0) + 1 });
  return [...owners.values()].toSorted((one, other) => other.open - one.open || (one.id < other.id ? -1 : 1)).slice(0, mostOwners);
}

function oldestOf(lines: readonly GapLine[], sinceOf: (line: GapLine) => number): Oldest | null {
  const [first] = lines.toSorted((one, other) => sinceOf(one) - sinceOf(other) || (one.control < other.control ? -1 : 1));
  if (first === undefined) return null;
  const { control, title, label, due } = first;
  return { control, title, label, due, since: sinceOf(first) };
}
