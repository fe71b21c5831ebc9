/** Pixels to a small PNG: few colours, counted and looked up, because a picture travels inside a message of 88 KB. */
import { crc32 } from 'node:zlib';
import { zlibSync } from 'fflate';

interface Pixels {
  /** Red, green, blue and opacity of each pixel, row by row. */
  rgba: Uint8Array;
  width: number;
  height: number;
}

/** Flat fills and the soft edges of letters need no more; the eye sees no difference at this number. */
const mostColours = 20;

const keyAt = (rgba: Uint8Array, at: number): number => ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);

/** The most frequent colours, equal counts by value, so that the same picture always has the same palette. */
const paletteOf = (colours: ReadonlyMap<number, number>): number[] =>
  [...colours]
    .toSorted(([one, count], [two, other]) => other - count || one - two)
    .slice(0, mostColours)
    .map(([colour]) => colour);

const distance = (one: number, two: number): number =>
  ((one >> 16) - (two >> 16)) ** 2 + (((one >> 8) & 255) - ((two >> 8) & 255)) ** 2 + ((one & 255) - (two & 255)) ** 2;

const nearest = (colour: number, palette: readonly number[]): number =>
  palette.reduce((best, one, index) => (distance(colour, one) < distance(colour, palette[best] ?? 0) ? index : best), 0);

/** Most pixels repeat the one before, so a colour is looked up only where a run of equal ones begins. */
const eachRun = ({ rgba, width, height }: Pixels, visit: (colour: number, from: number, length: number) => void): void => {
  const count = width * height;
  for (let from = 0; from < count; ) {
    const colour = keyAt(rgba, from * 4);
    let to = from + 1;
    while (to < count && keyAt(rgba, to * 4) === colour) to += 1;
    visit(colour, from, to - from);
    from = to;
  }
};

const countColours = (pixels: Pixels): Map<number, number> => {
  const counts = new Map<number, number>();
  eachRun(pixels, (colour, _, length) => counts.set(colour, (counts.get(colour) ?? 0) + length));
  return counts;
};

/** Each row begins with a zero: no filter, the best one for looked-up colours. */
const scanLines = (pixels: Pixels, indexes: ReadonlyMap<number, number>): Uint8Array => {
  const { width, height } = pixels;
  const flat = new Uint8Array(width * height);
  eachRun(pixels, (colour, from, length) => flat.fill(indexes.get(colour) ?? 0, from, from + length));
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y += 1) rows.set(flat.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return rows;
};

const chunk = (type: string, data: Uint8Array): Uint8Array => {
  const part = Buffer.alloc(data.length + 12);
  part.writeUInt32BE(data.length, 0);
  part.write(type, 4, 'latin1');
  part.set(data, 8);
  part.writeUInt32BE(crc32(part.subarray(4, 8 + data.length)), 8 + data.length);
  return part;
};

const header = ({ width, height }: Pixels): Uint8Array => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 3, 0, 0, 0], 8);
  return data;
};

/** Opaque, and packed by a library without native code: its bytes are the same on every processor. */
export const indexedPng = (pixels: Pixels): Uint8Array => {
  const counts = countColours(pixels);
  const palette = paletteOf(counts);
  const indexes = new Map([...counts.keys()].map((colour) => [colour, nearest(colour, palette)]));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header(pixels)),
    chunk('PLTE', Uint8Array.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', zlibSync(scanLines(pixels, indexes), { level: 9, mem: 12 })),
    chunk('IEND', new Uint8Array(0)),
  ]);
};
