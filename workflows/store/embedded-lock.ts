/** Keeps two processes from opening the same data folder: a lock file that names its holder and the holder's server. */
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A process, and when it began where the system tells: process ids come round again, most of all in containers. */
const Holder = z.object({ pid: z.int().positive(), began: z.string().nullable() });
type Holder = z.infer<typeof Holder>;

const Lock = z.object({ holder: Holder, server: Holder.nullable() });
type Lock = z.infer<typeof Lock>;

export interface FolderLock {
  /** Notes the server, so that the next holder can end it when this process dies without a word. */
  noteServer(pid: number): void;
  release(): void;
}

export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/** Takes the folder. A lock whose holder is gone is taken over; a server that it left behind is handed to `end`. */
export async function lockFolder(folder: string, end: (pid: number) => Promise<void>): Promise<FolderLock> {
  const path = join(folder, 'plumbline.lock');
  const mine: Lock = { holder: describe(process.pid), server: null };
  while (!createLock(path, mine)) {
    const text = readLock(path);
    const left = text === null ? null : parseLock(text);
    if (left !== null && isAlive(left.holder)) {
      throw new FolderInUseError(
        `Process ${left.holder.pid} is using the data in ${folder}. Stop it first, or start this one with another folder.`,
      );
    }
    if (text !== null && takeAway(path, text) && left?.server && isAlive(left.server)) await end(left.server.pid);
  }
  const isMine = () => {
    const text = readLock(path);
    const held = text === null ? null : parseLock(text);
    return held !== null && held.holder.pid === mine.holder.pid && held.holder.began === mine.holder.began;
  };
  return {
    noteServer(pid) {
      mine.server = describe(pid);
      if (isMine()) replaceLock(path, mine);
    },
    release() {
      if (isMine()) removeFile(path);
    },
  };
}

/** A link appears with its content, so nobody ever reads a lock that is half written. */
function createLock(path: string, lock: Lock): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(lock));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

function replaceLock(path: string, lock: Lock): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(lock));
  renameSync(draft, path);
}

/** Only one of several that find the same stale lock moves it away. A lock that is not the one judged stale is put back. */
function takeAway(path: string, text: string): boolean {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  const moved = readLock(aside);
  if (moved !== text) linkSync(aside, path);
  unlinkSync(aside);
  return moved === text;
}

function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function readLock(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Null for a text that no version of this program has written: such a lock holds nobody. */
function parseLock(text: string): Lock | null {
  try {
    return Lock.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function describe(pid: number): Holder {
  return { pid, began: beganAt(pid) };
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return beganAt(holder.pid) === holder.began;
}

/** The start time in clock ticks since boot (field 22), with the boot's own id. Null where there is no `/proc`, or a zombie is left. */
function beganAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
  } catch {
    return null;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
