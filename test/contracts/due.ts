/** What every store must do with due rows: each comes once, in its time, whatever the sweeper missed. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { DueRow, Store } from '../../workflows/store/store.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 5, 3, 10, 20);

/** Due rows are shared by all tenants, so these need a store that nobody else sweeps. */
export function dueContract(name: string, open: () => Promise<Store>): void {
  describe(`due rows on ${name}`, () => {
    const key: ItemKey = { tenant: 't#%', kind: 'assessment', id: '19:a#1%' };
    const fired = { type: 'reminder.due', gap: 'g#1' };
    let store: Store;

    beforeEach(async () => {
      store = await open();
    });

    const drain = async (at: number): Promise<DueRow[]> => {
      const rows = await store.due(at, 100);
      for (const one of rows) await store.removeDueRow(one);
      await store.sweptTo(at);
      return rows;
    };

    it('come when they are due, not before, and once', async () => {
      await store.writeDue(key, 'a#1', now + 5000, fired, now);
      expect(await drain(now + 4999)).toEqual([]);
      expect(await drain(now + 5000)).toMatchObject([{ key, id: 'a#1', at: now + 5000, event: fired }]);
      expect(await drain(now + 6000)).toEqual([]);
    });

    it('come over many hours and items, the earliest hour first', async () => {
      for (let index = 0; index < 12; index += 1)
        await store.writeDue({ ...key, id: `i${index}` }, 'a', now + (11 - index) * hour, fired, now);
      const rows = await drain(now + 11 * hour);
      expect(rows.map(({ at }) => at)).toEqual(Array.from({ length: 12 }, (_, index) => now + index * hour));
    });

    it('come no more at once than asked, and the rest after', async () => {
      for (let index = 0; index < 7; index += 1) await store.writeDue({ ...key, id: `i${index}` }, 'a', now + index, fired, now);
      const first = await store.due(now + hour, 4);
      expect(first).toHaveLength(4);
      for (const one of first) await store.removeDueRow(one);
      expect(await store.due(now + hour, 4)).toHaveLength(3);
    });

    it('come after a week in which nobody swept', async () => {
      await store.sweptTo(now);
      await store.writeDue(key, 'a', now + hour, fired, now);
      await store.writeDue(key, 'b', now + 3 * day, fired, now);
      expect((await drain(now + 7 * day)).map(({ id }) => id)).toEqual(['a', 'b']);
    });

    it('come though nobody had ever swept before they were due', async () => {
      await store.writeDue(key, 'a', now + hour, fired, now);
      expect(await drain(now + 5 * hour)).toHaveLength(1);
    });

    it('come when they are written after their time, even long after their hour was swept', async () => {
      await drain(now);
      await store.writeDue(key, 'late', now - 9 * hour, fired, now);
      expect(await drain(now)).toMatchObject([{ id: 'late', at: now - 9 * hour }]);
    });

    it('come when the writer’s clock is some minutes behind the sweeper’s', async () => {
      await drain(now);
      await store.writeDue(key, 'behind', now - 2 * 60_000, fired, now - 5 * 60_000);
      expect(await drain(now + 1)).toHaveLength(1);
    });

    it('are gone when they are cancelled before their time', async () => {
      await store.writeDue(key, 'a', now + hour, fired, now);
      await store.removeDue(key, 'a', now + hour, now + 10);
      expect(await drain(now + 2 * hour)).toEqual([]);
    });

    it('are gone when they were written late and are cancelled', async () => {
      await store.writeDue(key, 'a', now - 2 * hour, fired, now);
      await store.removeDue(key, 'a', now - 2 * hour, now + 10);
      expect(await drain(now + 20)).toEqual([]);
    });

    it('are one row when they are written twice', async () => {
      await store.writeDue(key, 'a', now + hour, fired, now);
      await store.writeDue(key, 'a', now + hour, fired, now);
      expect(await drain(now + hour)).toHaveLength(1);
    });

    it('of two items with the same name and time are two', async () => {
      await store.writeDue(key, 'a', now + hour, fired, now);
      await store.writeDue({ ...key, tenant: 'other' }, 'a', now + hour, fired, now);
      await store.removeDue(key, 'a', now + hour, now);
      expect(await drain(now + hour)).toMatchObject([{ key: { tenant: 'other' } }]);
    });
  });
}
