/** Draws a board (title, headings, cells, footer) as SVG, on the matrix coordinate system of the chart library. */
import { createRequire } from 'node:module';
import type { EChartsOption } from 'echarts';
import { palette } from './palette.ts';
import { type Box, box, fontFamily, line, type Shape } from './tile.ts';

export interface Column {
  width: number;
  head: (at: Box) => Shape[];
}

export interface Board {
  title: string;
  subtitle: string;
  /** Names of the rows, each already broken into lines. */
  rows: string[][];
  rowHeight: number;
  columns: Column[];
  cell: (row: number, column: number, at: Box) => Shape[];
  footer: { lines: string[]; sample?: (at: Box) => Shape[] };
}

export const boardWidth = 400;
export const padding = 12;
const top = 54;
const headHeight = 34;
const gap = 2;
const footerLine = 15;

const inset = ({ x, y, width, height }: Box): Box => ({ x: x + gap, y: y + gap, width: width - 2 * gap, height: height - 2 * gap });

const footerHeight = ({ lines }: Board['footer']): number => lines.length * footerLine + 12;

const boardHeight = (board: Board): number => top + headHeight + board.rows.length * board.rowHeight + footerHeight(board.footer) + 8;

const rowNames = (lines: readonly string[], at: Box): Shape[] =>
  lines.map((text, index) =>
    line(text, at.x, at.y + at.height / 2 + (index - (lines.length - 1) / 2) * 14, { size: 10.5, bold: true, fill: palette.text }),
  );

/** What stands around the matrix: the frame, the title and the footer, drawn as the first item of the series. */
const around = (board: Board): Shape[] => {
  const bottom = boardHeight(board) - footerHeight(board.footer) + 2;
  const sample = board.footer.sample;
  const swatch = { x: padding, y: bottom - 1, width: 20, height: 13 };
  const frame = { x: 0.5, y: 0.5, width: boardWidth - 1, height: boardHeight(board) - 1 };
  return [
    box(frame, 'none', { color: palette.border }),
    line(board.title, padding, 21, { size: 15, bold: true, fill: palette.text }),
    line(board.subtitle, padding, 41, { size: 11, fill: palette.muted }),
    ...(sample === undefined ? [] : sample(swatch)),
    ...board.footer.lines.map((text, index) =>
      line(text, padding + (sample !== undefined && index === 0 ? 26 : 0), bottom + 6 + index * footerLine, {
        size: 10.5,
        fill: palette.muted,
      }),
    ),
  ];
};

/** The negative locators of the matrix are its headings: -1 is the row of column heads, or the column of row names. */
const shapesAt = (board: Board, row: number, column: number, at: Box): Shape[] => {
  if (row < 0) return board.columns[column]?.head(inset(at)) ?? [];
  if (column < 0) return rowNames(board.rows[row] ?? [], at);
  return board.cell(row, column, inset(at));
};

const places = (board: Board): [number, number][] =>
  board.columns
    .flatMap((_, column) => board.rows.map((__, row): [number, number] => [column, row]))
    .concat(
      board.columns.map((_, column): [number, number] => [column, -1]),
      board.rows.map((_, row): [number, number] => [-1, row]),
    );

const bare = {
  silent: true,
  label: { show: false },
  itemStyle: { borderWidth: 0, borderColor: 'none', color: 'none' },
  dividerLineStyle: { width: 0 },
};

const option = (board: Board): EChartsOption => {
  const cells = places(board);
  const taken = board.columns.reduce((sum, { width }) => sum + width, 0);
  const inner = boardWidth - 2 * padding;
  return {
    animation: false,
    backgroundColor: palette.panel,
    textStyle: { fontFamily },
    matrix: {
      left: padding,
      top,
      width: inner,
      height: headHeight + board.rows.length * board.rowHeight,
      x: { ...bare, levelSize: headHeight, data: board.columns.map(({ width }, index) => ({ value: `c${index}`, size: width })) },
      y: { ...bare, levelSize: inner - taken, data: board.rows.map((_, index) => ({ value: `r${index}`, size: board.rowHeight })) },
      body: bare,
      corner: bare,
      backgroundStyle: { borderWidth: 0, borderColor: 'none' },
    },
    series: {
      type: 'custom',
      coordinateSystem: 'matrix',
      silent: true,
      data: [[0, 0], ...cells],
      renderItem: ({ dataIndex }, api) => {
        const place = cells[dataIndex - 1];
        const at = place === undefined ? undefined : api.layout?.(place)?.rect;
        return { type: 'group', children: place && at ? shapesAt(board, place[1], place[0], at) : around(board) };
      },
    },
  };
};

/**
 * The chart library is loaded with the first picture, so that a start costs nothing; from its single file, because its
 * hundreds of modules take several times as long.
 */
const library = (): typeof import('echarts') => createRequire(import.meta.url)('echarts');

/** What the SVG painter takes and the library's types keep to themselves. */
interface PlainPainter {
  renderToString: (options: { cssAnimation: boolean; cssEmphasis: boolean }) => string;
}

/** Without styles for a pointer: nobody hovers over a PNG, and their running numbers would make equal boards differ. */
export const boardSvg = (board: Board): string => {
  const chart = library().init(null, null, { renderer: 'svg', ssr: true, width: boardWidth, height: boardHeight(board) });
  try {
    chart.setOption(option(board));
    return (chart.getZr().painter as unknown as PlainPainter).renderToString({ cssAnimation: false, cssEmphasis: false });
  } finally {
    chart.dispose();
  }
};
