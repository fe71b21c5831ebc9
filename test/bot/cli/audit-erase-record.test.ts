/** Who had which payloads erased, when and why: sealed in the same log before anything goes, once, and shown wherever the log is read. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuditCommand, type OpenedAudit } from '../../../bot/cli/commands/audit.ts';
import { partitionOf, sortKeys } from '../../../workflows/store/table.ts';
import { type ItemKey, itemKinds } from '../../../workflows/turn/effects.ts';
import { type AuditTable, startAuditTables } from '../../support/audit-table.ts';
import { createIo } from '../../support/cli-io.ts';

const key: ItemKey = { tenant: 'acme', kind: 'assessment', id: 'a1' };
const name = partitionOf(key);
const noon = Date.UTC(2026, 10, 30, 12);
const ana = 'arn:aws:sts::111122223333:assumed-role/operator/ana';

let tables: Awaited<ReturnType<typeof startAuditTables>>;
let table: AuditTable;

beforeAll(async () => {
  tables = await startAuditTables();
});
afterAll(() => tables.stop());
beforeEach(async () => {
  table = await tables.open();
  await table.item(key, 5);
});

async function call(args: readonly string[], over: Partial<OpenedAudit> = {}, now = noon) {
  const { io, said } = createIo({}, now);
  const opened = { audit: table.audit, store: table.store, caller: () => Promise.resolve(ana), ...over };
  const code = await createAuditCommand(() => Promise.resolve(opened)).run([...args, '--table', table.table], io);
  return { code, ...said };
}

const wish = (...rows: number[]) => ['erase', '--item', name, ...rows.flatMap((row) => ['--row', String(row)])];
const confirmed = (count: number, reason = 'Ben asked for it.') => ['--confirm', String(count), '--reason', reason];
const told = async () => (await call(['verify'])).out.split('\n').slice(0, -2).join('\n');
const version = async () => (await table.store.load(key))?.version;

/** Works until it dies, before the payload of that row is erased. */
const dyingAt = (seq: number): Partial<OpenedAudit> => ({
  audit: {
    ...table.audit,
    eraseLog: async (item, row) => (row === seq ? await Promise.reject(new Error('killed')) : await table.audit.eraseLog(item, row)),
  },
});

describe('a record of erasing', () => {
  it('says who, which rows, when and why, and the log holds', async () => {
    expect(await call([...wish(2, 4), ...confirmed(2)])).toMatchObject({ code: 0 });
    expect(await told()).toBe(
      `${name}: holds, 5 rows; erased, digest kept: row 2, 4; 1 row still to be written\n` +
        `    row 2, 4: erased by ${ana} on 2026-11-30T12:00:00.000Z because Ben asked for it (recorded in row 6)`,
    );
  });

  it('holds nothing of what was erased', async () => {
    await call([...wish(2), ...confirmed(1)]);
    const { effects } = (await table.store.load(key)) ?? {};
    expect(effects?.map(({ body }) => body)).toEqual([
      {
        kind: 'audit',
        prev: expect.any(String) as string,
        event: { type: 'erase-payloads', rows: [2], by: ana, at: noon, reason: 'Ben asked for it.' },
      },
    ]);
  });

  it('names the operator of the command line where nobody else is known, and the name that was given as given', async () => {
    const unknown = { caller: () => Promise.resolve(null) };
    await call([...wish(2), ...confirmed(1)], unknown);
    await call([...wish(4), ...confirmed(1), '--by', 'Ana Meyer'], unknown);
    expect(await told()).toContain('row 2: erased by the operator of the command line on 2026');
    expect(await told()).toContain('row 4: erased by the operator of the command line, who gave the name Ana Meyer, on 2026');
  });

  it.each(itemKinds)('leaves the item as it stands, whatever kind it is of: %s', async (kind) => {
    const one: ItemKey = { tenant: 'acme', kind, id: 'x' };
    await table.item(one, 2);
    const before = await table.store.load(one);
    await call(['erase', '--item', partitionOf(one), ...confirmed(2)]);
    const after = await table.store.load(one);
    expect(after).toMatchObject({ version: 3, snapshot: before?.snapshot, projection: before?.projection, cards: before?.cards });
    expect(await told()).toContain('row 1, 2: erased by');
  });

  it('cannot be erased itself, and a row that is not there is named', async () => {
    await call([...wish(2), ...confirmed(1)]);
    const { effects } = (await table.store.load(key)) ?? {};
    expect(effects).toHaveLength(1);
    expect(await call(wish(6, 9))).toEqual({
      code: 2,
      out: '0 payloads would be erased, for good.\n',
      err: `${name}: row 6 records who erased what, and stays\n${name}: row 9 is not there\n`,
    });
    expect(await call(['erase', '--item', name])).toMatchObject({ code: 0, out: expect.stringContaining('row 1, 3, 4, 5\n') as string });
    expect(await call(['erase', '--person', ana, '--tenant', 'acme'])).toMatchObject({
      code: 0,
      out: '0 payloads would be erased, for good.\n',
    });
    expect(await version()).toBe(6);
  });

  it('tells nothing once somebody changed it past the product', async () => {
    await call([...wish(2), ...confirmed(1)]);
    const row = await table.get(key, sortKeys.item);
    const [id = '', effect] = Object.entries(row['fx']?.M ?? {})[0] ?? [];
    const body = (effect?.M?.['b']?.S ?? '').replace('Ben asked', 'Eve asked');
    await table.put({ ...row, fx: { M: { [id]: { M: { ...effect?.M, b: { S: body } } } } } });
    expect(await told()).toContain('DOES NOT HOLD');
  });
});

