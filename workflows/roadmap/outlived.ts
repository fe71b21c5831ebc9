/**
 * What was put aside, and whether its reason is outlived: for how long, and why. Pure, and worked out whenever it is read: nothing is
 * kept but what was decided. It decides nothing; what is outlived stays so until somebody decides again.
 */
import { type Phase, phases } from '../../knowledge/schema.ts';
import { type Label, labels } from '../interview/scoring/gaps.ts';
import { endOf, type Limit, lapsedLimit, rejectionLimits, severityOf, verdictLimit } from './defaults.ts';
import { type GapLine, isAside } from './line.ts';
import type { RoadmapState } from './roadmap-state.ts';

/** `since` is the instant (ms) from which it is so; it may be still to come. */
export type Outlived = { since: number } & (
  | ({ why: 'old' } & Limit)
  /** The newest result finds it heavier than it was when it was put aside. */
  | { why: 'heavier'; from: Label; to: Label }
  /** The workload has come into a later phase. */
  | { why: 'phase'; from: Phase; to: Phase }
  /** The newest result gives other facts for it. */
  | { why: 'changed' }
);

export interface LookAgain {
  control: string;
  title: string;
  /** How it was put aside. */
  what: 'rejected' | 'deferred' | 'accepted' | 'lapsed' | 'scan-wrong';
  /** When that was, ms. */
  at: number;
  /** What was outlived first stands first. */
  why: Outlived[];
}

type Ground = Pick<RoadmapState, 'gaps' | 'planned' | 'trend' | 'verdicts'>;
type Newest = Pick<Ground, 'planned' | 'trend'>;

/** What is outlived now, the longest first. */
export function lookAgain(ground: Ground, now: number): LookAgain[] {
  return putAside(ground)
    .map((one) => ({ ...one, why: one.why.filter(({ since }) => since <= now) }))
    .filter(({ why }) => why.length > 0)
    .toSorted((one, other) => sinceOf(one) - sinceOf(other) || (one.control < other.control ? -1 : 1));
}

/** The same for one gap, as it tells of itself; null where nothing is outlived. */
export function lookAgainAt(line: GapLine, newest: Newest, now: number): LookAgain | null {
  return lookAgain({ ...newest, gaps: { [line.control]: line }, verdicts: [] }, now)[0] ?? null;
}

/** When each of them is outlived, ms, the earliest first; those that nothing is known against are not among them. */
export const outlivedAt = (ground: Ground): number[] =>
  putAside(ground)
    .filter(({ why }) => why.length > 0)
    .map(sinceOf)
    .toSorted((one, other) => one - other);

export const sinceOf = ({ why }: Pick<LookAgain, 'why'>): number => Math.min(...why.map(({ since }) => since));

/** An old rejection may be made again as it was; what the newest result says otherwise is decided with that result before one's eyes. */
export const mayBeRejectedAgain = ({ what, why }: LookAgain): boolean =>
  what === 'rejected' && why.some((one) => one.why === 'old') && why.every((one) => one.why === 'old' || one.why === 'phase');

function putAside({ gaps, verdicts, ...newest }: Ground): LookAgain[] {
  const lines = Object.values(gaps).flatMap((line): LookAgain[] => {
    const { control, title, state, decided, since } = line;
    return isAside(state) ? [{ control, title, what: state, at: decided?.at ?? since, why: whyOf(line, newest) }] : [];
  });
  const seen = verdicts.map((verdict): LookAgain => ({ ...verdict, what: 'scan-wrong', why: [grownOld(verdict.at, verdictLimit)] }));
  return [...lines, ...seen];
}

function whyOf(line: GapLine, { planned, trend }: Newest): Outlived[] {
  const now = planned.find(({ control }) => control === line.control);
  const newest = trend.at(-1);
  // What the newest result finds in place is nothing that somebody put up with.
  if (now === undefined || newest === undefined) return [];
  const at = line.decided?.at ?? line.since;
  const since = newest.at;
  const then = trend.findLast((point) => point.at <= at);
  const isHeavier = labels.indexOf(now.label) < labels.indexOf(line.label);
  const says: Outlived[] = [
    ...(isHeavier ? [{ why: 'heavier' as const, since, from: line.label, to: now.label }] : []),
    ...(then !== undefined && phases.indexOf(newest.phase) > phases.indexOf(then.phase)
      ? [{ why: 'phase' as const, since, from: then.phase, to: newest.phase }]
      : []),
    ...(!isHeavier && differs(line.facts, now.facts) ? [{ why: 'changed' as const, since }] : []),
  ];
  return [...ageOf(line, at), ...says].toSorted((one, other) => one.since - other.since);
}

/** What was stored before facts were compared says nothing about them. */
const differs = (one: string | undefined, other: string | undefined): boolean => one !== undefined && other !== undefined && one !== other;

/** What has a last day comes back by itself. */
function ageOf({ state, label }: GapLine, at: number): Outlived[] {
  if (state === 'rejected') return [grownOld(at, rejectionLimits[severityOf[label]])];
  return state === 'lapsed' ? [grownOld(at, lapsedLimit)] : [];
}

const grownOld = (at: number, limit: Limit): Outlived => ({ why: 'old', since: endOf(limit, at), ...limit });
