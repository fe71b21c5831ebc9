/** The colours: readable on every ground, and told apart by every common kind of vision. */
import { describe, expect, it } from 'vitest';
import { levels, palette, stripeOpacity } from '../../../bot/pictures/palette.ts';
import { standingWord } from '../../../workflows/interview/result-words.ts';

type Rgb = [number, number, number];

const rgb = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as Rgb;
const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = ([r, g, b]: Rgb): number => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
const contrast = (one: Rgb, two: Rgb): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(two)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
const striped = (fill: Rgb): Rgb =>
  fill.map((value, at) => value * (1 - stripeOpacity) + (rgb(palette.stripe)[at] ?? 0) * stripeOpacity) as Rgb;

/** Full dichromacy after Machado, Oliveira and Fernandes (2009), on linear light. */
const visions: Record<string, number[][]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const seen = (colour: Rgb, matrix: number[][]): number[] =>
  matrix.map((row) => row.reduce((sum, part, at) => sum + part * linear(colour[at] ?? 0), 0));
const apart = (one: number[], two: number[]): number => Math.hypot(...one.map((value, at) => value - (two[at] ?? 0)));

describe('the colours', () => {
  it.each(levels.map(({ word, fill }) => [word, fill] as const))('leave every text on "%s" readable, striped or not', (_, fill) => {
    for (const ink of [palette.text, palette.note])
      for (const ground of [rgb(fill), striped(rgb(fill))]) expect(contrast(rgb(ink), ground)).toBeGreaterThanOrEqual(4.5);
  });
  it.each([
    ['text on the panel', palette.text, palette.panel],
    ['footers on the panel', palette.muted, palette.panel],
    ['quiet cells', palette.muted, palette.blank],
    ['the head of the own column', palette.onAccent, palette.accent],
    ['the word under the target phase', palette.accent, palette.panel],
    ['the head of a column that holds too', palette.text, palette.also],
  ])('leave %s readable', (_, ink, ground) => {
    expect(contrast(rgb(ink), rgb(ground))).toBeGreaterThanOrEqual(4.5);
  });
  it('keep the arithmetic honest: black on white is 21 to 1', () => {
    expect(contrast(rgb('#000000'), rgb('#ffffff'))).toBeCloseTo(21, 5);
  });
  it.each(Object.entries(visions))('stay apart from the next level in %s', (_, matrix) => {
    const scale = levels.slice(0, 5).map(({ fill }) => seen(rgb(fill), matrix));
    for (let at = 1; at < scale.length; at += 1) expect(apart(scale[at] ?? [], scale[at - 1] ?? [])).toBeGreaterThan(0.08);
  });
  it('have a level and a disc of its own for every word of a score', () => {
    const words = [0, 0.1, 0.4, 0.75, 1].map((score) => standingWord({ score, coverage: 1 }));
    expect(words).toEqual(levels.slice(0, 5).map(({ word }) => word));
    expect(new Set(levels.slice(0, 5).map(({ disc }) => disc)).size).toBe(5);
    expect(levels[5].word).toBe(standingWord({ score: 0, coverage: 0 }));
  });
});
