/** All workloads of a tenant, for those who decide: what needs somebody first, each with its score beside its coverage. */
import { phases } from '../../../knowledge/schema.ts';
import { scoreWords } from '../../../workflows/interview/result-words.ts';
import type { PortfolioEntry } from '../../../workflows/roadmap/portfolio.ts';
import type { Portfolio } from '../../../workflows/roadmap/read-portfolio.ts';
import type { PortfolioData, WorkloadRow } from '../drawing.ts';
import {
  type Filter,
  fits,
  isSame,
  outlivedBy,
  ownersOf,
  type PlainFilter,
  type PortfolioWish,
  plainFilters,
  portfolioPress,
  type Workload,
  workloadsOf,
} from '../portfolio-choice.ts';
import type { Action, Block, Picture, Rich, Span, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';
import { pageActions, pageOf } from './shown.ts';

export interface ShownPortfolio extends Portfolio {
  wish: PortfolioWish;
  now: number;
  tryout: boolean;
}

const say = words.portfolio;
const perPage = 5;
const mostOwners = 5;

export function portfolioView(shown: ShownPortfolio, picture: Picture | null): View {
  const notes: Block[] = shown.tryout ? [{ type: 'text', text: words.common.tryout, subtle: true }] : [];
  const blocks: Block[] = [{ type: 'title', text: say.title }, ...portfolioBlocks(shown, picture), ...notes];
  return { text: `${textOf(blocks)}\n${say.typing}`, blocks };
}

interface Numbered {
  place: number;
  workload: Workload;
}

function paged(shown: ShownPortfolio) {
  const { filter, page: asked } = shown.wish;
  const found = workloadsOf(shown).filter((workload) => fits(workload, filter, shown.now));
  const page = pageOf(found, asked, perPage);
  const items = page.items.map((workload, index): Numbered => ({ place: page.page * perPage + index + 1, workload }));
  return { ...page, items, found: found.length };
}

/** What the picture beside the list is drawn from: the same workloads under the same numbers. */
export function portfolioData(shown: ShownPortfolio): PortfolioData {
  const { filter } = shown.wish;
  const { found, items } = paged(shown);
  const all = workloadsOf(shown).length;
  const subtitle = filter.is === 'all' ? say.all(all) : say.of({ name: filterName(shown, filter), shown: found, all });
  return { subtitle, rows: items.map(rowOf) };
}

export function portfolioBlocks(shown: ShownPortfolio, picture: Picture | null): Block[] {
  const { unread, wish } = shown;
  const { filter } = wish;
  const all = workloadsOf(shown).length;
  const page = paged(shown);
  const at = page.pages > 1 ? ` · ${words.common.page(page.page + 1, page.pages)}` : '';
  return [
    { type: 'text', text: all === 0 ? say.none : `${summaryOf(shown)}${at}` },
    ...(unread === 0 ? [] : [{ type: 'text' as const, text: say.unread(unread) }]),
    ...(filter.is === 'all' ? [] : [{ type: 'text' as const, text: say.of({ name: filterName(shown, filter), shown: page.found, all }) }]),
    ...(picture === null ? [] : [{ type: 'picture' as const, picture }]),
    ...page.items.flatMap((item) => workloadBlocks(item, shown.now)),
    ...waysOf(page.items),
    ...actionsBlock([...pageActions(page, (to) => portfolioPress(filter, to)), ...filterActions(shown)]),
  ];
}

const actionsBlock = (actions: Action[]): Block[] => (actions.length === 0 ? [] : [{ type: 'actions', actions }]);

function summaryOf(shown: ShownPortfolio): string {
  const all = workloadsOf(shown);
  const count = (is: PlainFilter): number => all.filter((workload) => fits(workload, { is }, shown.now)).length;
  return say.summary({
    all: all.length,
    overdue: count('overdue'),
    waiting: count('decision'),
    review: count('review'),
    little: count('little'),
    none: count('none'),
  });
}

function filterName(shown: ShownPortfolio, filter: Filter): string {
  if (filter.is === 'phase') return words.result.phases[filter.phase];
  if (filter.is !== 'owner') return say.filters[filter.is];
  return say.owner(ownersOf(shown).find(({ id }) => id === filter.owner)?.name ?? words.common.somebody);
}

/** Each that would show something else than what is shown now. */
function filterActions(shown: ShownPortfolio): Action[] {
  const all = workloadsOf(shown);
  const owners = ownersOf(shown).slice(0, mostOwners);
  const filters: Filter[] = [
    ...plainFilters.map((is): Filter => ({ is })),
    ...phases.map((phase): Filter => ({ is: 'phase', phase })),
    ...owners.map(({ id }): Filter => ({ is: 'owner', owner: id })),
  ];
  return filters.flatMap((filter) => {
    const count = all.filter((workload) => fits(workload, filter, shown.now)).length;
    const isNothingNew = filter.is !== 'all' && count === all.length;
    if (count === 0 || isNothingNew || isSame(filter, shown.wish.filter)) return [];
    return [{ label: say.filter({ name: filterName(shown, filter), count }), press: portfolioPress(filter) }];
  });
}

const isNamed = ({ entry }: Workload): boolean => entry.workload.trim() !== '';
const plainName = (workload: Workload): string => (isNamed(workload) ? workload.entry.workload : words.common.unnamed);
const nameSpan = (workload: Workload): Span => (isNamed(workload) ? { said: workload.entry.workload } : words.common.unnamed);

function workloadBlocks({ place, workload }: Numbered, now: number): Block[] {
  const name = nameSpan(workload);
  if (!workload.result) {
    return [
      { type: 'heading', text: say.heading({ place, name, phase: say.noResult }) },
      { type: 'text', text: say.begun(words.days.on(workload.entry.at, now)) },
    ];
  }
  const { entry } = workload;
  const action = { label: say.roadmap(place), press: { do: 'roadmap', a: entry.assessment }, aria: say.roadmapAria(plainName(workload)) };
  return [
    { type: 'heading', text: say.heading({ place, name, phase: words.result.phases[entry.phase] }) },
    { type: 'facts', facts: factsOf(entry, now) },
    { type: 'actions', actions: [action] },
  ];
}

/** To where each lives, as far as several people are there. */
function waysOf(items: readonly Numbered[]): Block[] {
  const ways = items.flatMap(({ place, workload: { entry } }) =>
    entry.home === null ? [] : [{ label: say.go(place), conversation: entry.home }],
  );
  return ways.length === 0 ? [] : [{ type: 'ways', ways }];
}

function factsOf(entry: PortfolioEntry, now: number): { name: string; value: Rich }[] {
  const { oldest, stuck, undecided, states } = entry;
  const { facts } = say;
  const outlived = outlivedBy(entry, now);
  const closed = say.closed(states);
  const trend = trendOf(entry, now);
  const lasts = (since: number): number => Math.max(0, now - since);
  return [
    { name: facts.score, value: scoreText(entry.trend.at(-1)) },
    { name: facts.open, value: say.gaps(entry) },
    ...(oldest === null
      ? []
      : [
          {
            name: facts.oldest,
            value: say.oldest({
              ...oldest,
              label: words.result.labels[oldest.label],
              ms: lasts(oldest.since),
              due: words.days.due(oldest.due, now),
            }),
          },
        ]),
    ...(stuck === null ? [] : [{ name: facts.waits, value: say.waits({ count: undecided, ms: lasts(stuck.since), title: stuck.title }) }]),
    ...(outlived.length === 0
      ? []
      : [{ name: facts.review, value: say.review({ count: outlived.length, ms: lasts(outlived[0] ?? now) }) }]),
    ...(closed === '' ? [] : [{ name: facts.closed, value: closed }]),
    ...(trend === '' ? [] : [{ name: facts.trend, value: trend }]),
  ];
}

type Point = PortfolioEntry['trend'][number];

function scoreOf(point: Point | undefined) {
  const { score = null, coverage = null } = point ?? {};
  return score === null || coverage === null ? null : { score, coverage };
}

function scoreText(point: Point | undefined): string {
  const score = scoreOf(point);
  return score === null ? say.notScored : scoreWords(score);
}

/** Against the result before, and against the first day of which it is known how many were open. */
function trendOf({ trend, history }: PortfolioEntry, now: number): string {
  const before = trend.at(-2);
  const [first, last] = [history[0], history.at(-1)];
  const hasMoved = first !== undefined && last !== undefined && first !== last;
  return [
    ...(before === undefined ? [] : [say.trend.score({ day: words.days.on(before.at, now), score: scoreText(before) })]),
    ...(hasMoved ? [say.trend.open({ day: words.days.on(first.at, now), from: first.open, to: last.open })] : []),
  ].join(' · ');
}

function rowOf({ place, workload }: Numbered): WorkloadRow {
  const name = plainName(workload);
  if (!workload.result) return { place, name, phase: null, score: 'none', before: null, open: 0, overdue: 0, waiting: 0 };
  const { phase, trend, open, overdue, undecided } = workload.entry;
  const count = open.Critical + open.High + open.Medium + open.Low;
  return { place, name, phase, score: scoreOf(trend.at(-1)), before: scoreOf(trend.at(-2)), open: count, overdue, waiting: undecided };
}
