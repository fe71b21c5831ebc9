/** The records of erasing in a log: who had which payloads erased, when and why, and never what they held. Pure. */
import { z } from 'zod';
import { hasItsPayload, type KeptRow } from '../turn/seats.ts';
import type { TurnEvent } from '../turn/subject.ts';

const eventType = 'erase-payloads';

/** Who writes where no account is known. It stands in the log as it is read there. */
export const unknownOperator = 'the operator of the command line';

export interface EraseEvent extends TurnEvent {
  type: typeof eventType;
  /** Numbers of the rows whose payloads go. */
  rows: readonly number[];
  reason: string;
  /** The name that the operator gave, which nothing proves. */
  says?: string;
}

export interface Erasing {
  /** The number of the record's own row. */
  seq: number;
  rows: readonly number[];
  by: string;
  at: number;
  reason: string;
  says?: string;
}

export type EraseOrder = Omit<Erasing, 'seq' | 'rows'>;

export const eraseEvent = (rows: readonly number[], order: EraseOrder): EraseEvent => ({ type: eventType, rows, ...order });

export const isErasing = ({ type }: Pick<KeptRow, 'type'>): boolean => type === eventType;

const Told = z.object({ rows: z.array(z.int()), reason: z.string(), says: z.string().exactOptional() });

/** In the order of the log. A record that somebody changed tells nothing: `audit verify` names it. */
export function erasingsIn(rows: readonly KeptRow[]): Erasing[] {
  return rows.filter(isErasing).flatMap((row) => {
    const { seq, actor, at, payload } = row;
    const told = Told.safeParse(hasItsPayload(row) ? parsed(payload) : null);
    return told.success ? [{ seq, by: actor, at, ...told.data }] : [];
  });
}

function parsed(payload: string | null): unknown {
  try {
    return JSON.parse(payload ?? 'null');
  } catch {
    return null;
  }
}

/** So many rows in one record, so that it stays within the size of an event. */
const mostRows = 1000;

/** What has still to be recorded of them, a list for each record: rows that a record names need no second one. */
export function unrecorded(rows: readonly number[], erasings: readonly Erasing[]): number[][] {
  const known = new Set(erasings.flatMap((one) => one.rows));
  const left = rows.filter((seq) => !known.has(seq)).toSorted((one, other) => one - other);
  return Array.from({ length: Math.ceil(left.length / mostRows) }, (_, index) => left.slice(index * mostRows, (index + 1) * mostRows));
}
