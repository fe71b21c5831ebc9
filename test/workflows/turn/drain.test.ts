/** What makes the product speak unasked is worked off at the platforms' pace, within the day's cap, fairly, and exactly once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSpent } from '../../../workflows/turn/allowance.ts';
import { createDrain, type Drain, type DrainNote, type DrainPorts } from '../../../workflows/turn/drain.ts';
import type { ItemKey } from '../../../workflows/turn/effects.ts';
import { createSimStore, type SimStore } from '../../support/sim-store.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const begin = Date.UTC(2026, 10, 30, 9);

interface Fired {
  tenant: string;
  person: string;
  id: string;
  at: number;
}

/** A store, a clock and what was spoken. Turns are idempotent by the id of their event, as the real ones are. */
function createScene(store: SimStore = createSimStore(), clock: VirtualClock = createVirtualClock()) {
  const spoken: Fired[] = [];
  const seen = new Set<string>();
  const notes: DrainNote[] = [];
  const now = () => begin + clock.now();
  // The sweeper was here a week ago.
  void store.sweptTo(begin - 7 * day, 'digest');
  return {
    store,
    clock,
    spoken,
    notes,
    now,
    due: async (tenant: string, person: string, at: number) =>
      await store.writeDue(keyOf(tenant, person), 'digest', at, { type: 'digest' }, begin - 7 * day, 'digest'),
    drain: (how: Partial<DrainPorts> = {}): Drain =>
      createDrain({
        store,
        now,
        pause: clock.sleep,
        owner: 'one',
        async fire(to, id) {
          const fresh = !seen.has(id);
          seen.add(id);
          if (fresh) spoken.push({ tenant: to.tenant, person: to.id, id, at: now() });
          return { spoke: fresh };
        },
        pace: async () => ({ perMinute: 60, atOnce: 1 }),
        cap: 1000,
        log: (note) => notes.push(note),
        ...how,
      }),
  };
}

function countBy<T>(rows: readonly T[], name: (row: T) => string): number[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(name(row), (counts.get(name(row)) ?? 0) + 1);
  return [...counts.values()];
}

const keyOf = (tenant: string, id: string): ItemKey => ({ tenant, kind: 'person', id });

async function drained(scene: ReturnType<typeof createScene>, drain: Drain): Promise<number> {
  return await scene.clock.through(
    (async () => {
      const read = await drain.look();
      await drain.idle();
      return read;
    })(),
  );
}

