/** Calls start when there is a slot and a token for them, and every one of them is answered. */
import { describe, expect, it } from 'vitest';
import type { Bucket } from '../../../workflows/scanners/bucket.ts';
import { createDispatcher } from '../../../workflows/scanners/dispatcher.ts';
import type { Reading } from '../../../workflows/scanners/reading.ts';
import { cpuMs } from '../../support/cpu.ts';
import { answer, chance, openSite, throttled, times } from '../../support/dispatch-site.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const wide: Bucket = { name: 'wide', perSecond: 1_000, burst: 1_000 };
const broken: Reading = { kind: 'unknown', action: 'iam:GetRole', detail: 'ECONNRESET', passing: true };
const slow: Reading = { kind: 'timed-out', action: 'iam:GetRole', detail: 'TimeoutError' };
const odd: Reading = { kind: 'unknown', action: 'iam:GetRole', detail: 'ValidationException' };

describe('a call', () => {
  it('starts at once when a slot and a token are free', async () => {
    const { clock, ask, started } = openSite();
    expect(await clock.through(ask(wide))).toEqual(answer);
    expect(started).toEqual([{ bucket: 'wide', from: 0, until: 80 }]);
  });

  it('waits for a slot', async () => {
    const { clock, ask, started } = openSite({ slots: 2 });
    await clock.through(Promise.all(times(5, () => ask(wide))));
    expect(started.map(({ from }) => from)).toEqual([0, 0, 80, 80, 160]);
  });

  it('waits for a token of its bucket', async () => {
    const { clock, ask, started } = openSite();
    await clock.through(Promise.all(times(5, () => ask({ name: 'narrow', perSecond: 10, burst: 2 }))));
    // The bucket fills from the first answer on: nothing proves before then that the service has begun to count.
    expect(started.map(({ from }) => from)).toEqual([0, 0, 180, 280, 380]);
  });

  it('waits for its share of all calls, whatever its bucket allows', async () => {
    const { clock, ask, started } = openSite({ overall: { perSecond: 10, burst: 2 } });
    await clock.through(Promise.all(times(5, (index) => ask({ ...wide, name: `wide ${index}` }))));
    expect(started.map(({ from }) => from)).toEqual([0, 0, 180, 280, 380]);
  });

  it('does not wait for calls of another bucket', async () => {
    const { clock, ask, started } = openSite();
    await clock.through(Promise.all([...times(20, () => ask({ name: 'narrow', perSecond: 1, burst: 1 })), ask(wide)]));
    expect(started.find(({ bucket }) => bucket === 'wide')?.from).toBe(0);
  });

  it('goes before calls of a bucket that has less work left', async () => {
    const { clock, ask, started } = openSite({ slots: 1 });
    const long = times(30, () => ask({ name: 'long', perSecond: 10, burst: 10 }));
    // More calls, but they are done sooner.
    const short = times(60, () => ask({ name: 'short', perSecond: 100, burst: 100 }));
    await clock.through(Promise.all([...short, ...long]));
    expect(started.slice(0, 5).map(({ bucket }) => bucket)).toEqual(times(5, () => 'long'));
  });

  it('goes before others when much may follow from its answer', async () => {
    const { clock, dispatcher } = openSite({ slots: 1 });
    const order: string[] = [];
    const ask = (name: string, ahead: number) =>
      dispatcher.run(
        { name, perSecond: 10, burst: 1 },
        'iam:GetRole',
        async () => {
          order.push(name);
          await clock.sleep(80);
          return answer;
        },
        ahead,
      );
    await clock.through(Promise.all([ask('leaf', 0), ask('list', 10), ask('long list', 100)]));
    expect(order).toEqual(['long list', 'list', 'leaf']);
  });

  it('gets its turn although another bucket never runs dry', async () => {
    const { clock, dispatcher, ask, started } = openSite({ slots: 1 });
    let isAnswered = false;
    const endless = async (): Promise<void> => {
      while (!isAnswered) await ask(wide, 10);
    };
    const busy = times(200, endless);
    await clock.through(ask(wide, 10));
    await clock.through(ask({ name: 'lone', perSecond: 1_000, burst: 1 }, 10));
    isAnswered = true;
    const lone = started.findIndex(({ bucket }) => bucket === 'lone');
    expect(lone).toBeGreaterThan(200);
    expect(lone).toBeLessThan(500);
    dispatcher.stop('stopped');
    await clock.through(Promise.all(busy));
  });
});

