/** The same conversation through Socket Mode: nothing is lost and nothing doubled, whatever becomes of the connection. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSlack, type SlackApp } from '../../bot/slack/open.ts';
import { type Ground, startGround, type World } from '../support/app.ts';
import { type SlackEmulator, startSlackEmulator } from '../support/slack-emulator.ts';
import { createSlackPeople, type SlackPerson } from '../support/slack-people.ts';
import { type SlackSocket, startSlackSocket } from '../support/slack-socket.ts';

let ground: Ground;
let slack: SlackEmulator;
let socket: SlackSocket;
let world: World;
let people: ReturnType<typeof createSlackPeople>;
let me: SlackPerson;
let disconnect: () => Promise<void>;
let fails = false;
/** The next turn waits for it, having told that it was reached. */
let hold: { reached(): void; until: Promise<void> } | null = null;

const open = (appToken = 'xapp-ours') => {
  const { workspaces } = slack.settings;
  return openSlack(
    { workspaces, appToken },
    { clock: () => world.now(), log: (entry) => world.write(entry), slackApiUrl: slack.apiUrl, deadlineMs: 60_000 },
  );
};

beforeAll(async () => {
  ground = await startGround();
  slack = await startSlackEmulator();
  socket = await startSlackSocket();
  slack.methods.set('apps.connections.open', socket.open);
  slack.addChannel({ id: 'C1' });
  for (const id of ['U1', 'U2']) slack.addPerson({ id });
  const opened = open();
  world = await ground.world({ at: Date.now(), sender: opened.sender });
  disconnect = await opened.connect(app);
  const settle = () => world.passes(1_000);
  people = createSlackPeople({ slack, transport: socket.transport, now: world.now, settle });
  me = people('U1', 'C1');
});
afterAll(async () => {
  await disconnect();
  await world.passes(0);
  await socket.stop();
  await slack.stop();
  await ground.stop();
});

const app: SlackApp = {
  async converse(incoming) {
    if (fails) throw new Error('the store is away');
    const held = hold;
    hold = null;
    held?.reached();
    await held?.until;
    return await world.converse(incoming);
  },
  livesIn: (at) => world.livesIn(at),
};

const cards = () => me.screen().filter(({ user, to, files }) => user === 'UBOT' && to === undefined && files.length === 0);

describe('through a socket', () => {
  it('an assessment begins with a mention, asks by buttons and updates its card', async () => {
    await me.mentions('assess our support agent, it runs on Bedrock and files tickets');
    expect(me.labels()).toContain('Start');
    const [card] = cards();
    await me.presses('Start');
    await me.presses('As tall as a church tower');
    expect(cards().map(({ ts, edited }) => ({ ts, edited }))).toEqual([{ ts: card?.ts, edited: true }]);
  });

  it('a command is answered', async () => {
    const here = people('U1', 'C1');
    const answer = await here.commands('help');
    expect(answer.status).toBe(200);
    expect(JSON.stringify([answer.body, here.screen().at(-1)])).toContain('status');
  });
});

describe('a connection that ends', () => {
  it('because Slack asks for a new one loses nothing', async () => {
    const met = socket.met();
    await socket.recycles();
    expect(socket.met()).toBe(met + 1);
    await me.presses('As big as a open sea');
    expect(me.options()).toContain('Nobody brings anything');
  });

  it('before the acknowledgement arrives has the event delivered again, and it counts once', async () => {
    const before = cards().length;
    socket.loseNextAcknowledgement();
    await me.ticks('Nobody brings anything');
    expect(socket.waiting()).toBe(0);
    expect(me.labels()).toContain('As tall as a village hall');
    expect(cards()).toHaveLength(before);
  });

  it('with a process that dies amid a turn gives the turn to the next one, and it counts once', async () => {
    const before = cards().length;
    let release: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      hold = { reached: resolve, until: new Promise((go) => (release = go)) };
    });
    const pressed = me.presses('As tall as a village hall');
    await reached;
    socket.cuts();
    await disconnect();
    await world.crashes();
    disconnect = await open().connect(app);
    await pressed;
    expect(me.labels()).toContain("That's right");
    // What the dead process still had in hand is the same event once more.
    release();
    await world.passes(1_000);
    expect(cards()).toHaveLength(before);
    expect(socket.waiting()).toBe(0);
  });

  it('while Slack gives no new one is tried again until there is one', async () => {
    const met = socket.met();
    slack.weather.push({ method: 'apps.connections.open', status: 503 });
    socket.cuts();
    await socket.connected();
    expect(socket.met()).toBe(met + 1);
    expect(world.log.filter((line) => line.includes('slack.socket-lost'))).toHaveLength(1);
  });
});

describe('a turn that fails', () => {
  it('is not acknowledged, and is taken in when it is delivered again', async () => {
    const failures = () => world.log.filter((line) => line.includes('slack.turn-failed')).length;
    const were = failures();
    fails = true;
    const pressed = me.presses("That's right");
    await until(() => failures() > were);
    expect(socket.waiting()).toBe(1);
    fails = false;
    socket.retries();
    await pressed;
    expect(socket.waiting()).toBe(0);
    expect(me.reads()).toContain('Who looks for holes in the wall?');
  });
});

describe('a window', () => {
  it('is answered within its acknowledgement', async () => {
    await me.presses('Ask a colleague');
    const answer = await me.sends({ person: 'U2' });
    expect(answer.body).toMatchObject({ response_action: expect.any(String) });
    expect(me.window()).toBeNull();
  });
});

describe('a token that Slack does not take', () => {
  it('is told at the start', async () => {
    await expect(open('xoxb-not-for-this').connect({ converse: world.converse, livesIn: world.livesIn })).rejects.toThrow(
      'Slack does not take "appToken": not_allowed_token_type',
    );
  });
});

/** Waits for something that no promise tells of. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
