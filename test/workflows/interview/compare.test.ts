/** What has changed between two results: told from both ends, and never more than there is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareResults } from '../../../workflows/interview/compare.ts';
import { type AssessInput, type AssessmentResult, assess } from '../../../workflows/interview/result.ts';
import { answerFor, makeControl, makeScope, type Word } from './scoring-controls.ts';

const day = 86_400_000;
const heavy = makeControl({ id: 'heavy', title: 'The heavy one', risk: { impact: 3, likelihood: 3 } });
const light = makeControl({ id: 'light', title: 'The light one', risk: { impact: 1, likelihood: 1 } });
const later = makeControl({ id: 'later', title: 'The later one', phase: { name: 'enhanced', basis: 'ours' } });
const all = [heavy, light, later];

type Said = Partial<Record<'heavy' | 'light' | 'later', Word>>;

function resultOf(said: Said, change: Partial<AssessInput> = {}): AssessmentResult {
  const answers = Object.fromEntries(
    Object.entries(said).flatMap(([id, word]) => {
      const answer = answerFor(word);
      return answer === undefined ? [] : [[`${id}/q1`, answer]];
    }),
  );
  return assess({
    catalogue: { hash: 'first', controls: all },
    scope: makeScope(),
    answers,
    verdicts: [],
    acceptances: [],
    workload: { name: 'Desk' },
    at: 100 * day,
    offers: [],
    ...change,
  });
}

const ids = (changed: { control: string }[]): string[] => changed.map(({ control }) => control);

describe('between two results', () => {
  it('a control with more in place is better, one with less is worse, each with both its states', () => {
    const change = compareResults(
      resultOf({ heavy: 'no', light: 'yes', later: 'yes' }),
      resultOf({ heavy: 'partly', light: 'no', later: 'yes' }),
    );

    expect(change.better).toEqual([{ control: 'heavy', title: 'The heavy one', from: 'no', to: 'partly' }]);
    expect(change.worse).toEqual([{ control: 'light', title: 'The light one', from: 'yes', to: 'no' }]);
    expect([change.added, change.gone]).toEqual([[], []]);
  });

  it('heavier controls come first', () => {
    const change = compareResults(resultOf({ heavy: 'no', light: 'no' }), resultOf({ heavy: 'yes', light: 'yes', later: 'yes' }));

    expect(ids(change.better)).toEqual(['heavy', 'later', 'light']);
  });

  it('a gap that is in place now is closed, one that was none before is opened', () => {
    const change = compareResults(
      resultOf({ heavy: 'no', light: 'yes', later: 'partly' }),
      resultOf({ heavy: 'yes', light: 'unknown', later: 'no' }),
    );

    expect([ids(change.closed), ids(change.opened)]).toEqual([['heavy'], ['light']]);
  });

  it('an accepted risk is no gap that was closed', () => {
    const acceptances = [{ control: 'heavy', until: 900 * day }];

    expect(compareResults(resultOf({ heavy: 'no' }), resultOf({ heavy: 'no' }, { acceptances })).closed).toEqual([]);
  });

  it('a further phase adds its controls, and they are neither better nor worse', () => {
    const foundational = makeScope({ phase: 'foundational' });
    const change = compareResults(
      resultOf({ heavy: 'yes', light: 'yes' }, { scope: foundational }),
      resultOf({ heavy: 'yes', light: 'yes' }),
    );

    expect(change).toMatchObject({ phase: { from: 'foundational', to: 'enhanced' }, better: [], worse: [], gone: [] });
    expect([ids(change.added), ids(change.opened)]).toEqual([['later'], ['later']]);
  });

  it('what is said not to apply any more is gone, and not worse', () => {
    const change = compareResults(resultOf({ heavy: 'yes' }), resultOf({ heavy: 'na' }));

    expect([ids(change.gone), change.worse, change.gone[0]?.to]).toEqual([['heavy'], [], null]);
  });

  it('each score stands with its coverage', () => {
    const change = compareResults(resultOf({}), resultOf({ heavy: 'yes' }));

    expect(change.before).toEqual({ score: 0, coverage: 0 });
    expect(change.after?.score).toBeGreaterThan(0);
    expect(change.after?.coverage).toBe(change.after?.score);
  });

  it('another catalogue or other rules are named, because the numbers are then not counted alike', () => {
    const [first, second] = [resultOf({}), resultOf({}, { catalogue: { hash: 'second', controls: all } })];

    expect(compareResults(first, second)).toMatchObject({ otherCatalogue: true, otherRules: false });
    expect(compareResults({ ...first, rules: 0 }, first)).toMatchObject({ otherCatalogue: false, otherRules: true });
  });
});

describe('whatever people say', () => {
  const word = fc.constantFrom<Word>('yes', 'partly', 'no', 'unknown', 'unanswered', 'na');
  const result = fc
    .record({ heavy: word, light: word, later: word, phase: fc.constantFrom('foundational' as const, 'enhanced' as const) })
    .map(({ phase, ...said }) => resultOf(said, { scope: makeScope({ phase }) }));

  it('a result has not changed against itself', () => {
    fc.assert(
      fc.property(result, (one) => {
        const { better, worse, added, gone, closed, opened } = compareResults(one, one);
        expect([better, worse, added, gone, closed, opened].flat()).toEqual([]);
      }),
    );
  });

  it('looked at from the other end better is worse and new is gone', () => {
    fc.assert(
      fc.property(result, result, (one, other) => {
        const [there, back] = [compareResults(one, other), compareResults(other, one)];
        expect(ids(there.better)).toEqual(ids(back.worse));
        expect(ids(there.added)).toEqual(ids(back.gone));
      }),
    );
  });

  it('no control is in two places, and only what both or one of them counts is named', () => {
    fc.assert(
      fc.property(result, result, (one, other) => {
        const { better, worse, added, gone } = compareResults(one, other);
        const named = ids([better, worse, added, gone].flat());
        expect(new Set(named).size).toBe(named.length);
        expect(named.every((id) => [...one.controls, ...other.controls].some((line) => line.id === id))).toBe(true);
      }),
    );
  });
});
