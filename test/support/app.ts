/** The real app over an embedded DynamoDB and a platform in memory, with a clock of its own: what every journey runs on. */
import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { type App, type ConfiguredAdmin, createApp } from '../../bot/app.ts';
import type { Connections } from '../../bot/conversation/connecting.ts';
import type { Draw } from '../../bot/conversation/drawing.ts';
import {
  type Converse,
  drawnReply,
  type Incoming,
  type Overheard,
  type Reply,
  type Sender,
  type SurfaceName,
} from '../../bot/conversation/surface.ts';
import { createLog } from '../../bot/log.ts';
import type { Tracker } from '../../bot/tracker.ts';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { loadCatalogue } from '../../knowledge/load.ts';
import type { Scanner } from '../../workflows/scanners/job.ts';
import { createStoreClient, ensureTable } from '../../workflows/store/client.ts';
import { createDynamoStore } from '../../workflows/store/dynamo.ts';
import { startEmbedded } from '../../workflows/store/embedded.ts';
import type { Store } from '../../workflows/store/store.ts';
import { createPlatform, type Platform } from './app-platform.ts';
import { pocketCatalogue } from './interview.ts';
import { createPerson, type PersonHere } from './people.ts';

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** One server for a whole test file; every world in it gets a table of its own. */
export interface Ground {
  endpoint: string;
  world(how?: WorldOptions): Promise<World>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  catalogue?: Catalogue;
  /** A new process before every event: what is not in the store is gone. */
  restartsAlways?: boolean;
  /** Speaks through this in place of the platform in memory. */
  sender?: Sender;
  /** Goes on with what another world's platform holds, at its time. */
  platform?: Platform;
  at?: number;
  /** Told of everything that a surface hands over. */
  overhears?: (incoming: Incoming) => void;
  scanner?: Scanner;
  connections?: Connections;
  /** Admins whom the configuration names. */
  admins?: readonly ConfiguredAdmin[];
  /** Draws pictures; without it cards have none. */
  draw?: Draw;
  /** Where issues for gaps are made. */
  trackers?: readonly Tracker[];
}

export interface World {
  store: Store;
  platform: Platform;
  /** Lines of the log, as they would be written. */
  log: string[];
  /** Writes a line of the log, for what stands around the app. */
  write: ReturnType<typeof createLog>;
  /** What a surface calls; resolves at the acknowledgement, when effects may still be under way. */
  converse: Converse;
  /** Whether an assessment lives in the conversation. */
  livesIn(at: Overheard): Promise<boolean>;
  installed: App['installed'];
  now(): number;
  /** Nothing is left to do, and the clock goes on. */
  passes(ms: number): Promise<void>;
  /** An event as a surface hands it over. It is answered, and what it wants done is done. */
  hears(incoming: Incoming): Promise<Reply>;
  /** Several at once, as two people press within the same moment. */
  hearsAtOnce(...incoming: Incoming[]): Promise<Reply[]>;
  sweeps(): Promise<void>;
  /** Whoever is to be reminded now is reminded. */
  reminds(): Promise<void>;
  /** The process is asked to end what it tries and scans. */
  abandonsScans(): Promise<void>;
  /** What a trial or a scan came to is told and shown. */
  scansEnd(): Promise<void>;
  /** Another process over the same store, perhaps with another catalogue. */
  restarts(catalogue?: Catalogue): Promise<void>;
  /** The process dies with what it was doing: nothing it still tries arrives. */
  crashes(): Promise<void>;
  /** A person of the organisation in a conversation; without one in their personal chat. */
  person(name: string, conversation?: string, tenant?: string, surface?: SurfaceName): PersonHere;
  /** All rows of the table, as read. */
  rows(): Promise<Record<string, unknown>[]>;
}

/** One for all worlds: an engine is made once a catalogue. */
const pocket = pocketCatalogue(1);

