/** One sweep: what is due fires under an id of its own, what fails stays, and a time is called swept only when nothing of it is left. */
import { describe, expect, it } from 'vitest';
import type { DueRow, Store } from '../../../workflows/store/store.ts';
import { dueEventId, sweep } from '../../../workflows/turn/sweeper.ts';
import { createSimStore } from '../../support/sim-store.ts';

const noon = Date.UTC(2027, 0, 4, 12);
const key = { tenant: 't1', kind: 'assessment', id: 'a1' } as const;
const rowsOf = (count: number): DueRow[] =>
  Array.from(
    { length: count },
    (_, index) => ({ key, id: `r${index}`, at: noon, first: noon - 5, event: { type: 'idle.due' } }) as unknown as DueRow,
  );

const swept = async (rows: DueRow[], failing: readonly string[] = []) => {
  const done = { told: [] as string[], removed: [] as string[], failed: [] as string[], sweptTo: [] as number[] };
  const store: Store = {
    ...createSimStore(),
    due: async () => rows,
    removeDueRow: async ({ id }) => void done.removed.push(id),
    sweptTo: async (at) => void done.sweptTo.push(at),
  };
  const result = await sweep({
    store,
    relay: { kick: () => undefined, sweep: async () => 3, idle: async () => undefined },
    now: () => noon,
    tell: async (_, id) => {
      done.told.push(id);
      if (failing.some((name) => id.includes(`:${name}:`))) throw new Error('No route.');
    },
    failed: ({ id }) => void done.failed.push(id),
  });
  return { ...result, ...done };
};

describe('a sweep', () => {
  it('fires what is due, removes it, calls the time swept and says what it did', async () => {
    const [one, two] = rowsOf(2);
    if (one === undefined || two === undefined) throw new Error('Two rows were made.');
    expect(await swept([one, two])).toEqual({
      fired: 2,
      performed: 3,
      told: [dueEventId(one), dueEventId(two)],
      removed: ['r0', 'r1'],
      failed: [],
      sweptTo: [noon],
    });
  });

  it('leaves what fails, fires the rest and does not call the time swept', async () => {
    expect(await swept(rowsOf(3), ['r1'])).toMatchObject({ fired: 2, removed: ['r0', 'r2'], failed: ['r1'], sweptTo: [] });
  });

  it('does not call the time swept while there may be more', async () => {
    expect(await swept(rowsOf(200))).toMatchObject({ fired: 200, sweptTo: [] });
    expect(await swept(rowsOf(199))).toMatchObject({ fired: 199, sweptTo: [noon] });
  });

  it('names a row by its calendar, its item, itself and the time at which it was first due', () => {
    const [row] = rowsOf(1);
    if (row === undefined) throw new Error('A row was made.');
    expect(dueEventId(row)).toBe(`due:t#t1#assessment#a1:r0:${noon - 5}`);
    expect(dueEventId(row, 'digest')).toBe(`digest:t#t1#assessment#a1:r0:${noon - 5}`);
  });
});
