/** What every store must do with small records that stand beside the items. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../workflows/store/store.ts';

const now = Date.UTC(2026, 5, 3, 10, 20);

/** `open` gives a store and a tenant that no other test uses. */
export function recordsContract(open: () => { store: Store; tenant: string }): void {
  describe('records', () => {
    let store: Store;
    let tenant: string;

    beforeEach(() => {
      ({ store, tenant } = open());
    });

    const at = (id: string, over: object = {}) => ({ tenant, kind: 'challenge' as const, id, ...over });
    const write = (id: string, expected: number, body: Record<string, unknown> | null, expires?: number) =>
      store.writeRecords([{ key: at(id), expected, body, ...(expires === undefined ? {} : { expires }) }], now);

    it('read back as they were written, with a revision that counts', async () => {
      expect(await store.readRecord(at('a#1'), now)).toBeNull();
      await write('a#1', 0, { deep: { text: 'Ärger 😀' } });
      await write('a#1', 1, { deep: { text: 'again' } });
      expect(await store.readRecord(at('a#1'), now)).toEqual({ key: at('a#1'), rev: 2, body: { deep: { text: 'again' } } });
    });

    it('are made, changed and taken away by one of those who saw the same', async () => {
      for (const [expected, body] of [
        [0, { n: 1 }],
        [1, { n: 2 }],
        [2, null],
      ] as const) {
        const outcomes = await Promise.all(Array.from({ length: 4 }, () => write('a', expected, body)));
        expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1);
      }
      expect(await store.readRecord(at('a'), now)).toBeNull();
    });

    it('change together or not at all', async () => {
      await write('b', 0, { n: 1 });
      const both = (expected: number) =>
        store.writeRecords(
          [
            { key: at('a'), expected: 0, body: { n: 1 } },
            { key: at('b'), expected, body: null },
          ],
          now,
        );
      expect(await both(0)).toBe('conflict');
      expect(await store.readRecord(at('a'), now)).toBeNull();
      expect(await both(1)).toBe('written');
      expect([await store.readRecord(at('a'), now), await store.readRecord(at('b'), now)]).toMatchObject([{ rev: 1 }, null]);
    });

    it('are gone from the moment they expire, and may be made anew', async () => {
      await write('a', 0, { n: 1 }, now + 5);
      expect(await store.readRecord(at('a'), now + 4)).toMatchObject({ rev: 1 });
      expect(await store.readRecord(at('a'), now + 5)).toBeNull();
      expect(await store.listRecords(tenant, 'challenge', now + 5)).toEqual([]);
      expect(await store.writeRecords([{ key: at('a'), expected: 0, body: { n: 2 } }], now + 5)).toBe('written');
    });

    it('are listed by tenant and kind, in order', async () => {
      for (const id of ['b', 'a']) await write(id, 0, { id });
      await store.writeRecords([{ key: at('c', { kind: 'identity' }), expected: 0, body: {} }], now);
      await store.writeRecords([{ key: at('d', { tenant: `${tenant}2` }), expected: 0, body: {} }], now);
      expect((await store.listRecords(tenant, 'challenge', now)).map(({ body }) => body['id'])).toEqual(['a', 'b']);
    });

    it('of nobody are found by their id alone', async () => {
      const nobody = { tenant: '', kind: 'alias' as const, id: `slack:${tenant}#1` };
      await store.writeRecords([{ key: nobody, expected: 0, body: { tenant: 'ours' } }], now);
      expect(await store.readRecord(nobody, now)).toEqual({ key: nobody, rev: 1, body: { tenant: 'ours' } });
    });
  });
}
