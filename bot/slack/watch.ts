/** Which threads are read again for what Slack never delivered: those in which an assessment lives and somebody spoke to us. */
import { z } from 'zod';
import type { Converse, Incoming } from '../conversation/surface.ts';
import { type SlackReference, slackReference } from './reference.ts';

/** Small rows with a revision, as the store keeps them. */
export interface WatchRows {
  listRecords(tenant: string, kind: 'watch', now: number): Promise<WatchRow[]>;
  writeRecords(changes: readonly WatchChange[], now: number): Promise<'written' | 'conflict'>;
}

interface WatchRow {
  key: { tenant: string; kind: string; id: string };
  rev: number;
  body: Record<string, unknown>;
}

interface WatchChange {
  key: { tenant: string; kind: 'watch'; id: string };
  expected: number;
  body: Record<string, unknown> | null;
  expires?: number;
}

export interface Watched {
  reference: SlackReference;
  /** The organisation as Slack names it. */
  tenant: string;
  /** The time stamp up to which everything is known. */
  since: string;
  row: { id: string; rev: number };
}

export interface Watches {
  /** The same conversation; where an assessment lives in a thread that is heard, the thread is watched from then on. */
  watching(converse: Converse, livesIn: (incoming: Incoming) => Promise<boolean>): Converse;
  /** Whether this process has heard the event already. */
  hasHeard(eventId: string): boolean;
  list(): Promise<Watched[]>;
  /** Everything up to there is known. Another process may have gone further: then that stands. */
  advance(watched: Watched, since: string): Promise<void>;
}

export interface WatchPorts {
  rows: WatchRows;
  clock: () => number;
  failed(error: unknown): void;
}

const shape = z.object({ reference: slackReference, tenant: z.string(), since: z.string() });

/** An assessment that is left alone for thirty days closes by itself. */
const keepMs = 40 * 24 * 3_600_000;
const mostRemembered = 10_000;

/** One list for the deployment: whoever reads again does so for all organisations. No organisation has this name. */
const everybody = '~';

const idOf = ({ team, channel, thread = '' }: SlackReference): string => `${team}:${channel}:${thread}`;

/** Slack's way of writing a time. */
const stampOf = (at: number): string => (at / 1000).toFixed(6);

const createMemory = () => {
  const all = new Set<string>();
  return {
    has: (name: string) => all.has(name),
    add(name: string) {
      all.add(name);
      const oldest = all.values().next().value;
      if (all.size > mostRemembered && oldest !== undefined) all.delete(oldest);
    },
  };
};

export const createWatches = ({ rows, clock, failed }: WatchPorts): Watches => {
  const noted = createMemory();
  const heard = createMemory();
  const noting = new Set<Promise<void>>();
  const write = ({ id, rev: expected }: Watched['row'], body: Record<string, unknown>) =>
    rows.writeRecords([{ key: { tenant: everybody, kind: 'watch', id }, expected, body, expires: clock() + keepMs }], clock());
  const note = async (incoming: Incoming, livesIn: (incoming: Incoming) => Promise<boolean>): Promise<void> => {
    const { data: reference } = slackReference.safeParse(incoming.reference);
    if (reference?.thread === undefined) return;
    const id = idOf(reference);
    if (noted.has(id) || !(await livesIn(incoming))) return;
    // A thread that is watched already goes on from where it was.
    await write({ id, rev: 0 }, { reference, tenant: incoming.tenant, since: stampOf(incoming.at) });
    noted.add(id);
  };
  return {
    watching: (converse, livesIn) => async (incoming) => {
      const reply = await converse(incoming);
      heard.add(incoming.eventId);
      const work = note(incoming, livesIn)
        .catch(failed)
        .finally(() => noting.delete(work));
      noting.add(work);
      return reply;
    },
    hasHeard: (eventId) => heard.has(eventId),
    async list() {
      await Promise.all(noting);
      const found = await rows.listRecords(everybody, 'watch', clock());
      return found.flatMap(({ key, rev, body }) => {
        const read = shape.safeParse(body);
        return read.success ? [{ ...read.data, row: { id: key.id, rev } }] : [];
      });
    },
    async advance({ row, reference, tenant }, since) {
      await write(row, { reference, tenant, since });
    },
  };
};
