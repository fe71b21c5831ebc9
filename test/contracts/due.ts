/** What every store must do with due rows: each comes once, in its time, whatever the sweeper missed. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { DueRow, Store } from '../../workflows/store/store.ts';
import type { Calendar, ItemKey } from '../../workflows/turn/effects.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 5, 3, 10, 20);

/** Due rows are shared by all tenants, so these need a store that nobody else sweeps. */
export function dueContract(name: string, open: () => Promise<Store>): void {
  for (const calendar of ['general', 'digest'] as const) calendarContract(`${calendar} due rows on ${name}`, calendar, open);

  describe(`the two calendars on ${name}`, () => {
    const key: ItemKey = { tenant: 't', kind: 'person', id: 'p' };

    it('never show, cancel or sweep what stands in the other', async () => {
      const store = await open();
      await store.writeDue(key, 'a', now, { type: 'general' }, now);
      await store.writeDue(key, 'a', now, { type: 'digest' }, now, 'digest');
      expect(await store.due(now, 10)).toMatchObject([{ event: { type: 'general' } }]);
      expect(await store.due(now, 10, { calendar: 'digest' })).toMatchObject([{ event: { type: 'digest' } }]);
      await store.sweptTo(now + day);
      await store.removeDue(key, 'a', now, now);
      expect(await store.due(now + day, 10)).toEqual([]);
      expect(await store.due(now + day, 10, { calendar: 'digest' })).toHaveLength(1);
    });
  });
}

