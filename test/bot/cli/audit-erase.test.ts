/** `plumbline audit erase`: says first what would go, erases only what was counted so, and leaves logs that hold. */
import { afterAll, beforeAll, beforeEach, expect, it, test } from 'vitest';
import { run } from '../../../bot/cli/run.ts';
import { erasable } from '../../../workflows/audit/erase.ts';
import { sortKeys } from '../../../workflows/store/table.ts';
import type { ItemKey } from '../../../workflows/turn/effects.ts';
import { type AuditTable, startAuditTables } from '../../support/audit-table.ts';
import { createIo } from '../../support/cli-io.ts';

const key: ItemKey = { tenant: 'acme', kind: 'assessment', id: 'a1' };
const name = 't#acme#assessment#a1';

let tables: Awaited<ReturnType<typeof startAuditTables>>;
let table: AuditTable;

beforeAll(async () => {
  tables = await startAuditTables();
});
afterAll(() => tables.stop());
beforeEach(async () => {
  table = await tables.open();
  await table.item(key, 5);
  await table.item({ tenant: 'acme', kind: 'gap', id: 'a1.keys' }, 2);
  await table.item({ tenant: 'other', kind: 'assessment', id: 'a1' }, 3);
});

async function call(...args: string[]) {
  const { io, said } = createIo({}, 0);
  const code = await run(['audit', ...args, '--table', table.table, '--endpoint', table.endpoint], io);
  return { code, ...said };
}
const why = ['--reason', 'Ben asked for it'];
const erased = async () =>
  (await call('verify')).out.split('\n').flatMap((line) => /^(t#\S+):.*erased, digest kept: ([^;\n]*)/.exec(line)?.slice(1) ?? []);

it('says which payloads of an item would go, and erases them once their number is confirmed', async () => {
  const asked = ['erase', '--item', name, '--row', '2', '--row', '4'];
  expect(await call(...asked)).toEqual({
    code: 0,
    out: `${name}: row 2, 4\n2 payloads would be erased, for good. To do so, add --confirm 2 and --reason "why".\n`,
    err: '',
  });
  expect(await erased()).toEqual([]);
  expect(await call(...asked, '--confirm', '2', ...why)).toMatchObject({
    code: 0,
    out: expect.stringContaining('2 payloads erased') as string,
  });
  expect(await erased()).toEqual([name, 'row 2, 4']);
  expect(await call('verify')).toMatchObject({ code: 0 });
  expect(await call(...asked)).toMatchObject({ code: 0, out: '0 payloads would be erased, for good.\n' });
});

it('erases what a person did in one tenant, and nothing of the same id in another', async () => {
  expect(await call('erase', '--person', 'ben', '--tenant', 'acme', '--confirm', '4', ...why)).toMatchObject({ code: 0 });
  expect(await erased()).toEqual([name, 'row 1, 3, 5', 't#acme#gap#a1.keys', 'row 1']);
  expect((await table.get(key, sortKeys.log(3)))['payload']).toBeUndefined();
});

it('erases nothing where another number is confirmed', async () => {
  const { code, err } = await call('erase', '--item', name, '--confirm', '4', ...why);
  expect([code, err]).toEqual([2, 'Nothing was erased: --confirm says 4, and there are 5 payloads. Look again first.\n']);
  expect(await erased()).toEqual([]);
});

it('leaves a log alone that does not hold, and a row that is still to be written', async () => {
  await table.remove(key, sortKeys.log(1));
  const late: ItemKey = { tenant: 'acme', kind: 'settings', id: 'settings' };
  await table.item(late, 3, 1);
  const { code, out, err } = await call('erase', '--person', 'ben', '--tenant', 'acme', '--confirm', '2', ...why);
  expect(err).toContain(`${name}: does not hold, so nothing of it is erased`);
  expect(err).toContain('t#acme#settings#settings: row 3 is still to be written');
  expect([code, out]).toEqual([2, expect.stringContaining('2 payloads erased')]);
  expect((await table.get(key, sortKeys.log(3)))['payload']).toBeDefined();
});

test.each([
  [['erase']],
  [['erase', '--row', '1', '--tenant', 'acme', '--person', 'ben']],
  [['erase', '--person', 'ben']],
  [['erase', '--item', name, '--row', 'two']],
  [['erase', '--item', name, '--json']],
  [['erase', '--item', name, '--confirm', '5']],
  [['erase', '--item', name, '--confirm', '5', '--reason', ' \u200b ']],
])('wrong usage is named: %j', async (args) => {
  expect(await call(...args)).toMatchObject({ code: 2, err: expect.stringContaining('plumbline audit erase') as string });
  expect(await erased()).toEqual([]);
});

it('refuses a name that is none of an item', async () => {
  expect(await call('erase', '--item', 'a1')).toMatchObject({ code: 2, err: expect.stringContaining('names no item') as string });
});

it('takes a person for named by a whole value or key anywhere in a payload, and never by part of a word', () => {
  const row = (seq: number, payload: string | null) => ({
    seq,
    payload,
    actor: 'cleo',
    place: seq,
    at: 1,
    prev: '',
    type: 'x',
    digest: '',
    hash: '',
  });
  const payloads = ['{"to":{"id":"ben"}}', '{"people":{"ben":"Ben"}}', '{"text":"benign"}', '{"list":["ben"]}', 'no JSON: ben', null];
  const rows = payloads.map((payload, index) => row(index + 1, payload));
  expect(erasable({ rows }, { rows: [], person: 'ben' })).toMatchObject({ rows: [1, 2, 4], pending: [] });
});
