/** Compares an audit log with the head and version in its item and names what is wrong with it, row by row. */
import type { LogRow } from '../store/store.ts';
import type { ChainFault, RowPart } from './chain-fault.ts';
import { type AuditedEvent, type PendingEffect, versionOf } from './effects.ts';
import { auditRow, noHead, sealOf } from './seal.ts';
import { hasItsPayload, type KeptRow, seatRows } from './seats.ts';

/** A head that was kept elsewhere earlier: in an export or a digest. */
export interface KeptHead {
  version: number;
  head: string;
}

interface Beside {
  /** The item's pending effects: those of kind `audit` are rows that are still to be written. */
  effects?: readonly PendingEffect[];
  kept?: readonly KeptHead[];
}

/** Above so many missing rows it is the item's count that is wrong. */
const mostMissing = 1000;

/** Rows of committed turns that the relay has still to write. */
export function pendingRows(effects: readonly PendingEffect[], written: readonly KeptRow[]): KeptRow[] {
  const places = new Set(written.map((row) => row.place ?? row.seq));
  return effects.flatMap(({ id, body }) =>
    body.kind === 'audit' && !places.has(versionOf(id)) ? [auditRow(versionOf(id), body.prev, body.event)] : [],
  );
}

/**
 * Compares a log with the head and version in its item. Empty when the chain holds; otherwise every fault that can be told, in the
 * order of the rows. Without heads that were kept elsewhere a log that was written anew together with its item cannot be told.
 */
export function verifyChain(rows: readonly KeptRow[], head: string, version: number, beside: Beside = {}): ChainFault[] {
  const { effects = [], kept = [] } = beside;
  const { seats, faults } = seatRows([...rows, ...pendingRows(effects, rows)], version);
  const last = lastOf(seats, head, version);
  const walk = walkBack(seats, { head, version: last }, new Map(kept.map((one) => [one.version, one.head])));
  const found: ChainFault[] = [...faults, ...walk.faults, ...rewritten(walk.seals, kept)];
  if (last !== version) found.push({ fault: 'version', seq: last, says: version });
  const furthest = Math.max(0, ...kept.map((one) => one.version));
  if (furthest > last) found.push({ fault: 'set-back', seq: furthest, says: last });
  for (const [seq, row] of seats) if (seq > last || seq < 1) found.push({ fault: 'added', seq: row.place ?? row.seq });
  return found.toSorted((one, other) => one.seq - other.seq);
}

/** The row that the head seals: the one the item counts to, unless another one is the last and carries the head. */
function lastOf(seats: ReadonlyMap<number, KeptRow>, head: string, version: number): number {
  const seals = (seq: number) => {
    const row = seats.get(seq);
    return row !== undefined && sealOf(row) === head;
  };
  const end = Math.max(0, ...seats.keys());
  return !seals(version) && (seals(end) || version - end > mostMissing) ? end : version;
}

interface Walk {
  faults: ChainFault[];
  /** What each row's seal must be, as far as it is known. */
  seals: Map<number, string>;
}

/** From the newest row to the first: the seal that each must have is what the row after it says, beginning with the item's head. */
function walkBack(seats: ReadonlyMap<number, KeptRow>, item: KeptHead, kept: ReadonlyMap<number, string>): Walk {
  const faults: ChainFault[] = [];
  const seals = new Map<number, string>();
  let expected: string | null = item.head;
  for (let seq = item.version; seq >= 1; seq -= 1) {
    expected ??= kept.get(seq) ?? null;
    const row = seats.get(seq);
    const judged: Judged =
      row === undefined
        ? { faults: [{ fault: 'missing', seq }], seal: expected, prev: null }
        : judge(row, { seq, expected, before: seats.get(seq - 1), isLast: seq === item.version, kept: kept.get(seq) });
    faults.push(...judged.faults);
    if (judged.seal !== null) seals.set(seq, judged.seal);
    expected = judged.prev;
  }
  if (expected === null || expected === noHead) return { faults, seals };
  return { faults: [...faults, item.version === 0 ? { fault: 'head', seq: 0 } : { fault: 'changed', seq: 1, what: ['prev'] }], seals };
}

interface Place {
  seq: number;
  /** Null where nothing says what the seal must be. */
  expected: string | null;
  before: KeptRow | undefined;
  isLast: boolean;
  kept: string | undefined;
}

interface Judged {
  faults: ChainFault[];
  seal: string | null;
  /** What the row before it must carry; null where that cannot be told any more. */
  prev: string | null;
}

function judge(row: KeptRow, place: Place): Judged {
  const { seq, expected } = place;
  const wanted = expected ?? row.hash;
  const good = [row, ...repairs(row, place)].find((one) => sealOf(one) === wanted);
  if (good !== undefined) {
    const what = partsOf(row, { ...good, seq, hash: wanted });
    return { faults: what.length === 0 ? [] : [{ fault: 'changed', seq, what }], seal: wanted, prev: good.prev };
  }
  // Does the row at least hang together, with a seal that nobody else knows?
  const what = partsOf(row, { ...row, seq, hash: sealOf(row) });
  if (place.isLast && place.kept !== expected && what.every((part) => part === 'payload')) {
    const head: ChainFault = { fault: 'head', seq, ...(place.kept === row.hash ? { sure: true } : {}) };
    return { faults: what.length === 0 ? [head] : [{ fault: 'changed', seq, what }, head], seal: row.hash, prev: row.prev };
  }
  if (what.length === 0) return { faults: [{ fault: 'changed', seq, what, resealed: true }], seal: expected, prev: row.prev };
  return { faults: [{ fault: 'changed', seq, what: row.damaged === true ? ['row'] : [] }], seal: expected, prev: null };
}

/** What the row may have been before somebody changed it: as its payload tells it, or with the link that the row before it gives. */
function repairs(row: KeptRow, { seq, before }: Place): LogRow[] {
  const links = before === undefined ? [row.prev, noHead] : [row.prev, before.hash, sealOf(before)];
  const told = row.payload === null ? null : eventIn(row.payload);
  return links.flatMap((prev) => [{ ...row, seq, prev }, ...(told === null ? [] : [auditRow(seq, prev, told)])]);
}

function eventIn(payload: string): AuditedEvent | null {
  try {
    // What is no event of ours makes a row whose seal fits nothing.
    return JSON.parse(payload) as AuditedEvent | null;
  } catch {
    return null;
  }
}

const sealedParts = ['seq', 'prev', 'at', 'actor', 'type', 'digest', 'hash'] as const;

function partsOf(row: KeptRow, good: LogRow): RowPart[] {
  if (row.damaged === true) return ['row'];
  const parts: RowPart[] = sealedParts.filter((part) => row[part] !== good[part]);
  return hasItsPayload({ ...good, payload: row.payload }) ? parts : [...parts, 'payload'];
}

/** The first kept head that the log contradicts, with the rows since the last one that it agrees with. */
function rewritten(seals: ReadonlyMap<number, string>, kept: readonly KeptHead[]): ChainFault[] {
  let agreed = 0;
  for (const { version, head } of kept.toSorted((one, other) => one.version - other.version)) {
    const seal = seals.get(version);
    if (seal !== undefined && seal !== head) return [{ fault: 'rebuilt', seq: Math.min(agreed + 1, version), to: version }];
    if (seal !== undefined) agreed = version;
  }
  return [];
}
