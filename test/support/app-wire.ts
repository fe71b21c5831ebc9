/** The app behind the real Teams door and the real Teams sender: signed tokens, HTTP, Adaptive Cards, and a small connector. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sender } from '../../bot/conversation/surface.ts';
import { joinSenders } from '../../bot/surfaces.ts';
import type { AdaptiveCard, CardAction, ExecuteAction } from '../../bot/teams/card.ts';
import { openLine } from '../../bot/teams/channel.ts';
import { createTeamsDoor } from '../../bot/teams/door.ts';
import { createTeamsSender } from '../../bot/teams/sender.ts';
import { activityOf, registrationOf, startApp, startKeys } from '../bot/teams/wire.ts';
import type { Ground, World, WorldOptions } from './app.ts';

const registration = registrationOf(1);

export interface WireMessage {
  id: string;
  conversation: string;
  activity: Record<string, unknown>;
}

export interface Wire {
  world: World;
  /** What stands in the conversations of Teams. */
  messages: Map<string, WireMessage>;
  /** What Teams says of people, by their id there. */
  members: Map<string, object>;
  /** Statuses of the next answers of the connector. */
  answersNext: number[];
  /** Bodies that were put into file storage. */
  stored: string[];
  person(name: string, conversation?: string): WirePerson;
  token(how?: { forged?: boolean }): Promise<string>;
  post(activity: object, token: string): Promise<WireAnswer>;
  stop(): Promise<void>;
}

/** What a person needs of the wire. */
export type WireAround = Pick<Wire, 'messages' | 'members' | 'token' | 'post'> & { world: Pick<World, 'now'> };

export interface WireAnswer {
  status: number;
  body: string;
}

export interface WirePerson {
  /** The activity of a text, to be sent as it is or changed. */
  activity(over?: object): Record<string, unknown>;
  says(text: string, over?: object): Promise<WireAnswer>;
  presses(title: string, inputs?: Record<string, string>): Promise<WireAnswer>;
  /** An invoke with this data, as a changed client might send it. */
  invokes(data: unknown): Promise<WireAnswer>;
  card(): AdaptiveCard;
  /** All messages here, the newest last. */
  screen(): WireMessage[];
}

