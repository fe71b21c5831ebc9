/** The door on the wire: real signatures, real HTTP, real Bolt; nothing unproven reaches the conversation. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Incoming, Reply } from '../../../bot/conversation/surface.ts';
import { createSlackDoor } from '../../../bot/slack/door.ts';
import type { To } from '../../../bot/slack/reply.ts';
import {
  commandOf,
  eventOf,
  mentionOf,
  postCommand,
  postInteraction,
  postJson,
  pressOf,
  quietReplier,
  signatureOf,
  signingSecret,
  startDoor,
  submissionOf,
} from './wire.ts';

let heard: Incoming[] = [];
let said: (To & { reply: Answer })[] = [];
let logged: string[] = [];
let answer: () => Promise<Reply> = async () => ({ kind: 'nothing' });
let standing: () => 'member' | 'external' = () => 'member';
let saying: () => Promise<void> = async () => {};
let ours: () => boolean = () => true;
let door: Awaited<ReturnType<typeof startDoor>>;

const press = { do: 'answer', a: 'a1', q: 'q1', c: 'yes' };
const metadata = { press, channel: 'C1', thread: '171.1' };

beforeAll(async () => {
  const router = createSlackDoor({
    signingSecret,
    converse: async (incoming) => {
      heard.push(incoming);
      return answer();
    },
    tenantOf: async (team) => (team === 'T1' ? 'tenant-1' : null),
    tokenOf: async (team) => {
      if (team === 'TDOWN') throw new Error('the store is away');
      return team === 'T1' ? { token: 'xoxb-not-a-token', bot: 'UBOT' } : null;
    },
    roster: {
      standing: async () => standing(),
      nameOf: async (_, user) => user,
      profile: async (_, user) => ({ name: user, zone: 'Europe/Berlin' }),
    },
    channels: { look: async () => ({ audience: 'public', member: true }) },
    respond: {
      ...quietReplier,
      say: async (to, reply) => {
        said.push({ ...to, reply });
        await saying();
      },
    },
    roots: { post: async () => ({ kind: 'thread', thread: '180.1' }), drop: async () => undefined },
    working: (_, work) => work(),
    hears: async () => ours(),
    clock: () => 5_000,
    log: ({ event, reason }) => logged.push(typeof reason === 'string' ? `${event} ${reason}` : event),
    patienceMs: 50,
  });
  door = await startDoor(router);
});

afterAll(() => door.stop());

beforeEach(() => {
  heard = [];
  said = [];
  logged = [];
  answer = async () => ({ kind: 'nothing' });
  standing = () => 'member';
  saying = async () => {};
  ours = () => true;
});

const now = () => Math.floor(Date.now() / 1000);

describe('a request', () => {
  it('that is signed is heard', async () => {
    expect((await postJson(door.origin, eventOf({}))).status).toBe(200);
    expect(heard).toMatchObject([{ tenant: 'tenant-1', what: { text: 'hello' } }]);
  });

  it.each([
    ['signed with another secret', { secret: 'another-secret' }],
    ['older than five minutes', { seconds: now() - 400 }],
    ['without a signature', { headers: {} }],
    ['with a signature of another shape', { headers: { 'x-slack-request-timestamp': String(now()), 'x-slack-signature': 'v0' } }],
    ['signed for another body', { headers: { 'x-slack-request-timestamp': String(now()), 'x-slack-signature': signatureOf('{}', now()) } }],
  ])('%s is turned away', async (_name, how) => {
    expect((await postJson(door.origin, eventOf({}), how)).status).toBe(401);
    expect((await postInteraction(door.origin, pressOf(press), how)).status).toBe(401);
    expect(heard).toEqual([]);
  });

  it('that verifies the address gets its challenge back', async () => {
    const response = await postJson(door.origin, { type: 'url_verification', challenge: 'abc' });
    expect(await response.json()).toEqual({ challenge: 'abc' });
  });

  it('of a workspace that is not ours is dropped, and is delivered again while we cannot know', async () => {
    const of = (team: string) => eventOf({}, { authorizations: [{ team_id: team }] });
    expect((await postJson(door.origin, of('T2'))).status).toBe(200);
    expect((await postJson(door.origin, of('TDOWN'))).status).toBe(500);
    expect(heard).toEqual([]);
    expect(logged).toContain('slack.refused unknown-workspace');
  });

  it('that is nonsense but signed breaks nothing', async () => {
    for (const body of [
      { type: 'event_callback', event: {} },
      { type: 'view_submission', view: {} },
      { type: 'block_actions', actions: [] },
    ])
      await postJson(door.origin, body);
    expect(heard).toEqual([]);
    expect((await postJson(door.origin, eventOf({}))).status).toBe(200);
  });
});

describe('an event', () => {
  it('delivered twice has the same id both times', async () => {
    await postJson(door.origin, mentionOf());
    await postJson(door.origin, mentionOf());
    expect(heard.map(({ eventId }) => eventId)).toEqual(Array(2).fill('slack:T1:C1:1790000000.000100'));
  });

  it('that the conversation cannot take in is not acknowledged', async () => {
    answer = () => Promise.reject(new Error('the store is away'));
    expect((await postJson(door.origin, eventOf({}))).status).toBe(500);
    expect((await postInteraction(door.origin, pressOf(press))).status).toBe(500);
    expect((await postCommand(door.origin, commandOf())).status).toBe(500);
    expect((await postInteraction(door.origin, submissionOf(metadata))).status).toBe(500);
    expect(said).toEqual([]);
  });

  it('in a channel outside a thread never reaches the conversation', async () => {
    expect((await postJson(door.origin, eventOf({ channel: 'C1', channel_type: 'channel' }))).status).toBe(200);
    expect(heard).toEqual([]);
  });

  it('in a thread that is not ours is heard only where we are named', async () => {
    ours = () => false;
    await postJson(door.origin, eventOf({ channel: 'C1', thread_ts: '171.1' }));
    expect(heard).toEqual([]);
    await postJson(door.origin, mentionOf({ thread_ts: '171.1' }));
    expect(heard).toHaveLength(1);
  });

  it('of a guest is refused with words', async () => {
    standing = () => 'external';
    expect((await postJson(door.origin, mentionOf())).status).toBe(200);
    expect((await postInteraction(door.origin, pressOf(press))).status).toBe(200);
    expect(heard).toEqual([]);
    expect(said.map(({ reply }) => reply.kind)).toEqual(['notice', 'notice']);
  });

  it('is delivered again while Slack cannot say who the person is', async () => {
    standing = () => {
      throw new Error('away');
    };
    expect((await postJson(door.origin, eventOf({}))).status).toBe(500);
    expect(heard).toEqual([]);
  });

  it('says only what the conversation says', async () => {
    await postJson(door.origin, mentionOf());
    await postCommand(door.origin, commandOf());
    expect(said).toEqual([]);
    expect(heard.map(({ what }) => what)).toMatchObject([{ text: 'assess' }, { text: '' }]);
  });
});

describe('a press', () => {
  it('is acknowledged once the conversation has committed, and its answer can open a panel', async () => {
    const reply: Reply = { kind: 'view', shows: 'panel', view: { text: 'Details', blocks: [] } };
    answer = async () => reply;
    const response = await postInteraction(door.origin, pressOf(press));
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(heard).toMatchObject([{ eventId: 'slack:T1:press:trigger-1', at: 5_000, what: { kind: 'press', press } }]);
    expect(said).toMatchObject([{ reference: { channel: 'C1', thread: '171.1' }, user: 'U1', reply, trigger: 'trigger-1' }]);
  });

  it('is acknowledged though its answer hangs or is lost', async () => {
    answer = async () => ({ kind: 'notice', text: 'Kept.' });
    saying = () => Promise.reject(new Error('lost'));
    expect((await postInteraction(door.origin, pressOf(press))).status).toBe(200);
    expect(logged).toEqual(['slack.reply-lost']);
    saying = () => new Promise(() => {});
    expect((await postInteraction(door.origin, pressOf(press))).status).toBe(200);
  });
});

describe('a window that is sent in', () => {
  const send = async (body: object = submissionOf(metadata, { 'in:reason': { value: { value: 'because' } } })) =>
    (await postInteraction(door.origin, body)).json();

  it('closes when it was taken in', async () => {
    expect(await send()).toEqual({ response_action: 'clear' });
    expect(heard).toMatchObject([{ eventId: 'slack:T1:view:V1:h1', what: { press, inputs: { reason: 'because' } } }]);
  });

  it('shows a notice at its first input', async () => {
    answer = async () => ({ kind: 'notice', text: 'Please give a reason.' });
    expect(await send()).toEqual({ response_action: 'errors', errors: { 'in:reason': 'Please give a reason.' } });
    expect(said).toEqual([]);
  });

  it('turns into the panel that follows', async () => {
    answer = async () => ({ kind: 'view', shows: 'panel', view: { text: 'Next', blocks: [] } });
    expect(await send()).toMatchObject({ response_action: 'update', view: { type: 'modal', title: { text: 'Next' } } });
  });
});
