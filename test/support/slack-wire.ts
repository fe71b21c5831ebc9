/** The app behind the real Slack door and the real Slack sender: signed HTTP through Bolt, Block Kit, and as much of the Web API as we call. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openSlack } from '../../bot/slack/open.ts';
import type { SlackSettings } from '../../bot/slack/workspaces.ts';
import { eventOf, mentionOf, postInteraction, postJson, pressOf, signingSecret, submissionOf } from '../bot/slack/wire.ts';
import type { Ground, World, WorldOptions } from './app.ts';

const settings: SlackSettings = { signingSecret, workspaces: [{ team: 'T1', token: 'xoxb-one', bot: 'UBOT' }] };

export interface SlackMessageSeen {
  ts: string;
  channel: string;
  thread?: string;
  text: string;
  blocks: object[];
  /** Whispered to one person alone. */
  to?: string;
  metadata?: object;
}

/** How the next call of a method is taken. */
export interface Weather {
  method: string;
  error?: string;
  status?: number;
  retryAfter?: number;
}

type Form = Record<string, string>;

export interface WebApi {
  url: string;
  messages: Map<string, SlackMessageSeen>;
  windows: { view: Record<string, unknown>; trigger: string }[];
  files: { name: string; body: string; channel: string; thread?: string }[];
  guests: Set<string>;
  /** Channels that other organisations are in, and those that we are not told of. */
  shared: Set<string>;
  private: Set<string>;
  strange: Set<string>;
  calls: { method: string; form: Form; token: string }[];
  weather: Weather[];
  stop(): void;
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

export async function startWebApi(): Promise<WebApi> {
  let count = 0;
  const uploads = new Map<string, { name: string; body: string }>();
  const api: Omit<WebApi, 'url' | 'stop'> = {
    messages: new Map(),
    windows: [],
    files: [],
    guests: new Set(),
    shared: new Set(),
    private: new Set(),
    strange: new Set(),
    calls: [],
    weather: [],
  };
  const stampOf = () => {
    count += 1;
    return `17900000${String(count).padStart(2, '0')}.000100`;
  };
  const put = (form: Form, ts: string): object => {
    const { channel = '', thread_ts: thread, text = '', blocks = '[]', user, metadata } = form;
    const seen = api.messages.get(ts);
    api.messages.set(ts, {
      ts,
      channel,
      text,
      blocks: JSON.parse(blocks) as object[],
      ...(thread === undefined ? (seen?.thread === undefined ? {} : { thread: seen.thread }) : { thread }),
      ...(user === undefined ? {} : { to: user }),
      ...(metadata === undefined ? {} : { metadata: JSON.parse(metadata) as object }),
    });
    return { ok: true, ts, channel };
  };
  const methods: Record<string, (form: Form) => object> = {
    'chat.postMessage': (form) => put(form, stampOf()),
    'chat.postEphemeral': (form) => put(form, stampOf()),
    'chat.update': (form) => (api.messages.has(form['ts'] ?? '') ? put(form, form['ts'] ?? '') : { ok: false, error: 'message_not_found' }),
    'chat.delete': (form) => ({ ok: api.messages.delete(form['ts'] ?? '') }),
    'views.open'(form) {
      api.windows.push({ view: JSON.parse(form['view'] ?? '{}') as Record<string, unknown>, trigger: form['trigger_id'] ?? '' });
      return { ok: true };
    },
    'users.info': ({ user = '' }) => ({
      ok: true,
      user: { id: user, team_id: 'T1', real_name: `Person ${user}`, is_restricted: api.guests.has(user) },
    }),
    'conversations.info': ({ channel = '' }) =>
      api.strange.has(channel)
        ? { ok: false, error: 'channel_not_found' }
        : {
            ok: true,
            channel: { id: channel, is_private: api.private.has(channel), is_ext_shared: api.shared.has(channel), is_member: true },
          },
    'views.update'({ view = '{}' }) {
      api.windows.push({ view: JSON.parse(view) as Record<string, unknown>, trigger: '' });
      return { ok: true };
    },
    'conversations.open': ({ users = '' }) => ({ ok: true, channel: { id: `D${users}` } }),
    'conversations.members': () => ({ ok: true, members: ['UBOT', 'U1', 'U2'] }),
    'conversations.replies': ({ channel, ts }) => ({
      ok: true,
      messages: [...api.messages.values()]
        .filter((one) => one.channel === channel && one.thread === ts && one.to === undefined)
        .map((one) => ({ ...one, user: 'UBOT' })),
    }),
    'files.getUploadURLExternal'({ filename = '' }) {
      const id = `F${uploads.size + 1}`;
      uploads.set(id, { name: filename, body: '' });
      return { ok: true, upload_url: `${url}/upload/${id}`, file_id: id };
    },
    'files.completeUploadExternal'({ files = '[]', channel_id: channel = '', thread_ts: thread }) {
      for (const { id } of JSON.parse(files) as { id: string }[]) {
        const known = uploads.get(id);
        if (known !== undefined) api.files.push({ ...known, channel, ...(thread === undefined ? {} : { thread }) });
      }
      return { ok: true, files: [] };
    },
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await bodyOf(request);
    const path = request.url ?? '';
    const upload = uploads.get(path.slice('/upload/'.length));
    if (path.startsWith('/upload/') && upload !== undefined) {
      upload.body = raw.toString('utf8');
      response.end('OK');
      return;
    }
    const method = path.slice('/api/'.length);
    const form = Object.fromEntries(new URLSearchParams(raw.toString('utf8')));
    api.calls.push({ method, form, token: request.headers.authorization ?? '' });
    const index = api.weather.findIndex((one) => one.method === method);
    const [mood] = index < 0 ? [] : api.weather.splice(index, 1);
    const headers = {
      'content-type': 'application/json',
      ...(mood?.retryAfter === undefined ? {} : { 'retry-after': String(mood.retryAfter) }),
    };
    if (mood?.status !== undefined) {
      response.writeHead(mood.status, headers).end(JSON.stringify({ ok: false, error: 'ratelimited' }));
      return;
    }
    const body =
      mood?.error === undefined ? (methods[method]?.(form) ?? { ok: false, error: 'unknown_method' }) : { ok: false, error: mood.error };
    response.writeHead(200, headers).end(JSON.stringify(body));
  };
  const server = createServer((request, response) => void answer(request, response));
  const url = await listen(server);
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { ...api, url, stop };
}

export interface SlackWire {
  world: World;
  api: WebApi;
  origin: string;
  /** What the last request was answered with. */
  answered(): string;
  person(user: string): SlackPerson;
  stop(): Promise<void>;
}

export interface SlackPerson {
  mentions(channel: string, text: string): Promise<string>;
  replies(channel: string, thread: string, text: string): Promise<number>;
  presses(label: string): Promise<number>;
  sends(values: object): Promise<number>;
  screen(channel: string): SlackMessageSeen[];
}

interface Seen {
  text?: { text?: string };
  action_id?: string;
  value?: string;
}

/** Every button of a message, in the order of reading. */
export function buttonsOf(value: unknown): Seen[] {
  if (Array.isArray(value)) return value.flatMap(buttonsOf);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'button') return [value as Seen];
  return Object.values(value).flatMap(buttonsOf);
}