describe('a drain', () => {
  it('fires what is due, once, and nothing before its time', async () => {
    const scene = createScene();
    await scene.due('t', 'ann', begin - hour);
    await scene.due('t', 'ben', begin + 1);
    const drain = scene.drain();
    await drained(scene, drain);
    await drained(scene, drain);
    expect(scene.spoken.map(({ person }) => person)).toEqual(['ann']);
    expect(scene.store.dueRows().map(({ key }) => key.id)).toEqual(['ben']);
  });

  it('keeps the pace of the platform and loses nothing of it', async () => {
    const scene = createScene();
    for (let n = 0; n < 200; n += 1) await scene.due('t', `p${n}`, begin - (n % 3) * hour);
    await drained(scene, scene.drain({ pace: async () => ({ perMinute: 70, atOnce: 5 }) }));
    expect(scene.spoken).toHaveLength(200);
    // 195 after the first five, at 70 a minute.
    expect(scene.clock.now()).toBe(Math.ceil((195 / 70) * minute));
    for (const [n, { at }] of scene.spoken.entries()) {
      const within = scene.spoken.slice(n).filter((other) => other.at < at + minute);
      expect(within.length).toBeLessThanOrEqual(70 + 5);
    }
  });

  it('lets no small organisation wait for a large one', async () => {
    const scene = createScene();
    for (let n = 0; n < 500; n += 1) await scene.due('large', `p${n}`, begin - 2 * hour);
    for (let n = 0; n < 3; n += 1) await scene.due('small', `p${n}`, begin - hour);
    await drained(scene, scene.drain());
    const small = scene.spoken.filter(({ tenant }) => tenant === 'small').map(({ at }) => at - begin);
    expect(small).toEqual([0, 1000, 2000]);
  });

  it('fires in time what comes due while a large organisation is still being worked off, and reads nothing again for it', async () => {
    const scene = createScene();
    for (let n = 0; n < 600; n += 1) await scene.due('large', `p${n}`, begin);
    await scene.due('small', 'ann', begin + 2 * minute);
    const drain = scene.drain();
    const read: number[] = [];
    await scene.clock.through(
      (async () => {
        for (let look = 0; look < 4; look += 1) {
          read.push(await drain.look());
          await scene.clock.sleep(minute);
        }
        await drain.idle();
      })(),
    );
    expect(read).toEqual([600, 0, 1, 0]);
    expect(scene.spoken.find(({ tenant }) => tenant === 'small')?.at).toBe(begin + 2 * minute);
  });

  it('rests for as long as the platform asks', async () => {
    const scene = createScene();
    for (let n = 0; n < 5; n += 1) await scene.due('t', `p${n}`, begin);
    const drain = scene.drain();
    await scene.clock.through(
      (async () => {
        await drain.look();
        await scene.clock.sleep(1500);
        drain.rest('t', 30_000);
        await drain.idle();
      })(),
    );
    expect(scene.spoken.map(({ at }) => at - begin)).toEqual([0, 1000, 31_500, 32_500, 33_500]);
  });

  it('holds up nothing for a row that fails, and fires that in the next', async () => {
    const scene = createScene();
    for (const person of ['ann', 'ben', 'cem']) await scene.due('t', person, begin - 3 * day);
    let fails = true;
    const spoken: string[] = [];
    const drain = scene.drain({
      async fire(to) {
        if (to.id === 'ben' && fails) throw new Error('not now');
        spoken.push(to.id);
        return { spoke: true };
      },
    });
    await drained(scene, drain);
    expect(spoken.toSorted()).toEqual(['ann', 'cem']);
    expect(scene.notes).toMatchObject([{ note: 'digest-failed', tenant: 't', error: 'not now' }]);
    fails = false;
    await drained(scene, drain);
    expect(spoken).toHaveLength(3);
    expect(scene.store.dueRows()).toEqual([]);
  });

  it('spends nothing on rows that make nobody hear anything', async () => {
    const scene = createScene();
    for (let n = 0; n < 300; n += 1) await scene.due('t', `p${n}`, begin - hour);
    await drained(scene, scene.drain({ cap: 300, fire: async () => ({ spoke: false }) }));
    expect(scene.store.dueRows()).toEqual([]);
    expect(scene.clock.now()).toBeLessThan(5 * minute);
    expect(await readSpent(scene.store, 't', scene.now())).toEqual({ sent: 0, held: 0 });
  });

  it('stops at once when it is asked to, and what is left stays due', async () => {
    const scene = createScene();
    for (let n = 0; n < 20; n += 1) await scene.due('t', `p${n}`, begin);
    const drain = scene.drain();
    await scene.clock.through(
      (async () => {
        await drain.look();
        await scene.clock.sleep(4_500);
        await drain.stop();
      })(),
    );
    expect(scene.spoken).toHaveLength(5);
    expect(scene.store.dueRows()).toHaveLength(15);
    await drained(scene, scene.drain({ owner: 'two' }));
    expect(new Set(scene.spoken.map(({ person }) => person)).size).toBe(20);
    expect(scene.spoken).toHaveLength(20);
  });
});

