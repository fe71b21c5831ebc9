/** What a pass leaves open stays beside it, up to the explanation of a score. */
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../knowledge/load.ts';
import { checkStates } from '../../../workflows/interview/scoring/checks.ts';
import { verdictsOf } from '../../../workflows/interview/seen.ts';

const catalogue = loadCatalogue(new URL('../../../knowledge/', import.meta.url));
const control = catalogue.controls.find(({ id }) => id === 'ai-prompt-attack-defence');

const found = (verdict: 'pass' | 'fail') => [{ verdict, rows: 1, resources: ['guardrail/g1'], reasons: [], at: 1 }];
const statesOf = (verdict: 'pass' | 'fail', caveats: string[]) => {
  if (control === undefined) throw new Error('The catalogue has no such control.');
  return checkStates(control, verdictsOf({ check: 'BR-GRD-02', found: found(verdict), places: [1, 1], missing: [], caveats }));
};

describe('what a pass leaves open', () => {
  it('stands on the state of its check', () => {
    expect(statesOf('pass', ['The strength is medium; high stops more.'])).toMatchObject([
      { verdict: 'pass', caveats: ['The strength is medium; high stops more.'] },
    ]);
  });

  it('is not there where nothing is left open', () => {
    expect(statesOf('pass', [])[0]).not.toHaveProperty('caveats');
  });

  it('is not said of a fail', () => {
    expect(statesOf('fail', ['The strength is medium; high stops more.'])[0]).not.toHaveProperty('caveats');
  });
});
