/** `plumbline audit`: says in words which item and row is wrong, and how it ends tells other programs. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { run } from '../../../bot/cli/run.ts';
import { headsIn } from '../../../workflows/audit/heads.ts';
import { sealText } from '../../../workflows/audit/seals.ts';
import { sortKeys } from '../../../workflows/store/table.ts';
import type { ItemKey } from '../../../workflows/turn/effects.ts';
import { type AuditTable, startAuditTables } from '../../support/audit-table.ts';
import { chain, rebuilt } from '../../support/chains.ts';
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
  expect(await call(['verify'])).toMatchObject({
    code: 0,
    out: `${name}: holds, 5 rows; erased, digest kept: row 2\n    row 2: erased, and nothing records by whom\nt#other#settings#settings: holds, 1 row; 2 rows still to be written\n2 of 2 logs hold.\n`,
    err: '',
  });
});

test('every fault stands on a line of its own, and the command ends with 1', async () => {
  await table.remove(key, sortKeys.log(1));
  const row = await table.get(key, sortKeys.log(3));
  await table.put({ ...row, payload: { S: '{"type":"approve"}' } });
  expect(await call(['verify', '--tenant', 'acme'])).toMatchObject({
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

test('a seal from a message is found in its log by itself, and says how many rows came after it', async () => {
  const sealOf = (row: number) => sealText({ version: row, head: chain(row).head });
  const { code, out } = await call(['verify', '--seal', sealOf(4), '--seal', sealOf(5).toUpperCase(), '--tenant', 'acme']);
  expect(out).toContain(`seal ${sealOf(4)}: is row 4 of ${name}; 1 row came after it\n`);
  expect(out).toContain(`: is row 5 of ${name}; no row came after it\n1 of 1 logs hold.\n`);
  expect(code).toBe(0);
  expect((await call(['verify', '--seal', sealOf(3)])).out).toContain('is row 3 of t#other#settings#settings; no row came after it\n');
});

test('a seal that no log has shows that its log was rebuilt or set back, whatever holds now', async () => {
  const kept = sealText({ version: 6, head: chain(6).head });
  const { code, out } = await call(['verify', '--seal', kept]);
  expect(out).toContain(
    `seal ${kept}: NO LOG HAS IT as row 6: its log was rebuilt or set back since, is gone, or is kept in another table\n2 of 2 logs hold.\n`,
  );
  expect(code).toBe(1);
  const forged = sealText({ version: 4, head: rebuilt(chain(5).rows, 2).rows[3]?.hash ?? '' });
  expect(await call(['verify', '--seal', forged])).toMatchObject({ code: 1 });
  expect(JSON.parse((await call(['verify', '--json', '--seal', kept, '--tenant', 'acme'])).out.split('\n')[1] ?? '')).toEqual({
    seal: kept,
    found: [],
  });
  await table.put({ pk: { S: 't#acme#later#x' }, sk: { S: sortKeys.item } });
  expect(await call(['verify', '--seal', kept])).toMatchObject({ code: 2 });
});

test('a row that was changed is found under no seal', async () => {
  const row = await table.get(key, sortKeys.log(4));
  await table.put({ ...row, row: { S: `${row['row']?.S ?? ''} ` } });
  expect((await call(['verify', '--seal', sealText({ version: 4, head: chain(4).head })])).out).toContain('NO LOG HAS IT');
});

test('heads name what is gone of a workload, though nothing of it is left to be read', async () => {
  const gone = { kept: `t#acme#gap#a1.keys 3 ${head}\nt#acme#gap#a10.keys 3 ${head}\n` };
  const { code, out } = await call(['verify', '--workload', 'a1', '--heads', 'kept'], gone);
  expect(out).toContain(
    't#acme#gap#a1.keys: DOES NOT HOLD, 0 rows\n    the item and its log are gone: it had 3 rows when a head was kept\n',
  );
  expect(out).not.toContain('a10');
  expect(code).toBe(1);
});

test('a file without heads is refused rather than taken for agreement', async () => {
  const { code, err } = await call(['verify', '--heads', 'empty'], { empty: 'nothing here' });
  expect(code).toBe(2);
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
    erasings: [],
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

test.each([
  [[]],
  [['prove']],
  [['verify', 'more']],
  [['verify', '--out', 'x']],
  [['export', '--heads', 'x']],
  [['verify', '--seal', '4-3f9a']],
  [['export', '--seal', 'x']],
])('wrong usage is named: %j', async (args) => {
  expect(await call(args)).toMatchObject({ code: 2, err: expect.stringContaining('plumbline audit') as string });
});

describe('an export', () => {
  it('has every row, what is erased and what is still to be written, and its heads verify the table later', async () => {
    await table.audit.eraseLog(key, 2);
    const { code, out } = await call(['export']);
    expect(code).toBe(0);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ item, seq, version }) => [item, seq ?? `head ${String(version)}`])).toEqual([
      ...[1, 2, 3, 4, 5].map((seq) => [name, seq]),
      ...[1, 2, 3].map((seq) => ['t#other#settings#settings', seq]),
      [name, 'head 5'],
      ['t#other#settings#settings', 'head 3'],
    ]);
    expect(lines[0]).toMatchObject({ time: '1970-01-01T00:00:01.000Z', actor: 'ben', type: 'answer', payload: chain(1).rows[0]?.payload });
    expect(lines[1]).toMatchObject({ erased: true, digest: chain(2).rows[1]?.digest });
    expect(lines[7]).toMatchObject({ pending: true });
    expect((await call(['export'])).out).toBe(out);
    expect(await call(['verify', '--heads', 'kept'], { kept: out })).toMatchObject({ code: 0 });
  });

  it('reads as a document for people, whose heads verify the table too', async () => {
    await table.audit.eraseLog(key, 2);
    const { files } = await call(['export', '--markdown', '--tenant', 'acme', '--out', 'log.md']);
    expect(files?.['log.md']).toBe(
      [
        '# Audit log\n\n## t\\#acme\\#assessment\\#a1\n\nThe log holds.\n',
        '| Row | Time | Who | What | Details | Seal |\n| --- | --- | --- | --- | --- | --- |',
        ...chain(5).rows.map(
          ({ seq, actor, hash }) =>
            `| ${seq} | 1970-01-01T00:00:0${seq}.000Z | ${actor} | answer | ${seq === 2 ? 'erased; nothing records by whom' : `answer: ${seq}`} | ${hash.slice(0, 12)} |`,
        ),
        `\n## Heads\n\n    ${name} 5 ${head}\n`,
      ].join('\n'),
    );
    expect(headsIn(files?.['log.md'] ?? '')).toEqual([{ item: name, version: 5, head }]);
  });

  it('is of one workload where that is named, in any case', async () => {
    await table.item({ tenant: 'acme', kind: 'assessment', id: 'a10' }, 1);
    expect(headsIn((await call(['export', '--workload', 'item A1'])).out)).toEqual([{ item: name, version: 5, head }]);
    expect(headsIn((await call(['export', '--workload', 'a1'])).out)).toEqual([{ item: name, version: 5, head }]);
  });

  it('of an unknown or ambiguous workload says which there are, and ends with 2', async () => {
    expect(await call(['export', '--workload', 'robot'])).toMatchObject({
      code: 2,
      err: 'There is no assessment of "robot". There are, with their ids:\n  Item a1  a1  tenant acme\n',
    });
    await table.item({ tenant: 'other', kind: 'assessment', id: 'a1' }, 1);
    expect(await call(['export', '--workload', 'a1'])).toMatchObject({
      code: 2,
      err: 'There are 2 assessments of "a1". Say which by its id, or name the tenant:\n  Item a1  a1  tenant acme\n  Item a1  a1  tenant other\n',
    });
    expect(await call(['export', '--workload', 'a1', '--tenant', 'other'])).toMatchObject({ code: 0 });
  });

  it('is handed out of a log that does not hold too, with a word beside it and 1 at the end', async () => {
    const row = await table.get(key, sortKeys.log(3));
    await table.put({ ...row, row: { S: '{"at":1e99}' } });
    const { code, out, err } = await call(['export', '--tenant', 'acme']);
    expect(code).toBe(1);
    expect(err).toContain('row 3 was changed: it is not written as a row is');
    expect(out).toContain('"damaged":true');
  });
});
