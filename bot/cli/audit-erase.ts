/** Erases payloads of the audit log: first it says which, and only what was counted and recorded is erased. Seals and digests stay. */
import { type EraseWish, erasable } from '../../workflows/audit/erase.ts';
import { type EraseOrder, type Erasing, unknownOperator, unrecorded } from '../../workflows/audit/erasings.ts';
import { type RecordPorts, recordErasing } from '../../workflows/audit/record-erasing.ts';
import { type AuditWish, auditTable } from '../../workflows/audit/verify.ts';
import { plain } from '../../workflows/exchange/imports/told.ts';
import { looksSecret } from '../../workflows/scanners/redact.ts';
import type { AuditStore } from '../../workflows/store/audit.ts';
import { isItemPartition, keyOf, partitionOf } from '../../workflows/store/table.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import { findSecret } from '../conversation/secrets.ts';
import { printable } from './columns.ts';
import { InputRefusedError, type Io, WrongUsageError } from './command.ts';

export interface EraseOptions {
  item?: string | undefined;
  row?: string[] | undefined;
  person?: string | undefined;
  confirm?: string | undefined;
  reason?: string | undefined;
  by?: string | undefined;
}

export interface ErasePorts extends RecordPorts {
  audit: AuditStore;
  /** The account under which this runs, as AWS knows it; null where that cannot be told. */
  caller(): Promise<string | null>;
}

interface Found {
  key: ItemKey;
  name: string;
  rows: number[];
  erasings: readonly Erasing[];
}

/** Whether all that was wanted could be counted, or was erased. */
export async function erasePayloads(ports: ErasePorts, wish: AuditWish, options: EraseOptions, io: Io): Promise<boolean> {
  const { found, whole } = await findPayloads(ports.audit, narrowed(wish, options), wishOf(wish, options), io);
  const count = found.reduce((sum, { rows }) => sum + rows.length, 0);
  const payloads = `${count} ${count === 1 ? 'payload' : 'payloads'}`;
  if (options.confirm === undefined) {
    io.out(`${payloads} would be erased, for good.${count === 0 ? '' : ` To do so, add --confirm ${count} and --reason "why".`}\n`);
    return whole;
  }
  const told = toldIn(options);
  if (Number(options.confirm) !== count)
    throw new InputRefusedError(`Nothing was erased: --confirm says ${options.confirm}, and there are ${payloads}. Look again first.`);
  const order = { by: (await ports.caller()) ?? unknownOperator, at: io.now, ...told };
  for (const one of found) await eraseIn(ports, one, order, io);
  io.out(`${payloads} erased; the digests are kept, so the logs still hold. What the items themselves keep stays.\n`);
  return whole;
}

/** The record is sealed first: what a crash leaves is a record of what was asked for, and the same wish again finishes it. */
async function eraseIn(ports: ErasePorts, { key, name, rows, erasings }: Found, order: EraseOrder, io: Io): Promise<void> {
  const wanted = unrecorded(rows, erasings);
  let known = wanted.length === 0;
  for (const list of wanted) known = (await recordErasing(ports, key, list, order)) === 'recorded-before' || known;
  if (known) io.out(`${printable(name)}: was asked for before; that record stands, with its reason\n`);
  for (const seq of rows) await ports.audit.eraseLog(key, seq);
}

const mostReason = 500;
const mostName = 100;

/** Why, and who says so. What looks like a credential is refused before it is sealed for good, as everywhere. */
function toldIn({ reason, by }: EraseOptions): Pick<EraseOrder, 'reason' | 'says'> {
  const why = plain(reason ?? '');
  if (why === '')
    throw new WrongUsageError('plumbline audit erase takes --confirm only with --reason "why": it stands in the log for good.');
  const says = plain(by ?? '');
  if (why.length > mostReason) throw new InputRefusedError(`Nothing was erased: a reason has at most ${mostReason} characters.`);
  if (says.length > mostName) throw new InputRefusedError(`Nothing was erased: a name has at most ${mostName} characters.`);
  const secret = findSecret([reason ?? '', by ?? '', why, says])?.kind ?? ([why, says].some(looksSecret) ? 'a secret' : null);
  if (secret !== null) throw new InputRefusedError(`Nothing was erased: there is what looks like ${secret} in the reason or name.`);
  return { reason: why, ...(says === '' ? {} : { says }) };
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
    const { report } = audited;
    const { rows, pending, records, missing } = erasable(audited, wanted);
    const skip = (why: string): void => {
      whole = false;
      io.err(`${printable(report.item)}: ${why}\n`);
    };
    if (report.outcome === 'unread') skip('could not be read, so nothing of it is erased');
    // What is wrong with it would look like an erasure afterwards.
    else if (report.outcome === 'faulty' && rows.length > 0)
      skip('does not hold, so nothing of it is erased; plumbline audit verify says why');
    else if (rows.length > 0) {
      found.push({ key: keyOf(report.item), name: report.item, rows, erasings: report.erasings });
      io.out(`${printable(report.item)}: row ${rows.join(', ')}\n`);
    }
    if (pending.length > 0) skip(`row ${pending.join(', ')} is still to be written; erase it once it is`);
    if (records.length > 0) skip(`row ${records.join(', ')} records who erased what, and stays`);
    if (missing.length > 0 && report.outcome !== 'unread') skip(`row ${missing.join(', ')} is not there`);
  }
  return { found, whole };
}
