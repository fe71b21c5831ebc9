/** Listens for the chat platforms and answers with the app; shared by the try-out and the real thing. */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadCatalogue } from '../knowledge/load.ts';
import type { Store } from '../workflows/store/store.ts';
import { type App, type AppPorts, type ConfiguredAdmin, createApp } from './app.ts';
import { usualDigestCap } from './digest-cap.ts';
import { createLog } from './log.ts';
import type { MovedClock } from './moved-clock.ts';
import { drawPicture } from './pictures/draw.ts';
import { openSlack, type SlackOptions } from './slack/open.ts';
import type { Seal } from './slack/seal.ts';
import type { SlackSettings } from './slack/settings.ts';
import { joinSenders } from './surfaces.ts';
import { openLine } from './teams/channel.ts';
import { createTeamsDoor, listenAddress } from './teams/door.ts';
import type { Registration } from './teams/registration.ts';
import { createTeamsSender, type SenderOptions } from './teams/sender.ts';
import { type CopiesOf, withCopies } from './teams/tryout-copies.ts';
import { checkTrackers, type Tracker } from './tracker.ts';

export interface ServeOptions {
  /** Empty where Teams is not served. */
  registrations: readonly Registration[];
  slack: SlackSettings | null;
  /** Needed where workspaces of Slack install the app by themselves. */
  seal?: Seal | null;
  store: Store;
  port: number;
  host: string | undefined;
  /** Admins whom the configuration names. */
  admins?: readonly ConfiguredAdmin[];
  /** The most unasked messages a day and organisation. */
  digestCap?: number;
  /** Looks into accounts and connects them; without it the chat says that none can be looked at. */
  accounts?: Pick<AppPorts, 'scanner' | 'connections'>;
  /** Where issues for gaps are made. */
  trackers?: readonly Tracker[];
  /** The try-out alone: files on this machine, people's own pages, rooms that are on several pages, and a clock that can be moved. */
  local?: Pick<SenderOptions, 'files' | 'home'> & { copiesOf: CopiesOf; clock: MovedClock | null };
}

const sweepMs = 15_000;
/** Whoever moves the clock waits for what falls due. */
const movedSweepMs = 500;
/** How often it is looked what is to be reminded of; what is due at nine goes within a minute of it. */
const remindMs = 60_000;
/** How often threads are read for what never came. */
const readMs = 60_000;

export async function serve(options: ServeOptions): Promise<{ app: App; stop: () => Promise<void> }> {
  const tryout = options.registrations.some(({ kind }) => kind === 'tryout');
  const log = createLog((line) => process.stderr.write(line), tryout ? 'warn' : 'info');
  const { local } = options;
  const clock = local?.clock ?? null;
  const now = clock?.now ?? (() => Date.now());
  const lines = options.registrations.map((registration) => openLine(registration));
  const alone = createTeamsSender({ ...local, lines, clock: now });
  const copied = local === undefined ? alone : withCopies(alone, local.copiesOf);
  const teams = clock?.sender(copied) ?? copied;
  const slack = options.slack === null ? null : openSlack(options.slack, slackPorts(options, now, log));
  const sender = joinSenders({ ...(lines.length > 0 ? { teams } : {}), ...(slack === null ? {} : { slack: slack.sender }) });
  const catalogue = loadCatalogue(new URL('../knowledge/', import.meta.url));
  const { store, admins = [], accounts = {}, trackers = [], digestCap = usualDigestCap } = options;
  const looks = { catalogue, draw: drawPicture, tryout };
  const app = await createApp({ ...accounts, ...looks, store, admins, digestCap, trackers, sender, now, random: Math.random, log });
  void checkTrackers(trackers, log);
  const reading = slack?.reconciler(app, options.store);
  const doors = {
    teams: lines.length > 0 ? createTeamsDoor({ lines, converse: clock?.converse(app.converse) ?? app.converse, clock: now, log }) : closed,
    slack: slack === null ? closed : slack.door({ ...app, converse: reading?.converse ?? app.converse }),
  };
  const server = await listen(byPath(doors), options.port, listenAddress(lines, options.host));
  const disconnect = await slack?.connect({ ...app, converse: reading?.converse ?? app.converse });
  const stopSweeping = app.keepSweeping(clock === null ? sweepMs : movedSweepMs);
  const stopReminding = app.keepReminding(clock === null ? remindMs : movedSweepMs);
  const stopReading = reading?.keep(readMs);
  return {
    app,
    async stop() {
      stopSweeping();
      stopReading?.();
      await stopReminding();
      await disconnect?.();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      await app.abandonWork();
      await app.idle();
    },
  };
}

function slackPorts({ store, seal }: ServeOptions, clock: () => number, log: ReturnType<typeof createLog>): SlackOptions {
  if (seal == null) return { clock, log };
  const secret = () => randomBytes(32).toString('base64url');
  return { clock, log, installs: { rows: store, seal, secret, pause: (ms) => sleep(ms), owner: randomUUID() } };
}

/** Below `/slack/` speaks Slack; everything else is for Teams. */
function byPath(doors: { teams: RequestListener; slack: RequestListener }): RequestListener {
  return (request, response) => (request.url?.startsWith('/slack/') ? doors.slack : doors.teams)(request, response);
}

/** Where a platform is not served, only whether the bot runs is told. */
const closed: RequestListener = (request, response) => {
  const isHealth = request.method === 'GET' && request.url === '/health';
  response.writeHead(isHealth ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: isHealth }));
};

function listen(door: RequestListener, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(door);
    server.on('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
