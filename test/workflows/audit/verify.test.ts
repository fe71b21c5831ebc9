/** Logs on a real table, tampered with past the product: each fault is found and named. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditTable, type ItemHead, type ItemReport } from '../../../workflows/audit/verify.ts';
import { sortKeys } from '../../../workflows/store/table.ts';
import type { ItemKey } from '../../../workflows/turn/effects.ts';
import { type AuditTable, type Row, startAuditTables } from '../../support/audit-table.ts';
import { chain, rebuilt } from '../../support/chains.ts';

const numRuns = Number(process.env['PLUMBLINE_RUNS'] ?? 60);
const key: ItemKey = { tenant: 'acme', kind: 'assessment', id: '19:abc#1;m=7' };
const other: ItemKey = { tenant: 'acme', kind: 'conversation', id: 'c1' };
const foreign: ItemKey = { tenant: 'acme2', kind: 'settings', id: 'settings' };
const log = sortKeys.log;

let tables: Awaited<ReturnType<typeof startAuditTables>>;
let table: AuditTable;
let name: string;

beforeAll(async () => {
  tables = await startAuditTables();
});
afterAll(() => tables.stop());
beforeEach(async () => {
  table = await tables.open();
  name = await table.item(key, 7);
  await table.item(other, 3);
  await table.item(foreign, 1);
});

async function verified(kept: readonly ItemHead[] = [], tenant?: string): Promise<ItemReport[]> {
  const reports: ItemReport[] = [];
  for await (const { report } of auditTable(table.audit, { kept, ...(tenant === undefined ? {} : { tenant }) })) reports.push(report);
  return reports;
}

/** The faults of the first item; every other must hold. */
async function faults(kept: readonly ItemHead[] = []): Promise<unknown> {
  const reports = await verified(kept);
  const mine = reports.find(({ item }) => item === name);
  for (const report of reports) if (report !== mine) expect(report).toMatchObject({ outcome: 'holds' });
  return mine !== undefined && 'faults' in mine ? mine.faults : mine;
}

async function edit(sort: string, change: (row: Row) => Row): Promise<void> {
  await table.put(change(await table.get(key, sort)));
}

const flip = (text: string, place: number, bit: number): string => {
  const at = place % text.length;
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1);
};

describe('a table that nobody touched', () => {
  it('holds, item by item in the order of their names', async () => {
    expect(await verified()).toMatchObject([
      { item: 't#acme#assessment#19:abc%231;m=7', outcome: 'holds', version: 7, rows: 7, erased: [], erasings: [], pending: 0, faults: [] },
      { item: 't#acme#conversation#c1', outcome: 'holds', rows: 3 },
      { item: 't#acme2#settings#settings', outcome: 'holds', rows: 1 },
    ]);
  });

  it('is read for one tenant alone, though another’s name begins alike', async () => {
    expect((await verified([], 'acme')).map(({ item }) => item)).toEqual([name, 't#acme#conversation#c1']);
  });

  it('holds with rows that are still to be written, and counts them', async () => {
    const waiting: ItemKey = { ...key, id: 'waiting' };
    await table.item(waiting, 5, 2);
    expect((await verified()).find(({ item }) => item.endsWith('waiting'))).toMatchObject({ outcome: 'holds', rows: 3, pending: 2 });
  });

  it('holds with erased payloads, and shows which', async () => {
    expect(await table.audit.eraseLog(key, 3)).toBe('erased');
    expect(await table.audit.eraseLog(key, 3)).toBe('erased-before');
    expect(await table.audit.eraseLog(key, 9)).toBe('none');
    expect((await verified())[0]).toMatchObject({ outcome: 'holds', rows: 7, erased: [3], faults: [] });
  });
});

