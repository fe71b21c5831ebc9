/** One turn: what it answers, what it writes, whose effects it begins with, and what happens when others write first. */
import { describe, expect, it } from 'vitest';
import type { Commit, Item, QuarantineRow } from '../../../workflows/store/store.ts';
import { type EffectBody, effectId, type ItemKey, type PendingEffect } from '../../../workflows/turn/effects.ts';
import { pack } from '../../../workflows/turn/envelope.ts';
import { createKeyedQueue } from '../../../workflows/turn/queue.ts';
import type { Subject, TurnEvent } from '../../../workflows/turn/subject.ts';
import { runTurn, TurnContentionError, type TurnPorts } from '../../../workflows/turn/turn.ts';
import { createWarm } from '../../../workflows/turn/warm.ts';
import { createSimStore, type SimStore } from '../../support/sim-store.ts';

interface Count {
  n: number;
}
type Counted = TurnEvent & { by: string; add: number };

const key: ItemKey = { tenant: 't1', kind: 'conversation', id: 'c1' };
const noon = Date.UTC(2027, 0, 4, 12);
const hour = 3_600_000;
const leaseMs = 30_000;
const say: EffectBody = { kind: 'say', what: 'help', conversation: 'c1', params: {} };

/** Adds up; adding nothing is not possible. */
const counter: Subject<Count, Counted> = {
  kind: 'conversation',
  fresh: async () => ({ n: 0 }),
  open: async (_, stored) => stored as Count,
  step: (_, { n }, { add }) => ({ state: { n: n + add }, effects: [say], changed: add !== 0 }),
  outside: ({ event }) => ({ event, texts: [] }),
  results: () => [],
  close: (state) => state,
  project: ({ n }) => ({ n }),
};

function createStage(store: SimStore = createSimStore(), over: Partial<TurnPorts> = {}) {
  const clock = { now: noon };
  const pauses: number[] = [];
  const committed: Item[] = [];
  const ports: TurnPorts = {
    store,
    queue: createKeyedQueue(),
    warm: createWarm(5),
    now: () => clock.now,
    random: () => 0.5,
    pause: async (ms) => void pauses.push(ms),
    owner: 'one',
    leaseMs,
    seen: { entries: 1, ms: 1000 },
    committed: (item) => void committed.push(item),
    ...over,
  };
  const turn = (id: string, add: number, at = clock.now, subject = counter) =>
    runTurn(ports, subject, key, { id, event: { type: 'count', by: 'ana', at, add } });
  return { store, clock, pauses, committed, turn };
}

