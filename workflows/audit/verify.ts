/** Verifies the logs of a table, item by item: read, compared with what the item says and with heads that were kept elsewhere. */
import type { AuditStore, FoundItem, Sealed } from '../store/audit.ts';
import { isItemPartition, keyOf, tenantPrefix } from '../store/table.ts';
import { type KeptHead, pendingRows, verifyChain } from '../turn/chain.ts';
import type { ChainFault } from '../turn/chain-fault.ts';
import type { ItemKey } from '../turn/effects.ts';
import type { KeptRow } from '../turn/seats.ts';
import { type Erasing, erasingsIn } from './erasings.ts';

/** A head that was kept elsewhere, of the item under that partition key. */
export interface ItemHead extends KeptHead {
  item: string;
}

export type ItemFault =
  | ChainFault
  /** A head of it was kept, and neither item nor log is there any more. */
  | { fault: 'gone'; seq: number }
  /** Rows of its log are there without the item. */
  | { fault: 'orphaned'; seq: number }
  /** What the item has still to do, rows of its log among it, cannot be read. */
  | { fault: 'effects'; seq: number };

export type ItemReport = { item: string } & (
  | { outcome: 'unread'; reason: string }
  | {
      outcome: 'holds' | 'faulty';
      version: number;
      head: string;
      /** Rows that are there. */
      rows: number;
      /** Sequence numbers of rows whose payload was erased. */
      erased: number[];
      /** Who had payloads erased, as the log tells; one that is not gone yet was asked for and stopped in between. */
      erasings: Erasing[];
      /** Rows of committed turns that are still to be written. */
      pending: number;
      faults: ItemFault[];
    }
);

/** So many items are read side by side. */
const together = 8;

/** An item as it was read, with its log. */
export interface Audited {
  report: ItemReport;
  /** As they stand, and those that are still to be written after them. Empty where nothing could be read. */
  rows: (KeptRow & { pending?: true })[];
}

export interface AuditWish {
  tenant?: string;
  kept: readonly ItemHead[];
  /** Only items of which this holds; all of the tenant, or of the table, without it. */
  only?: (key: ItemKey) => boolean;
}

/** In the order of the items' names. Throws what the store throws where not even the list of items could be read. */
export async function* auditTable(store: AuditStore, { tenant, kept, only }: AuditWish): AsyncGenerator<Audited> {
  const items = await listItems(store, tenant);
  const known = new Set(items.map(({ name }) => name));
  const gone = kept.filter(({ item }) => item.startsWith(tenantPrefix(tenant)) && !known.has(item)).map(({ item }) => item);
  const all = [...items, ...[...new Set(gone)].map((name) => ({ name, key: keyIn(name), projection: null }))];
  const sorted = all.filter(({ key }) => only === undefined || (key !== null && only(key))).toSorted(byName);
  for (let from = 0; from < sorted.length; from += together) {
    yield* await Promise.all(sorted.slice(from, from + together).map((item) => auditItem(store, item, kept)));
  }
}

const byName = (one: { name: string }, other: { name: string }): number => (one.name < other.name ? -1 : 1);

export async function listItems(store: AuditStore, tenant?: string): Promise<FoundItem[]> {
  const items: FoundItem[] = [];
  for await (const item of store.items(tenant)) items.push(item);
  return items.toSorted(byName);
}

const keyIn = (name: string): ItemKey | null => (isItemPartition(name) ? keyOf(name) : null);

async function auditItem(store: AuditStore, { name, key }: FoundItem, kept: readonly ItemHead[]): Promise<Audited> {
  const unread = (reason: string): Audited => ({ report: { item: name, outcome: 'unread', reason }, rows: [] });
  if (key === null) return unread('this build knows no such kind of item');
  try {
    const { item, rows } = await store.readSealed(key);
    const pending = pendingRows(item?.effects ?? [], rows).map((row) => ({ ...row, pending: true as const }));
    const own = kept.filter((one) => one.item === name);
    const all = [...rows, ...pending];
    return { report: { item: name, ...judge(item, rows, own), erasings: erasingsIn(all), pending: pending.length }, rows: all };
  } catch (error) {
    return unread(error instanceof Error ? error.message : String(error));
  }
}

type Judged = Omit<Extract<ItemReport, { outcome: 'holds' | 'faulty' }>, 'item' | 'pending' | 'erasings'>;

function judge(item: Sealed | null, rows: readonly KeptRow[], kept: readonly KeptHead[]): Judged {
  const { version, head, effects } = item ?? { version: 0, head: '', effects: [] };
  const chain = verifyChain(rows, head, version, { effects: effects ?? [], kept });
  const faults =
    item === null ? withoutItem(rows, kept) : [...(effects === null ? [{ fault: 'effects' as const, seq: version }] : []), ...chain];
  return {
    outcome: faults.length === 0 ? 'holds' : 'faulty',
    version,
    head,
    rows: rows.length,
    erased: rows.filter(({ payload, damaged }) => payload === null && damaged !== true).map(({ seq }) => seq),
    faults,
  };
}

function withoutItem(rows: readonly KeptRow[], kept: readonly KeptHead[]): ItemFault[] {
  if (rows.length > 0) return [{ fault: 'orphaned', seq: rows.length }];
  // Neither item nor log nor a head of it: it was removed while we looked, or never was.
  return kept.length === 0 ? [] : [{ fault: 'gone', seq: Math.max(...kept.map(({ version }) => version)) }];
}
