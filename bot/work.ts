/** What runs beside the turns: trials of roles and scans. */
import type { Scanner } from '../workflows/scanners/job.ts';
import type { Store } from '../workflows/store/store.ts';
import type { BackgroundEffect, ItemKey } from '../workflows/turn/effects.ts';
import type { Workshop } from '../workflows/turn/workshop.ts';
import type { Connections } from './conversation/connecting.ts';
import type { BareEvent } from './conversation/presses.ts';
import type { Settled } from './conversation/settled.ts';
import { ownEnvelope, type Subjects } from './conversation/subjects.ts';
import type { LogLine } from './log.ts';
import { createScans } from './scans.ts';
import { createTrials } from './trials.ts';

export interface WorkPorts {
  store: Store;
  scanner: Scanner | null;
  connections: Connections | null;
  now(): number;
  log(line: LogLine): void;
}

interface WorkParts {
  workshop: Workshop;
  subject: Subjects['assessment'];
  settled: Settled;
}

export function createWork(ports: WorkPorts, { workshop, subject, settled }: WorkParts) {
  const { store, now, log, scanner, connections } = ports;
  const beside = {
    log,
    isAdmin: settled.isAdmin,
    read: async (key: ItemKey) => (await workshop.read(subject, key))?.state ?? null,
    tell: async (key: ItemKey, id: string, event: BareEvent) =>
      await workshop.turn(subject, key, { id, event: { ...event, ...ownEnvelope(now()) } }),
  };
  const trials = createTrials({ ...beside, connections });
  const scans = createScans({
    ...beside,
    scanner,
    store,
    now,
    lists: settled.lists,
    after(ms, work) {
      const timer = setTimeout(work, ms).unref();
      return () => clearTimeout(timer);
    },
  });
  return {
    background(key: ItemKey, body: BackgroundEffect): void {
      if (body.kind === 'try') trials.begin(key, body);
      else if (body.kind !== 'prove') scans.background(key, body);
    },
    abandon: async () => void (await Promise.all([trials.abandon(), scans.abandon()])),
    idle: async () => void (await Promise.all([trials.idle(), scans.idle()])),
  };
}