describe('the order of things', () => {
  it('is record first: what a crash leaves is a record of what was asked for, and the same wish finishes it without a second one', async () => {
    expect(await call([...wish(2, 4), ...confirmed(2)], dyingAt(4))).toMatchObject({
      code: 2,
      err: 'The table could not be used: killed\n',
    });
    expect(await told()).toContain(
      `row 4: not erased yet, asked for by ${ana} on 2026-11-30T12:00:00.000Z because Ben asked for it (recorded in row 6)`,
    );
    expect(await call([...wish(2, 4), ...confirmed(1, 'again')])).toMatchObject({
      code: 0,
      out: `${name}: row 4\n${name}: was asked for before; that record stands, with its reason\n1 payload erased; the digests are kept, so the logs still hold. What the items themselves keep stays.\n`,
    });
    expect(await told()).toContain('row 2, 4: erased by');
    expect(await version()).toBe(6);
  });

  it('finishes it also when the item has long forgotten the event', async () => {
    await call([...wish(2), ...confirmed(1)], dyingAt(2));
    await table.put({ ...(await table.get(key, sortKeys.item)), seen: { B: new Uint8Array() } });
    await call([...wish(2), ...confirmed(1)], {}, noon + 90 * 24 * 3_600_000);
    expect(await told()).toContain('row 2: erased by');
    expect(await version()).toBe(6);
  });

  it('erases nothing where nothing can be recorded', async () => {
    const store = { ...table.store, commit: () => Promise.reject(new Error('AccessDenied')) };
    expect(await call([...wish(2), ...confirmed(1)], { store })).toMatchObject({
      code: 2,
      err: 'The table could not be used: AccessDenied\n',
    });
    await table.put({ ...(await table.get(key, sortKeys.item)), snap: { B: new Uint8Array([1]) } });
    const { code, err } = await call([...wish(2), ...confirmed(1)]);
    expect([code, err]).toEqual([2, expect.stringContaining('could not be recorded')]);
    expect((await call(['verify', '--json'])).out).toContain('"erased":[]');
  });

  it('waits its turn where somebody wrote the item meanwhile', async () => {
    let races = 2;
    const store: OpenedAudit['store'] = {
      ...table.store,
      commit: async (change) => {
        races -= 1;
        return races >= 0 ? 'conflict' : await table.store.commit(change);
      },
    };
    expect(await call([...wish(2), ...confirmed(1)], { store })).toMatchObject({ code: 0 });
    expect(await told()).toContain('row 2: erased by');
    const busy = { ...table.store, commit: () => Promise.resolve('conflict' as const) };
    expect(await call([...wish(4), ...confirmed(1)], { store: busy })).toMatchObject({
      code: 2,
      err: expect.stringContaining('was written by others 5 times') as string,
    });
    expect((await call(['verify', '--json'])).out).toContain('"erased":[2]');
  });

  it('leaves one record where two erase the same at once, and one each where they differ', async () => {
    const both = await Promise.all([call([...wish(2), ...confirmed(1)]), call([...wish(2), ...confirmed(1, 'Cleo asked too')])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.filter(({ out }) => out.includes('was asked for before'))).toHaveLength(1);
    expect(await version()).toBe(6);
    await Promise.all([call([...wish(3, 4), ...confirmed(2)]), call([...wish(4, 5), ...confirmed(2, 'Cleo asked')])]);
    expect(await version()).toBe(8);
    const out = await told();
    expect(out).toMatch(/row 3, 4: erased by \S+ on \S+ because Ben asked for it \(recorded in row [78]\)/);
    expect(out).toMatch(/row 4, 5: erased by \S+ on \S+ because Cleo asked \(recorded in row [78]\)/);
    expect(out).toContain(': holds,');
  });
});

describe('a reason', () => {
  it.each([
    ['what looks like an AWS access key id', 'rotated AKIAIOSFODNN7EXAMPLE'],
    ['what looks like a secret', 'api_key=abcdef123456'],
    ['what looks like a password', 'pass\u200bword=hunter2hunter2'],
    ['a reason has at most 500 characters', 'x'.repeat(501)],
  ])('that cannot stand in a log for good is refused: %s', async (says, reason) => {
    expect(await call([...wish(2), ...confirmed(1, reason)])).toMatchObject({ code: 2, err: expect.stringContaining(says) as string });
    expect(await version()).toBe(5);
  });

  it('stands in it as one line, and so does a name', async () => {
    await call([...wish(2), ...confirmed(1, 'Ben\n\u202easked'), '--by', 'AKIAIOSFODNN7EXAMPLE']);
    expect(await version()).toBe(5);
    await call([...wish(2), ...confirmed(1, 'Ben\n\u202easked'), '--by', 'Ana\tMeyer']);
    expect(await told()).toContain('who gave the name Ana Meyer, on 2026-11-30T12:00:00.000Z because Ben asked (recorded');
  });
});

describe('an export', () => {
  beforeEach(async () => {
    await table.audit.eraseLog(key, 1);
    await call([...wish(2), ...confirmed(1), '--by', 'Ana']);
  });

  it('tells programs by whom and why beside what is left of the row', async () => {
    const lines = (await call(['export'])).out.split('\n');
    const record = { row: 6, time: '2026-11-30T12:00:00.000Z', by: ana, reason: 'Ben asked for it.', says: 'Ana' };
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ seq: 1, erased: true, erasings: [] });
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ seq: 2, erased: true, erasings: [record] });
  });

  it('tells people the same', async () => {
    const { out } = await call(['export', '--markdown']);
    expect(out).toContain('| erased; nothing records by whom |');
    expect(out).toContain(`| erased by ${ana}, who gave the name Ana, on 2026-11-30T12:00:00.000Z because Ben asked for it (row 6) |`);
  });
});
