/** Data for the pictures' tests: an ordinary workload, and one whose every number and word is as long as it gets. */

import type { PortfolioData, QuadrantData, QuadrantItem, WorkloadRow } from '../../../bot/conversation/drawing.ts';
import type { HeatMapData, ScopeColumnData } from '../../../bot/pictures/data.ts';
import type { Mark } from '../../../bot/pictures/mark.ts';
import { type Layer, layers, type Phase } from '../../../knowledge/schema.ts';
import { agenticNames, genaiNames } from '../../../workflows/interview/result-words.ts';
import { dimensionNames, disciplineNames } from '../../../workflows/interview/scoring/cells.ts';
import { labels } from '../../../workflows/interview/scoring/gaps.ts';

export const scored = (score: number, coverage: number, open: number): Mark => ({ is: 'scored', score: { score, coverage }, open });

export const ordinary: HeatMapData = {
  kind: 'heat-map',
  name: 'Support agent',
  target: 'enhanced',
  whole: { score: 0.58, coverage: 0.84 },
  grid: {
    infrastructure: { foundational: scored(1, 1, 0), enhanced: scored(0.76, 0.91, 3), advanced: { is: 'outlook', controls: 6 } },
    'identity-data': { foundational: scored(0.57, 0.83, 5), enhanced: scored(0.31, 0.34, 9), advanced: { is: 'none-applies' } },
    'ai-application': { foundational: scored(0, 0.77, 12), enhanced: scored(0, 0, 8), advanced: { is: 'not-assessed', controls: 2 } },
  },
};

export const longName = `Ω <b>Wörkload</b> & "friends" 🤖 お客様 ${'W'.repeat(300)}`;

const crowded = (at: number): Record<Phase, Mark> => ({
  foundational: scored(0.29 + at / 9, 0.49, 188),
  enhanced: scored(0.46 + at / 9, 0.43, 177),
  advanced: scored(0.88 + at / 90, 0.38, 166),
});

/** Every cell striped: the stripes are what makes a picture heavy. */
export const heaviest: HeatMapData = {
  ...ordinary,
  name: longName,
  grid: Object.fromEntries(layers.map((layer, at) => [layer, crowded(at)])) as Record<Layer, Record<Phase, Mark>>,
};

const scopes = (names: Readonly<Record<number, string>>): ScopeColumnData['scopes'] =>
  Object.entries(names)
    .filter(([number]) => number !== '0')
    .map(([number, name]) => ({ number: Number(number), name }));

const marks: Mark[] = [
  scored(1, 1, 0),
  scored(0.57, 0.83, 5),
  scored(0.31, 0.34, 19),
  scored(0, 0, 8),
  { is: 'none-applies' },
  scored(0.75, 0.96, 2),
];

const rows = (names: Readonly<Record<string, string>>, mark: (at: number) => Mark): ScopeColumnData['rows'] =>
  Object.values(names).map((name, at) => ({ name, mark: mark(at) }));

const given = (at: number): Mark => marks[at] ?? { is: 'none-applies' };
const heavy = (at: number): Mark => scored(0.29 + at / 10, 0.41 + at / 90, 180 + at);

export const genai = {
  kind: 'genai' as const,
  name: 'Support agent',
  scope: 3,
  also: [],
  scopes: scopes(genaiNames),
  rows: rows(disciplineNames, given),
};
export const agentic = {
  kind: 'agentic' as const,
  name: 'Support agent',
  scope: 3,
  also: [],
  scopes: scopes(agenticNames),
  rows: rows(dimensionNames, given),
};
export const heaviestGenai = { ...genai, name: longName, scope: 2, also: [1], rows: rows(disciplineNames, heavy) };
export const heaviestAgentic = { ...agentic, name: longName, rows: rows(dimensionNames, heavy) };

const score = (inPlace: number, coverage: number) => ({ score: inPlace, coverage });
const quietRow: WorkloadRow = {
  place: 1,
  name: 'Support agent',
  phase: 'enhanced',
  score: null,
  before: null,
  open: 0,
  overdue: 0,
  waiting: 0,
};

export const workloads: PortfolioData = {
  subtitle: '5 workloads',
  rows: [
    { ...quietRow, score: score(0.58, 0.84), before: score(0.4, 0.6), open: 17, overdue: 2, waiting: 3 },
    { ...quietRow, place: 2, name: 'Claims reader', phase: 'foundational', score: score(0.31, 0.34), open: 9 },
    { ...quietRow, place: 3, name: 'Letter writer', phase: 'advanced', score: score(0, 0), open: 5 },
    { ...quietRow, place: 4, name: 'Mail sorter', phase: 'foundational' },
    { ...quietRow, place: 5, name: 'Night watch', phase: null, score: 'none' },
  ],
};

export const heaviestWorkloads: PortfolioData = {
  subtitle: `Shown: Owner ${longName}, 5 of 1288`,
  rows: [1, 2, 3, 4, 5].map((at) => ({
    ...quietRow,
    place: 120 + at,
    name: longName,
    score: score(at === 5 ? 1 : at / 10, at === 5 ? 1 : at / 9),
    before: score(1 / at, 1),
    open: 1888,
    overdue: 1666,
    waiting: 1777,
  })),
};

const effortAt = (at: number) => (['S', 'M', 'L'] as const)[at % 3] ?? 'S';
const labelAt = (at: number) => labels[at % 4] ?? 'Low';

const item = (mark: string, at: number, open: boolean): QuadrantItem => ({
  mark,
  title: `Item ${mark}`,
  label: labelAt(at),
  effort: effortAt(at),
  open,
});

export const roadmapItems: QuadrantData = {
  name: 'Support agent',
  legend: 'N: Now, P: Production. The number is that of the list.',
  items: [
    ...[0, 1, 2, 3, 4].map((at) => item(`N${at + 1}`, at * 7, at !== 3)),
    ...[0, 1, 2, 3, 4].map((at) => item(`P${at + 1}`, at * 5, true)),
  ],
};

export const heaviestRoadmap: QuadrantData = {
  name: longName,
  legend: 'N: Now, P: Production, S: Scale. The number is that of the list.',
  items: Array.from({ length: 600 }, (_, at) => item(`P${at + 1}`, at, at % 5 !== 0)),
};
