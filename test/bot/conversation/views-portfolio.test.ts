/** The portfolio as a card: understood presses, the limits of both platforms however much there is, and no score without its coverage. */
import { describe, expect, it } from 'vitest';
import { isAboutPortfolio } from '../../../bot/conversation/hear-portfolio.ts';
import { portfolioPress, portfolioWish } from '../../../bot/conversation/portfolio-choice.ts';
import type { View } from '../../../bot/conversation/view.ts';
import { portfolioData, portfolioView, type ShownPortfolio } from '../../../bot/conversation/views/portfolio.ts';
import { faultsOf as blockFaultsOf } from '../../../bot/slack/check-blocks.ts';
import { toHome } from '../../../bot/slack/home.ts';
import { toMessages } from '../../../bot/slack/render.ts';
import { limits } from '../../../bot/teams/limits.ts';
import { toCard } from '../../../bot/teams/render.ts';
import { splitView } from '../../../bot/teams/split.ts';
import type { BegunEntry, PortfolioEntry } from '../../../workflows/roadmap/portfolio.ts';
import { day, firstMoment } from '../../support/interview.ts';
import { faultsOf as cardFaultsOf } from '../teams/cards.ts';
import { labelsOf } from './views-stage.ts';

const now = firstMoment + 40 * day;
const hostile = '<!channel> *Ana* & [x](https://evil.example) <at>Lead</at>';
const point = { result: 'r1', at: firstMoment, phase: 'enhanced' as const, score: 0.58, coverage: 0.84, gaps: 7 };

const entry = (over: Partial<PortfolioEntry> = {}): PortfolioEntry => ({
  assessment: 'a1',
  workload: 'Support agent',
  home: 'c1',
  phase: 'enhanced',
  trend: [point],
  history: [],
  submittedAt: null,
  states: {},
  notPutUp: 0,
  undecided: 0,
  work: 0,
  overdue: 0,
  verified: 0,
  accepted: 0,
  outlived: [],
  open: { Critical: 0, High: 0, Medium: 0, Low: 0 },
  owners: [],
  oldest: null,
  stuck: null,
  ...over,
});
const begun: BegunEntry = { begun: 1, assessment: 'b1', workload: 'Mail sorter', home: null, at: firstMoment };
const shown = (entries: PortfolioEntry[], over: Partial<ShownPortfolio> = {}): ShownPortfolio => ({
  entries,
  begun: [],
  unread: 0,
  wish: portfolioWish(),
  now,
  tryout: false,
  ...over,
});
const view = (entries: PortfolioEntry[], over: Partial<ShownPortfolio> = {}): View => portfolioView(shown(entries, over), null);

const gap = { control: 'c', title: 'Calls are recorded', label: 'High' as const, since: firstMoment, due: '2027-02-01' };
const full = Array.from({ length: 300 }, (_, index) =>
  entry({
    assessment: `a${index}`,
    workload: `${index} ${hostile}`,
    trend: [{ ...point, score: 0.4, coverage: 0.6 }, point],
    history: [
      { at: firstMoment, open: 12, overdue: 0 },
      { at: now, open: 7, overdue: 2 },
    ],
    overdue: index % 7,
    undecided: 3,
    notPutUp: 4,
    open: { Critical: 1, High: 2, Medium: 3, Low: 4 },
    owners: Array.from({ length: 12 }, (__, at) => ({ id: `U${index % 40}${at}`, name: `${at} ${hostile}`, open: 12 - at })),
    states: { verified: 3, accepted: 2, deferred: 1, rejected: 4, lapsed: 5 },
    oldest: { ...gap, title: `${hostile} ${'x'.repeat(160)}` },
    stuck: gap,
  }),
);

const views: [string, View][] = [
  ['of nothing', view([])],
  ['of one workload', view([entry()])],
  ['of one without a result', view([], { begun: [begun], tryout: true })],
  ['of very many', view(full, { begun: [begun], unread: 3 })],
  ['of very many, a page further', view(full, { wish: { filter: { is: 'overdue' }, page: 7 } })],
];