describe('a turn', () => {
  it('that changes something says what is now, and what it wants, its seal first', async () => {
    const stage = createStage();
    const event = { type: 'count', by: 'ana', at: noon, add: 3 };
    const effects = [{ kind: 'audit', prev: '', event }, say];
    expect(await stage.turn('e1', 3)).toEqual({ kind: 'applied', state: { n: 3 }, version: 1, races: 0, effects });
    expect(stage.committed).toMatchObject([{ version: 1, projection: { n: 3 } }]);
    const held = { owner: 'one', lease: noon + leaseMs };
    expect(stage.store.peek(key)?.effects).toMatchObject([held, held]);
  });

  it('that is not possible writes nothing, and says what is', async () => {
    const stage = createStage();
    expect(await stage.turn('e1', 0)).toEqual({ kind: 'refused', state: null, version: 0 });
    await stage.turn('e2', 2);
    expect(await stage.turn('e3', 0)).toEqual({ kind: 'refused', state: { n: 2 }, version: 1 });
    expect(stage.committed).toHaveLength(1);
  });

  it('that comes again changes nothing, and says what is', async () => {
    const stage = createStage();
    await stage.turn('e1', 2);
    expect(await stage.turn('e1', 2)).toEqual({ kind: 'duplicate', state: { n: 2 }, version: 1 });
  });

  it('that is older than all that is remembered is not applied', async () => {
    const stage = createStage();
    await stage.turn('e1', 2);
    stage.clock.now += hour;
    await stage.turn('e2', 2);
    expect(await stage.turn('e0', 2, noon + hour / 2)).toEqual({ kind: 'late', state: { n: 4 }, version: 2 });
  });

  it('reads what its event only names before it steps, and seals what it read', async () => {
    const stage = createStage();
    const gather = async (_: ItemKey, event: Counted) => ({ ...event, add: event.add * 10 });
    const outcome = await stage.turn('e1', 2, noon, { ...counter, gather });
    expect(outcome).toMatchObject({ state: { n: 20 }, effects: [{ event: { add: 20 } }, say] });
  });

  it('writes the texts that are moved out of the event and those of its result, and no others', async () => {
    const store = createSimStore();
    const written: string[] = [];
    const stage = createStage({ ...store, writeText: async (_, id) => void written.push(id) });
    await stage.turn('e1', 2);
    expect(written).toEqual([]);
    const outside: typeof counter.outside = ({ event }) => ({ event, texts: [{ id: 'words', body: 'long' }] });
    await stage.turn('e2', 2, noon, { ...counter, outside, results: () => [{ id: 'result', body: 'long' }] });
    expect(written).toEqual(['words', 'result']);
  });

  it.each([
    ['an error', new TypeError('No such word.'), 'TypeError: No such word.'],
    ['anything else', 'No such word.', 'No such word.'],
  ])('that fails by a fault of ours keeps its event aside with %s in words', async (_, thrown, error) => {
    const rows: QuarantineRow[] = [];
    const stage = createStage({ ...createSimStore(), quarantine: async (row) => void rows.push(row) });
    const step = () => {
      throw thrown;
    };
    expect(await stage.turn('e1', 2, noon, { ...counter, step })).toEqual({ kind: 'quarantined', version: 0 });
    const event = JSON.stringify({ type: 'count', by: 'ana', at: noon, add: 2 });
    expect(rows).toEqual([{ key, eventId: 'e1', event, error, at: noon }]);
  });
});

describe('while something of an earlier turn is open', () => {
  const pending = (index: number, owner: string, lease: number): PendingEffect => ({ id: effectId(1, index), body: say, owner, lease });
  const ours = pending(0, 'one', noon + 1);

  it.each<[string, PendingEffect[], boolean]>([
    ['is held by this process', [ours], false],
    ['is held by another', [pending(0, 'other', noon + 1)], true],
    ['was held by this process until now', [pending(0, 'one', noon)], true],
    ['is held by nobody', [pending(0, '', 0)], true],
    ['is held by this process, and more by another', [ours, pending(1, 'other', noon + 1)], true],
  ])('that %s, the new effects wait or not', async (_, effects, waits) => {
    const stage = createStage();
    const bare = { snapshot: pack({ n: 0 }), seen: new Uint8Array(), head: '', projection: {} };
    await stage.store.commit({ key, expected: 0, ...bare, effects, at: noon });
    await stage.turn('e2', 1);
    const fresh = stage.store.peek(key)?.effects.slice(effects.length) ?? [];
    expect(fresh.map(({ owner, lease }) => [owner, lease])).toEqual(
      Array.from({ length: 2 }, () => (waits ? ['', 0] : ['one', noon + leaseMs])),
    );
  });
});

describe('a turn that others overtake', () => {
  /** Others write first so many times. */
  const raced = (times: number) => {
    const store = createSimStore();
    let races = 0;
    return {
      ...store,
      async commit(change: Commit) {
        races += 1;
        return races <= times ? ('conflict' as const) : await store.commit(change);
      },
    };
  };

  it('is decided anew, after a while that doubles', async () => {
    const stage = createStage(raced(4));
    expect(await stage.turn('e1', 1)).toMatchObject({ kind: 'applied', races: 4 });
    expect(stage.pauses).toEqual([20, 40, 80, 160]);
  });

  it('five times is left to the platform, which delivers it again', async () => {
    const stage = createStage(raced(5));
    await expect(stage.turn('e1', 1)).rejects.toThrow(TurnContentionError);
    expect(stage.store.peek(key)).toBeNull();
  });
});
