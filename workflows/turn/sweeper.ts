/** Durable time and repair: fires what is due, takes over what a crash left. Driven from outside, one call a sweep. */
import type { DueRow, Store } from '../store/store.ts';
import { partitionOf } from '../store/table.ts';
import type { Calendar, ItemKey, ToldEvent } from './effects.ts';
import type { Relay } from './relay.ts';

export interface SweepPorts {
  store: Store;
  relay: Relay;
  now(): number;
  tell(to: ItemKey, id: string, event: ToldEvent): Promise<void>;
  failed(row: DueRow, error: unknown): void;
}

const batch = 200;

/** One sweep. Idempotent: a row fires under its own id, so firing twice changes nothing. Returns what it did. */
export async function sweep(ports: SweepPorts): Promise<{ fired: number; performed: number }> {
  const performed = await ports.relay.sweep(batch);
  const now = ports.now();
  const rows = await ports.store.due(now, batch);
  let fired = 0;
  for (const row of rows) {
    try {
      await ports.tell(row.key, dueEventId(row), row.event);
      await ports.store.removeDueRow(row);
      fired += 1;
    } catch (error) {
      ports.failed(row, error);
    }
  }
  if (rows.length < batch && fired === rows.length) await ports.store.sweptTo(now);
  return { fired, performed };
}

/** The id under which a due row fires, the same for every attempt. */
export function dueEventId(row: DueRow, calendar: Calendar = 'general'): string {
  return `${calendar === 'general' ? 'due' : calendar}:${partitionOf(row.key)}:${row.id}:${row.first}`;
}
