/**
 * Works off what makes the product speak to people unasked: each due row is read once, put in its tenant's line, and fired at the pace
 * of the tenant's platform. A row is taken away after it fired, and fires under an id of its own, so a crash or a second process at
 * any point leaves nothing out and does nothing twice.
 */
import { setMaxListeners } from 'node:events';
import type { DueRow, Store } from '../store/store.ts';
import { lateBucket } from '../store/table.ts';
import { createAllowance, startOfDay } from './allowance.ts';
import type { ItemKey, ToldEvent } from './effects.ts';
import { createLane, type Lane } from './lane.ts';
import { createLease } from './lease.ts';
import { createPacer, type Pace } from './pacer.ts';
import { reasonOf } from './relay-note.ts';
import { dueEventId } from './sweeper.ts';

export interface DrainPorts {
  store: Pick<Store, 'due' | 'moveDueRow' | 'removeDueRow' | 'sweptTo' | 'readRecord' | 'writeRecords'>;
  now(): number;
  /** Ends early when the signal is given. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** The name of this process. */
  owner: string;
  /** Runs a turn; `spoke` says whether the product speaks to somebody because of it. */
  fire(to: ItemKey, id: string, event: ToldEvent): Promise<{ spoke: boolean }>;
  /** What the platform of a tenant takes. */
  pace(tenant: string): Promise<Pace>;
  /** The most unasked messages a tenant gets on a day of UTC. What is beyond it moves to the next day. */
  cap: number;
  log(line: DrainNote): void;
}

export type DrainNote =
  | { note: 'digest-failed'; tenant: string; id: string; error: string }
  | { note: 'digests-held'; tenant: string; rows: number; cap: number }
  | { note: 'line-broke'; tenant: string; rows: number; error: string };

export interface Drain {
  /** Reads what came due and puts it in line; fires in the background. Returns how many rows were read. */
  look(): Promise<number>;
  /** The platform of a tenant said that it is asked too often. */
  rest(tenant: string, ms: number): void;
  /** Resolves when nothing waits in line. */
  idle(): Promise<void>;
  /** Fires nothing more, and resolves when what was being fired is done. The rest stays due. */
  stop(): Promise<void>;
}

const calendar = 'digest';
const dayMs = 24 * 3_600_000;
const pageRows = 200;
/** Rows in all lines, about 1 KB each. A line is never longer than its tenant's cap, so one tenant alone does not fill this. */
const mostHeld = 50_000;
/** Outlives a few missed looks; then another process takes over. */
const leaseMs = 5 * 60_000;
/** Rows that are moved side by side. */
const mostMoved = 20;

export function createDrain(ports: DrainPorts): Drain {
  const { store, now } = ports;
  const stopping = new AbortController();
  const { signal } = stopping;
  // Every line waits for it.
  setMaxListeners(0, signal);
  const lease = createLease({ records: store, now, owner: ports.owner, leaseMs }, 'digests');
  const lanes = new Map<string, Lane>();
  const queue = createQueue();
  /** Up to when everything was read, and up to when it first was since the lines were empty. */
  let mark: number | null = null;
  let firstMark: number | null = null;

  const laneOf = (tenant: string): Lane => {
    const known = lanes.get(tenant);
    if (known !== undefined) return known;
    const lane = openLane(ports, tenant, queue, signal);
    lanes.set(tenant, lane);
    return lane;
  };
  const settle = async (): Promise<void> => {
    if (firstMark === null || queue.size() > 0 || signal.aborted) return;
    // While lines are long only what is new is read, so whatever was written behind that is looked for once more.
    const swept = firstMark;
    mark = null;
    firstMark = null;
    // What failed waits among the late ones, so that the hours before can be left behind.
    if (await moveLate(ports, queue.failed())) await store.sweptTo(swept, calendar);
  };
  return {
    async look() {
      if (signal.aborted || !(await lease.hold())) return 0;
      await settle();
      const until = now();
      const since = mark;
      let read = 0;
      for (let after: DueRow | undefined; !signal.aborted; ) {
        const from = { calendar, ...(since === null ? {} : { since: since + 1 }), ...(after === undefined ? {} : { after }) } as const;
        const page = await store.due(until, pageRows, from);
        read += page.length;
        for (const row of page) if (queue.add(row)) laneOf(row.key.tenant).add(row);
        after = page.at(-1);
        if (page.length < pageRows) break;
        while (queue.size() >= mostHeld && !signal.aborted) {
          await ports.pause(1_000, signal);
          await lease.hold();
        }
      }
      mark = until;
      firstMark ??= until;
      return read;
    },
    rest: (tenant, ms) => lanes.get(tenant)?.rest(ms),
    async idle() {
      await Promise.all([...lanes.values()].map((lane) => lane.idle()));
      await settle();
    },
    async stop() {
      stopping.abort();
      await Promise.all([...lanes.values()].map((lane) => lane.idle()));
      await lease.release();
    },
  };
}

