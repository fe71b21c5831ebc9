/** The audit chain: each row seals the one before it, and the item keeps the newest seal. */
import { createHash } from 'node:crypto';
import type { LogRow } from '../store/store.ts';
import type { AuditedEvent, AuditRow } from './effects.ts';

/** The head of an item that has no row yet. */
export const noHead = '';

export function digestOf(payload: string): string {
  return createHash('sha256').update(payload).digest('hex');
}

/** The seal of a row: SHA-256 over its fields in a fixed order, hex. */
export function sealOf(row: AuditRow): string {
  return digestOf(JSON.stringify([row.seq, row.prev, row.at, row.actor, row.type, row.digest]));
}

/** The sealed row of an event: the same whenever it is made, so that the item need only keep the event. */
export function auditRow(seq: number, prev: string, event: AuditedEvent): LogRow {
  const payload = JSON.stringify(event);
  const row = { seq, prev, at: event.at, actor: event.by, type: event.type, digest: digestOf(payload) };
  return { ...row, hash: sealOf(row), payload };
}

export type ChainFault =
  | { fault: 'missing'; seq: number }
  | { fault: 'added'; seq: number }
  | { fault: 'changed'; seq: number }
  | { fault: 'head'; seq: number };

/** Compares a log with the head and version in its item. Empty when the chain holds; otherwise the first fault it names. */
export function verifyChain(rows: readonly LogRow[], head: string, version: number): ChainFault[] {
  let prev = noHead;
  for (const [index, row] of rows.entries()) {
    const seq = index + 1;
    if (row.seq > seq) return [{ fault: 'missing', seq }];
    if (row.seq < seq) return [{ fault: 'added', seq: row.seq }];
    if (row.prev !== prev || sealOf(row) !== row.hash) return [{ fault: 'changed', seq }];
    if (row.payload !== null && digestOf(row.payload) !== row.digest) return [{ fault: 'changed', seq }];
    prev = row.hash;
  }
  if (rows.length < version) return [{ fault: 'missing', seq: rows.length + 1 }];
  if (rows.length > version) return [{ fault: 'added', seq: version + 1 }];
  return prev === head ? [] : [{ fault: 'head', seq: version }];
}
