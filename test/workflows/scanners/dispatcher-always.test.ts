/** What holds for every workload, wherever on their way calls are counted and however strict the service is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bucket, Rate } from '../../../workflows/scanners/bucket.ts';
import { createDispatcher, type Dispatcher } from '../../../workflows/scanners/dispatcher.ts';
import type { Reading } from '../../../workflows/scanners/reading.ts';
import { answer, chance, type Started, throttled, times } from '../../support/dispatch-site.ts';
import { createThrottlingService } from '../../support/throttling-service.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

interface Workload {
  slots: number;
  seed: number;
  overall: Rate;
  rates: Rate[];
  calls: { bucket: number; at: number; ms: number }[];
}

const rate = fc.record({ perSecond: fc.integer({ min: 1, max: 50 }), burst: fc.integer({ min: 1, max: 30 }) });
const workload: fc.Arbitrary<Workload> = fc.record({
  slots: fc.integer({ min: 1, max: 40 }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  overall: fc.record({ perSecond: fc.integer({ min: 20, max: 400 }), burst: fc.integer({ min: 1, max: 100 }) }),
  rates: fc.array(rate, { minLength: 1, maxLength: 6 }),
  calls: fc.array(fc.record({ bucket: fc.nat(5), at: fc.nat(3_000), ms: fc.integer({ min: 1, max: 400 }) }), { maxLength: 120 }),
});

interface Played {
  readings: Reading[];
  started: Started[];
  mostUnderWay: number;
  stats: ReturnType<Dispatcher['stats']>;
  endedAt: number;
}

/** Plays a workload against a service whose buckets are the given ones times `share`; calls reach it at any time of their way. */
async function play({ slots, seed, overall, rates, calls }: Workload, share: number, stopAt?: number): Promise<Played> {
  const clock = createVirtualClock();
  const random = chance({ value: seed });
  const dispatcher = createDispatcher({ slots, overall, ...clock, random });
  const bucketOf = (index: number): Bucket => ({ name: `${index % rates.length}`, ...(rates[index % rates.length] as Rate) });
  const strict = ({ perSecond, burst }: Rate): Rate => ({ perSecond: perSecond * share, burst: Math.max(1, Math.floor(burst * share)) });
  const service = createThrottlingService((name) => strict(rates[Number(name)] as Rate), clock.now);
  const started: Started[] = [];
  let underWay = 0;
  let mostUnderWay = 0;
  const ask = async ({ bucket, at, ms }: Workload['calls'][number]): Promise<Reading> => {
    await clock.sleep(at);
    return await dispatcher.run(bucketOf(bucket), 'iam:GetRole', async (signal) => {
      const one = { bucket: bucketOf(bucket).name, from: clock.now(), until: Number.POSITIVE_INFINITY };
      started.push(one);
      underWay += 1;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      const way = Math.floor(random() * (ms + 1));
      await clock.sleep(way, signal);
      const isIn = service.lets(one.bucket);
      await clock.sleep(isIn ? ms - way : 0, signal);
      underWay -= 1;
      one.until = clock.now();
      return isIn ? answer : throttled;
    });
  };
  if (stopAt !== undefined) void clock.sleep(stopAt).then(() => dispatcher.stop('stopped'));
  const readings = await clock.through(Promise.all(calls.map(ask)));
  return { readings, started, mostUnderWay, stats: dispatcher.stats(), endedAt: clock.now() };
}

/** Most calls that started in any span, beyond what the rate allows for its length. */
const excess = (started: readonly Started[], { perSecond, burst }: Rate): number => {
  let worst = Number.NEGATIVE_INFINITY;
  for (const [index, { from }] of started.entries()) {
    for (let last = index; last < started.length; last += 1) {
      const seconds = ((started[last] as Started).from - from) / 1_000;
      worst = Math.max(worst, last - index + 1 - (burst + perSecond * seconds));
    }
  }
  return worst;
};

describe('always', () => {
  it('slots and rates are kept, and every call is answered once', async () => {
    await fc.assert(
      fc.asyncProperty(workload, async (given) => {
        const { readings, started, mostUnderWay, stats } = await play(given, 1);
        expect(mostUnderWay).toBeLessThanOrEqual(given.slots);
        expect(excess(started, given.overall)).toBeLessThan(0.001);
        for (const [name, one] of given.rates.entries()) {
          const own = started.filter(({ bucket }) => bucket === `${name}`);
          expect(excess(own, one)).toBeLessThan(0.001);
        }
        expect(readings).toEqual(given.calls.map(() => answer));
        const { length } = given.calls;
        // A service that keeps its word never refuses, wherever on their way its calls are counted.
        expect(stats).toMatchObject({ asked: length, answered: length, calls: length, throttled: 0, lost: 0 });
      }),
      { numRuns: 150 },
    );
  });

  it('a service that allows less than we think teaches it, and nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(workload, fc.double({ min: 0.15, max: 0.9, noNaN: true }), async (given, share) => {
        const { readings, stats } = await play(given, share);
        expect(readings).toEqual(given.calls.map(() => answer));
        expect(stats.lost).toBe(0);
        expect(stats.calls).toBe(given.calls.length + stats.throttled);
      }),
      { numRuns: 150 },
    );
  });

  it('a stop at any time answers everything at that moment', async () => {
    await fc.assert(
      fc.asyncProperty(workload, fc.integer({ min: 0, max: 4_000 }), async (given, at) => {
        const { readings, stats } = await play(given, 0.5, at);
        for (const reading of readings) expect(['answer', 'stopped']).toContain(reading.kind);
        expect(stats.answered).toBe(stats.asked);
      }),
      { numRuns: 100 },
    );
  });

  it('no time is wasted: one bucket alone takes what its rate takes', async () => {
    await fc.assert(
      fc.asyncProperty(rate, fc.integer({ min: 1, max: 150 }), async (one, count) => {
        const calls = times(count, () => ({ bucket: 0, at: 0, ms: 80 }));
        const { endedAt } = await play({ slots: 40, seed: 3, overall: { perSecond: 400, burst: 100 }, rates: [one], calls }, 1);
        const least = (Math.max(0, count - one.burst) / one.perSecond) * 1_000 + 80;
        // One answer's time at the start and a millisecond for each wait; a burst that is smaller than what is under way holds it back.
        const held = one.burst > one.perSecond * 0.08 + 1 ? 0 : (count * 81 * (one.perSecond * 0.08 + 1)) / one.burst;
        expect(endedAt).toBeLessThanOrEqual(least + 80 + count + held);
      }),
      { numRuns: 100 },
    );
  });
});
