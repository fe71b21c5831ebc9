/** Speaking in Teams on the wire: what is sent, and what is said about a failure. */
import type { Activity } from 'botbuilder';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Place, SendError } from '../../../bot/conversation/surface.ts';
import type { View } from '../../../bot/conversation/view.ts';
import { openLine } from '../../../bot/teams/channel.ts';
import { createTeamsSender } from '../../../bot/teams/sender.ts';
import { tryoutPeople } from '../../../bot/teams/tryout-people.ts';
import { type Connector, registrationOf, startConnector, startKeys } from './wire.ts';

const one = registrationOf(1);
const now = Date.parse('2026-11-22T10:00:00Z');

let keys: Awaited<ReturnType<typeof startKeys>>;
let connector: Connector;

beforeAll(async () => {
  keys = await startKeys();
  connector = await startConnector();
});

afterAll(() => {
  connector.stop();
  keys.stop();
});

beforeEach(() => {
  connector.calls.length = 0;
});

const senderWith = (over: Partial<Parameters<typeof createTeamsSender>[0]> = {}) =>
  createTeamsSender({ lines: [openLine(one, keys.addresses)], clock: () => now, deadlineMs: 60_000, ...over });

const place = (over: object = {}): Place => ({
  tenant: one.tenant,
  conversation: 'a:chat 1',
  reference: {
    serviceUrl: connector.url,
    appId: one.appId,
    conversation: { id: 'a:chat 1', kind: 'personal' },
    tenant: one.tenant,
    bot: { id: `28:${one.appId}`, name: 'Plumbline' },
    person: { id: '29:requester', aadObjectId: 'person-1' },
    ...over,
  },
});

const view: View = { text: 'A question.', blocks: [{ type: 'title', text: 'A question' }] };
const long: View = { text: 'Long.', blocks: [{ type: 'text', text: 'word '.repeat(12_000) }] };

const failure = async (work: Promise<unknown>): Promise<SendError> => {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error instanceof SendError) return error;
  throw new Error(`no SendError: ${String(error)}`);
};

describe('a post', () => {
  it('carries the card and the id of its effect', async () => {
    const { message } = await senderWith().post(place(), view, 'effect-7');
    expect(message).toMatch(/^message-\d+$/);
    expect(connector.calls).toMatchObject([
      {
        method: 'POST',
        path: '/v3/conversations/a%3Achat%201/activities',
        authorization: `Bearer token-of-${one.appId}`,
        body: { type: 'message', summary: 'A question.', channelData: { plumbline: { effect: 'effect-7', part: 0 } } },
      },
    ]);
  });

  it('that needs several messages gives one receipt for all', async () => {
    const { message } = await senderWith().post(place(), long, 'e');
    expect(message.split(' ')).toHaveLength(connector.calls.length);
    expect(connector.calls.length).toBeGreaterThan(1);
  });

  it('that fails halfway may have arrived', async () => {
    connector.answerNext({ status: 200, body: { id: 'first' } }, { status: 403 });
    expect((await failure(senderWith().post(place(), long, 'e'))).arrived).toBe('unknown');
  });

  it('is never repeated by the SDK', async () => {
    connector.answerNext({ status: 503 });
    await failure(senderWith().post(place(), view, 'e'));
    expect(connector.calls).toHaveLength(1);
  });

  it('does not carry our token to another address', async () => {
    connector.answerNext({ status: 307, headers: { location: 'http://127.0.0.1:9/elsewhere' } });
    await failure(senderWith().post(place(), view, 'e'));
    expect(connector.calls).toHaveLength(1);
  });

  it('with a mention that Teams refuses is sent with the name alone', async () => {
    connector.answerNext({ status: 400, body: { error: { code: 'BadArgument', message: 'mention' } } });
    await senderWith().post(place(), { text: 'x', blocks: [{ type: 'text', text: [{ person: 'gone', name: 'Lead' }] }] }, 'e');
    const [first, second] = connector.calls.map(({ body }) => JSON.stringify(body));
    expect(first).toContain('<at>Lead</at>');
    expect(second).toContain('@Lead');
    expect(second).not.toContain('mentioned');
  });

  it('keeps every field of an entity on the wire', async () => {
    const conversations = await openLine(one, keys.addresses).conversations(connector.url);
    const entity = {
      type: 'https://schema.org/Message',
      '@type': 'Message',
      additionalType: ['AIGeneratedContent'],
      citation: [{ position: 1 }],
    };
    const activity = { type: 'message', text: 'x', entities: [entity] } as unknown as Partial<Activity>;
    await conversations.sendToConversation('c', activity, { abortSignal: AbortSignal.timeout(1_000) });
    expect(connector.calls[0]?.body['entities']).toEqual([entity]);
  });
});

