/** In which order, and by whom, effects are performed: what was just committed, what a crash left, and what another is at. */
import { describe, expect, it } from 'vitest';
import { cardAt, commitTurn, createRelayStage, key, leaseMs, noon, paint, say } from '../../support/relay-stage.ts';
import { createSimStore } from '../../support/sim-store.ts';

const dead = { owner: 'dead', lease: noon };
const left = { owner: '', lease: 0 };
const many = (count: number) => Array.from({ length: count }, () => say('a'));

describe('what a turn of this process wants', () => {
  it('is done in order, in one update, with nothing read or claimed before', async () => {
    const stage = createRelayStage({ speak: async () => ({ kind: 'sent', cards: { roadmap: cardAt('m1') } }) });
    const ids = ['00001.00', '00001.01'];
    stage.relay.kick(await commitTurn(stage.store, [say('a'), say('b')]));
    await stage.relay.idle();
    expect(stage.spoken()).toEqual(['a', 'b']);
    expect(stage.speeches.every(({ again }) => again === undefined)).toBe(true);
    expect([stage.loads(), stage.claims, stage.finished]).toEqual([0, [], [ids]]);
    expect(stage.noted).toEqual([{ done: ids, cards: { roadmap: cardAt('m1') } }]);
    expect(stage.store.peek(key)).toMatchObject({ effects: [], cards: { roadmap: cardAt('m1') } });
    expect(stage.notes).toEqual([]);
  });

  it('is nothing where only older turns have something open: nobody looks', async () => {
    let looks = 0;
    const newest = async () => {
      looks += 1;
      return null;
    };
    const stage = createRelayStage({ newest });
    const item = await commitTurn(stage.store, [say('a')], left);
    stage.relay.kick({ ...item, version: 2 });
    await stage.relay.idle();
    expect([looks, stage.loads()]).toEqual([0, 0]);
  });

  it('is left alone when the item is gone', async () => {
    const stage = createRelayStage({ newest: async () => null });
    stage.relay.kick(await commitTurn(stage.store, [say('a')]));
    await stage.relay.idle();
    expect([stage.spoken(), stage.notes]).toEqual([[], []]);
  });

  it('is looked up where the copy at hand lost sight of it', async () => {
    const store = createSimStore();
    const item = await commitTurn(store, [say('a')]);
    const stage = createRelayStage({ newest: async () => ({ ...item, effects: [] }) }, store);
    stage.relay.kick(item);
    await stage.relay.idle();
    expect([stage.spoken(), store.peek(key)?.effects]).toEqual([['a'], []]);
    expect(stage.speeches[0]?.again).toBeUndefined();
  });

  it('comes after what a crash left before it, and only that is read back', async () => {
    const stage = createRelayStage();
    await commitTurn(stage.store, [say('a')], dead);
    stage.relay.kick(await commitTurn(stage.store, [say('b')]));
    await stage.relay.idle();
    expect(stage.speeches.map(({ name, again }) => [name, again !== undefined])).toEqual([
      ['t1#conversation#c1:00001.00', true],
      ['t1#conversation#c1:00002.00', false],
    ]);
    expect(stage.claims).toEqual([{ ids: ['00001.00', '00002.00'], owner: 'one', lease: noon + leaseMs }]);
  });

  it('is claimed first where it was committed without a lease', async () => {
    const store = createSimStore();
    const item = await commitTurn(store, [say('b')], left);
    const stage = createRelayStage({}, store);
    stage.relay.kick(item);
    await stage.relay.idle();
    expect([stage.spoken(), stage.claims.length, stage.notes]).toEqual([['b'], 1, []]);
  });

  it.each([
    ['this process', 'one', noon + leaseMs + 1],
    ['another process, in the very same millisecond', 'heir', noon + leaseMs],
  ])('is left alone when %s took it up meanwhile', async (_, owner, lease) => {
    const stage = createRelayStage();
    const item = await commitTurn(stage.store, [say('a')]);
    await stage.store.claimAnyway(key, item.effects, owner, lease);
    stage.relay.kick(item);
    await stage.relay.idle();
    expect([stage.spoken(), stage.claims]).toEqual([[], []]);
  });

  it('waits while another process is at what comes before', async () => {
    const stage = createRelayStage();
    await commitTurn(stage.store, [say('a')], { owner: 'other' });
    stage.relay.kick(await commitTurn(stage.store, [say('b')], left));
    await stage.relay.idle();
    expect([stage.spoken(), stage.claims]).toEqual([[], []]);
  });
});

