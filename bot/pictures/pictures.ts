/** The three pictures of a result: the heat map of layers by phases, and a column of each scoping matrix. */
import { layers, phases } from '../../knowledge/schema.ts';
import { scoreWords } from '../../workflows/interview/result-words.ts';
import { phaseNames } from '../../workflows/interview/scoring/cells.ts';
import type { Board, Column } from './board.ts';
import type { AgenticColumnData, GenaiColumnData, HeatMapData, ScopeColumnData } from './data.ts';
import { type Drawn, drawn, inner, titleOf } from './drawn.ts';
import { isStriped, type Mark } from './mark.ts';
import { palette } from './palette.ts';
import { textWidth } from './png.ts';
import { type Box, box, line, type Shape, stripes, tile } from './tile.ts';
import { altText, matrixNames, scopeName } from './words.ts';

const stripeSample = (at: Box): Shape[] => [box(at, palette.blank, { color: palette.dash }), stripes(at)];

const openMeans = 'Open: partly or not in place, not known, or accepted.';

const footerOf = (marks: readonly Mark[], more: string[] = []): Board['footer'] =>
  marks.some(isStriped)
    ? { lines: ['Striped: less than half of it looked at.', openMeans, ...more], sample: stripeSample }
    : { lines: [openMeans, ...more] };

/** Words gathered into lines, each as long as `fits` allows. */
const broken = (words: readonly string[], joint: string, fits: (line: string) => boolean): string[] => {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.pop();
    if (last === undefined) lines.push(word);
    else if (fits(last + joint + word)) lines.push(last + joint + word);
    else lines.push(last, word);
  }
  return lines;
};

const layerLines = {
  infrastructure: ['Infrastructure'],
  'identity-data': ['Identity', 'and data'],
  'ai-application': ['AI', 'application'],
};

/** The target phase carries a bar and a word: the bar alone would be a colour only. */
const phaseHead = (name: string, target: boolean): Column['head'] =>
  target
    ? (at) => [
        line(name, at.x + 8, at.y + 6, { size: 11.5, bold: true, fill: palette.text }),
        line('target phase', at.x + 8, at.y + 20, { size: 10.5, fill: palette.accent }),
        box({ x: at.x, y: at.y + at.height - 3, width: at.width, height: 3 }, palette.accent),
      ]
    : (at) => [line(name, at.x + 8, at.y + 20, { size: 11.5, bold: true, fill: palette.text })];

const heatMapBoard = ({ name, target, whole, grid }: HeatMapData): Board => ({
  title: titleOf(name),
  subtitle: whole === null ? 'Nothing is scored' : scoreWords(whole),
  rows: layers.map((layer) => layerLines[layer]),
  rowHeight: 86,
  columns: phases.map((phase) => ({ width: 100, head: phaseHead(phaseNames[phase], phase === target) })),
  cell: (row, column, at) => {
    const [layer, phase] = [layers[row], phases[column]];
    return layer === undefined || phase === undefined ? [] : tile(grid[layer][phase], at, 'stacked');
  },
  footer: footerOf(layers.flatMap((layer) => phases.map((phase) => grid[layer][phase]))),
});

const narrow = 25;
const rowNameWidth = 112;

const scopeHead = (data: ScopeColumnData, scope: number): Column['head'] => {
  const own = scope === data.scope;
  const fill = own ? palette.accent : data.also.includes(scope) ? palette.also : palette.blank;
  const ink = own ? palette.onAccent : data.also.includes(scope) ? palette.text : palette.muted;
  const text = own ? `${scope}  ${scopeName(data, scope)}` : `${scope}`;
  return (at) => [
    box(at, fill),
    line(text, at.x + at.width / 2, at.y + at.height / 2, { size: 12, bold: true, fill: ink, align: 'center' }),
  ];
};

/** The scopes in the background by name, since their columns have room for a number only. */
const othersOf = (data: ScopeColumnData): string[] => {
  const shown = data.scopes
    .filter(({ number }) => number !== data.scope)
    .map(({ number, name }) => ({ also: data.also.includes(number), text: `${number} ${name}` }));
  const lines = (lead: string, also: boolean): string[] => {
    const [first, ...rest] = shown.filter((one) => one.also === also).map(({ text }) => text);
    return first === undefined ? [] : broken([`${lead} ${first}`, ...rest], ' · ', (text) => textWidth(text, 10.5, 400) <= inner);
  };
  return [...lines('Holds too:', true), ...lines('Other scopes:', false)];
};

const columnBoard = (data: ScopeColumnData): Board => ({
  title: titleOf(data.name),
  subtitle: `${matrixNames[data.kind]}, scope ${data.scope} of ${data.scopes.length}`,
  rows: data.rows.map(({ name }) => broken(name.split(' '), ' ', ({ length }) => length <= 18)),
  rowHeight: 52,
  columns: data.scopes.map(({ number }) => ({
    width: number === data.scope ? inner - rowNameWidth - narrow * (data.scopes.length - 1) : narrow,
    head: scopeHead(data, number),
  })),
  cell: (row, column, at) => {
    const [entry, scope] = [data.rows[row], data.scopes[column]];
    if (entry === undefined || scope === undefined) return [];
    if (scope.number === data.scope) return tile(entry.mark, at, 'wide');
    return [box(at, data.also.includes(scope.number) ? palette.also : palette.blank)];
  },
  footer: footerOf(
    data.rows.map(({ mark }) => mark),
    othersOf(data),
  ),
});

/** Layers by phases: where the workload stands, with the cells beyond its target phase standing back. */
export const heatMap = (data: HeatMapData): Promise<Drawn> => drawn(heatMapBoard(data), altText(data));

/** The five disciplines of the generative matrix, in the column of the workload's scope. */
export const genaiColumn = (data: GenaiColumnData): Promise<Drawn> => drawn(columnBoard(data), altText(data));

/** The six dimensions of the agentic matrix, in the column of the workload's scope. */
export const agenticColumn = (data: AgenticColumnData): Promise<Drawn> => drawn(columnBoard(data), altText(data));