/** `slack` speaks where the same bot is in Slack too. */
export async function startWire(ground: Ground, how: WorldOptions = {}, slack?: Sender): Promise<Wire> {
  const keys = await startKeys();
  const teams = await startTeams();
  const line = openLine(registration, keys.addresses);
  const stored: string[] = [];
  const storage = async (_: unknown, init?: RequestInit) => {
    stored.push(Buffer.from(init?.body as Uint8Array).toString('utf8'));
    return new Response(null, { status: 201 });
  };
  const uploads = { fetch: storage as typeof fetch };
  const sender = createTeamsSender({ lines: [line], clock: Date.now, deadlineMs: 60_000, uploads });
  const world = await ground.world({
    at: Date.now(),
    ...how,
    sender: slack === undefined ? sender : joinSenders({ teams: sender, slack }),
  });
  const door = await startApp(createTeamsDoor({ lines: [line], converse: world.converse, clock: Date.now, log: world.write }));
  const token = async (forgery = {}) => `Bearer ${await keys.token({ aud: registration.appId, serviceurl: teams.url }, forgery)}`;
  const post = async (activity: object, authorization: string): Promise<WireAnswer> => {
    const headers = { 'content-type': 'application/json', authorization };
    const answer = await fetch(`${door.origin}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) });
    const body = await answer.text();
    await world.passes(0);
    return { status: answer.status, body };
  };
  const wire: Omit<Wire, 'person'> = {
    world,
    ...teams,
    stored,
    token,
    post,
    async stop() {
      await world.passes(0);
      door.stop();
      teams.stop();
      keys.stop();
    },
  };
  return { ...wire, person: (name, conversation) => createWirePerson(wire, teams.url, name, conversation) };
}

let activities = 0;

/** Teams names channels so. */
function typeOf(group: string | undefined): string {
  if (group === undefined) return 'personal';
  return group.endsWith('@thread.tacv2') ? 'channel' : 'groupChat';
}

export function createWirePerson(wire: WireAround, serviceUrl: string, name: string, group: string | undefined): WirePerson {
  const id = name.toLowerCase();
  const conversation = group ?? `a:${id}`;
  wire.members.set(`29:${id}`, { id: `29:${id}`, aadObjectId: id, tenantId: registration.tenant, userRole: 'user', name });
  /** Answers to presses replace the card for the one who pressed, until it changes for all. */
  const mine = new Map<string, { card: AdaptiveCard; seen: WireMessage }>();
  const shown = (message: WireMessage): AdaptiveCard | undefined => {
    const own = mine.get(message.id);
    return own?.seen === message ? own.card : cardIn(message.activity);
  };
  const person: WirePerson = {
    activity(over = {}) {
      activities += 1;
      return activityOf(registration, {
        id: `activity-${activities}`,
        serviceUrl,
        timestamp: new Date(wire.world.now()).toISOString(),
        from: { id: `29:${id}`, name, aadObjectId: id },
        conversation: { id: conversation, conversationType: typeOf(group), tenantId: registration.tenant },
        ...over,
      });
    },
    says: async (text, over) => await wire.post(person.activity({ text, ...over }), await wire.token()),
    invokes: async (data) =>
      await wire.post(
        person.activity({
          type: 'invoke',
          name: 'adaptiveCard/action',
          text: undefined,
          value: { action: { type: 'Action.Execute', data } },
        }),
        await wire.token(),
      ),
    async presses(title, inputs = {}) {
      const found = person
        .screen()
        .toReversed()
        .flatMap((message) => actionsOf(shown(message)?.body).map((action) => ({ message, action })))
        .find(({ action }) => action.title === title);
      if (found === undefined) throw new Error(`${name} sees no "${title}" on ${JSON.stringify(person.card()).slice(0, 2000)}`);
      const answer = await person.invokes({ ...found.action.data, ...inputs });
      const { value } = JSON.parse(answer.body) as { value: unknown };
      const seen = wire.messages.get(found.message.id);
      if (typeof value === 'object' && seen !== undefined) mine.set(seen.id, { card: value as AdaptiveCard, seen });
      return answer;
    },
    screen: () => [...wire.messages.values()].filter((message) => message.conversation === conversation),
    card: () =>
      person
        .screen()
        .map(shown)
        .filter((card) => card !== undefined)
        .at(-1) ?? emptyCard,
  };
  return person;
}

const emptyCard = { type: 'AdaptiveCard', body: [] } as unknown as AdaptiveCard;

export function cardIn(activity: Record<string, unknown>): AdaptiveCard | undefined {
  const [first] = (activity['attachments'] ?? []) as { contentType: string; content: AdaptiveCard }[];
  return first?.contentType === 'application/vnd.microsoft.card.adaptive' ? first.content : undefined;
}

/** Every action of a card that reaches us, in the order of reading. */
export function actionsOf(value: unknown): ExecuteAction[] {
  if (Array.isArray(value)) return value.flatMap(actionsOf);
  if (typeof value !== 'object' || value === null) return [];
  if ((value as CardAction).type === 'Action.Execute') return [value as ExecuteAction];
  return Object.values(value).flatMap(actionsOf);
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** As much of Teams as we call: members, messages by id, updates in place, personal chats. */
export async function startTeams() {
  const messages = new Map<string, WireMessage>();
  const members = new Map<string, object>();
  const answersNext: number[] = [];
  let count = 0;
  const answerTo = async (request: IncomingMessage): Promise<{ status: number; body: object }> => {
    const body = await bodyOf(request);
    const [, , , inside, what, which] = (request.url ?? '').split(/[/?]/).map(decodeURIComponent);
    if (request.method === 'GET') {
      // By either id, as Teams does.
      const member = members.get(which ?? '') ?? [...members.values()].find((one) => 'aadObjectId' in one && one.aadObjectId === which);
      if (what === 'pagedmembers') return { status: 200, body: { members: [...members.values()] } };
      return member === undefined ? { status: 404, body: {} } : { status: 200, body: member };
    }
    const status = answersNext.shift() ?? 200;
    if (status !== 200) return { status, body: { error: { code: 'Mood', message: 'Not now.' } } };
    if (inside === undefined) return { status, body: { id: `a:${(body['members'] as { id: string }[])[0]?.id ?? ''}` } };
    if (request.method === 'DELETE') messages.delete(which ?? '');
    if (request.method === 'PUT' && !messages.has(which ?? '')) return { status: 404, body: {} };
    if (request.method === 'PUT') messages.set(which ?? '', { id: which ?? '', conversation: inside, activity: body });
    if (request.method !== 'POST') return { status, body: { id: which } };
    count += 1;
    messages.set(`message-${count}`, { id: `message-${count}`, conversation: inside, activity: body });
    return { status, body: { id: `message-${count}` } };
  };
  const server = createServer((request, response) => {
    void answerTo(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, messages, members, answersNext, stop };
}
