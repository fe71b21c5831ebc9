/** Joins everything: store, turns, conversation and a surface's sender. The only place that knows them all. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalogue } from '../knowledge/catalogue.ts';
import { keepCatalogue } from '../workflows/interview/catalogues.ts';
import type { Scanner } from '../workflows/scanners/job.ts';
import type { Store } from '../workflows/store/store.ts';
import type { Org } from '../workflows/tenancy/aliases.ts';
import type { DrainPorts } from '../workflows/turn/drain.ts';
import type { ItemKey, ToldEvent } from '../workflows/turn/effects.ts';
import { seenPolicy } from '../workflows/turn/seen.ts';
import type { Outcome } from '../workflows/turn/turn.ts';
import { createWorkshop, type Workshop, type WorkshopPorts } from '../workflows/turn/workshop.ts';
import type { Connections } from './conversation/connecting.ts';
import { createConverse } from './conversation/converse.ts';
import { discreetReplies, discreetSender, isOpenPlace } from './conversation/discreet.ts';
import type { Draw } from './conversation/drawing.ts';
import { createMine } from './conversation/mine.ts';
import { isOurTalk } from './conversation/reach.ts';
import { createResults } from './conversation/results.ts';
import { createSettled } from './conversation/settled.ts';
import { createSubjects, ownEnvelope, type Subjects } from './conversation/subjects.ts';
import type { Converse, Overheard, Person, Sender } from './conversation/surface.ts';
import type { Tenancy } from './conversation/talk.ts';
import { createPublisher } from './publisher.ts';
import { createReminding, type Reminding, spokeIn } from './reminding.ts';
import { createTenancy } from './tenancy.ts';
import { type Tracker, trackersByTenant } from './tracker.ts';
import { createVoice } from './voice.ts';
import { createWork } from './work.ts';

export interface AppPorts {
  store: Store;
  catalogue: Catalogue;
  sender: Sender;
  draw: Draw;
  /** The try-out says so on every card. */
  tryout: boolean;
  /** Admins whom the configuration names; they cannot be taken off in the chat. */
  admins?: readonly ConfiguredAdmin[];
  /** Looks into accounts; without one the chat says that none can be looked at. */
  scanner?: Scanner;
  /** Where issues for gaps are made; without one the chat offers none. */
  trackers?: readonly Tracker[];
  /** Connects accounts in the chat; without it they come only from elsewhere. */
  connections?: Connections;
  /** The most messages that nobody asked for, a day and organisation. */
  digestCap?: number;
  /** Waits in the pace of the platforms; only tests have other time. */
  pause?: DrainPorts['pause'];
  /** How long one process may hold an effect; only tests shorten it. */
  leaseMs?: number;
  now(): number;
  random(): number;
  log(line: { level: 'info' | 'warn' | 'error'; event: string; [detail: string]: unknown }): void;
}

/** An account of an organisation, as its platform names both. */
export interface ConfiguredAdmin {
  org: Org;
  account: string;
}

export interface App {
  converse: Converse;
  workshop: Workshop;
  /** Whether an assessment lives in the conversation, so that words there which name nobody are for us. */
  livesIn(at: Overheard): Promise<boolean>;
  /** Somebody brought the product into an organisation: its first admin, where it has none. `tenant` as the surface names it. */
  installed(installation: { surface: Org['surface']; tenant: string; person: Person }): Promise<void>;
  /** The tenant that an organisation of a platform is. */
  tenantOf(org: Org): Promise<string>;
  /** Starts sweeping every `everyMs`; returns how to stop. */
  keepSweeping(everyMs: number): () => void;
  /** Starts looking every `everyMs` for whom to remind; returns how to stop, which resolves when nothing is under way. */
  keepReminding(everyMs: number): () => Promise<void>;
  /** Reminds whoever is to be reminded now. */
  remind(): Promise<void>;
  /** Ends the trials, scans and second looks that run here, to be started again by whoever comes next. */
  abandonWork(): Promise<void>;
  /** Resolves when no trial, scan or second look runs here. */
  workEnds(): Promise<void>;
  /** Resolves when all effects under way are done. */
  idle(): Promise<void>;
}

/** Half a lease outlasts the longest send: up to 4 s for a picture, 3 s for a turn in the channel, 10 s for the message. */
const longestHeldMs = 40_000;
const warmItems = 2_000;