describe('what turns wanted meanwhile', () => {
  it('is taken up next, knowing the cards that were posted just before', async () => {
    const stage = createRelayStage({ speak: async () => ({ kind: 'sent', cards: { roadmap: cardAt('m1') } }) });
    const item = await commitTurn(stage.store, [paint('roadmap')]);
    await commitTurn(stage.store, [say('b')], left);
    stage.relay.kick(item);
    await stage.relay.idle();
    expect(stage.spoken()).toEqual(['roadmap', 'b']);
    expect(stage.speeches[1]).toMatchObject({ item: { cards: { roadmap: cardAt('m1') } } });
    expect(stage.speeches[1]?.again).toBeUndefined();
    expect([stage.loads(), stage.notes]).toEqual([0, []]);
  });

  it('is taken up to the first that another process is at', async () => {
    const stage = createRelayStage();
    const item = await commitTurn(stage.store, [say('a')]);
    await commitTurn(stage.store, [say('b')], left);
    await commitTurn(stage.store, [say('c')], { owner: 'other' });
    stage.relay.kick(item);
    await stage.relay.idle();
    expect(stage.spoken()).toEqual(['a', 'b']);
    expect(stage.store.peek(key)?.effects.map(({ owner }) => owner)).toEqual(['other']);
  });

  it('is taken 25 at once', async () => {
    const stage = createRelayStage();
    const item = await commitTurn(stage.store, [say('a')]);
    await commitTurn(stage.store, many(30), left);
    stage.relay.kick(item);
    await stage.relay.idle();
    expect([stage.claims.map(({ ids }) => ids.length), stage.speeches.length]).toEqual([[25, 5], 31]);
  });
});

