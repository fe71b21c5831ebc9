/** A second look at a control: the cases of `test/cases/proof.yaml`, and what holds of every look. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Control } from '../../../knowledge/schema.ts';
import { controlLine } from '../../../workflows/interview/scoring/treatment.ts';
import { type VerdictWord, verdicts } from '../../../workflows/interview/scoring/types.ts';
import { type Judged, judgeLook, saidIn, scanBacked, scanChecks } from '../../../workflows/roadmap/proof.ts';
import type { Row } from '../../../workflows/scanners/verdict.ts';
import { rowOf } from '../../support/scans.ts';
import { answersFor, calm, makeControl, type Word } from '../interview/scoring-controls.ts';

type Written = string | { row: string; caveats?: string[]; missing?: string; by?: NonNullable<Row['deniedBy']> };

interface Case {
  name: string;
  mute?: true;
  checks?: string[];
  said?: Word[];
  rows: Written[];
  expect: Partial<Judged>;
}

const cases: Case[] = parse(readFileSync(new URL('../../cases/proof.yaml', import.meta.url), 'utf8'));

const controlWith = (count: number, mute: boolean): Control => {
  const plain = makeControl({ count });
  const answers = { q1: { pass: 'yes', fail: 'no' } };
  const checks = ['A-01', 'A-02'].map((check) => ({ check, proves: 'One part.', ...(mute ? {} : { answers }) }));
  return { ...plain, evidence: { ...plain.evidence, checks } };
};

const line = /^(\S+) (pass|fail|not-applicable|not-assessed) ([^:]+)(?:: (.+))?$/;

function readRow(written: Written): Row {
  const { row: text, caveats = [], missing, by } = typeof written === 'string' ? { row: written } : written;
  const [, check = '', verdict, resource = '', reason] = line.exec(text) ?? [];
  return rowOf(check, verdict as VerdictWord, {
    resource,
    caveats,
    ...(reason === undefined ? {} : { reason }),
    ...(missing === undefined ? {} : { missingAction: missing }),
    ...(by === undefined ? {} : { deniedBy: by }),
  });
}

/** What people said, as it was counted beside a scan that saw nothing. */
const saidOf = (control: Control, words: readonly Word[]): Set<string> =>
  saidIn(
    controlLine(control, { agentic: 0, riskFacts: calm }, { answers: answersFor('thing', words), verdicts: [], acceptances: [], at: 100 }),
  );

describe('a second look at a control', () => {
  it.each(cases.map((one) => [one.name, one] as const))(
    '%s',
    (_, { mute = false, checks = ['A-01', 'A-02'], said = [], rows, expect: wanted }) => {
      const control = controlWith(Math.max(1, said.length), mute);
      expect(judgeLook({ control, checks, rows: rows.map(readRow), said: saidOf(control, said) })).toMatchObject(wanted);
    },
  );

  it('names ten things and counts the others', () => {
    const rows = Array.from({ length: 14 }, (_, index) =>
      rowOf('A-01', 'fail', { resource: `wall ${index}`, reason: 'It leans. '.repeat(60) }),
    );
    const { lines } = judgeLook({ control: controlWith(1, false), checks: ['A-01'], rows, said: new Set() });
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe('There are 5 more.');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(300);
  });
});

describe('every look', () => {
  const word = fc.constantFrom<VerdictWord>(...verdicts);
  const answer = fc.constantFrom<Word>('yes', 'partly', 'no', 'unknown', 'unanswered', 'na');
  const looks = fc.record({
    mute: fc.boolean(),
    said: fc.array(answer, { minLength: 1, maxLength: 3 }),
    rows: fc.array(fc.tuple(fc.constantFrom('A-01', 'A-02', 'B-01'), word, fc.nat(3)), { maxLength: 8 }),
  });
  const rowsOf = (rows: readonly (readonly [string, VerdictWord, number])[]) =>
    rows.map(([check, verdict, index]) => rowOf(check, verdict, { resource: `thing ${index}` }));
  const judge = (control: Control, said: readonly Word[], rows: readonly Row[]) =>
    judgeLook({ control, checks: ['A-01', 'A-02'], rows, said: saidOf(control, said) });

  it('proves nothing that scoring would not count as in place', () => {
    fc.assert(
      fc.property(looks, ({ mute, said, rows: drawn }) => {
        const control = controlWith(said.length, mute);
        const rows = rowsOf(drawn);
        if (judge(control, said, rows).verdict !== 'proven') return;
        // What people had answered badly is what was mended: it counts for what the scan sees of it now.
        const good = said.map((one): Word => (one === 'yes' || one === 'na' ? one : 'unanswered'));
        const evidence = { answers: answersFor('thing', good), verdicts: rows, acceptances: [], at: 100 };
        expect(controlLine(control, { agentic: 0, riskFacts: calm }, evidence).status).toBe('yes');
      }),
    );
  });

  it('proves nothing beside a fail or a place that could not be read', () => {
    fc.assert(
      fc.property(looks, fc.constantFrom<VerdictWord>('fail', 'not-assessed'), fc.nat(8), ({ mute, said, rows }, verdict, at) => {
        const control = controlWith(said.length, mute);
        const worse = rowsOf(rows).toSpliced(at, 0, rowOf('A-02', verdict, { resource: 'the bad one' }));
        expect(judge(control, said, worse).verdict).toMatch(verdict === 'fail' ? /^still-open$/ : /^(still-open|not-seen)$/);
      }),
    );
  });

  it('says the same whatever the order of the rows', () => {
    fc.assert(
      fc.property(looks, ({ mute, said, rows }) => {
        const control = controlWith(said.length, mute);
        const [one, other] = [rowsOf(rows), rowsOf(rows).toReversed()].map((all) => judge(control, said, all));
        expect(other?.verdict).toBe(one?.verdict);
        expect(other?.lines.toSorted()).toEqual(one?.lines.toSorted());
      }),
    );
  });
});

describe('what needs nothing but passing checks', () => {
  const control = controlWith(2, false);
  const said = (words: readonly Word[], verdict: VerdictWord) => {
    const verdictRows = ['A-01', 'A-02'].map((check) => rowOf(check, verdict));
    const evidence = { answers: answersFor('thing', words), verdicts: verdictRows, acceptances: [], at: 100 };
    return [...saidIn(controlLine(control, { agentic: 0, riskFacts: calm }, evidence))];
  };

  it('is what people answered well, and what a check alone had answered badly', () => {
    expect(said(['unanswered', 'yes'], 'fail')).toEqual(['thing/q1', 'thing/q2']);
  });

  it('is not what people answered badly, nor what nobody answered and a fail only stood in for', () => {
    expect(said(['no', 'unanswered'], 'fail')).toEqual([]);
  });
});

describe('what a scan sees of a control', () => {
  const check = (id: string, built: boolean) => ({
    id,
    title: 'A check of the thing',
    layer: 'infrastructure' as const,
    severity: 'high' as const,
    launch: true,
    built,
  });
  const control = controlWith(1, false);

  it('is what there is code for, but for what people set aside', () => {
    const checks = [check('A-01', true), check('A-02', false)];
    expect(scanChecks({ checks }, control)).toEqual(['A-01']);
    expect(scanChecks({ checks }, control, ['A-01'])).toEqual([]);
    expect(scanBacked({ checks }, control)).toBe(true);
  });

  it('is nothing where no check of it is built', () => {
    expect(scanBacked({ checks: [check('A-01', false)] }, control)).toBe(false);
  });
});
