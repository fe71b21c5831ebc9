/** The door for Slack: proves where a request comes from, reads it, and acknowledges it once the conversation has committed. */
import { App, AuthorizationError, type AuthorizeResult, ExpressReceiver, type Logger, LogLevel, type Receiver } from '@slack/bolt';
import type { Router } from 'express';
import type { Overheard } from '../conversation/surface.ts';
import { type Ack, type HearOptions, handle } from './hear.ts';
import type { Log } from './log.ts';
import { overheardIn } from './overheard.ts';
import { homeOf, type Kind } from './parse.ts';

export interface SlackDoorOptions extends HearOptions {
  tenantOf(team: string, enterprise?: string): Promise<string | null>;
  tokenOf(team: string, enterprise?: string): Promise<{ token: string; bot: string } | null>;
  /** Whether a message in a thread that names nobody is ours to hear; without it every thread is heard. */
  hears?(at: Overheard): Promise<boolean>;
  /** Takes in that an installation has ended. */
  left?: (envelope: object) => Promise<void>;
}

export interface HttpDoorOptions extends SlackDoorOptions {
  signingSecret: string;
}

/** A workspace without an installation of ours: nothing to do, and nothing to deliver again. */
class UnknownWorkspaceError extends Error {
  override readonly name = 'UnknownWorkspaceError';
}

const kindOf = (body: object): Kind | null => {
  if ('event' in body) return 'event';
  if ('command' in body) return 'command';
  const type = 'type' in body ? body.type : undefined;
  if (type === 'block_actions') return 'press';
  if (type === 'shortcut') return 'shortcut';
  return type === 'view_submission' ? 'submission' : null;
};

/** No menu of ours asks for its options; one that does is answered in time, with none. */
const isOptions = (body: object): boolean => 'type' in body && body.type === 'block_suggestion';

/** What people say to one another is dropped before anything reads it: only where it was said decides. */
const belongsToUs = async ({ hears }: SlackDoorOptions, body: object, tenant: string): Promise<boolean> => {
  const place = overheardIn(body);
  if (place === null) return true;
  if (place === 'nowhere') return false;
  return hears === undefined || (await hears({ tenant, surface: 'slack', conversation: { id: place } }));
};

/** The same reading of the envelope names the token and the tenant, so that the two cannot differ. */
const authorise = async ({ tokenOf, tenantOf }: SlackDoorOptions, body: object): Promise<AuthorizeResult> => {
  // Whatever else there is shares the envelope of presses.
  const home = homeOf(kindOf(body) ?? 'press', body);
  if (!home) throw new UnknownWorkspaceError('The envelope names no workspace.');
  const installed = await tokenOf(home.team, home.enterprise);
  const tenant = await tenantOf(home.team, home.enterprise);
  if (installed === null || tenant === null) throw new UnknownWorkspaceError(`No installation for ${home.team}.`);
  return { botToken: installed.token, botUserId: installed.bot, teamId: home.team, tenant };
};

/** Bolt's own lines, without what follows the first bracket: it may quote what people wrote. */
export const quietLogger = (log: Log): Logger => {
  const line = (level: 'warn' | 'error') => (message: unknown) =>
    log({ level, event: 'slack.bolt', message: String(message).split('(')[0]?.trim() ?? '' });
  const nothing = (): void => undefined;
  return {
    debug: nothing,
    info: nothing,
    warn: line('warn'),
    error: line('error'),
    setLevel: nothing,
    setName: nothing,
    getLevel: () => LogLevel.WARN,
  };
};

const createReceiver = ({ signingSecret, log }: HttpDoorOptions): ExpressReceiver =>
  new ExpressReceiver({
    signingSecret,
    endpoints: '/slack/events',
    processBeforeResponse: true,
    bodyLimit: '1mb',
    logger: quietLogger(log),
    // Slack has given up long before; without an answer the connection would stay open for ever.
    unhandledRequestTimeoutMillis: 10_000,
    unhandledRequestHandler: ({ response }) => {
      if (!response.headersSent) response.writeHead(503).end();
    },
    processEventErrorHandler: async ({ error, response }) => {
      const cause = error instanceof AuthorizationError ? error.original : error;
      log({ level: 'error', event: 'slack.turn-failed', error: cause });
      if (!response.headersSent) response.writeHead(500).end();
      return true;
    },
  });

/** Listens on a receiver, whatever it receives through. A turn that fails is not acknowledged, so Slack delivers the event again. */
export const listenOn = (receiver: Receiver, options: SlackDoorOptions): App => {
  const app = new App({
    receiver,
    logger: quietLogger(options.log),
    // What is said by us and by other bots is sorted out where everything else is.
    ignoreSelf: false,
    convoStore: false,
    authorize: async (_source, body) => authorise(options, body ?? {}),
  });
  app.error(async (error) => {
    const cause: unknown = error instanceof AuthorizationError ? error.original : error;
    if (!(cause instanceof UnknownWorkspaceError)) throw error;
    options.log({ level: 'warn', event: 'slack.refused', reason: 'unknown-workspace' });
  });
  app.use(async ({ body, context, ...rest }) => {
    const { tenant, botUserId: bot } = context;
    const ack = 'ack' in rest ? (rest.ack as Ack) : undefined;
    // An uninstallation names no token; it is no talk either.
    if (typeof tenant !== 'string' || bot === undefined) {
      await options.left?.(body);
      return ack?.();
    }
    if (!(await belongsToUs(options, body, tenant))) return ack?.();
    const kind = kindOf(body);
    if (kind === null) return ack?.(isOptions(body) ? { options: [] } : undefined);
    await handle(options, { kind, body, ack }, { tenant, bot });
  });
  return app;
};

/** POST /slack/events. */
export const createSlackDoor = (options: HttpDoorOptions): Router => {
  const receiver = createReceiver(options);
  listenOn(receiver, options);
  return receiver.router as Router;
};