describe('the cap of a day', () => {
  it('lets through so many, moves the rest to the same hour of the next day, and says so', async () => {
    const scene = createScene();
    for (let n = 0; n < 25; n += 1) await scene.due('t', `p${n}`, begin - hour);
    const drain = scene.drain({ cap: 10 });
    await drained(scene, drain);
    expect(scene.spoken).toHaveLength(10);
    expect(scene.store.dueRows().map(({ at }) => at)).toEqual(Array.from({ length: 15 }, () => begin - hour + day));
    expect(await readSpent(scene.store, 't', begin)).toEqual({ sent: 10, held: 15 });
    expect(scene.notes).toEqual([{ note: 'digests-held', tenant: 't', rows: 15, cap: 10 }]);
  });

  it('loses nobody over the days', async () => {
    const scene = createScene();
    for (let n = 0; n < 25; n += 1) await scene.due('t', `p${n}`, begin - 6 * day + n * hour);
    const drain = scene.drain({ cap: 10 });
    for (let days = 0; days < 3; days += 1) {
      await drained(scene, drain);
      await scene.clock.through(scene.clock.sleep(day));
    }
    await drained(scene, drain);
    const perDay = countBy(scene.spoken, ({ at }) => `${Math.floor(at / day)}`);
    expect(perDay).toEqual([10, 10, 5]);
    expect(new Set(scene.spoken.map(({ person }) => person)).size).toBe(25);
    expect(scene.store.dueRows()).toEqual([]);
  });

  it('is one for all processes that ever work at it', async () => {
    const scene = createScene();
    for (let n = 0; n < 30; n += 1) await scene.due('t', `p${n}`, begin);
    // The lease is only a courtesy: both fire here, as after a frozen process.
    const blind: Partial<DrainPorts> = { cap: 12, store: { ...scene.store, writeRecords: withoutLease(scene.store) } };
    const [one, other] = [scene.drain({ ...blind, owner: 'one' }), scene.drain({ ...blind, owner: 'two' })];
    await scene.clock.through(Promise.all([one.look(), other.look()]).then(() => Promise.all([one.idle(), other.idle()])));
    expect(scene.spoken.length).toBeLessThanOrEqual(12);
    await drained(scene, scene.drain({ cap: 1000, owner: 'three' }));
    await scene.clock.through(scene.clock.sleep(day));
    await drained(scene, scene.drain({ cap: 1000, owner: 'three' }));
    expect(scene.spoken).toHaveLength(30);
  });
});

const withoutLease =
  (store: SimStore): SimStore['writeRecords'] =>
  async (changes, now) =>
    changes.some(({ key }) => key.kind === 'lease') ? 'written' : await store.writeRecords(changes, now);

describe('several processes', () => {
  it('leave the work to one of them, and take it over when that one is gone', async () => {
    const scene = createScene();
    for (let n = 0; n < 10; n += 1) await scene.due('t', `p${n}`, begin);
    const [one, other] = [scene.drain({ owner: 'one' }), scene.drain({ owner: 'two' })];
    await scene.clock.through(one.look().then(() => one.idle()));
    await scene.due('t', 'late', begin + minute);
    await scene.clock.through(scene.clock.sleep(2 * minute));
    expect(await other.look()).toBe(0);
    // The first one never comes back.
    await scene.clock.through(scene.clock.sleep(5 * minute));
    await drained(scene, other);
    expect(scene.spoken.at(-1)?.person).toBe('late');
  });

  it('lose nobody and tell nobody twice, wherever one of them dies', async () => {
    const runs = Number(process.env['PLUMBLINE_RUNS'] ?? 100);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 0, max: 1 }),
        fc.integer({ min: 1, max: 6 }),
        async (steps, after, cap) => {
          const scene = createScene();
          for (let n = 0; n < 9; n += 1) await scene.due(n % 2 === 0 ? 'even' : 'odd', `p${n}`, begin - n * hour);
          const life = { left: steps };
          const dying = scene.drain({ owner: 'dying', cap, store: mortal(scene.store, life, after === 1) });
          // Whatever a dead process still awaits never comes, so nothing of it is waited for.
          void dying.look().catch(() => undefined);
          await scene.clock.through(scene.clock.sleep(10 * minute));
          for (let days = 0; days < 10; days += 1) {
            await drained(scene, scene.drain({ owner: `heir ${days}`, cap }));
            await scene.clock.through(scene.clock.sleep(day));
          }
          expect(scene.spoken.map(({ person }) => person).toSorted()).toEqual(Array.from({ length: 9 }, (_, n) => `p${n}`));
          expect(scene.store.dueRows()).toEqual([]);
          const perDay = countBy(scene.spoken, ({ tenant, at }) => `${tenant} ${Math.floor(at / day)}`);
          for (const count of perDay) expect(count).toBeLessThanOrEqual(cap);
        },
      ),
      { numRuns: runs },
    );
  });
});

/** A store that answers so many times, and then never again; the last request may still have its effect. */
function mortal(store: SimStore, life: { left: number }, lastArrives: boolean): SimStore {
  return new Proxy(store, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return async (...parameters: unknown[]) => {
        life.left -= 1;
        if (life.left > 0) return (await Reflect.apply(method, target, parameters)) as unknown;
        if (life.left === 0 && lastArrives) await Reflect.apply(method, target, parameters);
        return await new Promise(() => undefined);
      };
    },
  });
}
