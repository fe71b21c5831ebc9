/** Who works at something, so that others leave it alone: a courtesy between processes, on which nothing that must hold depends. */
import type { RecordStore } from '../store/records.ts';

export interface LeasePorts {
  records: Pick<RecordStore, 'readRecord' | 'writeRecords'>;
  now(): number;
  /** The name of this process. */
  owner: string;
  leaseMs: number;
}

export interface Lease {
  /** Takes or renews it; false while another process has it. One request while it is ours. */
  hold(): Promise<boolean>;
  /** Leaves it to the others at once. */
  release(): Promise<void>;
}

export function createLease({ records, now, owner, leaseMs }: LeasePorts, what: string): Lease {
  const key = { tenant: '', kind: 'lease' as const, id: what };
  /** The revision that is ours; null when another may have it. */
  let rev: number | null = null;
  const write = async (expected: number): Promise<boolean> => {
    const at = now();
    const written = await records.writeRecords([{ key, expected, body: { owner }, expires: at + leaseMs }], at);
    rev = written === 'written' ? expected + 1 : null;
    return rev !== null;
  };
  return {
    async hold() {
      if (rev !== null && (await write(rev))) return true;
      const found = await records.readRecord(key, now());
      if (found !== null && found.body['owner'] !== owner) return false;
      return await write(found?.rev ?? 0);
    },
    async release() {
      if (rev !== null) await records.writeRecords([{ key, expected: rev, body: null }], now());
      rev = null;
    },
  };
}
