/**
 * Slack's Web API as a third party wrote it, in process: every method that is called here is `emulate`'s own, with its own messages, threads,
 * windows, triggers, files and rights. Ours is only what stands before it (`slack-front.ts`): what it lacks, how it fails, and a record of all calls.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Collection, createServer as createEmulate, type Entity, type ServicePlugin, type Store } from '@emulators/core';
import { neededScopes, optionalScopes } from '../../bot/slack/scopes.ts';
import type { SlackSettings } from '../../bot/slack/workspaces.ts';
import { type Call, createFront, type Front, type Method, type Weather } from './slack-front.ts';

export const signingSecret = 'not-a-secret-of-anybody';
export const ourTeam = 'T1';
export const ourBot = 'UBOT';
const ourToken = 'xoxb-one';

/** A message as people see it, whether it stands in a channel or was whispered to one of them. */
export interface Posted {
  ts: string;
  channel: string;
  user: string;
  text: string;
  thread?: string;
  blocks: Record<string, unknown>[];
  /** Whispered to one person alone. */
  to?: string;
  metadata?: { event_type: string; event_payload: Record<string, unknown> };
  edited: boolean;
  files: string[];
}

export interface SharedFile {
  name: string;
  body: string;
  alt: string;
  channels: string[];
  thread?: string;
}

/** A window or a home tab as it stands in front of a person. */
export interface OpenView {
  id: string;
  hash: string;
  user: string;
  type: string;
  title: { text: string } | null;
  submit: { text: string } | null;
  blocks: Record<string, unknown>[];
  metadata: string;
  callback: string;
}

export interface Standing {
  id: string;
  name?: string;
  team?: string;
  /** What `users.info` says beside what emulate knows: `is_restricted`, `is_stranger`, `tz` … */
  flags?: Record<string, unknown>;
}

export interface SlackEmulator {
  /** Where the Web API, the uploads and the pages for an installation are. */
  url: string;
  apiUrl: string;
  settings: SlackSettings;
  calls: Call[];
  /** How the next calls are taken, one each. */
  weather: Weather[];
  /** Methods that emulate lacks or that a test answers by itself. */
  methods: Map<string, Method>;
  /** What Slack would refuse of all that was sent; emulate looks at no block. */
  faults: string[];
  addPerson(person: Standing): void;
  /** Public unless `private`; without members everybody is in it. */
  addChannel(channel: { id: string; private?: boolean; members?: string[]; archived?: boolean; flags?: Record<string, unknown> }): void;
  addToken(token: { token: string; team: string; bot: string; scopes?: string[] }): void;
  /** The seed of emulate itself, for what has no words here: `oauth_apps`, `strict_scopes` … */
  seed(config: Record<string, unknown>): void;
  /** A person writes; the event about it is up to whoever delivers. Returns the time stamp. */
  writes(message: { channel: string; user: string; text: string; thread?: string | undefined; at: number }): string;
  messages(): Posted[];
  files(): SharedFile[];
  /** All that was uploaded, by the file's id. */
  uploads(): ReadonlyMap<string, Uint8Array>;
  views(): OpenView[];
  /** Puts a view in place of one that stands, as an answer to a submission does. */
  replaces(id: string, view: Record<string, unknown>): void;
  /** The direct conversation of the bot with a person. */
  direct(user: string): Promise<string>;
  trigger(user: string, view?: string): Promise<string>;
  stop(): Promise<void>;
}

type Row = Entity & Record<string, unknown>;
type Seed = (store: Store, baseUrl: string, config: Record<string, unknown>) => void;

