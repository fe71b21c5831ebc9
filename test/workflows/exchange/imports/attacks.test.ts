/** What a red-team run of promptfoo shows, and that errors count for neither side. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadCatalogue } from '../../../../knowledge/load.ts';
import type { ImportedAttacks } from '../../../../workflows/exchange/imports/promptfoo.ts';
import { readImport } from '../../../../workflows/exchange/imports/read-import.ts';
import { changed, equivalents, fileText, type Json, now } from './support.ts';

const run: Json = JSON.parse(fileText('promptfoo'));
const rows = (run['results'] as { results: Json[] }).results;
const resisted = rows[0] ?? {};

const read = (value: unknown) => readImport(JSON.stringify(value), equivalents, now);

const attacks = (list: readonly unknown[], changes: Json = {}): ImportedAttacks => {
  const imported = read(changed(run, { 'results.results': list, 'results.stats': null, ...changes }));
  if (imported.kind !== 'attacks') throw new Error(JSON.stringify(imported));
  return imported;
};

const cases: { name: string; with: Json; expect: string }[] = parse(
  readFileSync(new URL('../../../cases/imports/attacks.yaml', import.meta.url), 'utf8'),
);

describe('one attack', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const { resisted: held, breached, errors, problems } = attacks([changed(resisted, one.with)]);

    const counts = { resisted: held, breached, error: errors, unreadable: problems.length };
    expect(counts).toEqual({ resisted: 0, breached: 0, error: 0, unreadable: 0, [one.expect]: 1 });
  });
});

describe('a whole run', () => {
  const whole = read(run) as ImportedAttacks;

  it('is counted by plugin and by strategy, with what was judged as its coverage', () => {
    expect(whole).toMatchObject({
      kind: 'attacks',
      attacks: 8,
      resisted: 5,
      breached: 1,
      errors: 2,
      coverage: 6 / 8,
      otherTests: 1,
      problems: [],
    });
    expect(whole.plugins).toEqual([
      { name: 'hijacking', attacks: 4, resisted: 2, breached: 1, errors: 1 },
      { name: 'pii:direct', attacks: 3, resisted: 2, breached: 0, errors: 1 },
      { name: 'prompt-extraction', attacks: 1, resisted: 1, breached: 0, errors: 0 },
    ]);
    expect(whole.strategies.map(({ name, attacks: number }) => [name, number])).toEqual([
      ['base64', 1],
      ['basic', 4],
      ['crescendo', 1],
      ['jailbreak:meta', 2],
    ]);
  });

  it('says which tool, which run, when and what was attacked', () => {
    expect(whole).toMatchObject({
      tool: 'promptfoo',
      version: '0.121.19',
      run: 'eval-Xy1-2026-11-18T08:30:00',
      at: Date.parse('2026-11-18T08:30:00Z'),
      targets: ['ticket-agent'],
    });
  });

  it('keeps neither prompts nor answers nor settings', () => {
    expect(JSON.stringify(whole)).not.toMatch(/poem|tickets\.|Bearer|stays with/);
  });

  it('names controls that exist', () => {
    const controls = loadCatalogue(new URL('../../../../knowledge/', import.meta.url)).controls.map(({ id }) => id);

    expect(whole.evidenceFor).toEqual(['ai-red-team', 'ai-prompt-attack-defence']);
    expect(controls).toEqual(expect.arrayContaining(whole.evidenceFor));
  });

  it('is evidence for the defence against prompt attacks only where such an attack was judged', () => {
    const plain = changed(resisted, { id: 'plain', 'testCase.metadata': { pluginId: 'pii:direct' }, metadata: {} });
    const failed = changed(resisted, { id: 'failed', success: false, failureReason: 2 });

    expect(attacks([plain]).evidenceFor).toEqual(['ai-red-team']);
    expect(attacks([plain, failed]).evidenceFor).toEqual(['ai-red-team']);
    expect(attacks([plain, resisted]).evidenceFor).toEqual(['ai-red-team', 'ai-prompt-attack-defence']);
  });
});

describe('what a run leaves open', () => {
  it('is said: that nothing got through proves little, and that a model judged', () => {
    expect(attacks([resisted]).caveats).toEqual([
      'A model judged most of these answers, and may be wrong either way.',
      'Nothing got through here; that does not show that nothing can.',
    ]);
  });

  it('is said where no attack was judged at all', () => {
    const failed = changed(resisted, { success: false, failureReason: 2, gradingResult: null });

    expect(attacks([failed])).toMatchObject({ coverage: 0, caveats: expect.arrayContaining(['No attack was judged: this says nothing.']) });
  });

  it('is said where the file holds fewer tests than the run counted', () => {
    const { caveats } = attacks([resisted], { 'results.stats': { successes: 5, failures: 1, errors: 0 } });

    expect(caveats.join()).toContain('The run counts 6 tests, but the file holds 1');
  });

  it('lowers the coverage where a result cannot be read', () => {
    expect(attacks([resisted, { success: 'yes' }])).toMatchObject({ attacks: 1, coverage: 0.5, problems: [{ index: 1 }] });
  });
});

describe('a result that stands there twice', () => {
  it('counts once, as what speaks worse for the target', () => {
    const breached = changed(resisted, { success: false, failureReason: 1, 'gradingResult.pass': false });

    expect(attacks([resisted, breached])).toMatchObject({ attacks: 1, resisted: 0, breached: 1, repeats: 1 });
    expect(attacks([breached, resisted])).toMatchObject({ attacks: 1, resisted: 0, breached: 1, repeats: 1 });
  });
});

describe('a run that is no evidence', () => {
  it.each([
    ['without any attack', changed(run, { 'results.results': [rows[8]] }), 'no test of this run names a red-team plugin'],
    ['without a time', changed(run, { metadata: null, 'results.timestamp': null }), 'does not say when'],
    ['from the future', changed(run, { 'metadata.evaluationCreatedAt': '2031-01-01T00:00:00Z' }), 'in the future'],
    ['of another shape', changed(run, { evalId: 7 }), 'evalId'],
  ])('%s is refused', (_, value, words) => {
    expect(read(value)).toMatchObject({ kind: 'refused', why: expect.stringMatching(new RegExp(`${words}.*Nothing was taken from it`)) });
  });
});

const junkRow = fc.record(
  {
    id: fc.oneof(fc.string(), fc.jsonValue()),
    success: fc.oneof(fc.boolean(), fc.jsonValue()),
    error: fc.jsonValue(),
    failureReason: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.jsonValue()),
    gradingResult: fc.oneof(fc.record({ pass: fc.boolean(), metadata: fc.jsonValue(), componentResults: fc.jsonValue() }), fc.jsonValue()),
    testCase: fc.oneof(fc.record({ metadata: fc.record({ pluginId: fc.string(), strategyId: fc.string() }) }), fc.jsonValue()),
    provider: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

describe('whatever a run holds', () => {
  it('every result is counted exactly once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(junkRow, fc.jsonValue()), { maxLength: 10 }), (list) => {
        const { attacks: number, resisted: held, breached, errors, otherTests, repeats, problems, plugins } = attacks([resisted, ...list]);

        expect(held + breached + errors).toBe(number);
        expect(number + otherTests + repeats + problems.length).toBe(list.length + 1);
        expect(plugins.reduce((sum, one) => sum + one.attacks, 0)).toBe(number);
      }),
    );
  });

  it('nothing but a judged success is resisted', () => {
    fc.assert(
      fc.property(junkRow, (junk) => {
        const row = { ...resisted, ...junk, id: 'x' };
        const imported = attacks([row, changed(resisted, { id: 'y', success: false, failureReason: 2 })]);

        if (imported.resisted > 0) expect(row).toMatchObject({ success: true, gradingResult: { pass: true } });
      }),
      { numRuns: 1000 },
    );
  });

  it('depth does not break it', () => {
    const deep = `${'[{"componentResults":'.repeat(20_000)}[]${'}]'.repeat(20_000)}`;
    const text = JSON.stringify(
      changed(run, { 'results.results': [changed(resisted, { 'gradingResult.componentResults': 'DEEP' })], 'results.stats': null }),
    );

    expect(readImport(text.replace('"DEEP"', deep), equivalents, now).kind).not.toBe('findings');
  });
});
