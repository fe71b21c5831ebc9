/** Which payloads of a log are to be erased: rows of one item by number, or whatever a person did or is named in. Pure. */
import { isErasing } from './erasings.ts';
import type { Audited } from './verify.ts';

export interface EraseWish {
  /** Empty for all rows. */
  rows: readonly number[];
  /** An account as the log names it; null for whoever it was. */
  person: string | null;
}

export interface Erasable {
  /** Numbers of rows whose payload is there and fits the wish. */
  rows: number[];
  /** Of them those that are not written yet: their payload still comes. */
  pending: number[];
  /** Named in the wish and records of erasing: who erased what must not be lost by erasing again. */
  records: number[];
  /** Named in the wish and not there. */
  missing: number[];
}

export function erasable({ rows }: Pick<Audited, 'rows'>, wish: EraseWish): Erasable {
  const records = rows.filter(isErasing).map(({ seq }) => seq);
  const fitting = rows.filter(
    ({ seq, payload, actor }) =>
      payload !== null &&
      !records.includes(seq) &&
      (wish.rows.length === 0 || wish.rows.includes(seq)) &&
      (wish.person === null || actor === wish.person || names(payload, wish.person)),
  );
  const numbers = (pending: boolean): number[] => fitting.filter((row) => (row.pending ?? false) === pending).map(({ seq }) => seq);
  return {
    rows: numbers(false),
    pending: numbers(true),
    records: records.filter((seq) => wish.rows.includes(seq)),
    missing: wish.rows.filter((seq) => !rows.some((row) => row.seq === seq)),
  };
}

/** An id counts as a whole value or a whole key: part of another word may mean somebody else. */
function names(payload: string, person: string): boolean {
  try {
    return holds(JSON.parse(payload), person);
  } catch {
    return false;
  }
}

function holds(value: unknown, person: string): boolean {
  if (typeof value !== 'object' || value === null) return value === person;
  return Object.entries(value).some(([key, inner]) => key === person || holds(inner, person));
}
