/** What a cell says, what the pictures are drawn from, and the same in words. */
import { describe, expect, it } from 'vitest';
import { agenticColumnData, genaiColumnData, heatMapData } from '../../../bot/pictures/data.ts';
import { isStriped, markOf, markWords } from '../../../bot/pictures/mark.ts';
import { altText, textTable } from '../../../bot/pictures/words.ts';
import type { AssessmentResult } from '../../../workflows/interview/result.ts';
import type { Cell } from '../../../workflows/interview/scoring/types.ts';
import { agentic, genai, longName, ordinary, scored } from './samples.ts';

const cell = (change: Partial<Cell>): Cell => ({
  key: 'whole',
  title: 'A cell',
  weight: 0,
  credit: 0,
  covered: 0,
  accepted: 0,
  score: null,
  note: null,
  controls: [],
  open: [],
  ...change,
});

const result = (change: { phase?: string; genai?: number; genaiScopes?: number[]; agentic?: number }) =>
  ({
    workload: { name: 'Support agent' },
    scope: { workload: { phase: 'foundational', genai: 3, genaiScopes: [3], agentic: 2, ...change } },
    cells: {
      whole: cell({ score: { score: 0.5, coverage: 1 } }),
      grid: [
        cell({ key: 'infrastructure/foundational', score: { score: 0.5, coverage: 1 }, controls: ['a', 'b'], open: ['b'] }),
        cell({ key: 'infrastructure/enhanced' }),
        cell({ key: 'ai-application/enhanced', score: { score: 1, coverage: 1 }, controls: ['c'] }),
      ],
      disciplines: [cell({ key: 'discipline/controls', title: 'Controls' })],
      dimensions: [cell({ key: 'dimension/orchestration', title: 'Orchestration' })],
    },
    outlook: [{ control: 'x', title: 'X', layer: 'infrastructure', phase: 'enhanced', effort: 'S' }],
  }) as unknown as AssessmentResult;

describe('a mark', () => {
  it('is scored with its open controls where something was counted', () => {
    expect(markOf(cell({ score: { score: 0.5, coverage: 1 }, controls: ['a', 'b'], open: ['b'] }))).toEqual(scored(0.5, 1, 1));
  });
  it('is not assessed where every control was said not to apply', () => {
    expect(markOf(cell({ controls: ['a', 'b'] }))).toEqual({ is: 'not-assessed', controls: 2 });
  });
  it('says that none applies where the catalogue has no control', () => {
    expect(markWords(markOf(cell({}))).word).toBe('none applies');
  });
  it('shows no number where nothing was looked at, since nought would read as a finding', () => {
    expect(markWords(scored(0, 0, 8))).toEqual({ word: 'not looked at', notes: ['0 % looked at', '8 open'] });
  });
  it('is striped below half coverage and not at half', () => {
    expect([isStriped(scored(1, 0.49, 0)), isStriped(scored(1, 0.5, 0))]).toEqual([true, false]);
  });
});

describe('the data of a picture', () => {
  it('counts what lies beyond the target phase as outlook', () => {
    expect(heatMapData(result({})).grid.infrastructure.enhanced).toEqual({ is: 'outlook', controls: 1 });
  });
  it('shows what was assessed beyond the target phase as scored', () => {
    expect(heatMapData(result({})).grid['ai-application'].enhanced).toEqual(scored(1, 1, 0));
  });
  it('never calls a cell within the target phase outlook', () => {
    expect(heatMapData(result({ phase: 'advanced' })).grid.infrastructure.enhanced).toEqual({ is: 'none-applies' });
  });
  it('has no generative column without a generative model and no agentic one without an agent', () => {
    expect([genaiColumnData(result({ genai: 0 })), agenticColumnData(result({ agentic: 0 }))]).toEqual([null, null]);
  });
  it('names the scopes that hold beside the main one', () => {
    expect(genaiColumnData(result({ genai: 2, genaiScopes: [1, 2] }))).toMatchObject({ scope: 2, also: [1] });
  });
  it('lists four agentic scopes, without the one for what is no agent', () => {
    expect(agenticColumnData(result({}))?.scopes.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });
});

describe('the text of a picture', () => {
  it('tells the whole heat map in one paragraph', () => {
    expect(altText(ordinary)).toBe(
      'Heat map of Support agent, layers by phases, target phase Enhanced. The whole: 58 % of the weight in place, 84 % of it looked at. ' +
        'Infrastructure security: Foundational 100 %, in place, 100 % looked at, 0 open; Enhanced 76 %, mostly in place, 91 % looked at, 3 open; Advanced outlook, 6 controls. ' +
        'Identity and data security: Foundational 57 %, partly in place, 83 % looked at, 5 open; Enhanced 31 %, little in place, 34 % looked at, 9 open, less than half looked at; Advanced none applies. ' +
        'AI application security: Foundational 0 %, nothing in place, 77 % looked at, 12 open; Enhanced not looked at, 0 % looked at, 8 open, less than half looked at; Advanced not assessed, 2 controls, set aside.',
    );
  });
  it('names the scope and each discipline of a column', () => {
    const alt = altText(genai);
    for (const part of [
      'scope 3 of 5: Pre-trained model',
      'Legal and privacy: 57 %, partly in place, 83 % looked at, 5 open.',
      'Resilience: none applies.',
    ])
      expect(alt).toContain(part);
  });
  it('keeps a long name whole', () => {
    expect(altText({ ...agentic, name: longName })).toContain(longName);
  });
  it('says which other scopes hold too', () => {
    expect(altText({ ...genai, scope: 2, also: [1] })).toContain('The duties of scope 1 (Consumer app) hold too.');
  });
  it('is also a table with a row for each layer and the target phase named', () => {
    const { head, rows } = textTable(ordinary);
    expect(head).toEqual(['Layer', 'Foundational', 'Enhanced (target)', 'Advanced']);
    expect(rows[0]).toEqual([
      'Infrastructure security',
      '100 %, in place, 100 % looked at, 0 open',
      '76 %, mostly in place, 91 % looked at, 3 open',
      'outlook, 6 controls',
    ]);
  });
  it('is also a table with a row for each dimension', () => {
    const { head, rows } = textTable(agentic);
    expect(head).toEqual(['Dimension', 'Scope 3: Supervised agency']);
    expect(rows).toHaveLength(6);
  });
});
