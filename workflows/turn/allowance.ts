/**
 * How many messages that nobody asked for a tenant still gets on a day of UTC. Counted in the store before they are sent, several with
 * one write: a process that dies may count a few that were never sent, none that was sent goes uncounted.
 */
import { z } from 'zod';
import type { RecordStore } from '../store/records.ts';

export interface AllowancePorts {
  records: Pick<RecordStore, 'readRecord' | 'writeRecords'>;
  now(): number;
  /** The most a day. */
  cap: number;
}

/** What a day came to. */
export interface Spent {
  sent: number;
  /** Put off to a later day. */
  held: number;
}

export interface Allowance {
  /** How many are left today. */
  left(): Promise<number>;
  /** Takes one. `wanted` is how many will be, so that they are noted with one write. False when none is left. */
  take(wanted: number): Promise<boolean>;
  /** One that was taken was not needed. */
  giveBack(): void;
  /** So many had to be put off. */
  held(count: number): Promise<void>;
  /** Notes that what was taken ahead is not needed. */
  close(): Promise<void>;
}

const day = 24 * 3_600_000;
const mostAhead = 50;
/** Long enough for a look back at a week. */
const keptMs = 8 * day;
const mostRaces = 8;

const body = z.object({ sent: z.number(), held: z.number() });

/** Others wrote the same count again and again; the rows wait for the next drain. */
export class AllowanceError extends Error {
  override readonly name = 'AllowanceError';
}

export const startOfDay = (at: number): number => at - (at % day);

const keyOf = (tenant: string, at: number) => ({ tenant, kind: 'allowance' as const, id: new Date(at).toISOString().slice(0, 10) });

/** What a tenant got on the day of `at`. */
export async function readSpent(records: AllowancePorts['records'], tenant: string, at: number): Promise<Spent> {
  return (await readDay(records, tenant, at)).spent;
}

async function readDay(records: AllowancePorts['records'], tenant: string, at: number): Promise<{ rev: number; spent: Spent }> {
  const found = await records.readRecord(keyOf(tenant, at), at);
  return found === null ? { rev: 0, spent: { sent: 0, held: 0 } } : { rev: found.rev, spent: body.parse(found.body) };
}

export function createAllowance({ records, now, cap }: AllowancePorts, tenant: string): Allowance {
  let today: { start: number; rev: number; spent: Spent } | null = null;
  /** Counted in the store already, and not taken yet. */
  let ahead = 0;
  const open = async () => {
    const start = startOfDay(now());
    if (today?.start === start) return today;
    ahead = 0;
    today = { start, ...(await readDay(records, tenant, start)) };
    return today;
  };
  const change = async (to: (spent: Spent) => Spent): Promise<void> => {
    for (let races = 0; races < mostRaces; races += 1) {
      const { start, rev, spent: before } = await open();
      const spent = to(before);
      if (spent.sent === before.sent && spent.held === before.held) return;
      const row = { key: keyOf(tenant, start), expected: rev, body: { ...spent }, expires: start + keptMs };
      if ((await records.writeRecords([row], start)) === 'written') {
        today = { start, rev: rev + 1, spent };
        ahead += spent.sent - before.sent;
        return;
      }
      today = { start, ...(await readDay(records, tenant, start)) };
    }
    throw new AllowanceError(`What ${tenant} got today was counted by others ${mostRaces} times while it waited.`);
  };
  return {
    async left() {
      const { spent } = await open();
      return Math.max(0, cap - spent.sent) + ahead;
    },
    async take(wanted) {
      await open();
      const most = Math.min(wanted, mostAhead);
      if (ahead === 0) await change(({ sent, held }) => ({ sent: Math.max(sent, Math.min(cap, sent + most)), held }));
      if (ahead === 0) return false;
      ahead -= 1;
      return true;
    },
    giveBack() {
      if (today?.start === startOfDay(now())) ahead += 1;
    },
    held: async (count) => await change(({ sent, held }) => ({ sent, held: held + count })),
    async close() {
      await open();
      const unused = ahead;
      await change(({ sent, held }) => ({ sent: sent - unused, held }));
    },
  };
}
