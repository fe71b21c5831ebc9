/** The door on the wire: real tokens, real HTTP; nothing unproven reaches the conversation. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Incoming, Reply } from '../../../bot/conversation/surface.ts';
import { openLine } from '../../../bot/teams/channel.ts';
import { createTeamsDoor, notTakenIn } from '../../../bot/teams/door.ts';
import { limits } from '../../../bot/teams/limits.ts';
import { activityOf, type Connector, registrationOf, startApp, startConnector, startKeys } from './wire.ts';

const one = registrationOf(1);
const two = registrationOf(2);

let keys: Awaited<ReturnType<typeof startKeys>>;
let connector: Connector;
let app: Awaited<ReturnType<typeof startApp>>;
let heard: Incoming[] = [];
let reply: () => Reply = () => ({ kind: 'nothing' });
let logged: string[] = [];
let references: unknown[] = [];

beforeAll(async () => {
  // The SDK writes refused tokens to the console.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  keys = await startKeys();
  connector = await startConnector();
  const door = createTeamsDoor({
    lines: [openLine(one, keys.addresses), openLine(two, keys.addresses)],
    converse: async (incoming) => {
      heard.push(incoming);
      return reply();
    },
    onReference: (reference) => {
      references.push(reference);
    },
    clock: Date.now,
    log: ({ event, reason }) => logged.push(typeof reason === 'string' ? `${event} ${reason}` : event),
  });
  app = await startApp(door);
});

afterAll(() => {
  app.stop();
  connector.stop();
  keys.stop();
  vi.restoreAllMocks();
});

beforeEach(() => {
  heard = [];
  logged = [];
  references = [];
  reply = () => ({ kind: 'nothing' });
  connector.calls.length = 0;
  connector.members.clear();
  connector.members.set('29:requester', { id: '29:requester', aadObjectId: 'person-1', tenantId: one.tenant, userRole: 'user' });
});

afterEach(() => {
  expect(connector.calls.every(({ authorization }) => authorization?.startsWith('Bearer token-of-'))).toBe(true);
});

const body = (over: object = {}, registration = one) => activityOf(registration, { serviceUrl: connector.url, ...over });

const post = (activity: object | string, authorization?: string) =>
  fetch(`${app.origin}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    body: typeof activity === 'string' ? activity : JSON.stringify(activity),
  });

const good = async (registration = one) => `Bearer ${await keys.token({ aud: registration.appId, serviceurl: connector.url })}`;

let turn = 0;

/** Another conversation each time, so that nothing remembered about people helps. */
const send = async (over: object = {}) => {
  const conversation = { id: `chat-${++turn}`, conversationType: 'personal', tenantId: one.tenant };
  return post(body({ conversation, ...over }), await good());
};

const pressed = { type: 'invoke', name: 'adaptiveCard/action', value: { action: { data: { press: { do: 'answer', c: 'yes' } } } } };

describe('a request with a good token', () => {
  it('reaches the conversation as the person who wrote it', async () => {
    expect((await send({ text: 'assess' })).status).toBe(200);
    expect(heard).toMatchObject([{ tenant: one.tenant, actor: { id: 'person-1' }, what: { kind: 'text', text: 'assess' } }]);
  });

  it('gives the newest way to speak there before the conversation hears it', async () => {
    await send();
    expect(references).toMatchObject([{ appId: one.appId, serviceUrl: connector.url, conversation: { kind: 'personal' } }]);
  });

  it('for the second registration is taken by the second registration', async () => {
    connector.members.set('29:requester', { id: '29:requester', aadObjectId: 'person-1', tenantId: two.tenant });
    expect((await post(body({}, two), await good(two))).status).toBe(200);
    expect(heard).toMatchObject([{ tenant: two.tenant, reference: { appId: two.appId } }]);
  });

  it('delivered twice gives the same event id twice', async () => {
    const activity = body({ id: 'same' });
    const token = await good();
    await post(activity, token);
    await post(activity, token);
    expect(heard.map(({ eventId }) => eventId)).toEqual(['msteams:a:chat-1:same', 'msteams:a:chat-1:same']);
  });
});