describe('a refused call', () => {
  it('is asked again later, and counted', async () => {
    const { clock, ask, started, dispatcher } = openSite();
    const reading = await clock.through(ask(wide, 20, (attempt) => (attempt < 3 ? throttled : answer)));
    expect(reading).toEqual(answer);
    const [first, second, third] = started.map(({ from }) => from);
    expect(first).toBe(0);
    expect(second).toBeGreaterThanOrEqual(70);
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(120);
    expect(dispatcher.stats()).toMatchObject({ asked: 1, answered: 1, calls: 3, throttled: 2, lost: 0 });
  });

  it('stays refused when it was refused too often, and is counted as lost', async () => {
    const { clock, ask, dispatcher } = openSite();
    expect(await clock.through(ask(wide, 20, () => throttled))).toEqual(throttled);
    expect(dispatcher.stats()).toMatchObject({ asked: 1, answered: 1, calls: 12, throttled: 12, lost: 1 });
  });

  it('slows its own bucket down, and no other', async () => {
    const { clock, ask, dispatcher } = openSite();
    await clock.through(Promise.all([ask({ ...wide, name: 'strict' }, 20, (attempt) => (attempt < 3 ? throttled : answer)), ask(wide)]));
    const rates = Object.fromEntries(dispatcher.stats().buckets.map(({ name, perSecond }) => [name, perSecond]));
    expect(rates['strict']).toBeLessThan(400);
    expect(rates['wide']).toBe(1_000);
  });

  it('shows that its bucket is empty: the next call waits for a whole token', async () => {
    const { clock, ask, started } = openSite();
    const refused = ask({ name: 'strict', perSecond: 10, burst: 10 }, 20, (attempt) => (attempt < 2 ? throttled : answer));
    await clock.through(clock.sleep(30));
    await clock.through(Promise.all([refused, ask({ name: 'strict', perSecond: 10, burst: 10 })]));
    // 20 ms for the refusal, then one token at the rate that it taught.
    expect(started[1]?.from).toBeGreaterThan(20 + 1_000 / 7);
  });

  it('teaches that fewer may start at once', async () => {
    const { clock, ask, started } = openSite({ slots: 40 });
    const bucket = { name: 'strict', perSecond: 10, burst: 10 };
    await clock.through(ask(bucket, 20, (attempt) => (attempt < 2 ? throttled : answer)));
    await clock.through(clock.sleep(60_000));
    const from = clock.now();
    await clock.through(Promise.all(times(20, () => ask(bucket))));
    expect(started.filter((one) => one.from === from)).toHaveLength(6);
  });

  it('teaches once when many were refused together', async () => {
    const { clock, ask, dispatcher } = openSite();
    await clock.through(Promise.all(times(8, () => ask(wide, 20, (attempt) => (attempt < 2 ? throttled : answer)))));
    const [bucket] = dispatcher.stats().buckets;
    expect(bucket?.perSecond).toBeGreaterThan(600);
    expect(bucket?.perSecond).toBeLessThan(700);
  });

  it('is forgiven with time', async () => {
    const { clock, ask, dispatcher } = openSite();
    await clock.through(ask(wide, 20, (attempt) => (attempt < 2 ? throttled : answer)));
    await clock.through(clock.sleep(60_000));
    await clock.through(ask(wide));
    expect(dispatcher.stats().buckets[0]?.perSecond).toBe(1_000);
  });
});

describe('a call that broke or took too long', () => {
  it.each([
    ['broke', broken],
    ['took too long', slow],
  ])('and %s is asked again, and says so at last', async (_, reading) => {
    const { clock, ask, dispatcher } = openSite();
    expect(await clock.through(ask(wide, 20, (attempt) => (attempt < 3 ? reading : answer)))).toEqual(answer);
    expect(dispatcher.stats()).toMatchObject({ calls: 3, throttled: 0, lost: 0 });
    expect(await clock.through(ask(wide, 20, () => reading))).toEqual(reading);
    expect(dispatcher.stats()).toMatchObject({ calls: 7, throttled: 0, lost: 1 });
  });

  it('does not slow its bucket down', async () => {
    const { clock, ask, dispatcher } = openSite();
    await clock.through(ask(wide, 20, () => broken));
    expect(dispatcher.stats().buckets[0]?.perSecond).toBe(1_000);
  });

  it('is not asked again when the answer would be the same', async () => {
    const { clock, ask, dispatcher } = openSite();
    expect(await clock.through(ask(wide, 20, () => odd))).toEqual(odd);
    expect(dispatcher.stats()).toMatchObject({ calls: 1, lost: 0 });
  });

  it('tells its own error when it is a mistake of ours, and frees its slot', async () => {
    const { clock, ask, dispatcher } = openSite({ slots: 1 });
    const mistake = dispatcher.run(wide, 'iam:GetRole', () => Promise.reject(new RangeError('a mistake')));
    const sudden = dispatcher.run(wide, 'iam:GetRole', () => {
      throw new RangeError('a sudden mistake');
    });
    const ends = await clock.through(Promise.allSettled([mistake, sudden]));
    expect(ends.map((end) => (end.status === 'rejected' ? String(end.reason) : end.value))).toEqual([
      'RangeError: a mistake',
      'RangeError: a sudden mistake',
    ]);
    expect(await clock.through(ask(wide))).toEqual(answer);
  });
});

