/** Audit logs for tests: made well, made anew by a forger, and as effects that still wait to be written. */
import type { LogRow } from '../../workflows/store/store.ts';
import { type AuditedEvent, effectId, type PendingEffect } from '../../workflows/turn/effects.ts';
import { auditRow, noHead } from '../../workflows/turn/seal.ts';

export interface Chain {
  rows: LogRow[];
  head: string;
}

const eventIn = (row: LogRow): AuditedEvent => JSON.parse(row.payload ?? 'null') as AuditedEvent;

const told = (seq: number): AuditedEvent & { answer: number } => ({
  type: 'answer',
  by: seq % 2 === 0 ? 'ana' : 'ben',
  at: seq * 1000,
  answer: seq,
});

export function chain(length: number, event: (seq: number) => AuditedEvent = told): Chain {
  const rows: LogRow[] = [];
  let head = noHead;
  for (let seq = 1; seq <= length; seq += 1) {
    const row = auditRow(seq, head, event(seq));
    rows.push(row);
    head = row.hash;
  }
  return { rows, head };
}

/** The same log with another actor in every row from `from` on, and fresh links and seals throughout. */
export function rebuilt(rows: readonly LogRow[], from: number): Chain {
  return chain(rows.length, (seq) => {
    const row = rows[seq - 1];
    if (row === undefined) throw new Error(`There is no row ${seq}.`);
    return seq < from ? eventIn(row) : { ...eventIn(row), by: 'eve' };
  });
}

export function pendingOf(rows: readonly LogRow[]): PendingEffect[] {
  return rows.map((row) => ({
    id: effectId(row.seq, 0),
    body: { kind: 'audit', prev: row.prev, event: eventIn(row) },
    owner: 'p1',
    lease: 0,
  }));
}
