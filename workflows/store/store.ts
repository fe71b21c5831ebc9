/** What the turn needs from a store. One body: DynamoDB. Every method is one request unless it says otherwise. */
import type { AuditRow, Calendar, CardRef, ItemKey, PendingEffect, ToldEvent } from '../turn/effects.ts';
import type { RecordStore } from './records.ts';

/** A turn's item as stored. */
export interface Item {
  key: ItemKey;
  /** Counts commits; 0 means that the item does not exist yet. */
  version: number;
  /** The envelope, compressed. */
  snapshot: Uint8Array;
  /** Hashes and times of recent event ids, packed. */
  seen: Uint8Array;
  /** The hash of the newest audit row. */
  head: string;
  effects: PendingEffect[];
  cards: Record<string, CardRef>;
  /** A few facts in clear text, for lists and for people who look at the table. */
  projection: Record<string, string | number>;
}

export interface Commit {
  key: ItemKey;
  /** The version that was loaded; the write happens only if it still stands. */
  expected: number;
  snapshot: Uint8Array;
  seen: Uint8Array;
  head: string;
  effects: PendingEffect[];
  projection: Record<string, string | number>;
  /** When, in milliseconds; orders the sweeper's list. */
  at: number;
}

export interface Finished {
  owner: string;
  ids: string[];
  cards: Record<string, CardRef>;
}

export interface LogRow extends AuditRow {
  hash: string;
  /** Null once erased. */
  payload: string | null;
}

export interface DueRow {
  key: ItemKey;
  id: string;
  at: number;
  event: ToldEvent;
  /** When it was due before it was ever moved: it fires under the same id wherever it stands. */
  first: number;
  /** Where the row stands, for its deletion. */
  place: { bucket: string; sort: string };
}

/** Where a reading of due rows begins; without anything at the hour that was last swept clean. */
export interface DueFrom {
  calendar?: Calendar;
  /** The row that was read last: what comes after it is next. */
  after?: DueRow;
  /** Rows of this time and later, and those that were written after their time. */
  since?: number;
  /** Only looks: the place where sweeping begins is not noted, so nothing is written. */
  looking?: true;
}

export interface QuarantineRow {
  key: ItemKey;
  eventId: string;
  event: string;
  error: string;
  at: number;
}

/** The store could not be reached or did not answer: nothing is known to be wrong with what was asked, so it may be tried again. */
export class StoreFailedError extends Error {
  override readonly name = 'StoreFailedError';
}

export interface Store extends RecordStore {
  /** A consistent read; null when there is no such item. */
  load(key: ItemKey): Promise<Item | null>;
  /** One conditional write of one item. `conflict` when another turn was faster. */
  commit(change: Commit): Promise<'committed' | 'conflict'>;
  /** Takes over effects whose lease is `seen`; `taken` when somebody else did. */
  claim(key: ItemKey, effects: PendingEffect[], owner: string, lease: number): Promise<'claimed' | 'taken'>;
  /**
   * Removes effects that `owner` holds and notes their cards. Returns what is still pending; `lost` when the lease was taken over.
   * With no effects at all it only takes an item with nothing pending off the list of open ones.
   */
  finish(key: ItemKey, done: Finished): Promise<PendingEffect[] | 'lost'>;
  /** Items with pending effects, oldest first, committed before `before`. */
  openItems(before: number, limit: number): Promise<ItemKey[]>;

  writeLog(key: ItemKey, row: LogRow): Promise<void>;
  readLog(key: ItemKey): Promise<LogRow[]>;
  writeText(key: ItemKey, id: string, body: string): Promise<void>;
  readText(key: ItemKey, id: string): Promise<string | null>;
  writeCatalogue(hash: string, body: Uint8Array): Promise<void>;
  readCatalogue(hash: string): Promise<Uint8Array | null>;

  /**
   * What a scan found, however large, under an id that names its content; a few requests. Written again it stays the same. `until`
   * is when it is too old to stand for anything.
   */
  writeEvidence(key: ItemKey, id: string, body: Uint8Array, until: number): Promise<void>;
  /** Null when it is not there as a whole, or too old at `now`. */
  readEvidence(key: ItemKey, id: string, now: number): Promise<Uint8Array | null>;

  writeDue(key: ItemKey, id: string, at: number, event: ToldEvent, now: number, calendar?: Calendar): Promise<void>;
  removeDue(key: ItemKey, id: string, at: number, now: number, calendar?: Calendar): Promise<void>;
  removeDueRow(row: DueRow): Promise<void>;
  /** Makes a row due at another time, or late when that is past. Two requests; a crash in between leaves both, which fire as one. */
  moveDueRow(row: DueRow, at: number, now: number, calendar?: Calendar): Promise<void>;
  /**
   * Rows of a calendar due up to `now`, first those that were written late, then hour by hour; fewer than `limit` when there are no
   * more. Expired rows never come twice: they are removed when fired. One request a bucket, and one for the mark.
   */
  due(now: number, limit: number, from?: DueFrom): Promise<DueRow[]>;
  /** Says that every hour of a calendar before `now`'s is swept. */
  sweptTo(now: number, calendar?: Calendar): Promise<void>;

  quarantine(row: QuarantineRow): Promise<void>;
  quarantined(tenant: string): Promise<QuarantineRow[]>;
  release(row: QuarantineRow): Promise<void>;

  /** Adds one to a named count of a tenant, for cases that must be counted. */
  count(tenant: string, name: string): Promise<void>;
  readCount(tenant: string, name: string): Promise<number>;
}
