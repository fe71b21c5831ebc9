/** Which questions a scan answers by itself: the cases of `test/cases/scoring/seen-answers.yaml`, and what holds of all of them. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Control, ImpliedChoice } from '../../../knowledge/schema.ts';
import { seenAnswers } from '../../../workflows/interview/scoring/seen-answers.ts';
import { controlLine } from '../../../workflows/interview/scoring/treatment.ts';
import type { Verdict, VerdictWord } from '../../../workflows/interview/scoring/types.ts';
import { answersFor, calm, makeControl, type Word } from './scoring-controls.ts';

type Mapping = Record<string, ImpliedChoice>;

interface SeenCase {
  name: string;
  answers: Mapping;
  rows: Record<string, VerdictWord[]>;
  expect: 'yes' | 'partly' | 'no' | 'none';
}

const cases: SeenCase[] = parse(readFileSync(new URL('../../cases/scoring/seen-answers.yaml', import.meta.url), 'utf8'));

const mapped = (mapping: Mapping, count = 1, over: Partial<Control> = {}): Control => {
  const plain = makeControl({ count, ...over });
  const checks = ['A-01', 'A-02'].map((check) => {
    const implied = mapping[check];
    return { check, proves: 'One part.', ...(implied === undefined ? {} : { answers: { q1: implied } }) };
  });
  return { ...plain, evidence: { ...plain.evidence, checks } };
};

const rowsOf = (rows: Record<string, readonly VerdictWord[]>): Verdict[] =>
  Object.entries(rows).flatMap(([check, words]) =>
    words.map((verdict, index): Verdict => ({ check, verdict, resource: `${check}-${index}`, at: 10 + index })),
  );

const lineFor = (control: Control, verdicts: readonly Verdict[], said: readonly Word[] = ['unanswered']) =>
  controlLine(control, { agentic: 0, riskFacts: calm }, { answers: answersFor('thing', said), verdicts, acceptances: [], at: 100 });

describe('a scan answers a question', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, { answers, rows, expect: choice }) => {
    expect(seenAnswers([mapped(answers)], rowsOf(rows))['thing/q1']?.choice ?? 'none').toBe(choice);
  });

  it('with the checks that decide it, the number of their resources and the age of the oldest look', () => {
    const both = mapped({ 'A-01': { pass: 'yes', fail: 'no' }, 'A-02': { pass: 'yes' } });
    const passed = rowsOf({ 'A-01': ['pass', 'pass', 'not-applicable'], 'A-02': ['pass'] });
    const failed = rowsOf({ 'A-01': ['pass', 'fail'], 'A-02': ['pass'] });

    expect(seenAnswers([both], passed)).toEqual({
      'thing/q1': { choice: 'yes', verdict: 'pass', from: ['A-01', 'A-02'], resources: 3, at: 10 },
    });
    expect(seenAnswers([both], failed)).toEqual({ 'thing/q1': { choice: 'no', verdict: 'fail', from: ['A-01'], resources: 1, at: 11 } });
  });

  it('counts a resource once, however many checks looked at it', () => {
    const both = mapped({ 'A-01': { pass: 'yes' }, 'A-02': { pass: 'yes' } });
    const rows = ['A-01', 'A-02'].map((check): Verdict => ({ check, verdict: 'pass', resource: 'the one', at: 1 }));

    expect(seenAnswers([both], rows)['thing/q1']?.resources).toBe(1);
  });

  it('by the worse of two failures, whatever the order of the choices, and by the check that shows it', () => {
    const both = mapped({ 'A-01': { fail: 'partly' }, 'A-02': { fail: 'no' } });
    const questions = both.questions.map((question) => ({ ...question, choices: question.choices.toReversed() }));
    const failed = rowsOf({ 'A-01': ['fail'], 'A-02': ['fail'] });

    for (const control of [both, { ...both, questions }])
      expect(seenAnswers([control], failed)).toEqual({
        'thing/q1': { choice: 'no', verdict: 'fail', from: ['A-02'], resources: 1, at: 10 },
      });
  });

  it('by the check whose pass implies a choice, where another speaks of failing only', () => {
    const both = mapped({ 'A-01': { fail: 'no' }, 'A-02': { pass: 'yes', fail: 'no' } });

    expect(seenAnswers([both], rowsOf({ 'A-01': ['pass'], 'A-02': ['pass'] }))['thing/q1']).toMatchObject({
      choice: 'yes',
      from: ['A-02'],
    });
  });

  it('leaves out rows that speak to another control', () => {
    const rows: Verdict[] = [{ check: 'A-01', control: 'other', verdict: 'pass', resource: 'r', at: 1 }];

    const own = mapped({ 'A-01': { pass: 'yes' } });

    expect(seenAnswers([own], rows)).toStrictEqual({});
    expect(seenAnswers([own], [...rows, ...rowsOf({ 'A-01': ['pass'] })])['thing/q1']?.resources).toBe(1);
  });
});

const word = fc.constantFrom<VerdictWord>('pass', 'fail', 'not-applicable', 'not-assessed');
const someRows = fc.record({ 'A-01': fc.array(word, { maxLength: 3 }), 'A-02': fc.array(word, { maxLength: 3 }) });
/** Mappings as the linter lets them through: a pass is `yes` and worth more than what stands for a fail. */
const implied = fc.constantFrom<ImpliedChoice>(
  { pass: 'yes', fail: 'no' },
  { pass: 'yes', some: 'partly', fail: 'no' },
  { pass: 'yes', fail: 'partly' },
  { fail: 'no' },
  { pass: 'yes' },
  { some: 'partly' },
);
const someMapping = fc.record({ 'A-01': implied, 'A-02': implied }, { requiredKeys: ['A-01'] });

