/** What the scoring rules and the offers name is in the catalogue. */
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../knowledge/load.ts';
import { phases, useCases } from '../../../knowledge/schema.ts';
import { assess } from '../../../workflows/interview/result.ts';
import { dependencies } from '../../../workflows/interview/scoring/dependencies.ts';
import { makeScope } from './scoring-controls.ts';

const catalogue = loadCatalogue(new URL('../../../knowledge/', import.meta.url));
const controls = new Set(catalogue.controls.map(({ id }) => id));

const input = { catalogue, offers: catalogue.offers, answers: {}, verdicts: [], acceptances: [], workload: { name: 'App' }, at: 0 };

describe('the catalogue', () => {
  it('has every control that an order of work names', () => {
    expect(dependencies.flatMap(({ first, next }) => [first, next]).filter((id) => !controls.has(id))).toEqual([]);
  });

  it('has every control and source that an offer names', () => {
    const named = catalogue.offers.flatMap(({ when }) => when.flatMap((rule) => (rule.kind === 'open-controls' ? rule.controls : [])));
    const sources = catalogue.offers.flatMap((offer) => offer.sources);

    expect(named.filter((id) => !controls.has(id))).toEqual([]);
    expect(sources.filter((id) => catalogue.sources[id] === undefined)).toEqual([]);
  });

  it('names all four offers to a production agent about which nothing is known', () => {
    const { next } = assess({ ...input, scope: makeScope({ agentic: 3, useCase: 'acts' }) });

    expect(next.map(({ id }) => id)).toEqual(['ship', 'sechub-ai', 'wa-agentic', 'wa-genai']);
  });

  it('promises no agent controls from SHIP and no guardrails from the AI standard', () => {
    const leaves = Object.fromEntries(catalogue.offers.map((offer) => [offer.id, offer.leaves]));

    expect(leaves['ship']).toMatch(/agent/i);
    expect(leaves['sechub-ai']).toMatch(/guardrails/i);
  });

  it.each(useCases.flatMap((useCase) => phases.map((phase) => [useCase, phase] as const)))(
    'scores nothing in place and nothing looked at before anybody answered (%s, %s)',
    (useCase, phase) => {
      const {
        cells,
        gaps,
        controls: lines,
      } = assess({ ...input, scope: makeScope({ useCase, phase, agentic: useCase === 'acts' ? 2 : 0 }) });

      expect(cells.whole.score).toEqual({ score: 0, coverage: 0 });
      expect(gaps).toHaveLength(lines.length);
    },
  );
});
