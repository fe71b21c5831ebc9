/** Joins everything: store, turns, conversation and a surface's sender. The only place that knows them all. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalogue } from '../knowledge/catalogue.ts';
import { type PersonEvent, personSubject } from '../workflows/conversation/person.ts';
import { type ConversationEvent, conversationSubject } from '../workflows/conversation/subject.ts';
import { createCatalogues, keepCatalogue } from '../workflows/interview/catalogues.ts';
import type { InterviewEvent } from '../workflows/interview/events.ts';
import { createAssessmentSubject } from '../workflows/interview/subject.ts';
import type { Scanner } from '../workflows/scanners/job.ts';
import type { SettingsEvent } from '../workflows/settings/changes.ts';
import { settingsSubject } from '../workflows/settings/subject.ts';
import type { Store } from '../workflows/store/store.ts';
import type { Org } from '../workflows/tenancy/aliases.ts';
import type { ItemKey, ToldEvent } from '../workflows/turn/effects.ts';
import { seenPolicy } from '../workflows/turn/seen.ts';
import { createWorkshop, type Workshop } from '../workflows/turn/workshop.ts';
import type { Connections } from './conversation/connecting.ts';
import { createConverse } from './conversation/converse.ts';
import { discreetReplies, discreetSender, isOpenPlace } from './conversation/discreet.ts';
import { exportFile } from './conversation/files.ts';
import { createMine } from './conversation/mine.ts';
import type { BareEvent } from './conversation/presses.ts';
import { isOurTalk } from './conversation/reach.ts';
import { createResults } from './conversation/results.ts';
import { createScreens, type Draw } from './conversation/screens.ts';
import { createSettled } from './conversation/settled.ts';
import { createSpeaker, type KnownPlace } from './conversation/speaker.ts';
import type { Converse, Overheard, Person, Place, Sender } from './conversation/surface.ts';
import type { Tenancy } from './conversation/talk.ts';
import { createScans } from './scans.ts';
import { createTenancy } from './tenancy.ts';
import { createTrials } from './trials.ts';

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
  /** Connects accounts in the chat; without it they come only from elsewhere. */
  connections?: Connections;
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
  /** Ends the trials and scans that run here, to be started again by whoever comes next. */
  abandonWork(): Promise<void>;
  /** Resolves when no trial and no scan runs here. */
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
  const subject = createAssessmentSubject(createCatalogues(store, catalogue));
  const results = createResults(store, now);
  const settled = createSettled({ workshop: () => workshop, configured: await adminsByTenant(ports.admins ?? [], tenantOf), now });
  const mine = createMine({ workshop: () => workshop, subject, joins: joined.joins });
  const { draw, tryout } = ports;
  const canScan = ports.scanner !== undefined;
  const screens = createScreens({ mine, results, settled, draw, tryout, canScan, now, workshop: () => workshop, subject, log });
  const files = { results, settled, connections: ports.connections ?? null };
  const speak = createSpeaker({
    sender,
    screens,
    place: (tenant, conversation) => placeOf(workshop, tenant, conversation),
    remember: (chat, person) => remember(workshop, chat, person, now()),
    noteAsked: (chat, id, asked) => noteAsked(workshop, chat, id, asked, now()),
    assessmentOf: (item) => workshop.stateOf(subject, item),
    exportFile: (item, assessment, wanted) => exportFile(files, item.key, assessment, wanted),
  });
  const workshop: Workshop = createWorkshop({
    store,
    now,
    random: ports.random,
    pause: (ms) => sleep(ms),
    // A process that ends does not wait for it: the sweeper of another comes by.
    wake: (ms, work) => void setTimeout(work, ms).unref(),
    owner: randomUUID().slice(0, 8),
    leaseMs: ports.leaseMs ?? longestHeldMs,
    seen: seenPolicy,
    warmItems,
    speak,
    background: (key, body) => (body.kind === 'try' ? trials.begin(key, body) : scans.background(key, body)),
    tell: (shop, to, id, event) => tell(shop, subject, to, id, event, now()),
    log: (note) => log({ level: 'warn', event: 'relay', ...note }),
  });
  const { trials, scans } = createWork(ports, { workshop, subject, settled });
  const { later, done } = createLater(log);
  const tenancy: Tenancy = { ...joined, isAdmin: settled.isAdmin, note: settled.note };
  const looking = { canScan, connections: ports.connections ?? null };
  const talk = { ...looking, mine, workshop, store, subject, screens, catalogue, sender, results, settled, tenancy, now, later };
  const converse = discreetReplies(createConverse(talk));
  return {
    workshop,
    tenantOf,
    livesIn: async (at) => await isOurTalk({ workshop, tenancy }, await border.enter(at)),
    converse: async (incoming) => await converse(await border.enter(incoming)),
    installed: async ({ surface, tenant: id, person }) =>
      await settled.installed(await tenantOf({ surface, id }), `installed ${person.id} ${now()}`, person, now()),
    keepSweeping: (everyMs) => keepSweeping(workshop, everyMs, log),
    abandonWork: async () => void (await Promise.all([trials.abandon(), scans.abandon()])),
    workEnds: async () => void (await Promise.all([trials.idle(), scans.idle()])),
    async idle() {
      await done();
      await workshop.relay.idle();
    },
  };
}

