/** What was put aside and whether its reason is outlived: the cases of `test/cases/aside.yaml`, and what holds of all of it. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Phase, phases } from '../../../knowledge/schema.ts';
import { type Label, labels } from '../../../workflows/interview/scoring/gaps.ts';
import { startOf } from '../../../workflows/roadmap/days.ts';
import { type GapState, gapStates } from '../../../workflows/roadmap/gap-context.ts';
import type { GapLine } from '../../../workflows/roadmap/line.ts';
import { lookAgain, lookAgainAt, mayBeRejectedAgain, outlivedAt } from '../../../workflows/roadmap/outlived.ts';
import { lookAgainWords, outlivedWords } from '../../../workflows/roadmap/outlived-words.ts';
import type { Planned, Point } from '../../../workflows/roadmap/roadmap-state.ts';
import { day } from '../../support/interview.ts';
import { lineWith } from './lines.ts';

interface Case {
  name: string;
  state: GapState | 'scan-wrong';
  label?: Label;
  decided?: string;
  unknown?: true;
  newest?: { on: string; label?: Label; phase?: Phase; facts?: string; gone?: true };
  on: string;
  expect: string[];
}

const cases: Case[] = parse(readFileSync(new URL('../../cases/aside.yaml', import.meta.url), 'utf8'));

const asideWith = (over: Partial<GapLine>): GapLine => lineWith({ phase: 'enhanced', state: 'rejected', ...over });

const pointOn = (at: number, phase: Phase = 'enhanced'): Point => ({ result: `r${at}`, at, phase, score: 0.5, coverage: 1, gaps: 1 });

function groundOf({ state, label = 'High', decided = '2027-03-01', unknown, newest }: Case) {
  const at = startOf(decided);
  const verdicts = state === 'scan-wrong' ? [{ control: 'logs', title: 'Logs are kept', at }] : [];
  const whose = state === 'lapsed' ? { since: at } : { decided: { by: 'Lea', at } };
  const facts = unknown === true ? {} : { facts: 'same' };
  const gaps: Record<string, GapLine> = state === 'scan-wrong' ? {} : { logs: asideWith({ state, label, ...whose, ...facts }) };
  const planned: Planned = { control: 'logs', label: newest?.label ?? label, phase: 'enhanced', facts: newest?.facts ?? 'same' };
  const later = newest === undefined ? [] : [pointOn(startOf(newest.on), newest.phase)];
  const trend = [pointOn(startOf('2027-01-04')), ...later].toSorted((one, other) => one.at - other.at);
  return { gaps, verdicts, planned: newest?.gone === true ? [] : [planned], trend };
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

describe('what was put aside', () => {
  it.each(cases)('$name', (one) => {
    const said = lookAgain(groundOf(one), startOf(one.on)).flatMap(({ why }) =>
      why.map(({ why: what, since }) => `${what} since ${dayOf(since)}`),
    );
    expect(said).toEqual(one.expect);
  });

  it('is rejected again as it was where it has grown old; what has changed is decided anew', () => {
    const offered = cases.filter((one) => lookAgain(groundOf(one), startOf(one.on)).some(mayBeRejectedAgain));
    expect(offered.map(({ name }) => name)).toEqual(
      cases
        .filter(({ state, expect: said }) => state === 'rejected' && said.length === 1 && said[0]?.startsWith('old'))
        .map(({ name }) => name),
    );
    expect(offered.length).toBeGreaterThan(2);
  });
});

const at = fc.integer({ min: 0, max: 4000 }).map((days) => days * day);
const label = fc.constantFrom(...labels);
const facts = fc.constantFrom('one', 'two');
const ground = fc.record({
  line: fc.record({ state: fc.constantFrom(...gapStates), label, facts, since: at, decided: fc.record({ by: fc.constant('Lea'), at }) }),
  planned: fc.array(fc.record({ control: fc.constant('logs'), label, phase: fc.constant('enhanced' as const), facts }), { maxLength: 1 }),
  trend: fc.array(fc.tuple(at, fc.constantFrom(...phases)), { minLength: 1, maxLength: 4 }),
});

const played = ({ line, planned, trend }: typeof ground extends fc.Arbitrary<infer T> ? T : never) => ({
  gaps: { logs: asideWith(line) },
  verdicts: [],
  planned,
  trend: trend.map(([when, phase]) => pointOn(when, phase)).toSorted((one, other) => one.at - other.at),
});

describe('whatever was decided and found', () => {
  it('what is outlived stays so until somebody decides', () => {
    fc.assert(
      fc.property(ground, at, at, (given, when, later) => {
        const state = played(given);
        const [now, then] = [lookAgain(state, when), lookAgain(state, when + later)];
        expect(then.map(({ control }) => control)).toEqual(expect.arrayContaining(now.map(({ control }) => control)));
        expect(now).toHaveLength(outlivedAt(state).filter((one) => one <= when).length);
      }),
    );
  });

  it('what has a last day to come and says what it said is never outlived', () => {
    fc.assert(
      fc.property(ground, fc.constantFrom('accepted' as const, 'deferred' as const), at, (given, state, when) => {
        const { line } = given;
        const same = given.planned.map((one) => ({ ...one, label: line.label, facts: line.facts }));
        const trend = given.trend.map(([on]): [number, Phase] => [on, 'enhanced']);
        const stands = played({ line: { ...line, state }, planned: same, trend });
        expect(lookAgain(stands, when)).toEqual([]);
      }),
    );
  });

  it('one gap by itself is told as it is among all', () => {
    fc.assert(
      fc.property(ground, at, (given, when) => {
        const state = played(given);
        expect(lookAgainAt(state.gaps.logs, state, when)).toEqual(lookAgain(state, when)[0] ?? null);
      }),
    );
  });
});

describe('in words', () => {
  const decided = Date.UTC(2026, 0, 10);
  const said = (days: number) => lookAgainWords({ what: 'rejected', at: decided }, decided + days * day);

  it.each([
    [0, 'Rejected today: look again'],
    [1, 'Rejected yesterday: look again'],
    [45, 'Rejected 45 days ago: look again'],
    [61, 'Rejected 2 months ago: look again'],
    [430, 'Rejected 14 months ago: look again'],
    [800, 'Rejected 2 years ago: look again'],
  ])('%i days are told as people tell them', (days, text) => {
    expect(said(days)).toBe(text);
  });

  it('every reason is one sentence with what it was and what it is', () => {
    const since = decided;
    expect(
      [
        outlivedWords({ why: 'old', since, days: 180, reason: 'half a year' }),
        outlivedWords({ why: 'heavier', since, from: 'Low', to: 'High' }),
        outlivedWords({ why: 'phase', since, from: 'foundational', to: 'enhanced' }),
        outlivedWords({ why: 'changed', since }),
      ].join('\n'),
    ).toMatchInlineSnapshot(`
      "It has stood for more than 180 days (half a year).
      It was Low when that was decided; the newest result says High.
      The workload was in the phase Foundational then; it is in Enhanced now.
      The newest result gives other facts for it than those on which that was decided."
    `);
  });
});
