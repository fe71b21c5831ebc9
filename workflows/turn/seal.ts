/** The rows of the audit log: how an event becomes a row, and how each row seals the one before it. */
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
export function auditRow(seq: number, prev: string, event: AuditedEvent): LogRow & { payload: string } {
  const payload = JSON.stringify(event);
  const row = { seq, prev, at: event.at, actor: event.by, type: event.type, digest: digestOf(payload) };
  return { ...row, hash: sealOf(row), payload };
}
