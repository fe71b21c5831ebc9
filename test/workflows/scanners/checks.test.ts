/** Every check against its cases: wire answers in, rows out; and no case may pass without its judge. */
import { describe, expect, it } from 'vitest';
import type { Check } from '../../../workflows/scanners/check.ts';
import { checks } from '../../../workflows/scanners/checks.ts';
import { fail, notApplicable, notAssessed, type Opinion, pass } from '../../../workflows/scanners/verdict.ts';
import { compare, hasCases, play, readCases } from '../../support/check-cases.ts';

const only = process.env['PLUMBLINE_CHECK']?.split(',');
const chosen = checks.filter(({ id }) => only === undefined || only.includes(id));

const constants: Record<Opinion['verdict'], Opinion> = {
  pass: pass(),
  fail: fail('always'),
  'not-applicable': notApplicable('always'),
  'not-assessed': notAssessed('always'),
};

const agrees = async (check: Check, one: ReturnType<typeof readCases>['cases'][number]): Promise<boolean> => {
  const { rows } = await play(check, one);
  const { seen, expected } = compare(rows, one.rows);
  return JSON.stringify(seen) === JSON.stringify(expected);
};

describe.each(chosen.map((check) => [check.id, check] as const))('%s', (id, check) => {
  it('has cases', () => expect(hasCases(id)).toBe(true));
  const file = hasCases(id) ? readCases(id) : { check: id, cases: [] };

  it('names the check in its case file', () => expect(file.check).toBe(id));

  it.each(file.cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const { rows, wire } = await play(check, one);
    const { seen, expected } = compare(rows, one.rows);
    expect(seen).toEqual(expected);
    expect([...wire.unsaid]).toEqual([]);
  });

  it('has a case for each verdict it can give', () => {
    const given = new Set(file.cases.flatMap(({ rows }) => rows.map(({ verdict }) => verdict)));
    expect(given).toContain('pass');
    expect(given).toContain('fail');
    if (check.none !== undefined) expect(given).toContain('not-applicable');
    const needs = new Set(file.cases.flatMap(({ rows }) => rows.flatMap((row) => row.needs ?? [])));
    expect([...needs].toSorted()).toEqual([...(check.needs ?? [])].toSorted());
  });

  it.each(Object.keys(constants) as Opinion['verdict'][])('fails a case when its judge always says %s', async (verdict) => {
    const blind: Check = { ...check, judge: () => constants[verdict] };
    const results = await Promise.all(file.cases.map((one) => agrees(blind, one)));
    expect(results).toContain(false);
  });
});
