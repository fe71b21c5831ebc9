/** All workloads of a tenant, for those who decide: what needs somebody first, each with its score beside its coverage. */
import { type Phase, phases } from '../../../knowledge/schema.ts';
import { lowCoverage, scoreWords } from '../../../workflows/interview/result-words.ts';
import { dayOf } from '../../../workflows/roadmap/days.ts';
import type { PortfolioEntry } from '../../../workflows/roadmap/portfolio.ts';
import type { Portfolio } from '../../../workflows/roadmap/read-portfolio.ts';
import type { Action, Block, Press, Rich, Span, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';
import { pageActions, pageOf } from './shown.ts';

const plainFilters = ['all', 'overdue', 'decision', 'little'] as const;
type PlainFilter = (typeof plainFilters)[number];
type Filter = { is: PlainFilter } | { is: 'phase'; phase: Phase } | { is: 'owner'; owner: string };

export interface PortfolioWish {
  filter: Filter;
  page: number;
}

export interface ShownPortfolio extends Portfolio {
  wish: PortfolioWish;
  now: number;
  tryout: boolean;
}

const say = words.portfolio;
const perPage = 5;
const mostOwners = 5;

/** As a press carries it: the page, then the filter. */
const carried = ({ filter, page }: PortfolioWish): string =>
  `${page} ${filter.is === 'phase' ? filter.phase : filter.is === 'owner' ? `owner:${filter.owner}` : filter.is}`;

/** Whatever is no filter of ours shows all. */
export function portfolioWish(said = ''): PortfolioWish {
  const [at = '', name = ''] = said.split(' ');
  const phase = phases.find((one) => one === name);
  const plain = plainFilters.find((one) => one === name) ?? 'all';
  const filter: Filter = name.startsWith('owner:')
    ? { is: 'owner', owner: name.slice('owner:'.length) }
    : phase === undefined
      ? { is: plain }
      : { is: 'phase', phase };
  return { filter, page: /^\d{1,4}$/.test(at) ? Number(at) : 0 };
}

const press = (filter: Filter, page = 0): Press => ({ do: 'portfolio', x: carried({ filter, page }) });

/** What nobody looked at counts as little. */
function isLittle({ trend }: PortfolioEntry): boolean {
  return (trend.at(-1)?.coverage ?? 0) < lowCoverage;
}

function fits(entry: PortfolioEntry, filter: Filter): boolean {
  switch (filter.is) {
    case 'all':
      return true;
    case 'overdue':
      return entry.overdue > 0;
    case 'decision':
      return entry.undecided > 0;
    case 'little':
      return isLittle(entry);
    case 'phase':
      return entry.phase === filter.phase;
    case 'owner':
      return entry.owners.some(({ id }) => id === filter.owner);
    default:
      return filter satisfies never;
  }
}

/** What needs somebody first stands first: overdue, then whoever waits longest for a decision, then the heaviest gaps. */
function ranked(entries: readonly PortfolioEntry[]): PortfolioEntry[] {
  const waits = ({ stuck }: PortfolioEntry): number => stuck?.since ?? Number.MAX_SAFE_INTEGER;
  return entries.toSorted(
    (one, other) =>
      other.overdue - one.overdue ||
      waits(one) - waits(other) ||
      other.open.Critical - one.open.Critical ||
      other.open.High - one.open.High ||
      one.workload.localeCompare(other.workload, 'en') ||
      (one.assessment < other.assessment ? -1 : 1),
  );
}

export function portfolioView(shown: ShownPortfolio): View {
  const notes: Block[] = shown.tryout ? [{ type: 'text', text: words.common.tryout, subtle: true }] : [];
  const blocks: Block[] = [{ type: 'title', text: say.title }, ...portfolioBlocks(shown), ...notes];
  return { text: `${textOf(blocks)}\n${say.typing}`, blocks };
}

function portfolioBlocks(shown: ShownPortfolio): Block[] {
  const { entries, unread, wish } = shown;
  const page = pageOf(ranked(entries.filter((entry) => fits(entry, wish.filter))), wish.page, perPage);
  const shownCount = entries.filter((entry) => fits(entry, wish.filter)).length;
  const filterName = nameOf(entries, wish.filter);
  return [
    { type: 'text', text: entries.length === 0 ? say.none : summaryOf(entries) },
    ...(unread === 0 ? [] : [{ type: 'text' as const, text: say.unread(unread) }]),
    ...(wish.filter.is === 'all'
      ? []
      : [{ type: 'text' as const, text: say.of({ name: filterName, shown: shownCount, all: entries.length }) }]),
    ...(page.pages > 1 ? [{ type: 'text' as const, text: words.common.page(page.page + 1, page.pages), subtle: true }] : []),
    ...page.items.flatMap((entry, index) => entryBlocks(entry, page.page * perPage + index + 1, shown.now)),
    ...actionsBlock([...pageActions(page, (to) => press(wish.filter, to)), ...filterActions(entries, wish.filter)]),
  ];
}

const actionsBlock = (actions: Action[]): Block[] => (actions.length === 0 ? [] : [{ type: 'actions', actions }]);

function summaryOf(entries: readonly PortfolioEntry[]): string {
  const count = (is: PlainFilter): number => entries.filter((entry) => fits(entry, { is })).length;
  return say.summary({ all: entries.length, overdue: count('overdue'), waiting: count('decision'), little: count('little') });
}

function nameOf(entries: readonly PortfolioEntry[], filter: Filter): string {
  if (filter.is === 'phase') return words.result.phases[filter.phase];
  if (filter.is !== 'owner') return say.filters[filter.is];
  return say.owner(ownersOf(entries).find(({ id }) => id === filter.owner)?.name ?? words.common.somebody);
}

/** Each that would show something else than what is shown now. */
function filterActions(entries: readonly PortfolioEntry[], now: Filter): Action[] {
  const owners = ownersOf(entries)
    .slice(0, mostOwners)
    .map(({ id }): Filter => ({ is: 'owner', owner: id }));
  const all: Filter[] = [
    ...plainFilters.map((is): Filter => ({ is })),
    ...phases.map((phase): Filter => ({ is: 'phase', phase })),
    ...owners,
  ];
  return all.flatMap((filter) => {
    const count = entries.filter((entry) => fits(entry, filter)).length;
    const isNow = carried({ filter, page: 0 }) === carried({ filter: now, page: 0 });
    const isAll = filter.is !== 'all' && count === entries.length;
    return count === 0 || isNow || isAll ? [] : [{ label: say.filter({ name: nameOf(entries, filter), count }), press: press(filter) }];
  });
}

function ownersOf(entries: readonly PortfolioEntry[]): { id: string; name: string; open: number }[] {
  const owners = new Map<string, { id: string; name: string; open: number }>();
  for (const { id, name, open } of entries.flatMap((entry) => entry.owners))
    owners.set(id, { id, name, open: (owners.get(id)?.open ?? 0) + open });
  return [...owners.values()].toSorted((one, other) => other.open - one.open || (one.id < other.id ? -1 : 1));
}

function entryBlocks(entry: PortfolioEntry, place: number, now: number): Block[] {
  const name: Span = entry.workload.trim() === '' ? words.common.unnamed : { said: entry.workload };
  const aria = say.roadmapAria(entry.workload.trim() === '' ? words.common.unnamed : entry.workload);
  return [
    { type: 'heading', text: say.heading({ place, name, phase: words.result.phases[entry.phase] }) },
    { type: 'facts', facts: factsOf(entry, now) },
    { type: 'actions', actions: [{ label: say.roadmap(place), press: { do: 'roadmap', a: entry.assessment }, aria }] },
    ...(entry.home === null ? [] : [{ type: 'ways' as const, ways: [{ label: say.go(place), conversation: entry.home }] }]),
  ];
}

function factsOf(entry: PortfolioEntry, now: number): { name: string; value: Rich }[] {
  const { oldest, stuck, undecided, states } = entry;
  const { facts } = say;
  const closed = say.closed(states);
  const trend = trendOf(entry);
  const lasts = (since: number): number => Math.max(0, now - since);
  return [
    { name: facts.score, value: scoreOf(entry.trend.at(-1)) },
    { name: facts.open, value: say.gaps(entry) },
    ...(oldest === null
      ? []
      : [{ name: facts.oldest, value: say.oldest({ ...oldest, label: words.result.labels[oldest.label], ms: lasts(oldest.since) }) }]),
    ...(stuck === null ? [] : [{ name: facts.waits, value: say.waits({ count: undecided, ms: lasts(stuck.since), title: stuck.title }) }]),
    ...(closed === '' ? [] : [{ name: facts.closed, value: closed }]),
    ...(trend === '' ? [] : [{ name: facts.trend, value: trend }]),
  ];
}

type Point = PortfolioEntry['trend'][number];

function scoreOf(point: Point | undefined): string {
  const { score = null, coverage = null } = point ?? {};
  return score === null || coverage === null ? say.notScored : scoreWords({ score, coverage });
}

/** Against the result before, and against the first day of which it is known how many were open. */
function trendOf({ trend, history }: PortfolioEntry): string {
  const before = trend.at(-2);
  const [first, last] = [history[0], history.at(-1)];
  const moved = first !== undefined && last !== undefined && first !== last;
  return [
    ...(before === undefined ? [] : [say.trend.score({ day: dayOf(before.at), score: scoreOf(before) })]),
    ...(moved ? [say.trend.open({ day: dayOf(first.at), from: first.open, to: last.open })] : []),
  ].join(' · ');
}
