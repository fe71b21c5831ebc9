/** Slack keeps the contract of surfaces, and the conversation in it is the one of every surface. */
import { afterAll, beforeAll } from 'vitest';
import type { Incoming } from '../../bot/conversation/surface.ts';
import { faultsOf } from '../../bot/slack/check-blocks.ts';
import { createSlackDoor } from '../../bot/slack/door.ts';
import { openSlack } from '../../bot/slack/open.ts';
import { type SlackMessage, toMessages } from '../../bot/slack/render.ts';
import { createRoster } from '../../bot/slack/roster.ts';
import { eventOf, postInteraction, postJson, pressOf, quietReplier, signingSecret, startDoor } from '../bot/slack/wire.ts';
import { type Ground, startGround } from '../support/app.ts';
import { openSlackRoom } from '../support/room-slack.ts';
import { startSlackEmulator } from '../support/slack-emulator.ts';
import { buttonsOf, readBlocks, type SlackButton, wordsOnControls } from '../support/slack-screen.ts';
import { conversationContract } from './conversation.ts';
import { type Natives, type Stage, surfaceContract } from './surface.ts';
import { walkContract } from './walk.ts';

/** A native of Slack: a body, and how Slack posts it. */
interface Native {
  as: 'event' | 'interaction';
  body: object;
}

const event = (body: object): Native => ({ as: 'event', body });
const message = (over: object): Native => event(eventOf(over));

const senders = {
  guest: { user: 'UGUEST' },
  'other tenant': { user: 'U1', team: 'T2', user_team: 'T2' },
  nobody: { user: undefined },
};

const inputsOf = (inputs: Record<string, string>): object =>
  Object.fromEntries(Object.entries(inputs).map(([id, value]) => [`in:${id}`, { value: { type: 'plain_text_input', value } }]));

const natives: Natives = {
  strangers: ['guest'],
  text: (text, { id = '1', as } = {}) => message({ text, ts: `179000000${id}.000100`, ...(as === undefined ? {} : senders[as]) }),
  press(carried, inputs) {
    const { value, actionId } = carried as SlackButton;
    return { as: 'interaction', body: pressOf(JSON.parse(value), { state: { values: inputsOf(inputs) } }, actionId) };
  },
  joined: () => message({ type: 'member_joined_channel', user: 'UBOT', inviter: 'U1', channel: 'C1', event_ts: '1790000000.000100' }),
  nonsense: [
    message({ type: 'reaction_added' }),
    message({ ts: 'never' }),
    message({ subtype: 'message_changed' }),
    message({ bot_id: 'B1', user: 'U1' }),
    { as: 'interaction', body: pressOf({ do: 7 }) },
    { as: 'interaction', body: pressOf({ do: 'start' }, {}, 'menu:1') },
  ],
};

let heard: Incoming | null = null;
let door: Awaited<ReturnType<typeof startDoor>>;
let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
  const router = createSlackDoor({
    signingSecret,
    converse: async (incoming) => {
      heard = incoming;
      return { kind: 'nothing' };
    },
    tenantOf: async () => 'tenant-1',
    tokenOf: async () => ({ token: 'xoxb-not-a-token', bot: 'UBOT' }),
    roster: createRoster({
      clock: Date.now,
      ask: async (team, user) => ({ team_id: team, real_name: user, is_restricted: user === 'UGUEST' }),
    }),
    channels: { look: async () => ({ audience: 'public', member: true }) },
    respond: quietReplier,
    roots: { post: async () => ({ kind: 'thread', thread: '180.1' }), drop: async () => undefined },
    working: (_, work) => work(),
    clock: Date.now,
    log: () => undefined,
  });
  door = await startDoor(router);
});
afterAll(async () => {
  door.stop();
  await ground.stop();
});

async function stage(): Promise<Stage> {
  const slack = await startSlackEmulator();
  slack.addPerson({ id: 'U1' });
  slack.addChannel({ id: 'C1' });
  const { sender } = openSlack(slack.settings, { clock: Date.now, log: () => undefined, slackApiUrl: slack.apiUrl, deadlineMs: 2_000 });
  const moods = {
    429: { status: 429, retryAfter: 1 },
    403: { error: 'not_in_channel' },
    404: { error: 'message_not_found' },
    502: { status: 502 },
    silence: { silent: true },
  };
  return {
    sender,
    place: { tenant: 'T1', conversation: 'slack:C1', reference: { surface: 'slack', team: 'T1', channel: 'C1', bot: 'UBOT' } },
    person: 'U1',
    next: (...weather) => void slack.weather.push(...weather.map((one) => moods[one])),
    calls: () => slack.calls.length,
    stop: slack.stop,
  };
}

/** Texts that Slack reads as its own markup, and pieces of rich text that do something. */
const markedIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(markedIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { type?: string; text?: string };
  if (type === 'mrkdwn') return [text ?? ''];
  return [
    ...(['link', 'user', 'broadcast', 'channel', 'date'].includes(type ?? '') ? [`<${type}>`] : []),
    ...Object.values(value).flatMap(markedIn),
  ];
};

const blocksIn = (drawn: unknown) => (drawn as SlackMessage).blocks as unknown as Record<string, unknown>[];

surfaceContract({
  name: 'Slack',
  natives,
  async hear(native) {
    const { as, body } = native as Native;
    heard = null;
    await (as === 'event' ? postJson(door.origin, body) : postInteraction(door.origin, body));
    return heard;
  },
  draw: (view) => toMessages(view),
  wordsOf: (drawn) => `${readBlocks(blocksIn(drawn))}\n${wordsOnControls(blocksIn(drawn))}`,
  carriedIn: (drawn) => buttonsOf(blocksIn(drawn)),
  faultsOf: (drawn) => faultsOf((drawn as SlackMessage).blocks, 'message'),
  liveIn: (drawn) =>
    [(drawn as SlackMessage).text, ...markedIn(blocksIn(drawn))].filter((text) => /<\S|(?<![\u2060])\*\*b|`c`|~s~|_i_/.test(text)),
  stage,
});

conversationContract('Slack', () => openSlackRoom(ground));

walkContract('Slack', () => openSlackRoom(ground));