describe('one flipped bit', () => {
  it.each(['row', 'payload'])('is found in any byte of the %s', async (attribute) => {
    const before = await table.get(key, log(4));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1000 }), fc.nat({ max: 6 }), async (place, bit) => {
        await table.put({ ...before, [attribute]: { S: flip(before[attribute]?.S ?? '', place, bit) } });
        expect(await faults()).toMatchObject([{ fault: 'changed', seq: 4 }]);
      }),
      { numRuns },
    );
  });

  it('is found in the item’s head', async () => {
    const before = await table.get(key, sortKeys.item);
    const kept = [{ item: name, version: 7, head: chain(7).head }];
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 31 }), fc.nat({ max: 7 }), async (place, bit) => {
        const head = Buffer.from(before['head']?.B ?? []);
        head[place] = (head[place] ?? 0) ^ (1 << bit);
        await table.put({ ...before, head: { B: head } });
        expect(await faults()).toEqual([{ fault: 'head', seq: 7 }]);
        expect(await faults(kept)).toEqual([{ fault: 'head', seq: 7, sure: true }]);
      }),
      { numRuns: Math.min(numRuns, 20) },
    );
  });

  it('is found in a row’s key', async () => {
    const row = await table.get(key, log(4));
    await table.remove(key, log(4));
    await table.put({ ...row, sk: { S: 'log#00000014' } });
    expect(await faults()).toEqual([{ fault: 'moved', seq: 4, to: 14 }]);
    await table.remove(key, log(14));
    await table.put({ ...row, sk: { S: 'log#0000000t' } });
    expect(await faults()).toEqual([{ fault: 'moved', seq: 4, to: 0 }]);
    await table.remove(key, 'log#0000000t');
    await table.put({ ...row, sk: { S: 'mog#00000004' } });
    expect(await faults()).toEqual([{ fault: 'missing', seq: 4 }]);
  });

  it('is found in the item’s count', async () => {
    await edit(sortKeys.item, (row) => ({ ...row, v: { N: '6' } }));
    expect(await faults()).toEqual([{ fault: 'version', seq: 7, says: 6 }]);
  });

  it('is found in a row that is still to be written', async () => {
    const waiting: ItemKey = { ...key, id: 'waiting' };
    await table.item(waiting, 4, 1);
    const row = await table.get(waiting, sortKeys.item);
    const [id = '', effect] = Object.entries(row['fx']?.M ?? {})[0] ?? [];
    const withBody = (body: string): Row => ({ ...row, fx: { M: { [id]: { M: { ...effect?.M, b: { S: body } } } } } });
    const body = effect?.M?.['b']?.S ?? '';
    await table.put(withBody(body.replace('"answer":4', '"answer":5')));
    const mine = async () => (await verified()).find(({ item }) => item.endsWith('waiting'));
    expect(await mine()).toMatchObject({ outcome: 'faulty', faults: [{ fault: 'head', seq: 4 }] });
    await table.put(withBody(body.slice(1)));
    expect(await mine()).toMatchObject({ outcome: 'faulty', faults: [{ fault: 'effects' }, { fault: 'missing', seq: 4 }] });
  });
});

describe('rows', () => {
  it.each([1, 4, 7])('that were removed are named: %i', async (seq) => {
    await table.remove(key, log(seq));
    expect(await faults()).toEqual([{ fault: 'missing', seq }]);
  });

  it('that were swapped are named', async () => {
    const [four, five] = [await table.get(key, log(4)), await table.get(key, log(5))];
    await table.put({ ...four, sk: { S: log(5) } });
    await table.put({ ...five, sk: { S: log(4) } });
    expect(await faults()).toEqual([{ fault: 'swapped', seq: 4, with: 5 }]);
  });

  it('are all named where several things were done to one log', async () => {
    await table.remove(key, log(1));
    await edit(log(3), (row) => ({ ...row, payload: { S: '{}' } }));
    await edit(log(5), (row) => ({ ...row, row: { S: (row['row']?.S ?? '').replace('"ben"', '"eve"') } }));
    await edit(log(6), (row) => ({ ...row, row: { S: 'gone' } }));
    expect(await faults()).toEqual([
      { fault: 'missing', seq: 1 },
      { fault: 'changed', seq: 3, what: ['payload'] },
      { fault: 'changed', seq: 5, what: ['actor'] },
      { fault: 'changed', seq: 6, what: ['row'] },
    ]);
  });

  it('that are left without their item are named', async () => {
    await table.remove(key, sortKeys.item);
    expect(await faults()).toEqual([{ fault: 'orphaned', seq: 7 }]);
  });
});

describe('a rebuilt log', () => {
  const whole = chain(7);
  const forged = rebuilt(whole.rows, 3);
  const kept = [2, 7].map((version) => ({ item: '', version, head: whole.rows[version - 1]?.hash ?? '' }));

  async function forge(): Promise<void> {
    for (const { payload, ...sealed } of forged.rows) {
      await edit(log(sealed.seq), (row) => ({ ...row, row: { S: JSON.stringify(sealed) }, payload: { S: payload ?? '' } }));
    }
  }

  it('does not fit the head in its item', async () => {
    await forge();
    expect(await faults()).toEqual([{ fault: 'head', seq: 7 }]);
  });

  it('is found by heads kept earlier when the item’s head was written anew too, and narrowed down', async () => {
    await forge();
    await edit(sortKeys.item, (row) => ({ ...row, head: { B: Buffer.from(forged.head, 'hex') } }));
    expect(await faults()).toEqual([]);
    expect(await faults(kept.map((head) => ({ ...head, item: name })))).toEqual([{ fault: 'rebuilt', seq: 3, to: 7 }]);
  });

  it('is found when it was removed with its item', async () => {
    for (const sort of [sortKeys.item, ...[1, 2, 3, 4, 5, 6, 7].map(log)]) await table.remove(key, sort);
    expect(await faults(kept.map((head) => ({ ...head, item: name })))).toEqual([{ fault: 'gone', seq: 7 }]);
  });
});

describe('what cannot be read', () => {
  it('is never taken for good: an item of an unknown kind', async () => {
    await table.put({ pk: { S: 't#acme#bssessment#a1' }, sk: { S: sortKeys.item } });
    expect((await verified([], 'acme')).map(({ outcome }) => outcome)).toEqual(['holds', 'unread', 'holds']);
  });

  it('is said where the store fails in between', async () => {
    const audit = { ...table.audit, readSealed: () => Promise.reject(new Error('AccessDenied')) };
    const reports: ItemReport[] = [];
    for await (const { report } of auditTable(audit, { kept: [], tenant: 'acme2' })) reports.push(report);
    expect(reports).toEqual([{ item: 't#acme2#settings#settings', outcome: 'unread', reason: 'AccessDenied' }]);
  });
});
