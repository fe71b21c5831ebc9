/** The drawn pages agree with the code, and the drawing shows all of a chart. */
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../knowledge/load.ts';
import { createInterviewChart } from '../workflows/interview/chart.ts';
import { stale } from './support/docs.ts';
import { inWords, toDot, toSvg } from './support/docs-drawing.ts';
import { type Chart, guardInWords, readChart } from './support/docs-moves.ts';

const chart = readChart(createInterviewChart(loadCatalogue(new URL('../knowledge/', import.meta.url))).config);

const wordsIn = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => (text ?? '').replaceAll('&#160;', ' ').replaceAll('&#45;', '-').trim());

describe('the drawn pages', () => {
  it('agree with the code as it is', async () => {
    expect(await stale()).toEqual([]);
  });
});

describe('the reading of the chart', () => {
  it('finds every region and state', () => {
    expect(chart.regions.map(({ name, states }) => [name, states.length])).toEqual([
      ['interview', 8],
      ['activity', 5],
      ['colleagues', 2],
      ['scan', 4],
    ]);
  });

  it('says a combined guard in words', () => {
    const confirm = chart.regions.flatMap(({ states }) => states).flatMap(({ moves }) => moves.filter(({ on }) => on === 'confirm-scope'));
    expect(confirm.map(({ guard, target }) => [guard, target])).toEqual([
      ['mayConfirmScope and wantsDepth', 'asking'],
      ['mayConfirmScope', 'shortPath'],
    ]);
  });

  it('refuses a guard that it cannot name', () => {
    expect(() => guardInWords(() => true)).toThrow();
  });
});

describe('the drawing', () => {
  it('shows every state, event and guard', async () => {
    const words = wordsIn(await toSvg(toDot(chart, 'The assessment')));
    const moves = [...chart.everywhere, ...chart.regions.flatMap(({ states }) => states.flatMap((state) => state.moves))];
    const wanted = [
      ...chart.regions.flatMap(({ states }) => states.map(({ name }) => inWords(name))),
      ...moves.flatMap(({ on, guard }) => [on ?? 'by itself', ...(guard === null ? [] : [`[${guard}]`])]),
    ];
    expect([...new Set(wanted)].filter((word) => !words.includes(word))).toEqual([]);
  });

  const small = (guard: string): Chart => ({
    regions: [
      {
        name: 'door',
        initial: 'shut',
        states: [
          { name: 'shut', moves: [{ on: 'push', guard, target: 'open' }] },
          { name: 'open', moves: [] },
        ],
      },
    ],
    everywhere: [],
  });

  it('is the same for the same chart', async () => {
    expect(await toSvg(toDot(small('isFree'), 'A door'))).toBe(await toSvg(toDot(small('isFree'), 'A door')));
  });

  it('is another when a guard changes', async () => {
    expect(await toSvg(toDot(small('isFree'), 'A door'))).not.toBe(await toSvg(toDot(small('isOiled'), 'A door')));
  });
});