describe('a failure', () => {
  it.each([
    [400, 'no'],
    [401, 'no'],
    [403, 'no'],
    [404, 'no'],
    [408, 'unknown'],
    [413, 'no'],
    [429, 'no'],
    [500, 'unknown'],
    [502, 'unknown'],
    [504, 'unknown'],
  ])('with status %i: did it arrive? %s', async (status, arrived) => {
    connector.answerNext({ status });
    expect((await failure(senderWith().post(place(), view, 'e'))).arrived).toBe(arrived);
  });

  it.each([
    ['seconds', '7', 7_000],
    ['a date', new Date(now + 30_000).toUTCString(), 30_000],
  ])('of pace says when to come back, given as %s', async (_, value, ms) => {
    connector.answerNext({ status: 429, headers: { 'retry-after': value } });
    expect((await failure(senderWith().post(place(), view, 'e'))).retryAfterMs).toBe(ms);
  });

  it('to answer in time may have arrived', async () => {
    connector.answerNext({ status: 200, after: Number.POSITIVE_INFINITY });
    const { arrived, message } = await failure(senderWith({ deadlineMs: 300 }).post(place(), view, 'e'));
    expect([arrived, message]).toEqual(['unknown', 'Teams did not answer within 0.3 s']);
  });

  it('to connect may have arrived', async () => {
    expect((await failure(senderWith().post(place({ serviceUrl: 'http://127.0.0.1:9/' }), view, 'e'))).arrived).toBe('unknown');
  });

  it.each([
    ['a place of another registration', { appId: registrationOf(2).appId }],
    ['a place of another tenant', { tenant: 'other' }],
    ['a reference that is none', { conversation: 7 }],
  ])('for %s sends nothing', async (_, over) => {
    expect((await failure(senderWith().post(place(over), view, 'e'))).arrived).toBe('no');
    expect(connector.calls).toEqual([]);
  });
});

describe('an update', () => {
  it('changes the message in place', async () => {
    expect(await senderWith().update(place(), 'm1', view)).toBe('updated');
    expect(connector.calls).toMatchObject([{ method: 'PUT', path: '/v3/conversations/a%3Achat%201/activities/m1' }]);
  });

  it('of a message that is not there says so', async () => {
    connector.answerNext({ status: 404 });
    expect(await senderWith().update(place(), 'm1', view)).toBe('gone');
  });

  it('that needs fewer messages takes the others away', async () => {
    expect(await senderWith().update(place(), 'm1 m2 m3', view)).toBe('updated');
    expect(connector.calls.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)).toEqual(['PUT m1', 'DELETE m2', 'DELETE m3']);
  });

  it('that needs more messages makes way for a fresh post', async () => {
    expect(await senderWith().update(place(), 'm1', long)).toBe('gone');
    expect(connector.calls.map(({ method }) => method)).toEqual(['DELETE']);
  });

  it('that Teams holds back is no missing message', async () => {
    connector.answerNext({ status: 429 });
    expect((await failure(senderWith().update(place(), 'm1', view))).arrived).toBe('no');
  });
});

describe('a personal chat', () => {
  it('is opened with the id of the directory, in the organisation of the place', async () => {
    connector.answerNext({ status: 201, body: { id: 'a:new' } });
    const there = await senderWith().direct(place({ conversation: { id: '19:c', kind: 'channel' } }), 'person-2');
    expect(there).toMatchObject({
      tenant: one.tenant,
      conversation: 'a:new',
      reference: { conversation: { id: 'a:new', kind: 'personal' }, person: { aadObjectId: 'person-2' } },
    });
    expect(connector.calls).toMatchObject([
      {
        path: '/v3/conversations',
        body: { isGroup: false, members: [{ id: 'person-2' }], tenantId: one.tenant, channelData: { tenant: { id: one.tenant } } },
      },
    ]);
  });

  it('with the person whose chat it is already needs no call', async () => {
    expect(await senderWith().direct(place(), 'person-1')).toEqual(place());
    expect(connector.calls).toEqual([]);
  });
});

describe('the people of a conversation', () => {
  it('are its members with a directory id, guests left out, page by page', async () => {
    const people = [
      { id: '29:a', aadObjectId: 'p1', name: 'Lead', userRole: 'user' },
      { id: '29:g', aadObjectId: 'p9', name: 'Guest', userRole: 'guest' },
      { id: '29:n' },
    ];
    connector.answerNext(
      { status: 200, body: { members: people, continuationToken: 'next page' } },
      { status: 200, body: { members: [{ id: '29:b', aadObjectId: 'p2', name: 'Owner' }] } },
    );
    expect(await senderWith().members(place())).toEqual([
      { id: 'p1', name: 'Lead' },
      { id: 'p2', name: 'Owner' },
    ]);
    expect(connector.calls[1]?.path).toContain('continuationToken=next');
  });

  it('of the try-out are all of its roles', async () => {
    const sender = createTeamsSender({ lines: [openLine({ kind: 'tryout' })], clock: () => now });
    expect(await sender.members(place({ appId: '' }))).toContainEqual({ id: tryoutPeople['Lead'], name: 'Lead' });
  });
});

describe('somebody named by their id', () => {
  it('is found where Teams knows them as a colleague', async () => {
    connector.members.set('p1', { id: '29:a', aadObjectId: 'p1', name: 'Owner', userRole: 'user' });
    expect(await senderWith().find?.(place(), 'p1')).toEqual({ id: 'p1', name: 'Owner' });
  });

  it('is nobody for us where they are a guest, or not there', async () => {
    connector.members.set('p9', { id: '29:g', aadObjectId: 'p9', name: 'Guest', userRole: 'guest' });
    expect(await senderWith().find?.(place(), 'p9')).toBeNull();
    expect(await senderWith().find?.(place(), 'p10')).toBeNull();
  });

  it('is found in the try-out by the id of their role', async () => {
    const sender = createTeamsSender({ lines: [openLine({ kind: 'tryout' })], clock: () => now });
    expect(await sender.find?.(place({ appId: '' }), tryoutPeople['Owner'] ?? '')).toEqual({ id: tryoutPeople['Owner'], name: 'Owner' });
    expect(await sender.find?.(place({ appId: '' }), 'stranger')).toBeNull();
  });
});