/** The rows of all lines. */
interface Queue {
  /** False when it stands in a line already. */
  add(row: DueRow): boolean;
  done(row: DueRow): void;
  fail(row: DueRow): void;
  size(): number;
  /** Takes what failed since it was asked last. */
  failed(): DueRow[];
}

function createQueue(): Queue {
  const names = new Set<string>();
  const failed: DueRow[] = [];
  const nameOf = ({ place }: DueRow) => `${place.bucket}|${place.sort}`;
  return {
    add(row) {
      const before = names.size;
      return names.add(nameOf(row)).size > before;
    },
    done: (row) => void names.delete(nameOf(row)),
    fail(row) {
      names.delete(nameOf(row));
      failed.push(row);
    },
    size: () => names.size,
    failed: () => failed.splice(0),
  };
}

function openLane(ports: DrainPorts, tenant: string, queue: Queue, signal: AbortSignal): Lane {
  const { store, now, pause, cap } = ports;
  const failed = (row: DueRow, error: unknown) => {
    queue.fail(row);
    ports.log({ note: 'digest-failed', tenant, id: row.id, error: reasonOf(error) });
  };
  return createLane({
    signal,
    pause,
    allowance: createAllowance({ records: store, now, cap }, tenant),
    pacer: async () => createPacer(await ports.pace(tenant), now),
    async fire(row) {
      try {
        const { spoke } = await ports.fire(row.key, dueEventId(row, calendar), row.event);
        await store.removeDueRow(row);
        queue.done(row);
        return spoke ? 'spoke' : 'silent';
      } catch (error) {
        failed(row, error);
        return 'failed';
      }
    },
    async hold(rows) {
      let moved = 0;
      await sideBySide(rows, async (row) => {
        try {
          await store.moveDueRow(row, nextDayOf(row, now()), now(), calendar);
          queue.done(row);
          moved += 1;
        } catch (error) {
          failed(row, error);
        }
      });
      ports.log({ note: 'digests-held', tenant, rows: moved, cap });
      return moved;
    },
    broke(rows, error) {
      for (const row of rows) queue.fail(row);
      ports.log({ note: 'line-broke', tenant, rows: rows.length, error: reasonOf(error) });
    },
  });
}

/** The same time of day on the first day of UTC that has not begun. */
const nextDayOf = (row: DueRow, now: number): number => startOfDay(now) + dayMs + (row.at % dayMs);

/** True when all of them stand among the late ones. */
async function moveLate({ store, now }: DrainPorts, rows: readonly DueRow[]): Promise<boolean> {
  let all = true;
  await sideBySide(
    rows.filter(({ place }) => place.bucket !== lateBucket(calendar)),
    async (row) => {
      await store.moveDueRow(row, row.at, now(), calendar).catch(() => {
        all = false;
      });
    },
  );
  return all;
}

async function sideBySide(rows: readonly DueRow[], work: (row: DueRow) => Promise<void>): Promise<void> {
  for (let begin = 0; begin < rows.length; begin += mostMoved) await Promise.all(rows.slice(begin, begin + mostMoved).map(work));
}
