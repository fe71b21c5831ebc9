/**
 * Pulls what Slack never delivered: reads the threads in which assessments live from the last known message on, and hands what is new
 * to the same door, where the same event is known by the same id. Without the permission to read it stays away quietly.
 */
import type { App, Receiver } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { SendError } from '../conversation/surface.ts';
import type { ClientOf } from './client.ts';
import type { Log } from './log.ts';
import type { Pace } from './pace.ts';
import { call, type Spot } from './spot.ts';
import type { Watched, Watches } from './watch.ts';

export interface ReconcilerPorts {
  watches: Watches;
  clientOf: ClientOf;
  pace: Pace;
  /** Hands a body to the door, as if Slack had delivered it; rejects when it was not taken in. */
  hear(body: object): Promise<void>;
  /** Counts threads that may not be read. */
  count(tenant: string, name: string): Promise<void>;
  clock: () => number;
  log: Log;
}

export interface Reconciler {
  /** Reads the threads that were read longest ago. Returns how many messages were handed over. */
  pass(): Promise<number>;
  /** Passes every `everyMs`; returns how to stop. */
  keep(everyMs: number): () => void;
}

/** Slack delivers within seconds: what is younger is still on its way. */
const graceMs = 20_000;
/** What may be read again tomorrow is not asked for all day. */
const restMs = 3_600_000;
/** Slack allows about fifty a minute in a workspace, and people want some of them. */
const mostInWorkspace = 20;
const pageSize = 100;

const writtenByPerson = z.looseObject({
  ts: z.string(),
  user: z.string(),
  subtype: z.undefined().optional(),
  bot_id: z.undefined().optional(),
});
type Written = z.infer<typeof writtenByPerson>;

const sharing = z.looseObject({ is_ext_shared: z.boolean().optional(), is_pending_ext_shared: z.boolean().optional() });

/** Where strangers read along, or where Slack cannot say, nothing is taken in. */
const isShared = async (spot: Spot): Promise<boolean> => {
  const { channel } = spot.reference;
  if (channel.startsWith('D')) return false;
  const answer = await call(spot, 'conversations.info', () => spot.client.conversations.info({ channel }));
  const read = sharing.safeParse(answer.channel);
  return !read.success || read.data.is_ext_shared !== false || read.data.is_pending_ext_shared === true;
};

const repliesSince = async (spot: Spot, since: string): Promise<Written[]> => {
  const { channel, thread = '' } = spot.reference;
  const where = { channel, ts: thread, oldest: since, limit: pageSize };
  const { messages = [] } = await call(spot, 'conversations.replies', () => spot.client.conversations.replies(where));
  return (messages as unknown[])
    .flatMap((message) => {
      const read = writtenByPerson.safeParse(message);
      return read.success ? [read.data] : [];
    })
    .filter(({ ts }) => Number(ts) > Number(since))
    .toSorted((one, other) => Number(one.ts) - Number(other.ts));
};

/** The event as Slack would have delivered it. */
const bodyOf = ({ reference: { team, enterprise, channel, thread, bot } }: Watched, message: Written, now: number): object => ({
  type: 'event_callback',
  team_id: team,
  event_time: Math.floor(now / 1000),
  is_ext_shared_channel: false,
  authorizations: [
    { team_id: team, enterprise_id: enterprise ?? null, user_id: bot, is_bot: true, is_enterprise_install: enterprise !== undefined },
  ],
  event: { ...message, type: 'message', channel, thread_ts: thread, ...(channel.startsWith('D') ? { channel_type: 'im' } : {}) },
});

export const createReconciler = (ports: ReconcilerPorts): Reconciler => {
  const { watches, clock, log } = ports;
  /** When a thread was read last, and until when it or its workspace is left alone. */
  const readAt = new Map<string, number>();
  const resting = new Map<string, number>();
  const rests = (name: string): boolean => (resting.get(name) ?? 0) > clock();

  const deliver = async (watched: Watched, client: WebClient): Promise<number> => {
    const { reference, tenant, since } = watched;
    const spot: Spot = { reference, client, tenant, pace: ports.pace };
    const ripe = (await repliesSince(spot, since)).filter(({ ts }) => Number(ts) * 1000 <= clock() - graceMs);
    const last = ripe.at(-1)?.ts;
    if (last === undefined) return 0;
    const missed = ripe.filter(
      ({ ts, user }) => user !== reference.bot && !watches.hasHeard(`slack:${reference.team}:${reference.channel}:${ts}`),
    );
    if (missed.length > 0 && (await isShared(spot))) return 0;
    // In the order in which they were written; one that is not taken in is tried again with all after it.
    for (const message of missed) await ports.hear(bodyOf(watched, message, clock()));
    await watches.advance(watched, last);
    return missed.length;
  };

  const read = async (watched: Watched): Promise<number> => {
    const { reference, tenant, row } = watched;
    try {
      return await deliver(watched, await ports.clientOf(reference));
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      if (error.retryAfterMs !== undefined) resting.set(reference.team, clock() + error.retryAfterMs);
      else if (error.arrived === 'no') {
        resting.set(row.id, clock() + restMs);
        await ports.count(tenant, 'unread-threads');
      }
      return 0;
    }
  };

  const pass = async (): Promise<number> => {
    const all = (await watches.list()).toSorted((one, other) => (readAt.get(one.row.id) ?? 0) - (readAt.get(other.row.id) ?? 0));
    const taken = new Map<string, number>();
    let delivered = 0;
    for (const watched of all) {
      const { team } = watched.reference;
      const { id } = watched.row;
      const count = taken.get(team) ?? 0;
      if (count >= mostInWorkspace || rests(team) || rests(id)) continue;
      taken.set(team, count + 1);
      readAt.set(id, clock());
      delivered += await read(watched).catch((error: unknown) => {
        log({ level: 'warn', event: 'slack.reconcile', error: String(error) });
        return 0;
      });
    }
    return delivered;
  };

  return { pass, keep: (everyMs) => keepPassing(pass, everyMs, log) };
};

function keepPassing(pass: () => Promise<number>, everyMs: number, log: Log): () => void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    pass()
      .catch((error: unknown) => log({ level: 'warn', event: 'slack.reconcile', error: String(error) }))
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  return () => clearInterval(timer);
}

/** Receives from inside the process: what is handed over goes the way of everything that Slack delivers. */
export const createInlet = (): { receiver: Receiver; hear: (body: object) => Promise<void> } => {
  const held: { app?: App } = {};
  return {
    receiver: {
      init(app) {
        held.app = app;
      },
      start: async () => undefined,
      stop: async () => undefined,
    },
    hear: async (body) => {
      await held.app?.processEvent({ body: { ...body }, ack: async () => undefined });
    },
  };
};
