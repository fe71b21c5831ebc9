/** The three pictures as they are sent: size, bytes, words and the names of people. */

import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HeatMapData, ScopeColumnData } from '../../../bot/pictures/data.ts';
import type { Drawn } from '../../../bot/pictures/drawn.ts';
import { type Mark, markWords } from '../../../bot/pictures/mark.ts';
import { agenticColumn, genaiColumn, heatMap } from '../../../bot/pictures/pictures.ts';
import { textWidth } from '../../../bot/pictures/png.ts';
import { portfolioBars } from '../../../bot/pictures/portfolio.ts';
import { quadrant } from '../../../bot/pictures/quadrant.ts';
import { limits } from '../../../bot/teams/limits.ts';
import {
  agentic,
  genai,
  heaviest,
  heaviestAgentic,
  heaviestGenai,
  heaviestRoadmap,
  heaviestWorkloads,
  longName,
  ordinary,
  roadmapItems,
  workloads,
} from './samples.ts';

const draws = {
  'heat map': () => heatMap(ordinary),
  'generative column': () => genaiColumn(genai),
  'agentic column': () => agenticColumn(agentic),
  quadrant: () => quadrant(roadmapItems),
  'heaviest quadrant': () => quadrant(heaviestRoadmap),
  portfolio: () => portfolioBars(workloads),
  'heaviest portfolio': () => portfolioBars(heaviestWorkloads),
  'heaviest heat map': () => heatMap(heaviest),
  'heaviest generative column': () => genaiColumn(heaviestGenai),
  'heaviest agentic column': () => agenticColumn(heaviestAgentic),
} satisfies Record<string, () => Promise<Drawn>>;

/** Undoes the escapes of SVG text. */
const plain = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');

interface Line {
  left: number;
  right: number;
  y: number;
  size: number;
  text: string;
}

/** Every line of text with the edges it reaches in our font. */
const linesOf = (svg: string): Line[] =>
  [...svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', inside = '']) => {
    const read = (name: string): string => new RegExp(`[ ";]${name}[=:]"?([^";]*)`).exec(attributes)?.[1] ?? '';
    const text = plain(inside);
    const size = Number.parseFloat(read('font-size'));
    const width = textWidth(text, size, read('font-weight') === '600' ? 600 : 400);
    const share = { start: 0, middle: 0.5, end: 1 }[read('text-anchor')] ?? 0;
    const left = Number.parseFloat(read('x')) - width * share;
    return { left, right: left + width, y: Number.parseFloat(read('y')), size, text };
  });

const texts = (svg: string): string[] => linesOf(svg).map(({ text }) => text);

const expectWords = (svg: string, marks: Mark[]): void => {
  const shown = texts(svg).join(' | ');
  for (const mark of marks) {
    const { number, word, notes } = markWords(mark);
    for (const part of [...(number === undefined ? [] : [number]), word, ...notes]) expect(shown).toContain(part);
  }
};

const gridMarks = ({ grid }: HeatMapData) => Object.values(grid).flatMap((row) => Object.values(row));
const rowMarks = ({ rows }: ScopeColumnData) => rows.map(({ mark }) => mark);

describe.each(Object.entries(draws))('the %s', (_, draw) => {
  let drawn: Drawn;
  beforeAll(async () => {
    drawn = await draw();
  });

  it('is an opaque PNG of the size it tells', () => {
    const bytes = Buffer.from(drawn.png);
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[24], bytes[25]]).toEqual([drawn.width, drawn.height, 8, 3]);
    expect(bytes.includes('tRNS')).toBe(false);
  });
  it('is light enough to travel inside a message', () => {
    expect(drawn.png.length).toBeLessThanOrEqual(limits.pictureBytes);
  });
  it('has the same bytes when it is drawn again', async () => {
    const again = await draw();
    expect(Buffer.from(again.png).equals(Buffer.from(drawn.png))).toBe(true);
    expect(again.svg).toBe(drawn.svg);
  });
  it('keeps every line of text inside the panel', () => {
    const lines = linesOf(drawn.svg);
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter(({ left, right }) => left < 12 || right > 388)).toEqual([]);
  });
  it('is written at ten pixels and a half or more, to be read at 400 pixels wide', () => {
    expect(linesOf(drawn.svg).filter(({ size }) => !(size >= 10.5))).toEqual([]);
  });
});

