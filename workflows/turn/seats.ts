/** Finds where each row of a log belongs, from its own seal: what was moved, swapped or copied is named and put back for the check. */
import type { LogRow } from '../store/store.ts';
import type { ChainFault } from './chain-fault.ts';
import { digestOf, sealOf } from './seal.ts';

/** A row as it stands in the table. */
export interface KeptRow extends LogRow {
  /** The number in its key; 0 where the key holds none. Without it, the row stands where it says. */
  place?: number;
  /** What stands there is not what the product writes: it cannot be read as a row, or only nearly. */
  damaged?: boolean;
}

export interface Seated {
  /** By sequence number. */
  seats: Map<number, KeptRow>;
  faults: ChainFault[];
}

/** Searching among so many broken rows for pairs takes moments; where more are broken, each is named as changed. */
const mostCompared = 64;

const placeOf = (row: KeptRow): number => row.place ?? row.seq;
const isSealed = (row: KeptRow): boolean => row.damaged !== true && sealOf(row) === row.hash;

/** True where what the row holds is what its digest says, or was erased. */
export const hasItsPayload = ({ payload, digest }: LogRow): boolean => payload === null || digestOf(payload) === digest;

/** The sequence number that a row's own seal speaks for; its place where the seal holds for none. */
function homeOf(row: KeptRow, open: readonly number[]): number {
  if (isSealed(row)) return row.seq;
  const home = row.damaged === true ? undefined : open.find((seq) => sealOf({ ...row, seq }) === row.hash);
  return home ?? placeOf(row);
}

/** Numbers that a broken row may have had: those of the other broken rows, and of those that are not there. */
function openSeats(rows: readonly KeptRow[], last: number): number[] {
  const sealed = new Set(rows.filter(isSealed).map(({ seq }) => seq));
  const open: number[] = [];
  for (let seq = 1; seq <= last && open.length < mostCompared; seq += 1) if (!sealed.has(seq)) open.push(seq);
  return open;
}

export function seatRows(rows: readonly KeptRow[], last: number): Seated {
  const open = openSeats(rows, last);
  const homes = rows.map((row) => ({ row, place: placeOf(row), home: homeOf(row, open) }));
  const seats = new Map<number, KeptRow>();
  const faults: ChainFault[] = [];
  // Who stands at home keeps the seat; who stands elsewhere gets a seat that nobody keeps; a second row of a number was added.
  for (const { row, place, home } of homes.toSorted((one, other) => Number(one.place !== one.home) - Number(other.place !== other.home))) {
    if (seats.has(home)) faults.push({ fault: 'added', seq: place, ...(home === place ? {} : { copyOf: home }) });
    else if (place === home) seats.set(home, row);
    else {
      seats.set(home, { ...row, seq: home });
      faults.push({ fault: 'moved', seq: home, to: place });
    }
  }
  const exchanged = exchange(seats);
  return { seats: exchanged.seats, faults: [...pairUp(faults), ...exchanged.faults] };
}

/** Two rows of which each stands in the other's place were swapped. */
function pairUp(faults: readonly ChainFault[]): ChainFault[] {
  const moves = new Map(faults.flatMap((one) => (one.fault === 'moved' ? [[one.seq, one.to] as const] : [])));
  return faults.flatMap((one): ChainFault[] => {
    if (one.fault !== 'moved' || moves.get(one.to) !== one.seq) return [one];
    return one.seq < one.to ? [{ fault: 'swapped', seq: one.seq, with: one.to }] : [];
  });
}

type Content = Pick<KeptRow, 'at' | 'actor' | 'type' | 'digest' | 'payload'>;
const contentOf = ({ at, actor, type, digest, payload }: KeptRow): Content => ({ at, actor, type, digest, payload });

/** Rows that kept number, link and seal but carry each other's content; and rows that carry only each other's payload. */
function exchange(seats: ReadonlyMap<number, KeptRow>): Seated {
  const now = new Map(seats);
  const faults: ChainFault[] = [];
  const broken = [...seats].filter(([, row]) => row.damaged !== true && (!isSealed(row) || !hasItsPayload(row))).slice(0, mostCompared);
  for (const [index, [seq, one]] of broken.entries()) {
    for (const [otherSeq, other] of broken.slice(index + 1)) {
      if (now.get(seq) !== one || now.get(otherSeq) !== other) continue;
      const what = swapOf(one, other);
      if (what === null) continue;
      const [low, high] = seq < otherSeq ? [seq, otherSeq] : [otherSeq, seq];
      faults.push({ fault: 'swapped', seq: low, with: high, ...(what === 'payload' ? { what } : {}) });
      now.set(seq, what === 'payload' ? { ...one, payload: other.payload } : { ...one, ...contentOf(other) });
      now.set(otherSeq, what === 'payload' ? { ...other, payload: one.payload } : { ...other, ...contentOf(one) });
    }
  }
  return { seats: now, faults };
}

function swapOf(one: KeptRow, other: KeptRow): 'content' | 'payload' | null {
  if (isSealed(one) && isSealed(other)) {
    return hasItsPayload({ ...one, payload: other.payload }) && hasItsPayload({ ...other, payload: one.payload }) ? 'payload' : null;
  }
  return isSealed({ ...one, ...contentOf(other) }) && isSealed({ ...other, ...contentOf(one) }) ? 'content' : null;
}
