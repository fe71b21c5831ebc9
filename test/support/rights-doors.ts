/** The app behind the real doors of Teams and of Slack at once, each with two organisations, and presses through them as anybody sends them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SurfaceName } from '../../bot/conversation/surface.ts';
import type { Press } from '../../bot/conversation/view.ts';
import { openSlack } from '../../bot/slack/open.ts';
import { joinSenders } from '../../bot/surfaces.ts';
import { openLine } from '../../bot/teams/channel.ts';
import { createTeamsDoor } from '../../bot/teams/door.ts';
import { createTeamsSender } from '../../bot/teams/sender.ts';
import { wordsOf } from '../bot/teams/cards.ts';
import { activityOf, startApp, startKeys } from '../bot/teams/wire.ts';
import { createWorld, type World, type WorldOptions } from './app.ts';
import { actionsOf, startTeams } from './app-wire.ts';
import { type Account, accounts, bots, bystander, idOn, registrations, type Spot, spotOf, surfaceAt, teams } from './rights-people.ts';
import { type SlackEmulator, startSlackEmulator } from './slack-emulator.ts';
import { buttonsOf, readBlocks } from './slack-screen.ts';
import { httpTransport, type Transport } from './slack-transport.ts';
import type { TapedStore } from './taped-store.ts';

/** What somebody saw of an answer: its words, and what the buttons on it send. */
export interface Told {
  words: string;
  presses: Press[];
}

export interface Doors {
  world: World;
  /** Where Teams is spoken to. */
  serviceUrl: string;
  chatOf(surface: SurfaceName): (user: string) => string;
  presses(surface: SurfaceName, account: Account, press: Press, inputs?: Record<string, string>): Promise<Told>;
  /** How much stands in all conversations. */
  said(): number;
  stop(): Promise<void>;
}

interface Way {
  presses(account: Account, spot: Spot, press: Press, inputs: Record<string, string>): Promise<Told>;
  chat(user: string): string;
  said(): number;
  stop(): Promise<void>;
}

export async function startDoors(taped: TapedStore, how: WorldOptions): Promise<Doors> {
  const around: { world?: World } = {};
  const now = () => around.world?.now() ?? Date.now();
  const [inTeams, inSlack] = [await openTeams(now), await openSlackSide(now)];
  const sender = joinSenders({ teams: inTeams.sender, slack: inSlack.sender });
  const world = await createWorld(taped.store, async () => [], { ...how, sender });
  around.world = world;
  const ways: Record<SurfaceName, Way> = { teams: await inTeams.listen(world), slack: await inSlack.listen(world) };
  return {
    world,
    serviceUrl: inTeams.url,
    chatOf: (surface) => ways[surface].chat,
    async presses(surface, account, press, inputs = {}) {
      const way = ways[surfaceAt(surface, account.side)];
      const told = await way.presses(account, spotOf(surface, account, way.chat), press, inputs);
      await world.passes(0);
      // What runs beside must be over before the store is put back.
      await world.scansEnd();
      return told;
    },
    said: () => ways.teams.said() + ways.slack.said(),
    async stop() {
      await world.passes(0);
      await ways.slack.stop();
      await ways.teams.stop();
    },
  };
}

const everybody: Pick<Account, 'user' | 'side'>[] = [
  ...Object.values(accounts),
  { user: bystander.here, side: 'here' },
  { user: bystander.joined, side: 'joined' },
];

let count = 0;
const next = (): number => {
  count += 1;
  return count;
};

async function openTeams(now: () => number) {
  const keys = await startKeys();
  const platform = await startTeams();
  const lines = [registrations.here, registrations.other].map((one) => openLine(one, keys.addresses));
  const sender = createTeamsSender({ lines, clock: Date.now, deadlineMs: 60_000 });
  for (const { user, side } of everybody) {
    const member = { id: `29:${user}`, aadObjectId: user, name: user, userRole: 'user', tenantId: registrations[side].tenant };
    platform.members.set(member.id, member);
  }
  const odd = (user: string, how: object) => platform.members.set(`29:${user}`, { ...platform.members.get(`29:${user}`), ...how });
  odd('gil', { userRole: 'guest' });
  odd('eve', { tenantId: registrations.other.tenant });
  const listen = async (world: World): Promise<Way> => {
    const door = await startApp(createTeamsDoor({ lines, converse: world.converse, clock: Date.now, log: world.write }));
    const headers = async (appId: string) => ({
      'content-type': 'application/json',
      authorization: `Bearer ${await keys.token({ aud: appId, serviceurl: platform.url })}`,
    });
    return {
      chat: (user) => `a:${user}`,
      said: () => platform.messages.size,
      async presses({ user, side, room }, { channel }, press, inputs) {
        const registration = registrations[side];
        const body = activityOf(registration, {
          type: 'invoke',
          name: 'adaptiveCard/action',
          text: undefined,
          id: `activity-${next()}`,
          serviceUrl: platform.url,
          timestamp: new Date(now()).toISOString(),
          from: { id: `29:${user}`, name: user, aadObjectId: user },
          conversation: { id: channel, conversationType: room === 'alone' ? 'personal' : 'groupChat', tenantId: registration.tenant },
          value: { action: { type: 'Action.Execute', data: { press, ...inputs } } },
        });
        const sent = { method: 'POST', headers: await headers(registration.appId), body: JSON.stringify(body) };
        const { value } = (await (await fetch(`${door.origin}/api/messages`, sent)).json()) as { value: unknown };
        if (typeof value === 'string') return { words: value, presses: [] };
        return { words: wordsOf(value), presses: actionsOf(value).flatMap(({ data }) => (data as { press?: Press }).press ?? []) };
      },
      async stop() {
        door.stop();
        platform.stop();
        keys.stop();
      },
    };
  };
  return { sender, url: platform.url, listen };
}

