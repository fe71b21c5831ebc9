/** What the pictures are drawn from: plain data, and how it is read off a finished result. */
import { type Layer, layers, type Phase, phases } from '../../knowledge/schema.ts';
import type { AssessmentResult } from '../../workflows/interview/result.ts';
import { agenticNames, genaiNames } from '../../workflows/interview/result-words.ts';
import type { Cell, Score } from '../../workflows/interview/scoring/types.ts';
import { type Mark, markOf } from './mark.ts';

export interface HeatMapData {
  kind: 'heat-map';
  /** The workload's name in people's own words. */
  name: string;
  target: Phase;
  whole: Score | null;
  grid: Record<Layer, Record<Phase, Mark>>;
}

/** One column of a scoping matrix: the scope of the workload, filled; its neighbours only named. */
export interface ScopeColumnData {
  kind: 'genai' | 'agentic';
  name: string;
  scope: number;
  /** Scopes whose duties hold beside the main one. */
  also: number[];
  scopes: { number: number; name: string }[];
  rows: { name: string; mark: Mark }[];
}

export type GenaiColumnData = ScopeColumnData & { kind: 'genai' };
export type AgenticColumnData = ScopeColumnData & { kind: 'agentic' };
export type PictureData = HeatMapData | ScopeColumnData;

type Drawable = Pick<AssessmentResult, 'workload' | 'scope' | 'cells' | 'outlook'>;

const cellOf = (cells: readonly Cell[], key: string): Cell | undefined => cells.find((cell) => cell.key === key);

export const heatMapData = ({ workload, scope, cells, outlook }: Drawable): HeatMapData => {
  const target = scope.workload.phase;
  const mark = (layer: Layer, phase: Phase): Mark => {
    const later = outlook.filter((control) => control.layer === layer && control.phase === phase).length;
    const beyond = phases.indexOf(phase) > phases.indexOf(target) ? later : undefined;
    const cell = cellOf(cells.grid, `${layer}/${phase}`);
    return cell === undefined ? { is: 'none-applies' } : markOf(cell, beyond);
  };
  const row = (layer: Layer): Record<Phase, Mark> =>
    Object.fromEntries(phases.map((phase) => [phase, mark(layer, phase)])) as Record<Phase, Mark>;
  return {
    kind: 'heat-map',
    name: workload.name,
    target,
    whole: cells.whole.score,
    grid: Object.fromEntries(layers.map((layer) => [layer, row(layer)])) as Record<Layer, Record<Phase, Mark>>,
  };
};

const named = (names: Readonly<Record<number, string>>): ScopeColumnData['scopes'] =>
  Object.entries(names)
    .map(([number, name]) => ({ number: Number(number), name }))
    .filter(({ number }) => number > 0);

const rowsOf = (cells: readonly Cell[]): ScopeColumnData['rows'] => cells.map((cell) => ({ name: cell.title, mark: markOf(cell) }));

/** Null when nothing in the workload is a generative model: it stands outside this matrix. */
export const genaiColumnData = ({ workload, scope, cells }: Drawable): GenaiColumnData | null => {
  const { genai, genaiScopes } = scope.workload;
  if (genai === 0) return null;
  const also = genaiScopes.filter((other) => other !== genai);
  return { kind: 'genai', name: workload.name, scope: genai, also, scopes: named(genaiNames), rows: rowsOf(cells.disciplines) };
};

/** Null when nothing in the workload is an agent. */
export const agenticColumnData = ({ workload, scope, cells }: Drawable): AgenticColumnData | null => {
  const { agentic } = scope.workload;
  if (agentic === 0) return null;
  return { kind: 'agentic', name: workload.name, scope: agentic, also: [], scopes: named(agenticNames), rows: rowsOf(cells.dimensions) };
};
