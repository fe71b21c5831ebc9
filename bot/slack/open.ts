/** Joins what speaks and hears in Slack, for all workspaces of this deployment. */
import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebClient } from '@slack/web-api';
import express from 'express';
import type { Converse, Overheard, Sender } from '../conversation/surface.ts';
import { createChannels } from './channels.ts';
import { createClients } from './client.ts';
import { createSlackDoor, listenOn, type SlackDoorOptions } from './door.ts';
import { createIllustrator } from './illustrate.ts';
import { createInstallations, type Rows } from './installations.ts';
import { createLinks } from './links.ts';
import type { Log } from './log.ts';
import { createInstallRoutes, type Granted } from './oauth.ts';
import { createPace } from './pace.ts';
import { createInlet, createReconciler, type Reconciler } from './reconcile.ts';
import { toMessages } from './render.ts';
import { createReplier } from './reply.ts';
import { createRoots } from './roots.ts';
import { createRoster } from './roster.ts';
import { createRotation } from './rotation.ts';
import type { Seal } from './seal.ts';
import { sendable } from './sendable.ts';
import { createSlackSender } from './sender.ts';
import type { SlackSettings } from './settings.ts';
import { connectSocket } from './socket.ts';
import { createStatus } from './status.ts';
import { createWatches, type WatchRows } from './watch.ts';
import { openWorkspaces } from './workspaces.ts';

export interface SlackOptions {
  clock: () => number;
  log: Log;
  /** Needed where workspaces install the app by themselves. */
  installs?: InstallPorts;
  /** Only tests set it; production speaks to Slack's own address. */
  slackApiUrl?: string;
  /** Only tests set it: where a browser is sent to. */
  authorizeUrl?: string;
  deadlineMs?: number;
  pause?: (ms: number) => Promise<void>;
}

export interface InstallPorts {
  rows: Rows;
  seal: Seal;
  /** At least 32 bytes that nobody can guess, in letters that fit an address. */
  secret(): string;
  pause(ms: number): Promise<void>;
  /** Names this process. */
  owner: string;
}

export interface SlackApp {
  converse: Converse;
  /** Whether what is said there without naming us is for us. */
  livesIn(at: Overheard): Promise<boolean>;
  /** Told of everybody who installs the app. */
  installed?(granted: Granted): Promise<void>;
}

export interface Slack {
  sender: Sender;
  door(app: SlackApp): RequestListener;
  /** Connects by Socket Mode, where it is set; the promise gives what ends it. */
  connect(app: SlackApp): Promise<() => Promise<void>>;
  /** Reads again what Slack never delivered. The doors hear through its `converse`, so that it knows what came. */
  reconciler(app: SlackApp, kept: Kept): Reconciler & { converse: Converse };
}

/** Where threads that are read again are remembered, and what could not be read is counted. */
export interface Kept extends WatchRows {
  count(tenant: string, name: string): Promise<void>;
}

export const openSlack = (settings: SlackSettings, options: SlackOptions): Slack => {
  const { clock, log, pause = (ms) => sleep(ms) } = options;
  const { spaces, install } = openSpaces(settings, options);
  const { tokenOf, tenantOf, refused } = spaces;
  const clientOf = createClients({ ...options, tokenOf, refused });
  const roster = createRoster({
    clock,
    ask: async (team, user, enterprise) => (await (await clientOf({ team, enterprise })).users.info({ user })).user,
  });
  const channels = createChannels({
    clock,
    ask: async (at, channel) => (await (await clientOf(at)).conversations.info({ channel })).channel,
  });
  const pace = createPace({ clock, pause });
  const shows = { clientOf, linksOf: createLinks({ clientOf, log }), illustrate: createIllustrator({ clock, pause }), pace };
  const respond = createReplier({ ...shows, log });
  const roots = createRoots({ clientOf, draw: (view) => sendable(toMessages(view)), log });
  const working = createStatus({ clientOf, log });
  const ears = ({ converse, livesIn }: SlackApp): SlackDoorOptions => {
    const { left } = spaces;
    return { converse, tenantOf, tokenOf, roster, channels, respond, roots, working, hears: livesIn, left, clock, log };
  };
  return {
    sender: createSlackSender({ ...shows, tenantOf, roster, clock }),
    door(app) {
      const { signingSecret } = settings;
      const server = express().disable('x-powered-by').disable('etag');
      if (install !== null) server.use(install(app.installed));
      if (signingSecret !== undefined) server.use(createSlackDoor({ signingSecret, ...ears(app) }));
      return server;
    },
    async connect(app) {
      const { appToken } = settings;
      const { slackApiUrl, deadlineMs } = options;
      return appToken === undefined ? async () => undefined : await connectSocket({ appToken, slackApiUrl, deadlineMs, ...ears(app) });
    },
    reconciler(app, kept) {
      const failed = (error: unknown) => log({ level: 'warn', event: 'slack.watch', error: String(error) });
      const watches = createWatches({ rows: kept, clock, failed });
      const converse = watches.watching(app.converse, app.livesIn);
      const { receiver, hear } = createInlet();
      listenOn(receiver, ears({ ...app, converse }));
      const reconciler = createReconciler({ watches, clientOf, pace, hear, count: (...what) => kept.count(...what), clock, log });
      return { ...reconciler, converse };
    },
  };
};

/** Where tokens come from, and how new ones come in. */
function openSpaces(settings: SlackSettings, options: SlackOptions) {
  const { clock, log, installs, authorizeUrl } = options;
  const { oauth } = settings;
  const bare = barely(options);
  if (oauth === undefined || installs === undefined) return { spaces: openWorkspaces(settings, { log }), install: null };
  const { rows, seal, secret, pause, owner } = installs;
  const credentials = { client_id: oauth.clientId, client_secret: oauth.clientSecret };
  const installations = createInstallations({ rows, seal, clock });
  const rotation = createRotation({
    installations,
    owner,
    pause,
    clock,
    log,
    refresh: (token) => bare().oauth.v2.access({ ...credentials, grant_type: 'refresh_token', refresh_token: token }),
  });
  const install = (installed: SlackApp['installed']) =>
    createInstallRoutes({
      settings: oauth,
      rows,
      installations,
      secret,
      clock,
      log,
      authorizeUrl,
      installed,
      nameOf: async ({ token, installer: user }) => {
        const answer = await bare(token)
          .users.info({ user })
          .catch(() => null);
        return answer?.user?.profile?.display_name || answer?.user?.real_name || user;
      },
      exchange: (code, redirect) => bare().oauth.v2.access({ ...credentials, code, redirect_uri: redirect }),
    });
  return { spaces: openWorkspaces(settings, { log, installed: { installations, fresh: rotation.fresh } }), install };
}

/** A client for calls that belong to no workspace yet. A code and a refresh token work once, so nothing is repeated. */
const barely =
  ({ slackApiUrl, deadlineMs = 10_000 }: SlackOptions) =>
  (token?: string): WebClient =>
    new WebClient(token, {
      timeout: deadlineMs,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
    });
