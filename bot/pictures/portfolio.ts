/** The workloads of an organisation, a bar each: what is in place, what was looked at, and what is open. */
import { percent, scoreWords } from '../../workflows/interview/result-words.ts';
import { phaseNames } from '../../workflows/interview/scoring/cells.ts';
import type { Score } from '../../workflows/interview/scoring/types.ts';
import type { PortfolioData, WorkloadRow } from '../conversation/drawing.ts';
import type { Board } from './board.ts';
import { type Drawn, drawn, inner } from './drawn.ts';
import { palette } from './palette.ts';
import { textWidth } from './png.ts';
import { type Box, box, line, type Shape, stripes } from './tile.ts';
import { fitted } from './title.ts';

const nameWidth = 110;
const countsWidth = 82;
const barWidth = inner - nameWidth - countsWidth;
const barHeight = 14;

const cut = (text: string, width: number): string => fitted(text, width, (part) => textWidth(part, 10.5, 600));

const phaseOf = ({ phase }: WorkloadRow): string => (phase === null ? 'no result yet' : phaseNames[phase]);

const nameLines = (row: WorkloadRow): string[] => {
  const name = cut(`${row.place}. ${row.name}`, nameWidth - 8);
  // The font may have none of its signs.
  return [name === `${row.place}.` ? `${row.place}. This workload` : name, phaseOf(row)];
};

/** Nothing stands there that could be taken for a score. */
const unknownBar = (word: string, at: Box): Shape[] => [
  box(at, palette.blank, { color: palette.dash, dashed: true }),
  line(word, at.x + at.width / 2, at.y + at.height / 2, { size: 10.5, fill: palette.muted, align: 'center' }),
];

const part = (at: Box, share: number): Box => ({ ...at, width: Math.max(3, at.width * share) });

/** A line across the bar where the result before stood. */
const tick = (at: Box, share: number): Shape => {
  const x = at.x + at.width * share;
  return {
    type: 'path',
    shape: { pathData: `M${x} ${at.y - 4}L${x} ${at.y + at.height + 4}` },
    style: { fill: 'none', stroke: palette.text, lineWidth: 2 },
  };
};

/** Where nobody looked there is no number that could be taken for a result. */
const barWords = ({ score, coverage }: Score, { x, y, width }: Box): Shape[] =>
  coverage === 0
    ? [line('not looked at', x, y, { size: 10.5, bold: true, fill: palette.text })]
    : [
        line(`${percent(score)} in place`, x, y, { size: 10.5, bold: true, fill: palette.text }),
        line(`${percent(coverage)} looked at`, x + width, y, { size: 10.5, fill: palette.note, align: 'right' }),
      ];

const bar = ({ score, before }: WorkloadRow, cell: Box): Shape[] => {
  const at = { x: cell.x + 4, y: cell.y + 7, width: cell.width - 12, height: barHeight };
  if (score === 'none') return unknownBar('no result yet', { ...at, height: cell.height - 14 });
  if (score === null) return unknownBar('nothing could be scored', { ...at, height: cell.height - 14 });
  return [
    box(at, palette.blank, { color: palette.dash }),
    stripes(at),
    ...(score.coverage === 0 ? [] : [box(part(at, score.coverage), palette.also)]),
    ...(score.score === 0 ? [] : [box(part(at, score.score), palette.accent)]),
    ...(before === null ? [] : [tick(at, before.score)]),
    ...barWords(score, { ...at, y: at.y + barHeight + 12 }),
  ];
};

const countWords = ({ score, open, overdue, waiting }: WorkloadRow): string[] =>
  score === 'none'
    ? []
    : [`${open} open`, ...(overdue > 0 ? [`${overdue} overdue`] : []), ...(waiting > 0 ? [`${waiting} to decide`] : [])];

const counts = (row: WorkloadRow, at: Box): Shape[] => {
  const words = countWords(row);
  return words.map((text, index) =>
    line(text, at.x + 8, at.y + at.height / 2 + (index - (words.length - 1) / 2) * 14, {
      size: 10.5,
      bold: index === 0,
      fill: index === 0 ? palette.text : palette.note,
    }),
  );
};

const head =
  (text: string) =>
  (at: Box): Shape[] => [line(text, at.x + 6, at.y + 20, { size: 11.5, bold: true, fill: palette.text })];

const board = ({ subtitle, rows }: PortfolioData): Board => ({
  title: 'Portfolio',
  subtitle: fitted(subtitle, inner, (text) => textWidth(text, 11, 400)),
  rows: rows.map(nameLines),
  rowHeight: 50,
  columns: [
    { width: barWidth, head: head('Weight in place') },
    { width: countsWidth, head: head('Gaps') },
  ],
  cell: (row, column, at) => {
    const entry = rows[row];
    return entry === undefined ? [] : column === 0 ? bar(entry, at) : counts(entry, at);
  },
  footer: {
    lines: [
      'Dark: in place. Light: looked at and not in place. Striped: not looked at.',
      ...(rows.some(({ before }) => before !== null) ? ['The upright mark: where the result before stood.'] : []),
    ],
  },
});

const rowAlt = (row: WorkloadRow): string => {
  const { place, name, score, before } = row;
  const stands = score === 'none' ? [] : [score === null ? 'nothing could be scored' : scoreWords(score)];
  const was = before === null ? [] : [`${percent(before.score)} in place before`];
  return `${[`${place}. ${name}`, phaseOf(row), ...stands, ...was, ...countWords(row)].join(', ')}.`;
};

export const portfolioBars = (data: PortfolioData): Promise<Drawn> =>
  drawn(board(data), [`Portfolio: ${data.subtitle}.`, ...data.rows.map(rowAlt)].join(' '));
