/** What every store must do. The same sentences run against dynoxide, DynamoDB Local and the simulated store. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Commit, LogRow, Store } from '../../workflows/store/store.ts';
import { effectId, type ItemKey, type PendingEffect } from '../../workflows/turn/effects.ts';
import { evidenceContract } from './evidence.ts';
import { recordsContract } from './records.ts';

const day = 24 * 3_600_000;
const now = Date.UTC(2026, 5, 3, 10, 20);

/** `open` gives a store that may hold other tests' rows: each test takes a tenant of its own, so that none meets another's. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`the store on ${name}`, () => {
    let store: Store;
    let key: ItemKey;
    let other: ItemKey;

    beforeEach(async () => {
      store = await open();
      const tenant = `tenant ${Math.random()}`;
      key = { tenant, kind: 'assessment', id: '19:abc#1;messageid=7%2F' };
      other = { tenant, kind: 'conversation', id: '19:abc#1;messageid=7%2F' };
    });

    describe('commit', () => {
      it('makes an item that reads back as it was written', async () => {
        const change = commit(key, 0, [say(1, 0)]);
        expect(await store.commit(change)).toBe('committed');
        const { expected: _, at: __, ...written } = change;
        expect(await store.load(key)).toEqual({ ...written, version: 1, cards: {} });
      });

      it('knows no item that was never written', async () => {
        expect(await store.load(key)).toBeNull();
      });

      it('lets one of two makers of the same item win', async () => {
        const outcomes = await Promise.all([store.commit(commit(key, 0, [])), store.commit(commit(key, 0, []))]);
        expect(outcomes.toSorted()).toEqual(['committed', 'conflict']);
      });

      it('lets one of eight writers of the same version win', async () => {
        await store.commit(commit(key, 0, []));
        const outcomes = await Promise.all(Array.from({ length: 8 }, (_, index) => store.commit(commit(key, 1, [say(2, index)]))));
        expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
        expect((await store.load(key))?.effects).toHaveLength(1);
      });

      it('changes nothing when it loses', async () => {
        await store.commit(commit(key, 0, [say(1, 0)]));
        const before = await store.load(key);
        expect(await store.commit({ ...commit(key, 0, [say(1, 1)]), head: 'ff' })).toBe('conflict');
        expect(await store.load(key)).toEqual(before);
      });

      it('adds its effects to those that are still pending, in order', async () => {
        await store.commit(commit(key, 0, [say(1, 0), say(1, 1)]));
        await store.commit(commit(key, 1, [say(2, 0)]));
        expect((await store.load(key))?.effects.map(({ id }) => id)).toEqual([effectId(1, 0), effectId(1, 1), effectId(2, 0)]);
      });

      it('keeps more effects in one turn than one digit counts', async () => {
        const effects = Array.from({ length: 40 }, (_, index) => say(1, index));
        await store.commit(commit(key, 0, effects));
        expect((await store.load(key))?.effects).toEqual(effects);
      });
    });

    describe('claim', () => {
      it('gives a lease to one of two who saw the same', async () => {
        const effects = [say(1, 0), say(1, 1)];
        await store.commit(commit(key, 0, effects));
        const outcomes = await Promise.all([store.claim(key, effects, 'p2', now + 60_000), store.claim(key, effects, 'p3', now + 60_000)]);
        expect(outcomes.toSorted()).toEqual(['claimed', 'taken']);
        const owners = new Set((await store.load(key))?.effects.map(({ owner }) => owner));
        expect(owners.size).toBe(1);
      });

      it('refuses all when one of them is another’s by now', async () => {
        const [first, second] = [say(1, 0), say(1, 1)];
        await store.commit(commit(key, 0, [first, second]));
        await store.claim(key, [second], 'p2', now + 1);
        expect(await store.claim(key, [first, second], 'p3', now + 2)).toBe('taken');
        expect((await store.load(key))?.effects[0]).toEqual(first);
      });

      it('refuses what is done, and items that are not there', async () => {
        await store.commit(commit(key, 0, [say(1, 0)]));
        await store.finish(key, { owner: 'p1', ids: [effectId(1, 0)], cards: {} });
        expect(await store.claim(key, [say(1, 0)], 'p2', now)).toBe('taken');
        expect(await store.claim(other, [say(1, 0)], 'p2', now)).toBe('taken');
      });

      it('does not move the version, so that a turn loses nothing by it', async () => {
        await store.commit(commit(key, 0, [say(1, 0)]));
        await store.claim(key, [say(1, 0)], 'p2', now);
        expect(await store.commit(commit(key, 1, []))).toBe('committed');
        expect((await store.load(key))?.effects[0]).toMatchObject({ owner: 'p2', lease: now });
      });
    });

    describe('finish', () => {
      it('removes what is done, notes the cards, and tells what is left', async () => {
        await store.commit(commit(key, 0, [say(1, 0), say(1, 1)]));
        const card = { conversation: '19:x#y', message: 'm.1' };
        expect(await store.finish(key, { owner: 'p1', ids: [effectId(1, 0)], cards: { 'main.1': card } })).toEqual([say(1, 1)]);
        expect(await store.load(key)).toMatchObject({ version: 1, effects: [say(1, 1)], cards: { 'main.1': card } });
      });

      it('is lost when another took the effects over, and changes nothing', async () => {
        await store.commit(commit(key, 0, [say(1, 0)]));
        await store.claim(key, [say(1, 0)], 'p2', now);
        const card = { conversation: 'c', message: 'm' };
        expect(await store.finish(key, { owner: 'p1', ids: [effectId(1, 0)], cards: { main: card } })).toBe('lost');
        expect(await store.load(key)).toMatchObject({ cards: {}, effects: [{ owner: 'p2' }] });
      });

      it('is lost the second time', async () => {
        await store.commit(commit(key, 0, [say(1, 0)]));
        const done = { owner: 'p1', ids: [effectId(1, 0)], cards: {} };
        expect(await store.finish(key, done)).toEqual([]);
        expect(await store.finish(key, done)).toBe('lost');
      });

      it('keeps the cards of earlier turns', async () => {
        await store.commit(commit(key, 0, [say(1, 0)]));
        await store.finish(key, { owner: 'p1', ids: [effectId(1, 0)], cards: { a: { conversation: 'c', message: '1' } } });
        await store.commit(commit(key, 1, [say(2, 0)]));
        await store.finish(key, { owner: 'p1', ids: [effectId(2, 0)], cards: { b: { conversation: 'c', message: '2' } } });
        expect(Object.keys((await store.load(key))?.cards ?? {}).toSorted()).toEqual(['a', 'b']);
      });
    });

    describe('the list of open items', () => {
      const isOpen = async (item: ItemKey) =>
        (await store.openItems(now + day, 1000)).some((one) => one.tenant === item.tenant && one.kind === item.kind);

      it('holds an item until its last effect is done', async () => {
        await store.commit(commit(key, 0, [say(1, 0), say(1, 1)]));
        expect(await isOpen(key)).toBe(true);
        await store.finish(key, { owner: 'p1', ids: [effectId(1, 0)], cards: {} });
        expect(await isOpen(key)).toBe(true);
        await store.finish(key, { owner: 'p1', ids: [effectId(1, 1)], cards: {} });
        expect(await isOpen(key)).toBe(false);
      });

      it('still holds an item when others came while the first were done', async () => {
        await store.commit(commit(key, 0, [say(1, 0)]));
        await store.commit(commit(key, 1, [say(2, 0)]));
        await store.finish(key, { owner: 'p1', ids: [effectId(1, 0)], cards: {} });
        expect(await isOpen(key)).toBe(true);
      });

      it('does not hold a turn that wanted nothing', async () => {
        await store.commit(commit(key, 0, []));
        expect(await isOpen(key)).toBe(false);
      });

      it('does not hold what was committed later than asked', async () => {
        await store.commit({ ...commit(key, 0, [say(1, 0)]), at: now });
        expect((await store.openItems(now, 1000)).some(({ tenant }) => tenant === key.tenant)).toBe(false);
      });

      it('gives the key back as it was, signs and all', async () => {
        await store.commit(commit(key, 0, [say(1, 0)]));
        expect((await store.openItems(now + day, 1000)).filter(({ tenant }) => tenant === key.tenant)).toEqual([key]);
      });

      it('can be told that nothing is left, and does not believe it when something is', async () => {
        await store.commit(commit(key, 0, [say(1, 0)]));
        expect(await store.finish(key, { owner: 'p1', ids: [], cards: {} })).toBe('lost');
        expect(await isOpen(key)).toBe(true);
      });
    });

    describe('the log', () => {
      it('reads back in order', async () => {
        for (const seq of [2, 1, 10, 3]) await store.writeLog(key, row(seq));
        expect(await store.readLog(key)).toEqual([1, 2, 3, 10].map((seq) => row(seq)));
      });

      it('never changes a row that is written', async () => {
        await store.writeLog(key, row(1));
        await store.writeLog(key, { ...row(1), payload: 'another' });
        expect(await store.readLog(key)).toEqual([row(1)]);
      });

      it('keeps a row whose payload was erased', async () => {
        await store.writeLog(key, { ...row(1), payload: null });
        expect((await store.readLog(key))[0]?.payload).toBeNull();
      });
    });

    describe('texts and catalogues', () => {
      it('keeps a text under its item and id', async () => {
        await store.writeText(key, 'id#1', 'Ärger 😀');
        expect(await store.readText(key, 'id#1')).toBe('Ärger 😀');
        expect(await store.readText(other, 'id#1')).toBeNull();
      });

      it('writes a catalogue once and for all', async () => {
        const hash = `hash ${Math.random()}`;
        await store.writeCatalogue(hash, new Uint8Array([1, 2]));
        await store.writeCatalogue(hash, new Uint8Array([3]));
        expect([...((await store.readCatalogue(hash)) ?? [])]).toEqual([1, 2]);
        expect(await store.readCatalogue(`${hash}?`)).toBeNull();
      });
    });

    describe('tenants', () => {
      it('never meet, though every other id is the same', async () => {
        const theirs = { ...key, tenant: `${key.tenant}#assessment` };
        await store.commit(commit(key, 0, [say(1, 0)]));
        await store.writeText(key, 'a', 'ours');
        await store.writeLog(key, row(1));
        await store.count(key.tenant, 'n');
        expect(await store.load(theirs)).toBeNull();
        expect(await store.readText(theirs, 'a')).toBeNull();
        expect(await store.readLog(theirs)).toEqual([]);
        expect(await store.readCount(theirs.tenant, 'n')).toBe(0);
      });

      it('never meet through signs in their names', async () => {
        const [one, two] = [
          { ...key, tenant: `${key.tenant}a#b`, id: 'c' },
          { ...key, tenant: `${key.tenant}a`, id: 'b#c' },
        ];
        await store.writeText(one, 'x', 'one');
        await store.writeText({ ...key, tenant: `${key.tenant}a%23b`, id: 'c' }, 'x', 'three');
        expect(await store.readText(two, 'x')).toBeNull();
        expect(await store.readText(one, 'x')).toBe('one');
      });
    });

    evidenceContract(() => ({ store, key }));
    recordsContract(() => ({ store, tenant: key.tenant }));

    describe('set-aside events and counts', () => {
      it('keeps an event once, oldest first, until it is released', async () => {
        const event = (eventId: string, at: number) => ({ key, eventId, event: '{}', error: 'why', at });
        await store.quarantine(event('b', 2));
        await store.quarantine(event('a', 1));
        await store.quarantine({ ...event('a', 3), error: 'again' });
        expect(await store.quarantined(key.tenant)).toEqual([event('a', 1), event('b', 2)]);
        await store.release(event('a', 1));
        expect(await store.quarantined(key.tenant)).toEqual([event('b', 2)]);
      });

      it('counts what happens at once one by one', async () => {
        await Promise.all(Array.from({ length: 5 }, () => store.count(key.tenant, 'stale-posts')));
        expect(await store.readCount(key.tenant, 'stale-posts')).toBe(5);
      });
    });
  });
}

function say(version: number, index: number): PendingEffect {
  const body = { kind: 'say' as const, what: 'thanks', conversation: '19:x#y', params: { n: String(index) } };
  return { id: effectId(version, index), body, owner: 'p1', lease: now + 30_000 };
}

function commit(key: ItemKey, expected: number, effects: PendingEffect[]): Commit {
  return {
    key,
    expected,
    snapshot: new Uint8Array([1, 2, 3]),
    seen: new Uint8Array([4]),
    head: 'ab01',
    effects,
    projection: { name: 'Ünë', answered: 3 },
    at: now,
  };
}

function row(seq: number): LogRow {
  return { seq, prev: 'p', at: now + seq, actor: 'ana', type: 'answer', digest: 'd', hash: `h${seq}`, payload: `{"n":${seq}}` };
}