describe('a request that proves nothing', () => {
  const other = 'https://evil.example/';
  it.each<[string, () => Promise<string | undefined>]>([
    ['no token', async () => undefined],
    ['a word instead of a token', async () => 'Bearer nonsense'],
    ['another scheme', async () => `Basic ${(await good()).slice(7)}`],
    ['a forged signature', async () => `Bearer ${await keys.token({ aud: one.appId, serviceurl: connector.url }, { forged: true })}`],
    ['no signature', async () => `${(await good()).split('.').slice(0, 2).join('.')}.`],
    ['a token for another app', async () => `Bearer ${await keys.token({ aud: registrationOf(9).appId, serviceurl: connector.url })}`],
    [
      'a token from another issuer',
      async () => `Bearer ${await keys.token({ aud: one.appId, serviceurl: connector.url, iss: 'https://sts.windows.net/x/' })}`,
    ],
    [
      'a token that has expired',
      async () => `Bearer ${await keys.token({ aud: one.appId, serviceurl: connector.url, exp: keys.now() - 3_600 })}`,
    ],
    [
      'a token that is not valid yet',
      async () => `Bearer ${await keys.token({ aud: one.appId, serviceurl: connector.url, nbf: keys.now() + 3_600 })}`,
    ],
    ['a token for another service address', async () => `Bearer ${await keys.token({ aud: one.appId, serviceurl: other })}`],
    [
      'a key that Teams does not have',
      async () => `Bearer ${await keys.token({ aud: one.appId, serviceurl: connector.url }, { kid: 'key-9' })}`,
    ],
  ])('with %s is refused', async (_, token) => {
    const answer = await post(body(), await token());
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ error: 'This request could not be verified.' });
    expect(heard).toEqual([]);
    expect(connector.calls).toEqual([]);
  });

  it.each([
    ['from the emulator', { channelId: 'emulator' }],
    ['that names no service address', { serviceUrl: '' }],
  ])('%s is refused', async (_, over) => {
    expect((await post(body(over), await good())).status).toBe(401);
    expect(heard).toEqual([]);
  });
});

describe('people and organisations', () => {
  it('another organisation than the one of the registration is refused', async () => {
    expect((await post(body({}, { ...one, tenant: two.tenant }), await good())).status).toBe(200);
    expect(heard).toEqual([]);
    expect(logged).toEqual(['teams.refused other-tenant']);
  });

  it.each([
    ['a guest', { aadObjectId: 'person-1', userRole: 'guest' }],
    ['a guest by name', { aadObjectId: 'person-1', userPrincipalName: 'a_b.example#EXT#@c.example' }],
    ['somebody from elsewhere', { aadObjectId: 'person-1', tenantId: two.tenant }],
    ['somebody else than the message says', { aadObjectId: 'person-2' }],
  ])('%s, by the list of members, is told so and goes no further', async (_, member) => {
    connector.members.set('29:requester', { id: '29:requester', ...member });
    await send();
    expect(heard).toEqual([]);
    expect(connector.sent()).toMatchObject([{ body: { text: expect.stringContaining('I only work with members of this organisation') } }]);
  });

  it('who is not on the list of members is refused', async () => {
    connector.members.clear();
    await send(pressed);
    expect(heard).toEqual([]);
    expect(logged).toEqual(['teams.refused external-person']);
  });

  it('are looked up once for several messages', async () => {
    const conversation = { id: 'chat-once', conversationType: 'personal', tenantId: one.tenant };
    await send({ conversation });
    await send({ conversation, id: 'activity-2' });
    expect(heard).toHaveLength(2);
    expect(connector.calls).toHaveLength(1);
  });

  it('mentioned by the ids of Teams are found in the directory, or are not taken as people', async () => {
    connector.members.set('29:lead', { id: '29:lead', aadObjectId: 'person-2' });
    const entities = ['lead', 'ghost'].map((name) => ({
      type: 'mention',
      text: `<at>${name}</at>`,
      mentioned: { id: `29:${name}`, name },
    }));
    await send({ text: 'ask <at>lead</at> or <at>ghost</at>', entities });
    expect(heard[0]?.what).toEqual({ kind: 'text', text: 'ask @lead or @ghost', mentions: [{ id: 'person-2', name: 'lead' }] });
  });
});

