/** `plumbline audit verify`: says in words which item and row is wrong, and how it ends tells other programs. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { run } from '../../../bot/cli/run.ts';
import { headsIn } from '../../../workflows/audit/heads.ts';
import { sortKeys } from '../../../workflows/store/table.ts';
import type { ItemKey } from '../../../workflows/turn/effects.ts';
import { type AuditTable, startAuditTables } from '../../support/audit-table.ts';
import { chain } from '../../support/chains.ts';
import { createIo } from '../../support/cli-io.ts';

const key: ItemKey = { tenant: 'acme', kind: 'assessment', id: 'a1' };
const name = 't#acme#assessment#a1';
const { head } = chain(5);

let tables: Awaited<ReturnType<typeof startAuditTables>>;
let table: AuditTable;

beforeAll(async () => {
  tables = await startAuditTables();
});
afterAll(() => tables.stop());
beforeEach(async () => {
  table = await tables.open();
  await table.item(key, 5);
  await table.item({ tenant: 'other', kind: 'settings', id: 'settings' }, 3, 2);
});

async function call(args: readonly string[], files: Record<string, string> = {}) {
  const { io, said } = createIo(files, 0);
  const code = await run(['audit', ...args, '--table', table.table, '--endpoint', table.endpoint], io);
  return { code, ...said };
}

test('a table that nobody touched holds, with what is still to be written and what was erased', async () => {
  await table.audit.eraseLog(key, 2);
  expect(await call(['verify'])).toEqual({
    code: 0,
    out: `${name}: holds, 5 rows; erased, digest kept: row 2\nt#other#settings#settings: holds, 1 row; 2 rows still to be written\n2 of 2 logs hold.\n`,
    err: '',
  });
});

test('every fault stands on a line of its own, and the command ends with 1', async () => {
  await table.remove(key, sortKeys.log(1));
  const row = await table.get(key, sortKeys.log(3));
  await table.put({ ...row, payload: { S: '{"type":"approve"}' } });
  expect(await call(['verify', '--tenant', 'acme'])).toEqual({
    code: 1,
    out: `${name}: DOES NOT HOLD, 4 rows\n    row 1 is missing\n    row 3 was changed: its payload\n0 of 1 logs hold, 1 does not.\n`,
    err: '',
  });
});

test('heads that were kept earlier are taken from a line of an export, a document, or a table', async () => {
  const wrong = 'a'.repeat(64);
  const files = {
    lines: `{"item":"x","seq":1}\n{"item":"${name}","version":4,"head":"${wrong}"}\n`,
    document: JSON.stringify({ workload: 'x', audit: [{ item: name, version: 4, head: wrong }] }, null, 2),
    table: `| item | version | head |\n|---|---|---|\n| \`${name}\` | 4 | \`${wrong}\` |\n`,
    good: `${name} 5 ${head}`,
  };
  for (const file of ['lines', 'document', 'table'] as const) {
    expect(headsIn(files[file])).toEqual([{ item: name, version: 4, head: wrong }]);
    const { code, out } = await call(['verify', '--heads', file], files);
    expect(out).toContain('the log was rebuilt: some of the rows 1 to 4 were written anew since a head of row 4 was kept');
    expect(code).toBe(1);
  }
  expect(await call(['verify', '--heads', 'good'], files)).toMatchObject({ code: 0 });
});

test('a file without heads is refused rather than taken for agreement', async () => {
  const { code, err } = await call(['verify', '--heads', 'empty'], { empty: 'nothing here' });
  expect(code).toBe(1);
  expect(err).toContain('empty: there is no head of an audit log in it');
});

test('as JSON, each item is a line with its faults in words too', async () => {
  await table.remove(key, sortKeys.log(5));
  const { out } = await call(['verify', '--json', '--tenant', 'acme']);
  expect(JSON.parse(out)).toEqual({
    item: name,
    outcome: 'faulty',
    version: 5,
    head,
    rows: 4,
    erased: [],
    pending: 0,
    faults: [{ fault: 'missing', seq: 5, says: 'row 5 is missing' }],
  });
});

test('what could not be read is never good: 2', async () => {
  expect(await call(['verify', '--tenant', 'acne'])).toMatchObject({ code: 2, err: 'There is no item of the tenant acne in the table.\n' });
  await table.put({ pk: { S: 't#acme#later#x' }, sk: { S: sortKeys.item } });
  expect(await call(['verify'])).toMatchObject({ code: 2, out: expect.stringContaining('t#acme#later#x: could not be read') as string });
  const { io, said } = createIo({}, 0);
  expect(await run(['audit', 'verify', '--table', 'no-such-table', '--endpoint', table.endpoint], io)).toBe(2);
  expect(said.err).toContain('The table could not be read');
});

test.each([[[]], [['prove']], [['verify', 'more']]])('wrong usage is named: %j', async (args) => {
  expect(await call(args)).toMatchObject({ code: 2, err: expect.stringContaining('plumbline audit verify --table NAME') as string });
});