describe.each(views)('the portfolio %s', (_, one) => {
  it('fits into messages and the own page of Slack, and into cards of Teams', () => {
    expect(toMessages(one).flatMap(({ blocks }) => blockFaultsOf(blocks, 'message'))).toEqual([]);
    expect(blockFaultsOf(toHome(one, { channel: 'D1' }).blocks as never, 'home')).toEqual([]);
    const cards = splitView(one, limits).flatMap((part) => cardFaultsOf(toCard(part, {})));
    expect(cards.filter((fault) => !fault.startsWith('Maximum number'))).toEqual([]);
  });

  it('has buttons that are understood and travel in a message, and says what can be typed', () => {
    const presses = one.blocks.flatMap((block) => (block.type === 'actions' ? block.actions.map(({ press }) => press) : []));
    expect(presses.filter((press) => !isAboutPortfolio(press) && press.do !== 'roadmap')).toEqual([]);
    expect(presses.filter((press) => JSON.stringify(press).length > 500)).toEqual([]);
    expect(one.text.split('\n').at(-1)).toContain('Type "portfolio"');
    expect(one.text).not.toMatch(/undefined|\[object|NaN|\n\n/);
  });
});

describe('a workload in the portfolio', () => {
  const text = (over: Partial<PortfolioEntry>) => view([entry(over)]).text;

  it('says that nothing could be scored rather than a number', () => {
    expect(text({ trend: [{ ...point, score: null, coverage: null }] })).toContain('Score: nothing could be scored');
  });

  it('says what it was before, with its coverage, and on which day', () => {
    const trend = [{ ...point, score: 0.4, coverage: 0.6 }, point];
    expect(text({ trend })).toMatch(/Trend: on 12 Jan it was 40 % of the weight in place, 60 % of it looked at/);
  });

  it('says how long its oldest gap is open and until when, and how long a decision is waited for', () => {
    const told = text({ oldest: gap, stuck: { ...gap, since: now - 12 * day }, undecided: 3 });
    expect(told).toContain('Oldest: Calls are recorded · High · open for 40 days · due Mon 1 Feb');
    expect(told).toContain('Waits for a decision: 3, the longest for 12 days: Calls are recorded');
  });

  it('counts what was put aside and is outlived by now, and leaves out what is not yet', () => {
    expect(text({ outlived: [now - 90 * day, now - day, now + day] })).toContain(
      'Look again: 2 put aside, and the reason is outlived; the longest for 90 days',
    );
    expect(text({ outlived: [now + day] })).not.toContain('Look again');
    const some = view([entry({ outlived: [now] }), entry({ assessment: 'a2' })]);
    expect(some.text).toContain('2 workloads · 1 with something put aside to look at again');
    expect(labelsOf(some)).toContain('Put aside, to look at again (1)');
  });

  it('counts what is open by how heavy it is, and says where nothing is known to be', () => {
    expect(text({ open: { Critical: 1, High: 0, Medium: 2, Low: 0 }, overdue: 1, notPutUp: 2 })).toContain(
      'Open: 3 (1 critical, 2 medium) · 1 overdue · 2 not put up for a decision',
    );
    expect(text({})).toContain('Open: nothing known to be open');
  });

  it('has the same number in the list and in the picture, on every page', () => {
    const at = shown(full, { wish: { filter: { is: 'all' }, page: 3 } });
    const { rows } = portfolioData(at);
    expect(rows.map(({ place }) => place)).toEqual([16, 17, 18, 19, 20]);
    for (const { place, name } of rows) expect(portfolioView(at, null).text).toContain(`${place}. ${name}`);
  });
});

describe('the order', () => {
  it('puts what is overdue first, then whoever waits longest, then the heaviest, and what has no result last', () => {
    const entries = [
      entry({ workload: 'heavy', open: { Critical: 2, High: 0, Medium: 0, Low: 0 } }),
      entry({ workload: 'waits', stuck: { ...gap, since: now - day } }),
      entry({ workload: 'waits longer', stuck: gap }),
      entry({ workload: 'late', overdue: 1 }),
      entry({ workload: 'calm' }),
    ];
    const { rows } = portfolioData(shown(entries, { begun: [begun], wish: { filter: { is: 'all' }, page: 0 } }));
    expect(rows.map(({ name }) => name)).toEqual(['late', 'waits longer', 'waits', 'heavy', 'calm']);
    expect(
      portfolioData(shown(entries, { begun: [begun], wish: { filter: { is: 'all' }, page: 1 } })).rows.map(({ name }) => name),
    ).toEqual(['Mail sorter']);
  });
});

describe('the filters', () => {
  const ana = { id: 'ana', name: 'Ana', open: 2 };
  const entries = [
    entry({ workload: 'late', overdue: 1, owners: [ana] }),
    entry({ workload: 'asked', undecided: 1, phase: 'foundational' }),
    entry({ workload: 'dark', trend: [{ ...point, coverage: 0.49 }] }),
  ];
  const names = (wish: string) => portfolioData(shown(entries, { begun: [begun], wish: portfolioWish(wish) })).rows.map(({ name }) => name);

  it.each([
    ['overdue', ['late']],
    ['decision', ['asked']],
    ['little', ['dark', 'Mail sorter']],
    ['none', ['Mail sorter']],
    ['foundational', ['asked']],
    ['owner:ana', ['late']],
    ['owner:nobody', []],
    ['no filter of ours', ['late', 'asked', 'dark', 'Mail sorter']],
  ])('%s', (filter, found) => expect(names(`0 ${filter}`).toSorted()).toEqual(found.toSorted()));

  it('are offered with their count where they show something else', () => {
    const labels = labelsOf(view(entries, { begun: [begun], wish: portfolioWish('0 overdue') }));
    expect(labels).toEqual([
      'Roadmap 1',
      'All (4)',
      'Waiting for a decision (1)',
      'Little looked at (2)',
      'No result yet (1)',
      'Foundational (1)',
      'Enhanced (2)',
      'Owner Ana (1)',
    ]);
  });

  it('come back from a press as they went into it', () => {
    for (const filter of [{ is: 'little' }, { is: 'phase', phase: 'advanced' }, { is: 'owner', owner: '29:1-a_b' }] as const)
      expect(portfolioWish(portfolioPress(filter, 3).x)).toEqual({ filter, page: 3 });
  });
});
