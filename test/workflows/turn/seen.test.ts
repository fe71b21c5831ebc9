/** The memory of event ids: long enough, never forgets what may come again, and knows what it cannot know. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasSeen, isLate, leastEntries, leastMs, remember } from '../../../workflows/turn/seen.ts';

const start = Date.UTC(2026, 5, 3, 10, 0);
const nothing = new Uint8Array();

/** Events one after the other, each so many milliseconds after the last. */
function tell(gaps: readonly number[]): { seen: Uint8Array; times: number[]; now: number } {
  let seen: Uint8Array = nothing;
  let now = start;
  const times = gaps.map((gap, index) => {
    now += gap;
    seen = remember(seen, `e${index}`, now);
    return now;
  });
  return { seen, times, now };
}

const gaps = fc.array(fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 20 * 60_000 })), {
  minLength: 1,
  maxLength: 150,
  // Without it fast-check stays with a dozen, and nothing is ever forgotten.
  size: 'max',
});

describe('the memory of event ids', () => {
  it('knows an event that it was told and no other', () => {
    const seen = remember(nothing, 'a', start);
    expect([hasSeen(seen, 'a'), hasSeen(seen, 'b'), hasSeen(nothing, 'a')]).toEqual([true, false, false]);
  });

  it('never forgets one of the last fifty', () => {
    fc.assert(
      fc.property(gaps, (between) => {
        const { seen } = tell(between);
        const last = between.map((_, index) => `e${index}`).slice(-leastEntries);
        expect(last.every((id) => hasSeen(seen, id))).toBe(true);
      }),
    );
  });

  it('never forgets an event of the last fifteen minutes', () => {
    fc.assert(
      fc.property(gaps, (between) => {
        const { seen, times, now } = tell(between);
        expect(times.every((time, index) => now - time > leastMs || hasSeen(seen, `e${index}`))).toBe(true);
      }),
    );
  });

  it('forgets when both are exceeded, so that it stays small', () => {
    const { seen } = tell(Array.from({ length: 500 }, () => 60_000));
    expect(seen.byteLength).toBe(12 * leastEntries);
  });

  it('lets no forgotten event be applied again: it is known or it is late', () => {
    fc.assert(
      fc.property(gaps, fc.integer({ min: -30_000, max: 30_000 }), (between, skew) => {
        const { seen, times, now } = tell(between);
        for (const [index, time] of times.entries()) {
          expect(hasSeen(seen, `e${index}`) || isLate(seen, between.length, time + skew, now)).toBe(true);
        }
      }),
    );
  });

  it('calls nothing late that was sent within the last thirteen minutes', () => {
    fc.assert(
      fc.property(gaps, fc.integer({ min: 0, max: 13 * 60_000 }), (between, age) => {
        const { seen, now } = tell(between);
        expect(isLate(seen, between.length, now - age, now)).toBe(false);
      }),
    );
  });

  it('calls nothing late before anything was forgotten', () => {
    const { seen, now } = tell([0, 1000, 1000]);
    expect(isLate(seen, 3, start - 10 * leastMs, now)).toBe(false);
    expect(isLate(nothing, 0, 0, now)).toBe(false);
  });

  const minute = 60_000;
  const seconds = (count: number) => Array.from({ length: count }, () => 1000);

  it('keeps more than fifty while they are younger than fifteen minutes', () => {
    const { seen } = tell(seconds(100));
    expect([seen.byteLength, hasSeen(seen, 'e0')]).toEqual([12 * 100, true]);
  });

  it('keeps what is fifteen minutes old to the second, and forgets what is older', () => {
    const keepsFor = (ms: number) => hasSeen(tell([...Array.from({ length: leastEntries }, () => 0), ms]).seen, 'e0');
    expect([keepsFor(leastMs), keepsFor(leastMs + 1000)]).toEqual([true, false]);
  });

  it('forgets all of a rush at once when it was long ago, but for the last fifty', () => {
    const { seen } = tell([...seconds(60), 60 * minute]);
    expect([hasSeen(seen, 'e10'), hasSeen(seen, 'e11'), seen.byteLength]).toEqual([false, true, 12 * leastEntries]);
  });

  it('calls late what was sent before the policy’s time, give or take a minute, where nothing remembered is older', () => {
    // Fifty events just now, and what came before them was forgotten.
    const { seen, now } = tell([...seconds(60), 60 * minute, ...Array.from({ length: leastEntries - 1 }, () => 0)]);
    const isLateAt = (age: number) => isLate(seen, 60 + leastEntries, now - age, now);
    expect([14, 15].map((age) => isLateAt(age * minute))).toEqual([false, true]);
    expect(isLateAt(14 * minute + 1)).toBe(true);
  });

  it('calls late only what is no more than a minute younger than the oldest that is remembered', () => {
    // One a minute, so that the oldest of fifty is 49 minutes old.
    const { seen, now } = tell(Array.from({ length: 60 }, () => minute));
    const isLateAt = (age: number) => isLate(seen, 60, now - age, now);
    expect([47, 48].map((age) => isLateAt(age * minute))).toEqual([false, false]);
    expect(isLateAt(48 * minute + 1)).toBe(true);
  });
});
