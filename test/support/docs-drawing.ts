/** Draws a chart: regions as boxes, moves as arrows, what stays in a state as a list, what many states share once. */
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { Chart, Move, Region, State } from './docs-moves.ts';

/** The layout program knows how wide this font's letters are; a list of fonts it would measure as another. */
const font = 'Arial';
const ink = '#1f2937';
const quiet = '#64748b';
const line = '#94a3b8';
const panels = ['#f8fafc', '#f0fdfa', '#fffbeb'];
const accents = ['#4f46e5', '#0f766e', '#b45309'];

/** A move that so many states of a region have in common is said once, beside them. */
const shared = 3;

const inHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `waitingForColleague` → `waiting for colleague`. */
export const inWords = (name: string): string =>
  name.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);

const small = (text: string, colour: string): string => `<font point-size="10" color="${colour}">${inHtml(text)}</font>`;

const label = ({ on, guard }: Move): string =>
  [on === null ? `<i>${small('by itself', quiet)}</i>` : small(on, ink), guard === null ? '' : small(` [${guard}]`, quiet)].join('');

const same = (one: Move, other: Move): boolean => one.on === other.on && one.guard === other.guard && one.target === other.target;

const has = (state: State, move: Move): boolean => state.moves.some((one) => same(one, move));

/** Groups what many states have in common by the states that have it. */
function commonMoves(region: Region): { states: string[]; moves: Move[] }[] {
  const groups = new Map<string, { states: string[]; moves: Move[] }>();
  const seen: Move[] = [];
  for (const move of region.states.flatMap(({ moves }) => moves)) {
    if (seen.some((one) => same(one, move))) continue;
    seen.push(move);
    const states = region.states.filter((state) => has(state, move)).map(({ name }) => name);
    if (states.length < shared) continue;
    const group = groups.get(states.join()) ?? { states, moves: [] };
    group.moves.push(move);
    groups.set(states.join(), group);
  }
  return [...groups.values()];
}

const row = (content: string): string => `<tr><td align="left">${content}</td></tr>`;

const table = (rows: readonly string[]): string =>
  `<<table border="0" cellborder="0" cellspacing="0" cellpadding="2">${rows.join('')}</table>>`;

function node(region: Region, state: State, accent: string, isCommon: (move: Move) => boolean): string {
  const stays = state.moves.filter((move) => move.target === null && !isCommon(move));
  const title = `<tr><td align="center"><b>${inHtml(inWords(state.name))}</b></td></tr>`;
  const rule = stays.length === 0 ? [] : ['<hr/>'];
  return `"${region.name}.${state.name}" [label=${table([title, ...rule, ...stays.map((move) => row(label(move)))])} color="${state.name === region.initial ? accent : line}" penwidth=${state.name === region.initial ? 2 : 1}];`;
}

/** Moves between the same two states share an arrow. */
function arrows(region: Region, state: State, accent: string, isCommon: (move: Move) => boolean): string[] {
  const leading = state.moves.filter((move) => move.target !== null && !isCommon(move));
  const targets = [...new Set(leading.map(({ target }) => target))];
  return targets.map((target) => {
    const moves = leading.filter((move) => move.target === target);
    const style = moves.every(({ on }) => on === null) ? `style=dashed color="${quiet}"` : `color="${accent}"`;
    return `"${region.name}.${state.name}" -> "${region.name}.${target}" [label=${table(moves.map((move) => row(`&nbsp;${label(move)}&nbsp;`)))} ${style}];`;
  });
}

const note = (name: string, rows: readonly string[]): string =>
  `"${name}" [shape=note color="${line}" fillcolor="#ffffff" label=${table(rows)}];`;

/** Names in rows of a readable length, the last ending in a colon. */
function inRows(names: readonly string[]): string[] {
  const perRow = 4;
  const rows = Array.from({ length: Math.ceil(names.length / perRow) }, (_, at) => names.slice(at * perRow, (at + 1) * perRow).join(', '));
  return rows.map((text, at) => `${text}${at === rows.length - 1 ? ':' : ','}`);
}

function commonNote(region: Region): string[] {
  const rows = commonMoves(region).flatMap(({ states, moves }) => [
    ...inRows(states.map(inWords)).map((names, at) => row(small(`${at === 0 ? 'in ' : ''}${names}`, quiet))),
    ...moves.map((move) => row(`${label(move)}${move.target === null ? '' : small(` → ${inWords(move.target)}`, ink)}`)),
  ]);
  return rows.length === 0
    ? []
    : [note(`${region.name}.shared`, rows), `"${region.name}.${region.states.at(-1)?.name}" -> "${region.name}.shared" [style=invis];`];
}

function cluster(region: Region, index: number): string {
  const accent = accents[index % accents.length] ?? ink;
  const common = commonMoves(region).flatMap(({ moves }) => moves);
  const isCommon = (move: Move): boolean => common.some((one) => same(one, move));
  return [
    `subgraph "cluster_${region.name}" {`,
    `label=<<b>${inHtml(inWords(region.name))}</b>> labeljust=l fontsize=15 fontcolor="${accent}" style="rounded,filled" color="${line}" fillcolor="${panels[index % panels.length]}" margin=18`,
    `"${region.name}.begin" [shape=circle style=filled fillcolor="${accent}" color="${accent}" label="" width=0.16 height=0.16];`,
    `"${region.name}.begin" -> "${region.name}.${region.initial}" [color="${accent}"];`,
    ...region.states.map((state) => node(region, state, accent, isCommon)),
    ...region.states.flatMap((state) => arrows(region, state, accent, isCommon)),
    ...commonNote(region),
    '}',
  ].join('\n');
}

/** The first region fills the left; the others stand below one another beside it, what is possible everywhere comes last. */
function below({ regions }: Chart): string[] {
  return regions.slice(1).map((region, index) => {
    const next = regions[index + 2];
    return `"${region.name}.${region.states.at(-1)?.name}" -> "${next === undefined ? 'everywhere' : `${next.name}.begin`}" [style=invis];`;
  });
}

export function toDot(chart: Chart, title: string): string {
  return [
    `digraph "${title}" {`,
    `graph [fontname="${font}" bgcolor="#ffffff" rankdir=TB ranksep=0.45 nodesep=0.35 pad=0.3 label=<<b>${inHtml(title)}</b>> labelloc=t fontsize=18 fontcolor="${ink}"];`,
    `node [fontname="${font}" fontsize=12 fontcolor="${ink}" shape=box style="rounded,filled" fillcolor="#ffffff" margin="0.12,0.06"];`,
    `edge [fontname="${font}" fontsize=10 arrowsize=0.7 penwidth=1.2];`,
    ...chart.regions.map(cluster),
    note('everywhere', [row(small('at any time:', quiet)), ...chart.everywhere.map((move) => row(label(move)))]),
    ...below(chart),
    '}',
  ].join('\n');
}

/** The same text for the same chart: the layout program travels with us, so no machine draws it differently. */
export async function toSvg(dot: string): Promise<string> {
  const graphviz = await Graphviz.load();
  return graphviz
    .dot(dot)
    .replace(/<!--[\s\S]*?-->\n?/g, '')
    .replaceAll(`font-family="${font}"`, `font-family="${font},Helvetica,sans-serif"`);
}
