/** Which workloads of the portfolio are shown, in which order, and how a press carries that. Pure. */
import { type Phase, phases } from '../../knowledge/schema.ts';
import { lowCoverage } from '../../workflows/interview/result-words.ts';
import type { BegunEntry, Owned, PortfolioEntry } from '../../workflows/roadmap/portfolio.ts';
import type { Portfolio } from '../../workflows/roadmap/read-portfolio.ts';
import type { Press } from './view.ts';

export const plainFilters = ['all', 'overdue', 'decision', 'review', 'little', 'none'] as const;
export type PlainFilter = (typeof plainFilters)[number];
export type Filter = { is: PlainFilter } | { is: 'phase'; phase: Phase } | { is: 'owner'; owner: string };

export interface PortfolioWish {
  filter: Filter;
  page: number;
}

export type Workload = { result: true; entry: PortfolioEntry } | { result: false; entry: BegunEntry };

const nameOf = (filter: Filter): string =>
  filter.is === 'phase' ? filter.phase : filter.is === 'owner' ? `owner:${filter.owner}` : filter.is;

export const isSame = (one: Filter, other: Filter): boolean => nameOf(one) === nameOf(other);

/** `x` is the page, then the filter. */
export const portfolioPress = (filter: Filter, page = 0): Press => ({ do: 'portfolio', x: `${page} ${nameOf(filter)}` });

/** Whatever is no filter of ours shows all. */
export function portfolioWish(said = ''): PortfolioWish {
  const [at = '', name = ''] = said.split(' ');
  return { filter: filterOf(name), page: /^\d{1,4}$/.test(at) ? Number(at) : 0 };
}

function filterOf(name: string): Filter {
  if (name.startsWith('owner:')) return { is: 'owner', owner: name.slice('owner:'.length) };
  const phase = phases.find((one) => one === name);
  return phase === undefined ? { is: plainFilters.find((one) => one === name) ?? 'all' } : { is: 'phase', phase };
}

/** What needs somebody first stands first: overdue, then whoever waits longest for a decision, then the heaviest gaps. */
export function workloadsOf({ entries, begun }: Portfolio): Workload[] {
  const waits = ({ stuck }: PortfolioEntry): number => stuck?.since ?? Number.MAX_SAFE_INTEGER;
  const ranked = entries.toSorted(
    (one, other) =>
      other.overdue - one.overdue ||
      waits(one) - waits(other) ||
      other.open.Critical - one.open.Critical ||
      other.open.High - one.open.High ||
      byName(one, other),
  );
  return [
    ...ranked.map((entry): Workload => ({ result: true, entry })),
    ...begun.toSorted((one, other) => one.at - other.at || byName(one, other)).map((entry): Workload => ({ result: false, entry })),
  ];
}

function byName(one: Pick<PortfolioEntry, 'workload' | 'assessment'>, other: typeof one): number {
  return one.workload.localeCompare(other.workload, 'en') || (one.assessment < other.assessment ? -1 : 1);
}

/** From when on each of those was outlived, ms, the earliest first. */
export const outlivedBy = ({ outlived }: PortfolioEntry, now: number): number[] => outlived.filter((at) => at <= now);

const plainly: Record<PlainFilter, (entry: PortfolioEntry, now: number) => boolean> = {
  all: () => true,
  overdue: ({ overdue }) => overdue > 0,
  decision: ({ undecided }) => undecided > 0,
  review: (entry, now) => outlivedBy(entry, now).length > 0,
  little: ({ trend }) => (trend.at(-1)?.coverage ?? 0) < lowCoverage,
  none: () => false,
};

export function fits(workload: Workload, filter: Filter, now: number): boolean {
  // Nobody looked at anything of what has no result.
  if (!workload.result) return filter.is === 'all' || filter.is === 'none' || filter.is === 'little';
  const { entry } = workload;
  if (filter.is === 'phase') return entry.phase === filter.phase;
  return filter.is === 'owner' ? entry.owners.some(({ id }) => id === filter.owner) : plainly[filter.is](entry, now);
}

/** Over all workloads, whoever has most first. */
export function ownersOf({ entries }: Pick<Portfolio, 'entries'>): Owned[] {
  const owners = new Map<string, Owned>();
  for (const { id, name, open } of entries.flatMap((entry) => entry.owners))
    owners.set(id, { id, name, open: (owners.get(id)?.open ?? 0) + open });
  return [...owners.values()].toSorted((one, other) => other.open - one.open || (one.id < other.id ? -1 : 1));
}
