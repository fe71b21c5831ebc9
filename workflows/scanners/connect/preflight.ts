/** Before the first scan: makes the reads that need nothing to ask for, and tells which permissions are missing. */
import type { Check } from '../check.ts';
import { operationOf } from '../operations.ts';
import { always } from '../policy.ts';
import type { Reader } from '../reader.ts';
import type { DenyingLayer } from '../reading.ts';
import type { Operation } from '../reads.ts';

export interface Missing {
  action: string;
  layer: DenyingLayer | null;
}

export interface Preflight {
  /** Reads that could be tried beforehand; the others need something to ask about and tell during the scan. */
  tried: number;
  needed: number;
  missing: Missing[];
}

/** `true` where the operation can be asked with nothing in hand. */
type AsksNothing = (operation: Operation) => Promise<boolean>;

export async function preflight(reader: Reader, region: string, checks: readonly Check[], asksNothing: AsksNothing): Promise<Preflight> {
  const needed = [...new Set<Operation>([...always, ...checks.flatMap(({ reads }) => Object.keys(reads) as Operation[])])];
  const tried = (await Promise.all(needed.map(async (operation) => ({ operation, can: await asksNothing(operation) })))).filter(
    ({ can }) => can,
  );
  const readings = await Promise.all(
    tried.map(async ({ operation }) => ({ operation, reading: await reader.read(operation, region, {}) })),
  );
  const missing = new Map<string, Missing>();
  for (const { operation, reading } of readings) {
    if (reading.kind === 'denied') missing.set(reading.action, { action: operationOf(operation).action, layer: reading.layer });
  }
  return { tried: tried.length, needed: needed.length, missing: [...missing.values()].toSorted((a, b) => (a.action < b.action ? -1 : 1)) };
}
