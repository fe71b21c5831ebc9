/** One tenant's line of due rows: fired at its platform's pace and within its day's allowance, however many wait in other lines. */
import type { DueRow } from '../store/store.ts';
import type { Allowance } from './allowance.ts';
import type { Pacer } from './pacer.ts';

export interface LanePorts {
  allowance: Allowance;
  /** Asked when the first row comes. */
  pacer(): Promise<Pacer>;
  pause(ms: number, signal: AbortSignal): Promise<void>;
  signal: AbortSignal;
  /** Fires a row and takes it away. `spoke` when that made the product speak to somebody. Never throws. */
  fire(row: DueRow): Promise<'spoke' | 'silent' | 'failed'>;
  /** Moves rows to a later day. Never throws; returns how many it moved. */
  hold(rows: readonly DueRow[]): Promise<number>;
  /** The line broke down with these rows in it; they are left where they stand. */
  broke(rows: readonly DueRow[], error: unknown): void;
}

export interface Lane {
  add(row: DueRow): void;
  /** Nothing is fired for so long: the platform said that it is asked too often. */
  rest(ms: number): void;
  /** Resolves when the line is empty, or stopped. */
  idle(): Promise<void>;
}

/** A fire is a few requests to the store; side by side they keep up with the fastest platform. */
const mostAtOnce = 8;

export function createLane(ports: LanePorts): Lane {
  const rows: DueRow[] = [];
  let pacer: Pacer | null = null;
  let running: Promise<void> | null = null;
  const fire = async (row: DueRow, pace: Pacer): Promise<void> => {
    if ((await ports.fire(row)) !== 'silent') return;
    pace.giveBack();
    ports.allowance.giveBack();
  };
  const work = async (): Promise<void> => {
    const firing = new Set<Promise<void>>();
    try {
      pacer ??= await ports.pacer();
      while (rows.length > 0 && !ports.signal.aborted) {
        const beyond = rows.splice(await ports.allowance.left());
        if (beyond.length > 0) await ports.allowance.held(await ports.hold(beyond));
        if (rows.length === 0 || !(await ports.allowance.take(rows.length))) continue;
        for (let ms = pacer.wait(); ms > 0 && !ports.signal.aborted; ms = pacer.wait()) {
          // What is being fired may give back what it took.
          await Promise.race([ports.pause(ms, ports.signal), ...firing]);
        }
        const row = ports.signal.aborted ? undefined : rows.shift();
        if (row === undefined) break;
        pacer.take();
        const one = fire(row, pacer).finally(() => firing.delete(one));
        firing.add(one);
        if (firing.size >= mostAtOnce) await Promise.race(firing);
      }
      await Promise.all(firing);
      await ports.allowance.close();
    } catch (error) {
      await Promise.all(firing);
      ports.broke(rows.splice(0), error);
    }
  };
  const run = (): void => {
    running = work().finally(() => {
      running = null;
      // What came while the last were fired.
      if (rows.length > 0 && !ports.signal.aborted) run();
    });
  };
  return {
    add(row) {
      rows.push(row);
      if (running === null) run();
    },
    rest: (ms) => pacer?.rest(ms),
    async idle() {
      while (running !== null) await running;
    },
  };
}