function calendarContract(name: string, calendar: Calendar, open: () => Promise<Store>): void {
  describe(name, () => {
    const key: ItemKey = { tenant: 't#%', kind: 'assessment', id: '19:a#1%' };
    const fired = { type: 'reminder.due', gap: 'g#1' };
    let store: Store;

    beforeEach(async () => {
      store = await open();
    });

    const drain = async (at: number): Promise<DueRow[]> => {
      const rows = await store.due(at, 100, { calendar });
      for (const one of rows) await store.removeDueRow(one);
      await store.sweptTo(at, calendar);
      return rows;
    };

    it('come when they are due, not before, and once', async () => {
      await store.writeDue(key, 'a#1', now + 5000, fired, now, calendar);
      expect(await drain(now + 4999)).toEqual([]);
      expect(await drain(now + 5000)).toMatchObject([{ key, id: 'a#1', at: now + 5000, event: fired }]);
      expect(await drain(now + 6000)).toEqual([]);
    });

    it('come over many hours and items, the earliest hour first', async () => {
      for (let index = 0; index < 12; index += 1)
        await store.writeDue({ ...key, id: `i${index}` }, 'a', now + (11 - index) * hour, fired, now, calendar);
      const rows = await drain(now + 11 * hour);
      expect(rows.map(({ at }) => at)).toEqual(Array.from({ length: 12 }, (_, index) => now + index * hour));
    });

    it('come no more at once than asked, and the rest after', async () => {
      for (let index = 0; index < 7; index += 1) await store.writeDue({ ...key, id: `i${index}` }, 'a', now + index, fired, now, calendar);
      const first = await store.due(now + hour, 4, { calendar });
      expect(first).toHaveLength(4);
      for (const one of first) await store.removeDueRow(one);
      expect(await store.due(now + hour, 4, { calendar })).toHaveLength(3);
    });

    it('come page after page, each once, though those read are removed meanwhile', async () => {
      const written = Array.from({ length: 40 }, (_, index) => ({ id: `i${index}`, at: now - (index % 3) * hour + (index % 5) * hour }));
      for (const { id, at } of written) await store.writeDue({ ...key, id }, 'a', at, fired, now, calendar);
      const read: DueRow[] = [];
      for (let page: DueRow[] | null = null; page === null || page.length === 7; ) {
        const after: DueRow | undefined = read.at(-1);
        page = await store.due(now + day, 7, { calendar, ...(after === undefined ? {} : { after }) });
        for (const one of page) if (one.at % 2 === 0) await store.removeDueRow(one);
        read.push(...page);
      }
      expect(read.map(({ key: of }) => of.id).toSorted()).toEqual(written.map(({ id }) => id).toSorted());
    });

    it('come once at the time they were moved to, late too, and are known by their first time', async () => {
      await store.writeDue(key, 'a', now, fired, now, calendar);
      const [row] = await store.due(now, 10, { calendar });
      if (row === undefined) throw new Error('It was due.');
      await store.moveDueRow(row, now + day, now, calendar);
      expect(await drain(now + day - 1)).toEqual([]);
      const [moved] = await store.due(now + day, 10, { calendar });
      expect(moved).toMatchObject({ key, id: 'a', at: now + day, first: now, event: fired });
      if (moved === undefined) throw new Error('It was due again.');
      await store.moveDueRow(moved, now + day, now + 2 * day, calendar);
      await store.sweptTo(now + 5 * day, calendar);
      expect(await drain(now + 5 * day)).toMatchObject([{ id: 'a', at: now + day, first: now }]);
    });

    it('come from a moment on when only what came due since is asked for, and the late ones always', async () => {
      for (const minutes of [0, 10, 20, 70]) await store.writeDue(key, `${minutes}`, now + minutes * 60_000, fired, now, calendar);
      await store.writeDue(key, 'late', now - day, fired, now, calendar);
      const rows = await store.due(now + 2 * hour, 10, { calendar, since: now + 10 * 60_000 });
      expect(rows.map(({ id }) => id)).toEqual(['late', '10', '20', '70']);
    });

    it('come after a week in which nobody swept', async () => {
      await store.sweptTo(now, calendar);
      await store.writeDue(key, 'a', now + hour, fired, now, calendar);
      await store.writeDue(key, 'b', now + 3 * day, fired, now, calendar);
      expect((await drain(now + 7 * day)).map(({ id }) => id)).toEqual(['a', 'b']);
    });

    it('come though nobody had ever swept before they were due', async () => {
      await store.writeDue(key, 'a', now + hour, fired, now, calendar);
      expect(await drain(now + 5 * hour)).toHaveLength(1);
    });

    it('come when they are written after their time, even long after their hour was swept', async () => {
      await drain(now);
      await store.writeDue(key, 'late', now - 9 * hour, fired, now, calendar);
      expect(await drain(now)).toMatchObject([{ id: 'late', at: now - 9 * hour }]);
    });

    it('come when the writer’s clock is some minutes behind the sweeper’s', async () => {
      await drain(now);
      await store.writeDue(key, 'behind', now - 2 * 60_000, fired, now - 5 * 60_000, calendar);
      expect(await drain(now + 1)).toHaveLength(1);
    });

    it('are gone when they are cancelled before their time', async () => {
      await store.writeDue(key, 'a', now + hour, fired, now, calendar);
      await store.removeDue(key, 'a', now + hour, now + 10, calendar);
      expect(await drain(now + 2 * hour)).toEqual([]);
    });

    it('are gone when they were written late and are cancelled', async () => {
      await store.writeDue(key, 'a', now - 2 * hour, fired, now, calendar);
      await store.removeDue(key, 'a', now - 2 * hour, now + 10, calendar);
      expect(await drain(now + 20)).toEqual([]);
    });

    it('are one row when they are written twice', async () => {
      await store.writeDue(key, 'a', now + hour, fired, now, calendar);
      await store.writeDue(key, 'a', now + hour, fired, now, calendar);
      expect(await drain(now + hour)).toHaveLength(1);
    });

    it('of two items with the same name and time are two', async () => {
      await store.writeDue(key, 'a', now + hour, fired, now, calendar);
      await store.writeDue({ ...key, tenant: 'other' }, 'a', now + hour, fired, now, calendar);
      await store.removeDue(key, 'a', now + hour, now, calendar);
      expect(await drain(now + hour)).toMatchObject([{ key: { tenant: 'other' } }]);
    });
  });
}