export async function createApp(ports: AppPorts): Promise<App> {
  const { store, catalogue, now, log } = ports;
  const { border, tenantOf, ...joined } = createTenancy(store, now);
  const sender = discreetSender(border.leave(ports.sender), (at) => isOpenPlace(workshop, at.tenant, at.conversation));
  await keepCatalogue(store, catalogue);
  const results = createResults(store, now);
  const settled = createSettled({ workshop: () => workshop, configured: await adminsByTenant(ports.admins ?? [], tenantOf), now });
  const subjects = createSubjects({ store, catalogue, settled, results });
  const subject = subjects.assessment;
  const mine = createMine({ workshop: () => workshop, subject, joins: joined.joins });
  const canScan = ports.scanner !== undefined;
  const connections = ports.connections ?? null;
  const tracker = await trackersByTenant(ports.trackers ?? [], tenantOf);
  const beside = { ...ports, scanner: ports.scanner ?? null, connections, canScan, tracker };
  const { screens, follow, speak } = createVoice(beside, { store, workshop: () => workshop, sender, results, settled, subjects, mine });
  const owner = randomUUID().slice(0, 8);
  const workshop: Workshop = createWorkshop({
    store,
    now,
    random: ports.random,
    pause: (ms) => sleep(ms),
    // A process that ends does not wait for it: the sweeper of another comes by.
    wake: (ms, work) => void setTimeout(work, ms).unref(),
    owner,
    leaseMs: ports.leaseMs ?? longestHeldMs,
    seen: seenPolicy,
    warmItems,
    speak,
    background: (key, body) => work.background(key, body),
    publish: createPublisher({ store, subjects, workshop: () => workshop, now }),
    tell: async (shop, to, id, event) => void (await tell(shop, subjects, to, id, event, now())),
    log: (note) => noted(note, log, heed),
  });
  const fire: DrainPorts['fire'] = async (to, id, event) => spokeIn(await tell(workshop, subjects, to, id, event, now()));
  const { heed, remind, keepReminding } = createReminding({ ...ports, owner, surfaceOf: joined.surfaceOf, fire });
  const work = createWork(beside, { workshop, subjects, settled });
  const { later, done } = createLater(log);
  const tenancy: Tenancy = { ...joined, isAdmin: settled.isAdmin, note: settled.note };
  const kept = { workshop, store, subject, subjects, catalogue, results, settled };
  const talk = { canScan, connections, ...kept, mine, follow, screens, sender, tenancy, now, later };
  const converse = discreetReplies(createConverse(talk));
  return {
    workshop,
    tenantOf,
    livesIn: async (at) => await isOurTalk({ workshop, tenancy }, await border.enter(at)),
    converse: async (incoming) => await converse(await border.enter(incoming)),
    installed: async ({ surface, tenant: id, person }) =>
      await settled.installed(await tenantOf({ surface, id }), `installed ${person.id} ${now()}`, person, now()),
    keepSweeping: (everyMs) => keepSweeping(workshop, everyMs, log),
    keepReminding,
    remind,
    abandonWork: work.abandon,
    workEnds: work.idle,
    idle: async () => await done().then(() => workshop.relay.idle()),
  };
}

/** Work that nobody waits for, until the app is asked to rest. */
function createLater(log: AppPorts['log']) {
  const running = new Set<Promise<unknown>>();
  return {
    later(work: () => Promise<unknown>) {
      const run = work()
        .catch((error: unknown) => log({ level: 'warn', event: 'later', error: String(error) }))
        .finally(() => running.delete(run));
      running.add(run);
    },
    done: async () => await Promise.allSettled(running),
  };
}

function noted(note: Parameters<WorkshopPorts['log']>[0], log: AppPorts['log'], heed: Reminding['heed']): void {
  log({ level: 'warn', event: 'relay', ...note });
  heed(note);
}

async function adminsByTenant(admins: readonly ConfiguredAdmin[], tenantOf: (org: Org) => Promise<string>) {
  const found = new Map<string, string[]>();
  for (const { org, account } of admins) {
    const tenant = await tenantOf(org);
    found.set(tenant, [...(found.get(tenant) ?? []), account]);
  }
  return (tenant: string): readonly string[] => found.get(tenant) ?? [];
}

/** Events from inside: a told item or a due row. Their actor is the product, their time is now. */
async function tell(
  workshop: Workshop,
  subjects: Subjects,
  to: ItemKey,
  id: string,
  event: ToldEvent,
  at: number,
): Promise<Outcome<unknown>> {
  return await subjects.turn(workshop, to, id, { ...event, ...ownEnvelope(at) });
}

function keepSweeping(workshop: Workshop, everyMs: number, log: AppPorts['log']): () => void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    workshop
      .sweep()
      .catch((error: unknown) => log({ level: 'error', event: 'sweep', error: String(error) }))
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  return () => clearInterval(timer);
}
