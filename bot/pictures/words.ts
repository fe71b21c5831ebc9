/** The pictures in words: one paragraph for a screen reader, and the same as rows of a table. */
import { type Layer, layers, phases } from '../../knowledge/schema.ts';
import { scoreWords } from '../../workflows/interview/result-words.ts';
import { layerNames, phaseNames } from '../../workflows/interview/scoring/cells.ts';
import type { HeatMapData, PictureData, ScopeColumnData } from './data.ts';
import { isStriped, type Mark, markWords } from './mark.ts';

export interface TextTable {
  head: string[];
  rows: string[][];
}

export const matrixNames: Record<ScopeColumnData['kind'], string> = {
  genai: 'Generative AI security scoping matrix',
  agentic: 'Agentic AI security scoping matrix',
};
const rowHeads: Record<ScopeColumnData['kind'], string> = { genai: 'Discipline', agentic: 'Dimension' };

export const scopeName = ({ scopes }: ScopeColumnData, scope: number): string =>
  scopes.find(({ number }) => number === scope)?.name ?? `Scope ${scope}`;

const said = (mark: Mark): string => {
  const { number, word, notes } = markWords(mark);
  const low = isStriped(mark) ? ['less than half looked at'] : [];
  return [...(number === undefined ? [] : [number]), word, ...notes, ...low].join(', ');
};

const heatMapAlt = ({ name, target, whole, grid }: HeatMapData): string => {
  const row = (layer: Layer): string =>
    `${layerNames[layer]}: ${phases.map((phase) => `${phaseNames[phase]} ${said(grid[layer][phase])}`).join('; ')}.`;
  const total = whole === null ? 'Nothing is scored.' : `The whole: ${scoreWords(whole)}.`;
  return [`Heat map of ${name}, layers by phases, target phase ${phaseNames[target]}.`, total, ...layers.map(row)].join(' ');
};

const alsoWords = (data: ScopeColumnData): string[] =>
  data.also.length === 0
    ? []
    : [`The duties of ${data.also.map((scope) => `scope ${scope} (${scopeName(data, scope)})`).join(', ')} hold too.`];

const columnAlt = (data: ScopeColumnData): string =>
  [
    `${matrixNames[data.kind]} of ${data.name}, scope ${data.scope} of ${data.scopes.length}: ${scopeName(data, data.scope)}.`,
    ...alsoWords(data),
    ...data.rows.map(({ name, mark }) => `${name}: ${said(mark)}.`),
  ].join(' ');

/** Everything the picture shows, in one paragraph, with the name whole. */
export const altText = (data: PictureData): string => (data.kind === 'heat-map' ? heatMapAlt(data) : columnAlt(data));

const heatMapTable = ({ target, grid }: HeatMapData): TextTable => ({
  head: ['Layer', ...phases.map((phase) => (phase === target ? `${phaseNames[phase]} (target)` : phaseNames[phase]))],
  rows: layers.map((layer) => [layerNames[layer], ...phases.map((phase) => said(grid[layer][phase]))]),
});

const columnTable = (data: ScopeColumnData): TextTable => ({
  head: [rowHeads[data.kind], `Scope ${data.scope}: ${scopeName(data, data.scope)}`],
  rows: data.rows.map(({ name, mark }) => [name, said(mark)]),
});

/** The picture's numbers as a table of strings, for those who read rather than look. */
export const textTable = (data: PictureData): TextTable => (data.kind === 'heat-map' ? heatMapTable(data) : columnTable(data));