async function placeOf(workshop: Workshop, tenant: string, conversation: string): Promise<KnownPlace | null> {
  const known = await workshop.glance(conversationSubject, { tenant, kind: 'conversation', id: conversation });
  if (known === null) return null;
  const { reference, kind, people } = known.state;
  return { tenant, conversation, reference, personal: kind === 'personal', heard: Object.keys(people) };
}

interface WorkPorts {
  workshop: Workshop;
  subject: ReturnType<typeof createAssessmentSubject>;
  settled: ReturnType<typeof createSettled>;
}

/** What runs beside the turns: trials of roles and scans. */
function createWork(ports: AppPorts, { workshop, subject, settled }: WorkPorts) {
  const { store, now, log, scanner = null, connections = null } = ports;
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
  return { trials, scans };
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

async function adminsByTenant(admins: readonly ConfiguredAdmin[], tenantOf: (org: Org) => Promise<string>) {
  const found = new Map<string, string[]>();
  for (const { org, account } of admins) {
    const tenant = await tenantOf(org);
    found.set(tenant, [...(found.get(tenant) ?? []), account]);
  }
  return (tenant: string): readonly string[] => found.get(tenant) ?? [];
}

const ownEnvelope = (at: number) => ({ by: 'plumbline', name: 'Plumbline', from: '', at });

/** Events from inside: a told item or a due row. Their actor is the product, their time is now. */
async function tell(
  workshop: Workshop,
  subject: ReturnType<typeof createAssessmentSubject>,
  to: ItemKey,
  id: string,
  event: ToldEvent,
  at: number,
): Promise<void> {
  const inside = { ...event, ...ownEnvelope(at) };
  // What is told was made by our own chart or schedule; its shape is checked where it was made.
  if (to.kind === 'conversation') await workshop.turn(conversationSubject, to, { id, event: inside as unknown as ConversationEvent });
  else if (to.kind === 'settings') await workshop.turn(settingsSubject, to, { id, event: inside as unknown as SettingsEvent });
  else if (to.kind === 'person') await workshop.turn(personSubject, to, { id, event: inside as unknown as PersonEvent });
  else await workshop.turn(subject, to, { id, event: inside as unknown as InterviewEvent });
}

async function remember(workshop: Workshop, chat: Place, person: string, at: number): Promise<void> {
  const key = { tenant: chat.tenant, kind: 'conversation' as const, id: chat.conversation };
  const met = { type: 'met' as const, kind: 'personal' as const, reference: chat.reference, person: null, by: 'plumbline', at };
  await workshop.turn(conversationSubject, key, { id: `opened ${person} ${chat.conversation}`, event: met });
}

async function noteAsked(
  workshop: Workshop,
  chat: Place,
  id: string,
  asked: { assessment: string; question: string },
  at: number,
): Promise<void> {
  const key = { tenant: chat.tenant, kind: 'conversation' as const, id: chat.conversation };
  await workshop.turn(conversationSubject, key, { id: `asked ${id}`, event: { type: 'asked', ...asked, by: 'plumbline', at } });
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
