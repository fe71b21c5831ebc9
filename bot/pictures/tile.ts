/** One cell as shapes: its fill, a disc that fills with the score, the number, the word and the notes. */
import type { CustomSeriesRenderItemReturn } from 'echarts';
import { isStriped, type Mark, type MarkWords, markWords } from './mark.ts';
import { levels, palette, stripeOpacity } from './palette.ts';

export type Shape = Extract<NonNullable<CustomSeriesRenderItemReturn>, { type: 'group' }>['children'][number];

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** `stacked`: one line under the other, for the squares of the heat map. `wide`: two lines, for the rows of a column. */
type TileForm = 'stacked' | 'wide';

export const fontFamily = 'Open Sans';

interface Ink {
  size: number;
  bold?: boolean;
  fill: string;
  align?: 'left' | 'center' | 'right';
}

/** One line of text, standing in the middle of the height `y`. */
export const line = (text: string, x: number, y: number, { size, bold = false, fill, align = 'left' }: Ink): Shape => ({
  type: 'text',
  silent: true,
  style: { text, x, y, fill, align, verticalAlign: 'middle', fontFamily, fontSize: size, fontWeight: bold ? 600 : 400 },
});

export const box = ({ x, y, width, height }: Box, fill: string, stroke?: { color: string; dashed?: boolean }): Shape => ({
  type: 'rect',
  shape: { x, y, width, height, r: 5 },
  style: {
    fill,
    ...(stroke === undefined ? {} : { stroke: stroke.color, lineWidth: 1, lineDash: stroke.dashed === true ? [3, 3] : 'solid' }),
  },
});

/** Slanted lines, cut by arithmetic a little inside the box, so that they stay within its round corners. */
export const stripes = (at: Box): Shape => {
  const edge = 2;
  const { x, y, width, height } = { x: at.x + edge, y: at.y + edge, width: at.width - 2 * edge, height: at.height - 2 * edge };
  const gap = 12;
  const parts: string[] = [];
  for (let from = gap; from < width + height; from += gap) {
    const [startX, startY] = from <= width ? [from, 0] : [width, from - width];
    const [endX, endY] = from <= height ? [0, from] : [from - height, height];
    parts.push(`M${x + startX} ${y + startY}L${x + endX} ${y + endY}`);
  }
  return {
    type: 'path',
    shape: { pathData: parts.join('') },
    style: { fill: 'none', stroke: palette.stripe, lineWidth: 1.5, opacity: stripeOpacity },
  };
};

const disc = (x: number, y: number, share: number): Shape[] => {
  const r = 6;
  const ring: Shape = { type: 'circle', shape: { cx: x, cy: y, r }, style: { fill: palette.panel, stroke: palette.text, lineWidth: 1.4 } };
  const start = -Math.PI / 2;
  const pie: Shape = {
    type: 'sector',
    shape: { cx: x, cy: y, r0: 0, r, startAngle: start, endAngle: start + 2 * Math.PI * share, clockwise: true },
    style: { fill: palette.text },
  };
  return share === 0 ? [ring] : [ring, pie];
};

/** Cells without a score stand back: a dashed outline, and their word in place of a number. */
const quiet = (words: MarkWords, at: Box, form: TileForm): Shape[] => {
  const middle = at.y + at.height / 2;
  const centre = at.x + at.width / 2;
  const ink: Ink = { size: 11, fill: palette.muted, align: 'center' };
  const frame = box(at, palette.blank, { color: palette.dash, dashed: true });
  const lines = [words.word, ...(form === 'wide' && words.notes.length > 0 ? [words.notes.join(' ')] : words.notes)];
  return [
    frame,
    ...lines.map((text, index) => line(text, centre, middle + (index - (lines.length - 1) / 2) * 16, { ...ink, bold: index === 0 })),
  ];
};

const stacked = (words: MarkWords, at: Box, share: number): Shape[] => {
  const left = at.x + 8;
  const note: Ink = { size: 10.5, fill: palette.note };
  const number = line(words.number ?? '?', left + 19, at.y + 18, { size: 18, bold: true, fill: palette.text });
  const word = line(words.word, left, at.y + 37, { size: 10.5, bold: true, fill: palette.text });
  return [
    ...disc(left + 6, at.y + 18, share),
    number,
    word,
    ...words.notes.map((text, index) => line(text, left, at.y + 53 + index * 15, note)),
  ];
};

const wide = (words: MarkWords, at: Box, share: number): Shape[] => {
  const left = at.x + 9;
  const first = at.y + at.height / 2 - 9;
  const number = line(words.number ?? '?', left + 19, first, { size: 16, bold: true, fill: palette.text });
  const word = line(words.word, at.x + at.width - 9, first, { size: 10.5, bold: true, fill: palette.text, align: 'right' });
  const notes = line(words.notes.join(' · '), left, first + 19, { size: 10.5, fill: palette.note });
  return [...disc(left + 6, first, share), number, word, notes];
};

/** All shapes of one cell. */
export const tile = (mark: Mark, at: Box, form: TileForm): Shape[] => {
  const words = markWords(mark);
  const level = levels.find(({ word }) => word === words.word);
  if (level === undefined) return quiet(words, at, form);
  const ground = [box(at, level.fill), ...(isStriped(mark) ? [stripes(at)] : [])];
  return [...ground, ...(form === 'stacked' ? stacked : wide)(words, at, level.disc)];
};