describe('what a picture shows', () => {
  it('has every word and number of the heat map', async () => {
    for (const data of [ordinary, heaviest]) expectWords((await heatMap(data)).svg, gridMarks(data));
  });
  it('has the score of the whole with its coverage', async () => {
    expect(texts((await heatMap(ordinary)).svg)).toContain('58 % of the weight in place, 84 % of it looked at');
  });
  it('says that nothing is scored where nothing is', async () => {
    expect(texts((await heatMap({ ...ordinary, whole: null })).svg)).toContain('Nothing is scored');
  });
  it('marks the target phase with a word', async () => {
    expect(texts((await heatMap(ordinary)).svg)).toContain('target phase');
  });
  it('has every word and number of the columns', async () => {
    expectWords((await genaiColumn(genai)).svg, rowMarks(genai));
    expectWords((await agenticColumn(heaviestAgentic)).svg, rowMarks(heaviestAgentic));
  });
  it('keeps the lines of a cell of the heat map inside the cell', async () => {
    const cells = linesOf((await heatMap(heaviest)).svg).filter(({ left, y }) => left > 90 && y > 88 && y < 346);
    expect(cells).toHaveLength(36);
    expect(cells.filter(({ left, right }) => Math.floor((left - 88) / 100) !== Math.floor((right + 6 - 88) / 100))).toEqual([]);
  });
  it('names the own scope in its head and the others below', async () => {
    const shown = texts((await genaiColumn({ ...genai, scope: 2, also: [1] })).svg).join(' | ');
    for (const part of [
      '2  Enterprise app',
      'Holds too: 1 Consumer app',
      '3 Pre-trained model',
      '4 Fine-tuned model',
      '5 Self-trained model',
    ])
      expect(shown).toContain(part);
  });
  it('has every item of a roadmap under its number, and names them all by impact and effort in words', async () => {
    const { svg, alt } = await quadrant(roadmapItems);
    expect(texts(svg)).toEqual(expect.arrayContaining(['Critical', 'Low', 'Small effort', 'Large effort', 'N1', 'N5', 'P3']));
    expect(alt).toContain('Critical, small effort: N1 Item N1; P1 Item P1.');
    expect(alt).toContain('High, small effort: N4 Item N4 (not open)');
  });
  it('counts the items that have no room, and names each of them in words all the same', async () => {
    const { svg, alt } = await quadrant(heaviestRoadmap);
    expect(texts(svg)).toContain('+42');
    for (const { mark } of heaviestRoadmap.items) expect(alt).toMatch(new RegExp(`\\b${mark}\\b`));
  });
  it('has no score without its coverage in the portfolio, and a word where there is none', async () => {
    const shown = texts((await portfolioBars(workloads)).svg);
    for (const words of ['58 % in place', '84 % looked at', '17 open', '2 overdue', '3 to decide']) expect(shown).toContain(words);
    for (const words of ['not looked at', 'nothing could be scored', 'no result yet']) expect(shown).toContain(words);
    expect(shown).not.toContain('0 % in place');
  });
  it('says in words every bar of the portfolio, and where the result before stood', async () => {
    const { alt } = await portfolioBars(workloads);
    expect(alt).toContain('1. Support agent, Enhanced, 58 % of the weight in place, 84 % of it looked at, 40 % in place before, 17 open');
    expect(alt).toContain('4. Mail sorter, Foundational, nothing could be scored');
    expect(alt).toContain('5. Night watch, no result yet.');
  });
  it('explains stripes only where a cell has them', async () => {
    const whole = { ...agentic, rows: agentic.rows.slice(0, 2) };
    expect(texts((await agenticColumn(whole)).svg).join(' ')).not.toContain('Striped');
    expect(texts((await agenticColumn(agentic)).svg).join(' ')).toContain('Striped');
  });
});

describe('a name in a picture', () => {
  it('is escaped, cut to the panel and whole in the text', async () => {
    const { svg, alt } = await heatMap(heaviest);
    const title = /<text[^>]*>(Ω[^<]*)</.exec(svg)?.[1] ?? '';
    expect(title).toMatch(/^Ω &lt;b&gt;Wörkload&lt;\/b&gt; &amp; &quot;friends&quot; W+…$/);
    expect(alt).toContain(longName);
  });
  it.each(['お客様サポート', '🤖', '', '\u202e\u0000'])('gives way to a plain word where the font has none of it: %j', async (name) => {
    const { svg, alt } = await agenticColumn({ ...agentic, name });
    expect(texts(svg)).toContain('This workload');
    expect(alt).toContain(`matrix of ${name},`);
  });
  it.each(['{a|b} {b}', ']]></text><script>', '&amp;', "it's"])('is drawn as it was written: %j', async (name) => {
    const shown = texts((await heatMap({ ...ordinary, name })).svg);
    expect(shown).toContain(name);
  });
});

describe('the pixels', () => {
  it('show the words with our font: wider letters make wider lines', () => {
    expect(textWidth('WWW', 15, 600)).toBeGreaterThan(textWidth('iii', 15, 600) * 2);
    expect(textWidth('Enhanced', 15, 600)).toBeGreaterThan(textWidth('Enhanced', 15, 400));
  });
  it('are light at the edge and inside, for dark themes as well', async () => {
    const { png, width, height } = await heatMap(ordinary);
    const bytes = Buffer.from(png);
    const palette = bytes.subarray(bytes.indexOf('PLTE') + 4);
    const start = bytes.indexOf('IDAT');
    const rows = inflateSync(bytes.subarray(start + 4, start + 4 + bytes.readUInt32BE(start - 4)));
    expect(rows.length).toBe((width + 1) * height);
    const colour = (x: number, y: number): string => {
      const at = (rows[y * (width + 1) + 1 + x] ?? 0) * 3;
      return palette.subarray(at, at + 3).toString('hex');
    };
    expect(colour(8, 8)).toBe('ffffff');
    expect(colour(Math.floor(width / 2), height - 8)).toBe('ffffff');
  });
});
