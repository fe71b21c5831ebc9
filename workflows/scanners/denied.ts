/** Which reads were denied: what the role's own policy lacks, and what another policy forbids whatever the role says. */
import type { DenyingLayer } from './reading.ts';
import type { Row } from './verdict.ts';

/** No change of the role lets this read through. */
export interface Barred {
  action: string;
  by: DenyingLayer;
}

export interface Denied {
  /** Permissions that the role lacks, as far as AWS said. */
  unread: string[];
  barred: Barred[];
}

/** What the role lacks somewhere counts as lacking, also where something else forbids it elsewhere. Sorted by action. */
export function deniedIn(rows: Iterable<Pick<Row, 'missingAction' | 'deniedBy'>>): Denied {
  const unread = new Set<string>();
  const barred = new Map<string, DenyingLayer>();
  for (const { missingAction, deniedBy } of rows) {
    if (missingAction === undefined) continue;
    if (deniedBy === undefined || deniedBy === 'identity-policy') unread.add(missingAction);
    else if (!barred.has(missingAction)) barred.set(missingAction, deniedBy);
  }
  return { unread: [...unread].toSorted(), barred: barredBut(unread, [...barred]) };
}

/** Of several looks together. */
export function joinDenied(all: readonly { unread: readonly string[]; barred?: readonly Barred[] | undefined }[]): Denied {
  const unread = new Set(all.flatMap((one) => one.unread));
  const barred = new Map(all.flatMap((one) => (one.barred ?? []).map(({ action, by }) => [action, by] as const)));
  return { unread: [...unread].toSorted(), barred: barredBut(unread, [...barred]) };
}

const barredBut = (unread: ReadonlySet<string>, barred: readonly (readonly [string, DenyingLayer])[]): Barred[] =>
  barred
    .filter(([action]) => !unread.has(action))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([action, by]) => ({ action, by }));