async function openSlackSide(time: () => number) {
  // Whoever waits for a turn in a channel finds it a little later: no test waits for real.
  let soonest = 0;
  const now = () => Math.max(time(), soonest);
  const slack = await startSlackEmulator();
  for (const id of ['C1', 'C2', 'C3']) slack.addChannel({ id });
  slack.addPerson({ id: bots.other, team: teams.other, flags: { is_bot: true } });
  slack.addToken({ token: 'xoxb-other', team: teams.other, bot: bots.other });
  for (const { user, side } of everybody)
    slack.addPerson({ id: idOn('slack', user), name: user, team: teams[side], flags: oddities[user] ?? {} });
  const { signingSecret, workspaces } = slack.settings as Extract<SlackEmulator['settings'], { signingSecret: string }>;
  const opened = openSlack(
    { signingSecret, workspaces: [...workspaces, { team: teams.other, token: 'xoxb-other', bot: bots.other }] },
    {
      clock: now,
      pause: async (ms) => {
        soonest = now() + ms;
      },
      log: () => undefined,
      slackApiUrl: slack.apiUrl,
      deadlineMs: 60_000,
    },
  );
  const chats = new Map<string, string>();
  for (const { user } of Object.values(accounts)) chats.set(user, await slack.direct(idOn('slack', user)));
  const listen = async (world: World): Promise<Way> => {
    const server = createServer(opened.door({ converse: world.converse, livesIn: world.livesIn }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const transport = httpTransport(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return {
      chat: (user) => chats.get(user) ?? '',
      said: () => slack.messages().length,
      presses: (account, spot, press, inputs) => pressInSlack(slack, transport, account, { spot, press, inputs }),
      async stop() {
        server.closeAllConnections();
        server.close();
        await slack.stop();
      },
    };
  };
  return { sender: opened.sender, listen };
}

const oddities: Record<string, Record<string, unknown>> = {
  gil: { is_restricted: true },
  eve: { is_stranger: true, team_id: teams.other },
};

interface Pressed {
  spot: Spot;
  press: Press;
  inputs: Record<string, string>;
}

async function pressInSlack(slack: SlackEmulator, transport: Transport, account: Account, { spot, press, inputs }: Pressed): Promise<Told> {
  const { side } = account;
  const user = idOn('slack', account.user);
  const { channel, thread } = spot;
  const at = thread === undefined ? {} : { thread_ts: thread };
  const ts = '1700000001.000100';
  const values = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`in:${name}`, { value: { value } }]));
  const trigger_id = await slack.trigger(user);
  const before = slack.calls.length;
  await transport.interaction({
    type: 'block_actions',
    team: { id: teams[side], domain: 'example' },
    enterprise: null,
    is_enterprise_install: false,
    user: { id: user, username: account.user, name: account.user, team_id: teams[side] },
    trigger_id,
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false, ...at },
    channel: { id: channel, name: channel.toLowerCase() },
    message: { ts, ...at },
    state: { values },
    actions: [{ action_id: 'send:0', block_id: 'b', type: 'button', value: JSON.stringify(press), action_ts: `${next()}.1` }],
  });
  // Cards change in place, and are posted anew, for everybody; what is for the one who pressed is a window or a whisper.
  const answers = slack.calls.slice(before).filter(({ method, form }) => {
    if (method === 'views.open' || method === 'views.update') return true;
    return method === 'chat.postEphemeral'
      ? form['user'] === user
      : method === 'chat.postMessage' && form['channel'] === channel && channel.startsWith('D');
  });
  const shown = answers.map(({ form }) => ({ text: form['text'] ?? '', blocks: blocksIn(form) }));
  return {
    words: shown.map(({ text, blocks }) => [text, readBlocks(blocks as never)].join('\n')).join('\n'),
    presses: shown.flatMap(({ blocks }) => buttonsOf(blocks as never)).map(({ value }) => JSON.parse(value ?? 'null') as Press),
  };
}

function blocksIn(form: Record<string, string>): unknown[] {
  const view = JSON.parse(form['view'] ?? '{}') as { blocks?: unknown[] };
  return view.blocks ?? (JSON.parse(form['blocks'] ?? '[]') as unknown[]);
}
