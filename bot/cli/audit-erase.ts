/** Erases payloads of the audit log: first it says which, and only what was counted so is erased. Seals and digests stay. */
import { type EraseWish, erasable } from '../../workflows/audit/erase.ts';
import { type AuditWish, auditTable } from '../../workflows/audit/verify.ts';
import type { AuditStore } from '../../workflows/store/audit.ts';
import { isItemPartition, keyOf, partitionOf } from '../../workflows/store/table.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import { printable } from './columns.ts';
import { InputRefusedError, type Io, WrongUsageError } from './command.ts';

export interface EraseOptions {
  item?: string | undefined;
  row?: string[] | undefined;
  person?: string | undefined;
  confirm?: string | undefined;
}

interface Found {
  key: ItemKey;
  name: string;
  rows: number[];
}

/** Whether all that was wanted could be counted, or was erased. */
export async function erasePayloads(store: AuditStore, wish: AuditWish, options: EraseOptions, io: Io): Promise<boolean> {
  const { found, whole } = await findPayloads(store, narrowed(wish, options), wishOf(wish, options), io);
  const count = found.reduce((sum, { rows }) => sum + rows.length, 0);
  const payloads = `${count} ${count === 1 ? 'payload' : 'payloads'}`;
  if (options.confirm === undefined) {
    io.out(`${payloads} would be erased, for good.${count === 0 ? '' : ` To do so, add --confirm ${count}.`}\n`);
    return whole;
  }
  if (Number(options.confirm) !== count)
    throw new InputRefusedError(`Nothing was erased: --confirm says ${options.confirm}, and there are ${payloads}. Look again first.`);
  for (const { key, rows } of found) for (const seq of rows) await store.eraseLog(key, seq);
  io.out(`${payloads} erased; the digests are kept, so the logs still hold. What the items themselves keep stays.\n`);
  return whole;
}

function wishOf({ tenant }: AuditWish, { item, row = [], person }: EraseOptions): EraseWish {
  if (item === undefined && person === undefined)
    throw new WrongUsageError('Say whose or which payloads: plumbline audit erase --person ID, or --item NAME [--row N …]');
  if (row.length > 0 && item === undefined) throw new WrongUsageError('plumbline audit erase takes --row only with --item.');
  // The same id may be somebody else in another tenant.
  if (person !== undefined && item === undefined && tenant === undefined)
    throw new WrongUsageError('plumbline audit erase takes --person only with --tenant or --item.');
  const rows = row.map(Number);
  if (rows.some((one) => !Number.isSafeInteger(one) || one < 1))
    throw new WrongUsageError('plumbline audit erase: a row is a number from 1.');
  return { rows, person: person ?? null };
}

function narrowed(wish: AuditWish, { item }: EraseOptions): AuditWish {
  if (item === undefined) return wish;
  if (!isItemPartition(item)) throw new InputRefusedError(`"${item}" names no item; plumbline audit verify prints the names.`);
  const { tenant } = keyOf(item);
  return { ...wish, tenant, only: (key) => partitionOf(key) === item && (wish.only?.(key) ?? true) };
}

async function findPayloads(store: AuditStore, wish: AuditWish, wanted: EraseWish, io: Io): Promise<{ found: Found[]; whole: boolean }> {
  const found: Found[] = [];
  let whole = true;
  for await (const audited of auditTable(store, wish)) {
    const { item: name, outcome } = audited.report;
    const { rows, pending } = erasable(audited, wanted);
    const skip = (why: string): void => {
      whole = false;
      io.err(`${printable(name)}: ${why}\n`);
    };
    if (outcome === 'unread') skip('could not be read, so nothing of it is erased');
    // What is wrong with it would look like an erasure afterwards.
    else if (outcome === 'faulty' && rows.length > 0) skip('does not hold, so nothing of it is erased; plumbline audit verify says why');
    else if (rows.length > 0) {
      found.push({ key: keyOf(name), name, rows });
      io.out(`${printable(name)}: row ${rows.join(', ')}\n`);
    }
    if (pending.length > 0) skip(`row ${pending.join(', ')} is still to be written; erase it once it is`);
  }
  return { found, whole };
}