describe('the end', () => {
  it.each(['stopped', 'timed-out'] as const)(
    'answers everything with %s: what runs, what waits, what pauses, what comes later',
    async (why) => {
      const { clock, ask, dispatcher, started } = openSite({ slots: 2 });
      const all = [ask(wide, 20, () => throttled), ...times(9, () => ask(wide, 50_000)), ask({ name: 'narrow', perSecond: 1, burst: 1 })];
      await clock.through(clock.sleep(30));
      dispatcher.stop(why);
      all.push(ask(wide));
      const calls = started.length;
      expect(await clock.through(Promise.all(all))).toEqual(
        all.map(() => ({ kind: why, action: 'iam:GetRole', detail: 'the scan ended' })),
      );
      await clock.through(clock.sleep(60_000));
      expect(started).toHaveLength(calls);
      expect(started.every(({ until }) => until <= 30)).toBe(true);
      expect(dispatcher.stats()).toMatchObject({ asked: 11, answered: 11 });
    },
  );

  it('does not wait for a call that does not listen', async () => {
    const { clock, dispatcher } = openSite();
    const deaf = dispatcher.run(wide, 'iam:GetRole', () => new Promise(() => {}));
    await clock.through(clock.sleep(10));
    dispatcher.stop('stopped');
    expect(await clock.through(deaf)).toMatchObject({ kind: 'stopped' });
  });

  it('keeps its first reason', async () => {
    const { clock, ask, dispatcher } = openSite();
    const running = ask(wide);
    dispatcher.stop('timed-out');
    dispatcher.stop('stopped');
    expect(await clock.through(running)).toMatchObject({ kind: 'timed-out' });
  });
});

describe('the numbers', () => {
  it('say how fast these calls could have been at best', async () => {
    const { clock, ask, dispatcher } = openSite({ slots: 4 });
    await clock.through(Promise.all(times(30, () => ask({ name: 'narrow', perSecond: 10, burst: 10 }))));
    expect(dispatcher.stats().leastMs).toBe(2_080);
    await clock.through(Promise.all(times(100, () => ask(wide))));
    expect(dispatcher.stats().leastMs).toBe((130 * 80) / 4);
  });

  it('hold one timer, however many calls wait, and set it less often than calls start', async () => {
    let alarms = 0;
    const clock = createVirtualClock();
    const sleep = (ms: number, signal: AbortSignal) => {
      alarms += 1;
      return clock.sleep(ms, signal);
    };
    const dispatcher = createDispatcher({ slots: 2, now: clock.now, sleep, random: chance({ value: 7 }) });
    const buckets = times(30, (index) => ({ name: `${index}`, perSecond: 5 + index, burst: 1 }));
    const ask = (bucket: Bucket) => dispatcher.run(bucket, 'iam:GetRole', () => clock.sleep(1).then(() => answer));
    await clock.through(Promise.all(times(600, (index) => ask(buckets[index % 30] ?? wide))));
    // One for each call under way, and the one.
    expect(clock.mostSleepers()).toBeLessThanOrEqual(3);
    expect(alarms).toBeLessThanOrEqual(600);
  });

  it('grow hardly faster than the calls that wait', async () => {
    const { clock, dispatcher } = openSite({ slots: 32, overall: { perSecond: 1e9, burst: 1e9 } });
    const buckets = times(500, (index) => ({ name: `${index}`, perSecond: 1e6, burst: 1e6 }));
    const spent = await cpuMs(async () => {
      const all = times(100_000, (index) => dispatcher.run(buckets[index % 500] ?? wide, 'iam:GetRole', () => Promise.resolve(answer)));
      await clock.through(Promise.all(all));
    });
    // A second is normal; going through all that wait for each start would take minutes.
    expect(spent).toBeLessThan(15_000);
  });
});