describe('a sweep', () => {
  it('takes over what a crash left as soon as its lease is over, and says how much it did', async () => {
    const stage = createRelayStage();
    await commitTurn(stage.store, [say('a')], { owner: 'dead', lease: noon + 1 });
    await commitTurn(stage.store, [say('b'), say('c')], { of: { ...key, id: 'c2' }, ...dead });
    expect([await stage.relay.sweep(10), stage.spoken()]).toEqual([2, ['b', 'c']]);
    stage.clock.now = noon + 1;
    expect([await stage.relay.sweep(10), stage.spoken()]).toEqual([1, ['b', 'c', 'a']]);
    expect(stage.speeches.every(({ again }) => again !== undefined)).toBe(true);
    expect(stage.refreshed).not.toEqual([]);
  });

  it('reads nothing back that nobody ever tried', async () => {
    const stage = createRelayStage();
    await commitTurn(stage.store, [say('a')], left);
    expect(await stage.relay.sweep(10)).toBe(1);
    expect(stage.speeches[0]?.again).toBeUndefined();
  });

  it('stops at the first that another process is at', async () => {
    const stage = createRelayStage();
    await commitTurn(stage.store, [say('a')], dead);
    await commitTurn(stage.store, [say('b')], { owner: 'other' });
    await commitTurn(stage.store, [say('c')], dead);
    expect([await stage.relay.sweep(10), stage.spoken()]).toEqual([1, ['a']]);
  });

  it('takes 25 at once and goes on until all is done', async () => {
    const stage = createRelayStage();
    await commitTurn(stage.store, many(60), dead);
    expect(await stage.relay.sweep(10)).toBe(60);
    expect(stage.claims.map(({ ids }) => ids.length)).toEqual([25, 25, 10]);
  });

  it('does nothing that another claims in the same moment', async () => {
    const store = createSimStore();
    const stage = createRelayStage({}, { ...store, claim: async () => 'taken' });
    await commitTurn(store, [say('a')], dead);
    expect([await stage.relay.sweep(10), stage.spoken(), stage.finished]).toEqual([0, [], []]);
  });

  it('closes an item that has nothing open any more', async () => {
    const store = createSimStore();
    await commitTurn(store, []);
    const ends: unknown[] = [];
    const stage = createRelayStage(
      {},
      {
        ...store,
        openItems: async () => [key],
        finish: async (_, done) => {
          ends.push(done);
          return [];
        },
      },
    );
    expect([await stage.relay.sweep(10), ends]).toEqual([0, [{ owner: 'one', ids: [], cards: {} }]]);
  });

  it('passes over an item that is gone', async () => {
    const stage = createRelayStage({}, { ...createSimStore(), openItems: async () => [key] });
    expect([await stage.relay.sweep(10), stage.notes, stage.finished]).toEqual([0, [], []]);
  });

  it('notes an item that cannot be read, and goes on with the next', async () => {
    const store = createSimStore();
    const load = async (of: typeof key) => (of.id === 'c1' ? await Promise.reject(new Error('No route.')) : store.peek(of));
    const stage = createRelayStage({}, { ...store, load, openItems: async () => [key, { ...key, id: 'c2' }] });
    await commitTurn(store, [say('a')], { of: { ...key, id: 'c2' }, ...dead });
    expect([await stage.relay.sweep(10), stage.spoken()]).toEqual([1, ['a']]);
    expect(stage.notes).toEqual([{ note: 'stopped', item: 't1#conversation#c1', error: 'No route.' }]);
  });
});

describe('effects that are lost while they are performed', () => {
  it('to another process are noted and looked at again, and the rest is not begun', async () => {
    const store = createSimStore();
    const stage = createRelayStage(
      {
        async speak() {
          // So slow that the heir takes all of it over.
          stage.clock.now += leaseMs;
          await store.claimAnyway(key, store.peek(key)?.effects ?? [], 'heir', stage.clock.now + leaseMs);
          return { kind: 'sent' };
        },
      },
      store,
    );
    stage.relay.kick(await commitTurn(store, [say('a'), say('b')]));
    await stage.relay.idle();
    expect(stage.spoken()).toEqual(['a']);
    expect(stage.notes).toEqual([{ note: 'lease-lost', item: 't1#conversation#c1' }]);
    expect([stage.noted, stage.refreshed]).toEqual([[], [1]]);
  });

  it('with their item are noted', async () => {
    const store = createSimStore();
    const stage = createRelayStage({}, { ...store, finish: async () => 'lost', load: async () => null });
    stage.relay.kick(await commitTurn(store, [say('a')]));
    await stage.relay.idle();
    expect([stage.notes, stage.refreshed]).toEqual([[{ note: 'lease-lost', item: 't1#conversation#c1' }], []]);
  });

  it('before they are said, because reading took long, are left to who has them', async () => {
    const store = createSimStore();
    let looks = 0;
    const stage = createRelayStage(
      {
        async newest() {
          looks += 1;
          if (looks === 2) stage.clock.now += leaseMs;
          return store.peek(key);
        },
      },
      store,
    );
    stage.relay.kick(await commitTurn(store, [say('a')]));
    await stage.relay.idle();
    expect([stage.spoken(), stage.finished]).toEqual([[], []]);
    const effect = 't1#conversation#c1:00001.00';
    expect(stage.notes).toEqual([{ note: 'failed', effect, error: `${effect} was held too long to be sent now.` }]);
  });
});
