/** What runs beside the turns: trials of roles, scans, and second looks at gaps, and what is wanted of the tracker. */
import { type Catalogue, indexCatalogue } from '../knowledge/catalogue.ts';
import { isAwaited, proven } from '../workflows/roadmap/drift.ts';
import type { Scanner } from '../workflows/scanners/job.ts';
import type { Store } from '../workflows/store/store.ts';
import type { Tickets } from '../workflows/tickets/ticket.ts';
import type { BackgroundEffect, ItemKey, ToldEvent } from '../workflows/turn/effects.ts';
import type { Workshop } from '../workflows/turn/workshop.ts';
import type { Connections } from './conversation/connecting.ts';
import type { BareEvent } from './conversation/presses.ts';
import type { Settled } from './conversation/settled.ts';
import { ownEnvelope, type Subjects } from './conversation/subjects.ts';
import type { LogLine } from './log.ts';
import { createProofs } from './proofs.ts';
import { createRechecks } from './rechecks.ts';
import { createScans } from './scans.ts';
import { createTicketJobs } from './tickets.ts';
import { createTrials } from './trials.ts';

export interface WorkPorts {
  store: Store;
  catalogue: Catalogue;
  scanner: Scanner | null;
  connections: Connections | null;
  tracker(tenant: string): Tickets | null;
  /** Only tests put another clock in its place. */
  deadline?: (ms: number) => AbortSignal;
  now(): number;
  log(line: LogLine): void;
}

interface WorkParts {
  workshop: Workshop;
  subjects: Subjects;
  settled: Settled;
}

export function createWork(ports: WorkPorts, { workshop, subjects, settled }: WorkParts) {
  const { store, now, log, scanner, connections, tracker } = ports;
  const read = async (key: ItemKey) => (await workshop.read(subjects.assessment, key))?.state ?? null;
  const beside = { log, isAdmin: settled.isAdmin, read };
  const looking = { scanner, store, now, lists: settled.lists };
  const tell = async (key: ItemKey, id: string, event: BareEvent) =>
    await workshop.turn(subjects.assessment, key, { id, event: { ...event, ...ownEnvelope(now()) } });
  const tellAny = async (key: ItemKey, id: string, event: ToldEvent) =>
    await subjects.turn(workshop, key, id, { ...event, ...ownEnvelope(now()) });
  const trials = createTrials({ ...beside, connections, tell });
  const scans = createScans({
    ...beside,
    ...looking,
    tell,
    after(ms, work) {
      const timer = setTimeout(work, ms).unref();
      return () => clearTimeout(timer);
    },
  });
  const again = { ...beside, ...looking, assessment: read, tell: tellAny };
  const proofs = createProofs(again);
  const rechecks = createRechecks({
    ...again,
    async wanted(key, { scan, attempt }) {
      const roadmap = (await workshop.read(subjects.roadmap, key))?.state ?? null;
      return roadmap === null || !isAwaited(roadmap, scan, attempt) ? null : proven(roadmap);
    },
  });
  const tickets = createTicketJobs({
    log,
    tracker,
    deadline: ports.deadline ?? ((ms) => AbortSignal.timeout(ms)),
    control: indexCatalogue(ports.catalogue).control,
    read: async (key) => (await workshop.read(subjects.gap, key))?.state ?? null,
    tell: tellAny,
  });
  const all = [trials, scans, proofs, rechecks, tickets];
  return {
    background(key: ItemKey, body: BackgroundEffect): void {
      if (body.kind === 'try') trials.begin(key, body);
      else if (body.kind === 'prove') proofs.begin(key, body);
      else if (body.kind === 'recheck') rechecks.begin(key, body);
      else if (body.kind === 'ticket') tickets.begin(key, body);
      else scans.background(key, body);
    },
    abandon: async () => void (await Promise.all(all.map(async (one) => await one.abandon()))),
    idle: async () => void (await Promise.all(all.map(async (one) => await one.idle()))),
  };
}
