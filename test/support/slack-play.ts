/** The app behind the real Slack door and the real sender, a third party's Web API behind these, and people before them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sender } from '../../bot/conversation/surface.ts';
import { openSlack, type Slack, type SlackApp } from '../../bot/slack/open.ts';
import type { Reconciler } from '../../bot/slack/reconcile.ts';
import type { Ground, World, WorldOptions } from './app.ts';
import { type SlackEmulator, startSlackEmulator } from './slack-emulator.ts';
import { createSlackPeople, type SlackPerson } from './slack-people.ts';
import { startSlackSocket } from './slack-socket.ts';
import { httpTransport, type Transport } from './slack-transport.ts';

export interface SlackPlay {
  world: World;
  slack: SlackEmulator;
  origin: string;
  transport: Transport;
  reconciler: Reconciler;
  person(id: string, channel: string, thread?: string): SlackPerson;
  /** The person in their direct messages with the bot. */
  direct(id: string): Promise<SlackPerson>;
  stop(): Promise<void>;
}

/** What events come through. */
export type Line = 'http' | 'socket';

type Open = (sender: Sender) => Promise<World>;

/**
 * Channels C1 to C3 with everybody in them, and the people U1 to U3. `open` makes a world that speaks elsewhere too. A call is given up
 * after `deadlineMs`, which is short only where Slack is to be silent.
 */
export async function startSlackPlay(
  ground: Pick<Ground, 'world'>,
  { deadlineMs = 60_000, ...how }: WorldOptions & { deadlineMs?: number } = {},
  open?: Open,
  line: Line = 'http',
): Promise<SlackPlay> {
  const slack = await startSlackEmulator();
  for (const id of ['C1', 'C2', 'C3']) slack.addChannel({ id });
  for (const id of ['U1', 'U2', 'U3']) slack.addPerson({ id });
  const around: { world?: World } = {};
  // Whoever waits for a turn in a channel finds it a little later: no test waits for real.
  let soonest = 0;
  const clock = () => Math.max(around.world?.now() ?? Date.now(), soonest);
  const opened = openSlack(line === 'http' ? slack.settings : { workspaces: slack.settings.workspaces, appToken: 'xapp-ours' }, {
    clock,
    pause: async (ms) => {
      soonest = clock() + ms;
    },
    log: (entry) => around.world?.write(entry),
    slackApiUrl: slack.apiUrl,
    deadlineMs,
  });
  const { sender } = opened;
  const world = await (open?.(sender) ?? ground.world({ at: Date.now(), ...how, sender }));
  around.world = world;
  const { converse, ...reconciler } = opened.reconciler({ converse: world.converse, livesIn: world.livesIn }, world.store);
  const app: SlackApp = { converse, livesIn: world.livesIn };
  const { origin, transport, hangUp } = await (line === 'http' ? listen(opened, app) : connect(opened, app, slack));
  const person = createSlackPeople({ slack, transport, now: world.now, settle: () => world.passes(0) });
  return {
    world,
    slack,
    origin,
    transport,
    reconciler,
    person,
    direct: async (id) => person(id, await slack.direct(id)),
    async stop() {
      await world.passes(0);
      await hangUp();
      await slack.stop();
    },
  };
}

interface Heard {
  /** Empty where nothing is listened to. */
  origin: string;
  transport: Transport;
  hangUp(): Promise<void>;
}

async function listen(opened: Slack, app: SlackApp): Promise<Heard> {
  const server = createServer(opened.door(app));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    transport: httpTransport(origin),
    async hangUp() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function connect(opened: Slack, app: SlackApp, slack: SlackEmulator): Promise<Heard> {
  const socket = await startSlackSocket();
  slack.methods.set('apps.connections.open', socket.open);
  const disconnect = await opened.connect(app);
  return {
    origin: '',
    transport: socket.transport,
    async hangUp() {
      await disconnect();
      await socket.stop();
    },
  };
}
