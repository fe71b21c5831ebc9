/** A roadmap as impact by effort: every item where it stands, under the number that it has in the list. */
import { labels } from '../../workflows/interview/scoring/gaps.ts';
import type { QuadrantData, QuadrantItem } from '../conversation/drawing.ts';
import type { Board } from './board.ts';
import { type Drawn, drawn, inner, titleOf } from './drawn.ts';
import { palette } from './palette.ts';
import { type Box, box, line, type Shape } from './tile.ts';

const efforts = [
  { effort: 'S', name: 'Small effort' },
  { effort: 'M', name: 'Medium effort' },
  { effort: 'L', name: 'Large effort' },
] as const;

const rowNameWidth = 64;
const columnWidth = (inner - rowNameWidth) / efforts.length;
const chip = { width: 29, height: 19, gap: 3 };
const perLine = Math.floor((columnWidth - 4 - chip.gap) / (chip.width + chip.gap));
/** More lines than this would make a picture of nothing but numbers. */
const mostLines = 3;
const mostChips = perLine * mostLines;

/** Where little effort does much, and where much effort does little. */
const grounds = ['#94c4ea', '#cfe3f5', '#eceff3', '#f3f5f8'] as const;

const itemsAt = ({ items }: QuadrantData, row: number, column: number): QuadrantItem[] =>
  items.filter(({ label, effort }) => label === labels[row] && effort === efforts[column]?.effort);

/** What has no room is counted. */
const chipsOf = (items: readonly QuadrantItem[]): { text: string; open: boolean }[] => {
  const all = items.map(({ mark, open }) => ({ text: mark, open }));
  return all.length <= mostChips ? all : [...all.slice(0, mostChips - 1), { text: `+${all.length - mostChips + 1}`, open: true }];
};

const linesIn = (data: QuadrantData): number =>
  Math.max(1, ...labels.flatMap((_, row) => efforts.map((__, column) => Math.ceil(chipsOf(itemsAt(data, row, column)).length / perLine))));

const drawChip = ({ text, open }: { text: string; open: boolean }, at: Box): Shape[] => [
  open ? box(at, palette.accent) : box(at, palette.panel, { color: palette.dash, dashed: true }),
  line(text, at.x + at.width / 2, at.y + at.height / 2, {
    size: 10.5,
    bold: true,
    fill: open ? palette.onAccent : palette.muted,
    align: 'center',
  }),
];

const cell = (data: QuadrantData, row: number, column: number, at: Box): Shape[] => {
  const ground = grounds[Math.min(grounds.length - 1, row + column)] ?? palette.blank;
  const chips = chipsOf(itemsAt(data, row, column)).flatMap((one, index) =>
    drawChip(one, {
      x: at.x + chip.gap + (index % perLine) * (chip.width + chip.gap),
      y: at.y + chip.gap + Math.floor(index / perLine) * (chip.height + chip.gap),
      width: chip.width,
      height: chip.height,
    }),
  );
  return [box(at, ground), ...chips];
};

const board = (data: QuadrantData): Board => ({
  title: titleOf(data.name),
  subtitle: 'Impact by effort: what stands at the top left does most for least',
  rows: labels.map((label) => [label]),
  rowHeight: Math.max(2, linesIn(data)) * (chip.height + chip.gap) + chip.gap + 4,
  columns: efforts.map(({ name }) => ({
    width: columnWidth,
    head: (at) => [line(name, at.x + 6, at.y + 20, { size: 11.5, bold: true, fill: palette.text })],
  })),
  cell: (row, column, at) => cell(data, row, column, at),
  footer: { lines: [data.legend, ...(data.items.some(({ open }) => !open) ? ['Dashed: not open any more, or decided otherwise.'] : [])] },
});

/** With more items than this their titles would be a list of their own, which stands beside the picture. */
const mostTitles = 24;

const quadrantAlt = (data: QuadrantData): string => {
  const named = (item: QuadrantItem): string =>
    `${item.mark}${data.items.length > mostTitles ? '' : ` ${item.title}`}${item.open ? '' : ' (not open)'}`;
  const cells = labels.flatMap((label, row) =>
    efforts.flatMap(({ name }, column) => {
      const items = itemsAt(data, row, column);
      return items.length === 0 ? [] : [`${label}, ${name.toLowerCase()}: ${items.map(named).join('; ')}.`];
    }),
  );
  return [`Roadmap of ${data.name}, impact by effort. ${data.legend}`, ...cells].join(' ');
};

export const quadrant = (data: QuadrantData): Promise<Drawn> => drawn(board(data), quadrantAlt(data));