/** The catalogue that ships; read once, because reading it takes the better part of a second. */
let shipped: Catalogue | undefined;
export function shippedCatalogue(): Catalogue {
  shipped ??= loadCatalogue(new URL('../../knowledge/', import.meta.url));
  return shipped;
}

export async function startGround(): Promise<Ground> {
  const embedded = await startEmbedded({ folder: null, log: () => undefined });
  const clients: DynamoDBClient[] = [];
  return {
    endpoint: embedded.endpoint,
    async world(how = {}) {
      const client = createStoreClient({ endpoint: embedded.endpoint });
      clients.push(client);
      const table = `world-${clients.length}`;
      await ensureTable(client, table);
      return await createWorld(createDynamoStore(client, table), () => readAll(client, table), how);
    },
    async stop() {
      for (const client of clients) client.destroy();
      await embedded.stop();
    },
  };
}

/** Today, so that nothing in it depends on the year; the clock then goes its own way. */
const startOfDay = (): number => Date.now() - (Date.now() % day);

export async function createWorld(store: Store, rows: World['rows'], how: WorldOptions): Promise<World> {
  const platform = how.platform ?? createPlatform();
  const log: string[] = [];
  let now = how.at ?? startOfDay();
  let catalogue = how.catalogue ?? pocket;
  const write = createLog((line) => log.push(line), 'info');
  let process = await startProcess();

  async function startProcess() {
    const life = { alive: true };
    const app = await createApp({
      store,
      catalogue,
      sender: mortal(how.sender ?? platform.sender, life),
      draw: how.draw ?? (async () => null),
      tryout: false,
      ...(how.scanner === undefined ? {} : { scanner: how.scanner }),
      ...(how.connections === undefined ? {} : { connections: how.connections }),
      ...(how.admins === undefined ? {} : { admins: how.admins }),
      ...(how.trackers === undefined ? {} : { trackers: how.trackers }),
      now: () => now,
      random: () => 0.5,
      log: write,
    });
    return { app, life };
  }

  const world: World = {
    store,
    platform,
    log,
    write,
    converse(incoming) {
      how.overhears?.(incoming);
      return process.app.converse(incoming);
    },
    livesIn: (at) => process.app.livesIn(at),
    installed: (installation) => process.app.installed(installation),
    now: () => now,
    async passes(ms) {
      await process.app.idle();
      now += ms;
    },
    async hears(incoming) {
      const [reply = { kind: 'nothing' }] = await world.hearsAtOnce(incoming);
      return reply;
    },
    async hearsAtOnce(...incoming) {
      if (how.restartsAlways === true) await world.restarts();
      const replies = await Promise.all(incoming.map(async (one) => drawnReply(await process.app.converse(one))));
      await process.app.idle();
      return replies;
    },
    async sweeps() {
      await process.app.workshop.sweep();
      await process.app.idle();
    },
    async reminds() {
      await process.app.remind();
      await process.app.idle();
    },
    abandonsScans: () => process.app.abandonWork(),
    async scansEnd() {
      await process.app.workEnds();
      await process.app.idle();
    },
    async restarts(next) {
      await process.app.idle();
      catalogue = next ?? catalogue;
      process = await startProcess();
    },
    async crashes() {
      process.life.alive = false;
      await process.app.idle();
      process = await startProcess();
    },
    person: (name, conversation, tenant, surface) => createPerson(world, { name, conversation, tenant, surface }),
    rows,
  };
  return world;
}

/** A sender that falls silent when its process dies, as a cut wire does. */
function mortal(sender: Platform['sender'], life: { alive: boolean }): Platform['sender'] {
  return new Proxy(sender, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return async (...parameters: unknown[]) => {
        if (!life.alive) throw new Error('This process is dead.');
        return (await Reflect.apply(method, target, parameters)) as unknown;
      };
    },
  });
}

async function readAll(client: DynamoDBClient, table: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let from: Record<string, never> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ...(from === undefined ? {} : { ExclusiveStartKey: from }) }),
    );
    rows.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey as Record<string, never> | undefined;
  } while (from !== undefined);
  return rows;
}