/** All words in blocks. */
export function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === 'text' && typeof inner === 'string' ? [inner] : wordsIn(inner)));
}

let stamps = 0;

export async function startSlackWire(ground: Ground, how: WorldOptions = {}): Promise<SlackWire> {
  const api = await startWebApi();
  const log: { entry?: World['write']; world?: World } = {};
  // Whoever waits for a turn in a channel finds it a little later: no test waits for real.
  let ahead = 0;
  const slack = openSlack(settings, {
    clock: () => (log.world?.now() ?? Date.now()) + ahead,
    pause: async (ms) => {
      ahead += ms;
    },
    log: (entry) => log.entry?.(entry),
    slackApiUrl: `${api.url}/api/`,
    deadlineMs: 60_000,
  });
  const world = await ground.world({ ...how, sender: slack.sender, at: Date.now() });
  log.entry = world.write;
  log.world = world;
  const server = createServer(slack.door({ converse: world.converse, livesIn: world.livesIn }));
  const origin = await listen(server);
  let answered = '';
  const status = async (response: Promise<Response>): Promise<number> => {
    const answer = await response;
    answered = await answer.text();
    await world.passes(0);
    return answer.status;
  };
  const person = (user: string): SlackPerson => {
    const screen = (channel: string) => [...api.messages.values()].filter((one) => one.channel === channel && (one.to ?? user) === user);
    const stamp = () => {
      stamps += 1;
      return `${Math.floor(world.now() / 1000)}.${String(stamps).padStart(6, '0')}`;
    };
    return {
      screen,
      async mentions(channel, text) {
        const ts = stamp();
        await status(postJson(origin, mentionOf({ channel, user, text: `<@UBOT> ${text}`, ts })));
        return ts;
      },
      replies: (channel, thread, text) =>
        status(postJson(origin, eventOf({ channel, user, text, thread_ts: thread, ts: stamp(), channel_type: 'channel' }))),
      presses(label) {
        const found = [...api.messages.values()]
          .toReversed()
          .flatMap((message) => buttonsOf(message.blocks).map((button) => ({ message, button })))
          .find(({ button }) => button.text?.text?.startsWith(label));
        if (found === undefined) throw new Error(`No "${label}" on ${JSON.stringify([...api.messages.values()].at(-1))}`);
        const { channel, ts, thread } = found.message;
        stamps += 1;
        const place = { message_ts: ts, channel_id: channel, type: 'message', ...(thread === undefined ? {} : { thread_ts: thread }) };
        const over = {
          user: { id: user, name: user.toLowerCase(), team_id: 'T1' },
          channel: { id: channel },
          container: place,
          message: { ts, ...(thread === undefined ? {} : { thread_ts: thread }) },
          trigger_id: `trigger-${stamps}`,
        };
        const press: unknown = JSON.parse(found.button.value ?? 'null');
        return status(postInteraction(origin, pressOf(press, over, found.button.action_id)));
      },
      sends(values) {
        const view = api.windows.at(-1)?.view;
        stamps += 1;
        const over = { user: { id: user, name: user.toLowerCase(), team_id: 'T1' } };
        const sent = submissionOf({}, values, over) as { view: Record<string, unknown> };
        sent.view = { ...sent.view, ...view, id: `V${stamps}`, hash: 'h', state: { values } };
        return status(postInteraction(origin, sent));
      },
    };
  };
  return {
    world,
    api,
    origin,
    answered: () => answered,
    person,
    async stop() {
      await world.passes(0);
      server.closeAllConnections();
      server.close();
      api.stop();
    },
  };
}
