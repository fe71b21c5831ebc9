/** What a drain would come to, without one: which organisations have how much due, and what the cap of a day would hold back. Only reads. */
import type { DueRow, Store } from '../store/store.ts';
import { readSpent, type Spent, startOfDay } from './allowance.ts';

export interface ForecastPorts {
  store: Pick<Store, 'due' | 'readRecord' | 'writeRecords'>;
  now: number;
  /** Rows due up to here are counted. */
  until: number;
  cap: number;
}

export interface Forecast {
  tenant: string;
  /** What today came to so far. */
  today: Spent;
  dueNow: number;
  dueUntil: number;
  /** Of what is due now, how much waits until tomorrow or longer. */
  heldNow: number;
  /** Of what is due until then, how much still waits then. */
  heldUntil: number;
}

const calendar = 'digest';
const pageRows = 200;
const dayMs = 24 * 3_600_000;

/** Organisations with something due, by name. */
export async function forecast(ports: ForecastPorts): Promise<Forecast[]> {
  const { store, now, until } = ports;
  /** How many come due on which day of UTC; what is overdue is due today. */
  const days = new Map<string, Map<number, number>>();
  const dueNow = new Map<string, number>();
  for (let after: DueRow | undefined, isLast = false; !isLast; ) {
    const page = await store.due(until, pageRows, { calendar, looking: true, ...(after === undefined ? {} : { after }) });
    for (const { key, at } of page) {
      const day = startOfDay(Math.max(at, now));
      const counts = days.get(key.tenant) ?? new Map<number, number>();
      days.set(key.tenant, counts.set(day, (counts.get(day) ?? 0) + 1));
      if (at <= now) dueNow.set(key.tenant, (dueNow.get(key.tenant) ?? 0) + 1);
    }
    after = page.at(-1);
    isLast = page.length < pageRows;
  }
  const tenants = [...days].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return await Promise.all(tenants.map(async ([tenant, counts]) => await forecastOf(ports, tenant, counts, dueNow.get(tenant) ?? 0)));
}

async function forecastOf(
  { store, now, until, cap }: ForecastPorts,
  tenant: string,
  counts: ReadonlyMap<number, number>,
  dueNow: number,
): Promise<Forecast> {
  const today = await readSpent(store, tenant, now);
  const left = Math.max(0, cap - today.sent);
  let waiting = 0;
  for (let day = startOfDay(now); day <= until; day += dayMs) {
    waiting = Math.max(0, waiting + (counts.get(day) ?? 0) - (day === startOfDay(now) ? left : cap));
  }
  const dueUntil = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { tenant, today, dueNow, dueUntil, heldNow: Math.max(0, dueNow - left), heldUntil: waiting };
}