/** The package shows only a server on a port of its own, so its service is read from the file that exports it; the version is pinned. */
async function loadSlack(): Promise<{ slackPlugin: ServicePlugin; seedFromConfig: Seed }> {
  const folder = new URL('../../node_modules/emulate/dist/', import.meta.url);
  const file = readdirSync(folder).find(
    (name) => /^dist-.*\.js$/.test(name) && /^ {2}slackPlugin$/m.test(readFileSync(new URL(name, folder), 'utf8')),
  );
  if (file === undefined) throw new Error('emulate ships no Slack service any more.');
  return (await import(pathToFileURL(fileURLToPath(new URL(file, folder))).href)) as { slackPlugin: ServicePlugin; seedFromConfig: Seed };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const ofThread = (row: Row): { thread?: string } => (typeof row['thread_ts'] === 'string' ? { thread: row['thread_ts'] } : {});

const postedIn = (row: Row): Posted => ({
  ts: text(row['ts']),
  channel: text(row['channel_id']),
  user: text(row['user']),
  text: text(row['text']),
  blocks: (row['blocks'] ?? []) as Posted['blocks'],
  edited: row['edited'] !== undefined,
  files: ((row['files'] ?? []) as Row[]).map(({ name }) => text(name)),
  ...ofThread(row),
  ...(row['target_user'] === undefined ? {} : { to: text(row['target_user']) }),
  ...(row['metadata'] === undefined ? {} : { metadata: row['metadata'] as NonNullable<Posted['metadata']> }),
});

const fileIn = (row: Row): SharedFile => ({
  name: text(row['name']),
  body: Buffer.from(text(row['content_base64']), 'base64').toString('utf8'),
  alt: text(row['alt_txt']),
  channels: ['channels', 'groups', 'ims'].flatMap((kind) => (row[kind] ?? []) as string[]),
  ...ofThread(row),
});

const viewIn = (row: Row): OpenView => ({
  id: text(row['view_id']),
  hash: text(row['hash']),
  user: text(row['user_id']),
  type: text(row['type']),
  title: (row['title'] ?? null) as OpenView['title'],
  submit: (row['submit'] ?? null) as OpenView['submit'],
  blocks: (row['blocks'] ?? []) as OpenView['blocks'],
  metadata: text(row['private_metadata']),
  callback: text(row['callback_id']),
});

/** Seconds and a counter behind the point, which leaves the milliseconds as they are. */
const stampOf = (at: number, count: number): string => `${Math.floor(at / 1000)}.${String((at % 1000) * 1000 + count).padStart(6, '0')}`;

const byTime = (one: Row, other: Row): number => (one.created_at < other.created_at ? -1 : one.created_at > other.created_at ? 1 : 0);

interface Inside {
  store: Store;
  rows(name: string): Collection<Row>;
  front: Front;
  /** Channels that everybody is in. */
  open: Set<number>;
}

export async function startSlackEmulator(): Promise<SlackEmulator> {
  const { slackPlugin, seedFromConfig } = await loadSlack();
  const front = createFront();
  await new Promise<void>((resolve) => front.server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(front.server.address() as AddressInfo).port}`;
  const { app, store } = createEmulate(slackPlugin, { baseUrl: url });
  slackPlugin.seed?.(store, url);
  front.serve(app.fetch);
  const inside: Inside = { store, front, open: new Set(), rows: (name) => store.collection<Row>(`slack.${name}`) };
  const [team] = inside.rows('teams').all();
  if (team !== undefined) inside.rows('teams').update(team.id, { team_id: ourTeam });
  for (const name of ['users', 'channels', 'bots']) for (const { id } of inside.rows(name).all()) inside.rows(name).delete(id);
  const seed = (config: Record<string, unknown>) => seedFromConfig(store, url, config);
  const { calls, weather, methods, faults, stop } = front;
  const emulator: SlackEmulator = {
    url,
    apiUrl: `${url}/api/`,
    settings: { signingSecret, workspaces: [{ team: ourTeam, token: ourToken, bot: ourBot }] },
    calls,
    weather,
    methods,
    faults,
    stop,
    seed,
    ...furnish(inside, seed),
    ...look(inside),
  };
  seed({ strict_scopes: true });
  emulator.addPerson({ id: ourBot, name: 'Plumbline', flags: { is_bot: true } });
  emulator.addToken({ token: ourToken, team: ourTeam, bot: ourBot });
  return emulator;
}

/** Puts into the workspace what no method of the Web API can: people, channels, tokens. */
function furnish({ rows, front, open }: Inside, seed: SlackEmulator['seed']): Pick<SlackEmulator, 'addPerson' | 'addChannel' | 'addToken'> {
  const everybody = () =>
    rows('users')
      .all()
      .map((user) => text(user['user_id']));
  return {
    addPerson({ id, name = `Person ${id}`, team = ourTeam, flags = {} }) {
      const bot = flags['is_bot'] === true;
      const profile = { display_name: name, real_name: name, email: `${id.toLowerCase()}@example.com`, image_48: '', image_192: '' };
      const user = { user_id: id, team_id: team, name: id.toLowerCase(), real_name: name, email: profile.email, profile };
      rows('users').insert({ ...user, is_admin: false, is_bot: bot, deleted: flags['deleted'] === true, presence: 'active' });
      front.flags.set(id, flags);
      for (const channel of open) {
        const members = [...((rows('channels').get(channel)?.['members'] ?? []) as string[]), id];
        rows('channels').update(channel, { members, num_members: members.length });
      }
    },
    addChannel({ id, private: hidden = false, members, archived = false, flags = {} }) {
      front.flags.set(id, flags);
      const inside = members ?? everybody();
      const kind = { is_channel: !hidden, is_private: hidden, is_archived: archived, is_im: false, is_mpim: false };
      const about = { topic: { value: '' }, purpose: { value: '' }, creator: ourBot, members: inside, num_members: inside.length };
      const row = rows('channels').insert({ channel_id: id, team_id: ourTeam, name: id.toLowerCase(), ...kind, ...about });
      if (members === undefined) open.add(row.id);
    },
    addToken: ({ token, team, bot, scopes: granted }) =>
      seed({
        tokens: [
          {
            token,
            team_id: team,
            user_id: bot,
            bot_id: `B${bot}`,
            app_id: 'A1',
            scopes: granted ?? Object.keys({ ...neededScopes, ...optionalScopes }),
          },
        ],
      }),
  };
}

/** What people see and do there. */
function look({
  rows,
  front,
}: Inside): Pick<SlackEmulator, 'writes' | 'messages' | 'files' | 'uploads' | 'views' | 'replaces' | 'direct' | 'trigger'> {
  return {
    writes({ channel, user, text: words, thread, at }) {
      let count = 0;
      while (rows('messages').findOneBy('ts', stampOf(at, count)) !== undefined) count += 1;
      const ts = stampOf(at, count);
      const message = {
        ts,
        channel_id: channel,
        user,
        text: words,
        type: 'message',
        ...(thread === undefined ? {} : { thread_ts: thread }),
      };
      rows('messages').insert({ ...message, reply_count: 0, reply_users: [], reactions: [] });
      return ts;
    },
    messages: () => [...rows('messages').all(), ...rows('ephemeral_messages').all()].toSorted(byTime).map(postedIn),
    files: () => rows('files').all().map(fileIn),
    uploads: () =>
      new Map(
        rows('files')
          .all()
          .map((row) => [text(row['file_id']), new Uint8Array(Buffer.from(text(row['content_base64']), 'base64'))]),
      ),
    views: () => rows('views').all().map(viewIn),
    replaces(id, view) {
      const row = rows('views').findOneBy('view_id', id);
      // A new view has what it names and nothing of the old one.
      if (row !== undefined) rows('views').update(row.id, { submit: null, close: null, ...view, hash: `${text(row['hash'])}1` });
    },
    async direct(user) {
      const { channel } = (await front.ask('conversations.open', ourToken, { users: user })) as { channel: { id: string } };
      return channel.id;
    },
    async trigger(user, view) {
      const of = { user_id: user, ...(view === undefined ? {} : { view_id: view }) };
      return text((await front.ask('views.generateTriggerId', ourToken, of))['trigger_id']);
    },
  };
}
