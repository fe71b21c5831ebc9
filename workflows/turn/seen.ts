/** The memory of recent event ids in an item: 8-byte hashes with their times, at least fifty and at least fifteen minutes. */
import { createHash } from 'node:crypto';

const entryBytes = 12;
export const leastEntries = 50;
export const leastMs = 15 * 60_000;

export interface SeenPolicy {
  entries: number;
  ms: number;
}

export const seenPolicy: SeenPolicy = { entries: leastEntries, ms: leastMs };

export function hasSeen(seen: Uint8Array, eventId: string): boolean {
  const wanted = hashOf(eventId);
  const bytes = Buffer.from(seen.buffer, seen.byteOffset, seen.byteLength);
  for (let offset = 0; offset < bytes.length; offset += entryBytes) {
    if (bytes.compare(wanted, 0, 8, offset, offset + 8) === 0) return true;
  }
  return false;
}

/** Adds an event; forgets the oldest entries beyond the policy. `now` is the clock of this process, milliseconds. */
export function remember(seen: Uint8Array, eventId: string, now: number, policy: SeenPolicy = seenPolicy): Uint8Array {
  const entry = Buffer.alloc(entryBytes);
  hashOf(eventId).copy(entry);
  entry.writeUInt32BE(Math.floor(now / 1000), 8);
  const all = Buffer.concat([seen, entry]);
  const count = all.length / entryBytes;
  let drop = 0;
  while (count - drop > policy.entries && now - timeAt(all, drop) > policy.ms) drop += 1;
  return new Uint8Array(all.subarray(drop * entryBytes));
}

/** How far the platform's clock and ours may differ, whole seconds of the memory included. */
const clockSlackMs = 60_000;

/**
 * True for an event so old that it may have been applied and forgotten: that can no longer be told, so it is shown to its author
 * instead. What was forgotten is older than everything remembered and older than the policy's time; both are needed, because
 * after a long silence the oldest remembered event may be a second old. `version` is the item's: it counts all events applied.
 */
export function isLate(seen: Uint8Array, version: number, at: number, now: number, policy: SeenPolicy = seenPolicy): boolean {
  const count = seen.byteLength / entryBytes;
  if (count === 0 || version <= count) return false;
  const oldest = timeAt(Buffer.from(seen.buffer, seen.byteOffset, seen.byteLength), 0);
  return at < oldest + clockSlackMs && at < now - policy.ms + clockSlackMs;
}

function timeAt(bytes: Buffer, index: number): number {
  return bytes.readUInt32BE(index * entryBytes + 8) * 1000;
}

function hashOf(eventId: string): Buffer {
  return createHash('sha256').update(eventId).digest().subarray(0, 8);
}
