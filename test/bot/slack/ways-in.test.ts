/** The ways in beside talk: a command, a shortcut, the tabs that people open. Real signatures, real HTTP, real Bolt. */
import { App, type Receiver } from '@slack/bolt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Incoming } from '../../../bot/conversation/surface.ts';
import type { Channel } from '../../../bot/slack/channels.ts';
import { createSlackDoor, listenOn, type SlackDoorOptions } from '../../../bot/slack/door.ts';
import type { To } from '../../../bot/slack/reply.ts';
import type { Root } from '../../../bot/slack/roots.ts';
import { commandOf, eventOf, postCommand, postInteraction, postJson, pressOf, quietReplier, signingSecret, startDoor } from './wire.ts';

interface Stage {
  heard: Incoming[];
  said: unknown[];
  published: { user: string; text: string }[];
  forms: To[];
  prompted: string[];
  dropped: string[];
}

const fresh = (): Stage => ({ heard: [], said: [], published: [], forms: [], prompted: [], dropped: [] });
let stage = fresh();
let answer: () => Promise<Answer> = async () => ({ kind: 'nothing' });
let channel: () => Channel = () => ({ audience: 'public', member: true });
let root: () => Root = () => ({ kind: 'thread', thread: '180.1' });
let door: Awaited<ReturnType<typeof startDoor>>;

const press = { do: 'answer', a: 'a1', q: 'q1', c: 'yes' };

const options: SlackDoorOptions = {
  tenantOf: async () => 'tenant-1',
  tokenOf: async () => ({ token: 'xoxb-not-a-token', bot: 'UBOT' }),
  async converse(incoming) {
    stage.heard.push(incoming);
    return await answer();
  },
  roster: {
    standing: async () => 'member',
    nameOf: async (_, user) => user,
    profile: async (_, user) => ({ name: user, zone: 'Europe/Berlin' }),
  },
  channels: { look: async () => channel() },
  respond: {
    ...quietReplier,
    say: async (to) => {
      stage.said.push(to);
    },
    publish: async ({ user }, { text }) => {
      stage.published.push({ user, text });
    },
    form: async (to) => {
      stage.forms.push(to);
    },
    prompts: async (reference) => {
      stage.prompted.push(reference.channel);
    },
  },
  roots: {
    post: async () => root(),
    drop: async (_, event) => {
      stage.dropped.push(event);
    },
  },
  working: (_, work) => work(),
  clock: () => 5_000,
  log: () => undefined,
};

beforeAll(async () => {
  door = await startDoor(createSlackDoor({ signingSecret, ...options }));
});
afterAll(() => door.stop());
beforeEach(() => {
  stage = fresh();
  answer = async () => ({ kind: 'nothing' });
  channel = () => ({ audience: 'public', member: true });
  root = () => ({ kind: 'thread', thread: '180.1' });
});

describe('a command', () => {
  const command = async (text: string) => await (await postCommand(door.origin, commandOf({ text }))).text();

  it('is answered in its acknowledgement, for the one who gave it alone', async () => {
    answer = async () => ({ kind: 'view', view: { text: 'Yours', blocks: [] } });
    expect(JSON.parse(await command('list'))).toMatchObject({ response_type: 'ephemeral', text: 'Yours' });
    expect(stage.said).toEqual([]);
  });

  it('that begins something gets a thread of its own first', async () => {
    expect(await command('start')).toBe('');
    expect(stage.heard).toMatchObject([
      { aside: true, conversation: { id: 'slack:C1:180.1', within: 'slack:C1' }, reference: { thread: '180.1' } },
    ]);
    expect(stage.dropped).toEqual([]);
  });

  it('of which nothing came leaves no thread behind', async () => {
    answer = async () => ({ kind: 'notice', text: 'Not now.' });
    expect(JSON.parse(await command('start'))).toMatchObject({ text: 'Not now.' });
    answer = () => Promise.reject(new Error('the store is away'));
    await command('start');
    expect(stage.dropped).toEqual(Array(2).fill('slack:T1:command:trigger-1'));
  });

  it('where we are not in the channel is told how to add us, and nothing is heard', async () => {
    root = () => ({ kind: 'not-here' });
    expect(JSON.parse(await command('start'))).toMatchObject({ text: expect.stringContaining('/invite') });
    channel = () => ({ audience: 'private', member: false });
    expect(JSON.parse(await command('start'))).toMatchObject({ text: expect.stringContaining('/invite') });
    expect(stage.heard).toEqual([]);
  });
});

describe('what people open', () => {
  const opened = (tab: string) => eventOf({ type: 'app_home_opened', tab, ts: undefined, event_ts: '171.9' });

  it('is drawn on the Home tab', async () => {
    answer = async () => ({ kind: 'view', shows: 'panel', view: { text: 'Your page', blocks: [] } });
    await postJson(door.origin, opened('home'));
    expect(stage.heard).toMatchObject([{ what: { kind: 'home' }, actor: { zone: 'Europe/Berlin' } }]);
    expect(stage.published).toEqual([{ user: 'U1', text: 'Your page' }]);
  });

  it('is an empty chat with prompts', async () => {
    await postJson(door.origin, opened('messages'));
    expect([stage.heard, stage.prompted]).toEqual([[], ['D1']]);
  });

  it('is the window of our shortcut, and of no other', async () => {
    const shortcut = (callback: string) => ({ ...pressOf(press), type: 'shortcut', callback_id: callback, actions: undefined });
    await postInteraction(door.origin, shortcut('another'));
    expect(stage.forms).toEqual([]);
    await postInteraction(door.origin, shortcut('plumbline_assess'));
    expect(stage.forms).toMatchObject([{ user: 'U1', trigger: 'trigger-1' }]);
  });

  it('is a menu that asks for options, which is answered with none', async () => {
    const response = await postInteraction(door.origin, { ...pressOf(press), type: 'block_suggestion', action_id: 'value', value: 'a' });
    expect(await response.json()).toEqual({ options: [] });
  });
});

it('one listener hears everything, however many actions there are', () => {
  const receiver: Receiver = { init: () => undefined, start: async () => undefined, stop: async () => undefined };
  const app = listenOn(receiver, options);
  // One entry is ours; the others are what the library itself runs before it.
  expect((Reflect.get(app, 'listeners') as unknown[]).length).toBe(0);
  const bare = new App({ receiver, authorize: async () => ({}), convoStore: false, ignoreSelf: false });
  const middleware = (of: App) => (Reflect.get(of, 'middleware') as unknown[]).length;
  expect(middleware(app) - middleware(bare)).toBe(1);
});