const failing = (rows: Record<string, readonly VerdictWord[]>, mapping: Mapping): string[] =>
  Object.keys(mapping).filter((check) => rows[check]?.includes('fail'));

describe('every answer of a scan', () => {
  it('is a pass only where each check that speaks to the question was read and none failed', () => {
    fc.assert(
      fc.property(someMapping, someRows, (mapping, rows) => {
        const seen = seenAnswers([mapped(mapping)], rowsOf(rows))['thing/q1'];
        fc.pre(seen?.verdict === 'pass');
        for (const check of Object.keys(mapping)) {
          const words = rows[check as 'A-01'];
          expect(words.length).toBeGreaterThan(0);
          expect(words).not.toContain('fail');
          expect(words).not.toContain('not-assessed');
        }
      }),
    );
  });

  it('is a fail only where a check that speaks to the question failed, and names those checks alone', () => {
    fc.assert(
      fc.property(someMapping, someRows, (mapping, rows) => {
        const seen = seenAnswers([mapped(mapping)], rowsOf(rows))['thing/q1'];
        fc.pre(seen?.verdict === 'fail');
        expect(failing(rows, mapping)).toEqual(expect.arrayContaining(seen?.from ?? []));
        expect(seen?.from).not.toEqual([]);
        expect(seen?.resources).toBeGreaterThan(0);
      }),
    );
  });

  it('stays the same in any order of rows', () => {
    fc.assert(
      fc.property(someMapping, someRows, (mapping, rows) => {
        const control = mapped(mapping);
        expect(seenAnswers([control], rowsOf(rows).toReversed())).toEqual(seenAnswers([control], rowsOf(rows)));
      }),
    );
  });
});

describe('in the score', () => {
  const both = mapped({ 'A-01': { pass: 'partly', fail: 'no' } });

  it('the choice that a check implies is counted and quoted', () => {
    const line = lineFor(both, rowsOf({ 'A-01': ['pass'], 'A-02': ['pass'] }));

    expect(line).toMatchObject({ status: 'partly', credit: 0.5, seen: 1, knownBy: 'scan' });
    expect(line.questions).toMatchObject([{ origin: 'scan', choice: { id: 'partly', text: 'It is partly' } }]);
  });

  it('what somebody said goes before what a check implies', () => {
    expect(lineFor(both, rowsOf({ 'A-01': ['pass'] }), ['yes']).questions).toMatchObject([{ origin: 'answer', choice: { id: 'yes' } }]);
  });

  it('a pass of the others does not answer a question that has checks of its own', () => {
    const line = lineFor(both, rowsOf({ 'A-02': ['pass'] }));

    expect(line).toMatchObject({ status: 'unknown', credit: 0, seen: 0, knownBy: 'unknown' });
  });

  it('a fail of the others counts against it all the same', () => {
    expect(lineFor(both, rowsOf({ 'A-02': ['fail'] }))).toMatchObject({ status: 'no', credit: 0, seen: 1, knownBy: 'scan' });
  });

  it('a question without checks of its own is in place in part when all of them passed', () => {
    const line = lineFor(mapped({ 'A-01': { pass: 'partly', fail: 'no' } }, 2), rowsOf({ 'A-01': ['pass'], 'A-02': ['pass'] }), []);

    expect(line.questions.map(({ credit, origin }) => [credit, origin])).toEqual([
      [0.5, 'scan'],
      [0.5, 'scan'],
    ]);
  });

  it('an answer that the scan gave is never worth more after a check that passed fails', () => {
    fc.assert(
      fc.property(someMapping, someRows, fc.constantFrom('A-01', 'A-02'), fc.integer({ min: 1, max: 3 }), (mapping, rows, check, count) => {
        const words = rows[check];
        fc.pre(words.includes('pass') && !words.includes('fail') && !words.includes('not-assessed'));
        const place = words.indexOf('pass');
        const after = { ...rows, [check]: words.map((one, index) => (index === place ? 'fail' : one)) };
        const control = mapped(mapping, count);
        fc.pre(seenAnswers([control], rowsOf(rows))['thing/q1'] !== undefined);

        expect(lineFor(control, rowsOf(after), []).credit).toBeLessThanOrEqual(lineFor(control, rowsOf(rows), []).credit);
      }),
    );
  });
});