describe('the answer', () => {
  const [card, message] = ['application/vnd.microsoft.card.adaptive', 'application/vnd.microsoft.activity.message'];
  const view: Reply = { kind: 'view', view: { text: 'next', blocks: [{ type: 'title', text: 'Next question' }] } };

  it('to a message is a message in the conversation, sent once', async () => {
    reply = () => view;
    await send();
    expect(connector.sent()).toMatchObject([
      { path: expect.stringContaining(`/v3/conversations/chat-${turn}/activities`), body: { summary: 'next' } },
    ]);
  });

  it('to a press is the card that replaces the pressed one', async () => {
    reply = () => view;
    expect(await (await send(pressed)).json()).toMatchObject({ statusCode: 200, type: card, value: { version: '1.5' } });
    expect(connector.sent()).toEqual([]);
  });

  it('to a press on a card that stands for everybody is a message of its own, or that card where it does not get through', async () => {
    reply = () => ({ ...view, beside: true });
    expect(await (await send(pressed)).json()).toMatchObject({ type: message, value: 'It stands below.' });
    expect(connector.sent()).toMatchObject([{ body: { summary: 'next' } }]);
    connector.answerNext({ status: 502 });
    expect(await (await send(pressed)).json()).toMatchObject({ type: card });
  });

  it('to a press with more than one card can hold goes on in messages', async () => {
    reply = () => ({ kind: 'view', view: { text: 'long', blocks: [{ type: 'text', text: 'word '.repeat(12_000) }] } });
    const answer = await (await send(pressed)).text();
    expect(answer.length * 2).toBeLessThanOrEqual(limits.messageBytes);
    expect(connector.sent().length).toBeGreaterThan(0);
  });

  it('to a press may be a notice, or nothing', async () => {
    reply = () => ({ kind: 'notice', text: 'Only leads decide this.' });
    expect(await (await send(pressed)).json()).toEqual({ statusCode: 200, type: message, value: 'Only leads decide this.' });
    reply = () => ({ kind: 'nothing' });
    expect(await (await send(pressed)).json()).toMatchObject({ statusCode: 200, type: message });
  });

  it('to a file consent is an empty body', async () => {
    const value = { type: 'fileUpload', action: 'decline', context: { context: 'c' } };
    const answer = await send({ type: 'invoke', name: 'fileConsent/invoke', value });
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    expect(heard[0]?.what).toEqual({ kind: 'file-declined', context: 'c' });
  });

  it('that cannot be sent does not make Teams deliver again, because the event is taken in', async () => {
    reply = () => view;
    connector.answerNext({ status: 502 });
    expect((await send()).status).toBe(200);
    expect(connector.sent()).toHaveLength(1);
    expect(logged).toEqual(['teams.reply-lost']);
  });
});

describe('a failure', () => {
  const broken = (): Reply => {
    throw new Error('the store is away');
  };

  it('asks Teams to deliver again and tells the person once', async () => {
    reply = broken;
    const over = { id: 'fails', conversation: { id: 'chat-fails', conversationType: 'personal', tenantId: one.tenant } };
    expect((await send(over)).status).toBe(500);
    expect((await send(over)).status).toBe(500);
    expect(connector.sent()).toMatchObject([{ body: { text: notTakenIn } }]);
    reply = () => ({ kind: 'nothing' });
    expect((await send(over)).status).toBe(200);
  });

  it('of a press is told without inner details', async () => {
    reply = broken;
    const answer = await send(pressed);
    expect(answer.status).toBe(500);
    const text = await answer.text();
    expect(text).toContain('application/vnd.microsoft.error');
    expect(text).not.toContain('store');
  });
});

describe('the body', () => {
  it('that is too large is refused', async () => {
    const answer = await post(body({ text: 'x'.repeat(300_000) }), await good());
    expect([answer.status, await answer.json()]).toEqual([413, { error: 'This message is too large.' }]);
  });

  it.each([
    ['broken JSON', '{"type":'],
    ['a list', '[]'],
    ['no activity', '{"type":"message"}'],
  ])('that is %s is refused', async (_, text) => {
    expect((await post(text, await good())).status).toBe(400);
    expect(heard).toEqual([]);
  });

  it('is not read before there is a token', async () => {
    expect((await post('{"type":')).status).toBe(401);
  });

  it('of an invoke that nobody answers says so', async () => {
    expect((await send({ type: 'invoke', name: 'task/fetch' })).status).toBe(501);
  });
});
