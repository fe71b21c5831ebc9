/** The door for Slack: proves where a request comes from, reads it, and acknowledges it once the conversation has committed. */
import { type AckFn, App, AuthorizationError, type AuthorizeResult, ExpressReceiver, type Logger, LogLevel } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Router } from 'express';
import type { Converse, Incoming, Reply } from '../conversation/surface.ts';
import type { View } from '../conversation/view.ts';
import type { Log } from './log.ts';
import { homeOf, type Kind, type Parsed, parseSlack, refusals } from './parse.ts';
import { interactiveBody } from './payloads.ts';
import type { SlackReference } from './reference.ts';
import type { Roster } from './roster.ts';

/** Says an answer to the one who acted; `trigger` opens a panel, within three seconds. */
export interface Replier {
  say(reference: SlackReference, user: string, reply: Reply, trigger?: string): Promise<void>;
}

export interface SlackDoorOptions {
  signingSecret: string;
  converse: Converse;
  tenantOf(team: string, enterprise?: string): Promise<string | null>;
  tokenOf(team: string, enterprise?: string): Promise<{ token: string; bot: string } | null>;
  roster: Roster;
  respond: Replier;
  /** Draws a panel in place of the window that was sent in; without it the panel is said like any other answer. */
  modal?: (view: View, reference: SlackReference) => ModalView;
  /** Whether a message in a thread that names nobody is ours to hear; without it every thread is heard. */
  hears?: (incoming: Incoming) => Promise<boolean>;
  clock: () => number;
  log: Log;
  /** How long the acknowledgement waits for the answer to be said; Slack waits three seconds in all. */
  patienceMs?: number;
}

/** A workspace without an installation of ours: nothing to do, and nothing to deliver again. */
class UnknownWorkspaceError extends Error {
  override readonly name = 'UnknownWorkspaceError';
}

type Ack = AckFn<unknown>;

const kindOf = (body: object): Kind | null => {
  if ('event' in body) return 'event';
  if ('command' in body) return 'command';
  const type = 'type' in body ? body.type : undefined;
  if (type === 'block_actions') return 'press';
  return type === 'view_submission' ? 'submission' : null;
};

const triggerOf = (body: object): string | undefined =>
  'trigger_id' in body && typeof body.trigger_id === 'string' ? body.trigger_id : undefined;

/** Answers in the window that was sent in; null where it has no input to show words at. */
const errorsIn = (body: object, text: string): object | null => {
  const view = interactiveBody.safeParse(body).data?.view;
  const first = view?.blocks?.find(({ type, block_id: id }) => type === 'input' && id !== undefined)?.block_id;
  return first === undefined ? null : { response_action: 'errors', errors: { [first]: text } };
};

const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** Never throws: what the conversation committed stands, whether or not this answer arrives. */
const say = async ({ respond, log, patienceMs = 1_500 }: SlackDoorOptions, ...answer: Parameters<Replier['say']>): Promise<void> => {
  const [reference] = answer;
  const lost = (error: unknown) => log({ level: 'warn', event: 'slack.reply-lost', channel: reference.channel, error });
  await within(
    patienceMs,
    Promise.resolve()
      .then(() => respond.say(...answer))
      .catch(lost),
  );
};

interface Turn {
  kind: Kind;
  body: object;
  ack: Ack | undefined;
}

const refuse = async (
  options: SlackDoorOptions,
  { kind, body, ack }: Turn,
  parsed: Extract<Parsed, { kind: 'refused' }>,
): Promise<void> => {
  const { reason, say: words, to } = parsed;
  options.log({ level: 'warn', event: 'slack.refused', reason, ...(to ? { channel: to.reference.channel } : {}) });
  const shown = kind === 'submission' && words ? errorsIn(body, words) : null;
  if (!shown && words && to) await say(options, to.reference, to.user, { kind: 'notice', text: words }, triggerOf(body));
  await ack?.(shown ?? undefined);
};

const answerSubmission = async (options: SlackDoorOptions, { body, ack }: Turn, parsed: Heard, reply: Reply): Promise<void> => {
  const { reference, incoming } = parsed;
  if (reply.kind === 'notice') {
    const errors = errorsIn(body, reply.text);
    if (errors) return ack?.(errors);
  }
  if (reply.kind === 'view' && reply.shows === 'panel' && options.modal) {
    return ack?.({ response_action: 'update', view: options.modal(reply.view, reference) });
  }
  if (reply.kind !== 'nothing') await say(options, reference, incoming.actor.id, reply, triggerOf(body));
  await ack?.({ response_action: 'clear' });
};

type Heard = Extract<Parsed, { kind: 'incoming' }>;

const hear = async (options: SlackDoorOptions, turn: Turn, parsed: Heard): Promise<void> => {
  const { incoming, reference, addressed } = parsed;
  const { actor, what } = incoming;
  if (!addressed && options.hears && !(await options.hears(incoming))) return;
  // Where nobody is named as the one who added us, we did it ourselves.
  const known = what.kind === 'joined' && actor.id === reference.bot;
  if (!known && (await options.roster.standing(reference.team, actor.id)) === 'external') {
    const told = addressed && what.kind !== 'joined' ? { say: refusals['external-person'] ?? '', to: { reference, user: actor.id } } : {};
    return refuse(options, turn, { kind: 'refused', reason: 'external-person', ...told });
  }
  // Events carry ids alone; people know one another by name.
  const name = known ? actor.name : await options.roster.nameOf(reference.team, actor.id);
  const reply = await options.converse({ ...incoming, actor: { ...actor, name } });
  if (turn.kind === 'submission') return answerSubmission(options, turn, parsed, reply);
  if (reply.kind !== 'nothing') await say(options, reference, actor.id, reply, triggerOf(turn.body));
  await turn.ack?.();
};

const handle = async (
  options: SlackDoorOptions,
  body: object,
  ack: Ack | undefined,
  ours: { tenant: string; bot: string },
): Promise<void> => {
  const kind = kindOf(body);
  const parsed: Parsed = kind === null ? { kind: 'ignored' } : parseSlack(kind, body, { ...ours, now: options.clock() });
  if (kind === null || parsed.kind === 'ignored') return ack?.();
  const turn: Turn = { kind, body, ack };
  return parsed.kind === 'refused' ? refuse(options, turn, parsed) : hear(options, turn, parsed);
};

/** The same reading of the envelope names the token and the tenant, so that the two cannot differ. */
const authorise = async ({ tokenOf, tenantOf }: SlackDoorOptions, body: object): Promise<AuthorizeResult> => {
  const kind = kindOf(body);
  const home = kind && homeOf(kind, body);
  if (!home) throw new UnknownWorkspaceError('The envelope names no workspace.');
  const installed = await tokenOf(home.team, home.enterprise);
  const tenant = await tenantOf(home.team, home.enterprise);
  if (installed === null || tenant === null) throw new UnknownWorkspaceError(`No installation for ${home.team}.`);
  return { botToken: installed.token, botUserId: installed.bot, teamId: home.team, tenant };
};

/** Bolt's own lines, without what follows the first bracket: it may quote what people wrote. */
const quietLogger = (log: Log): Logger => {
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

const createReceiver = ({ signingSecret, log }: SlackDoorOptions): ExpressReceiver =>
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

/** POST /slack/events. A turn that fails is not acknowledged, so Slack delivers the event again. */
export const createSlackDoor = (options: SlackDoorOptions): Router => {
  const receiver = createReceiver(options);
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
    if (typeof tenant !== 'string' || bot === undefined) return ack?.();
    await handle(options, body, ack, { tenant, bot });
  });
  return receiver.router as Router;
};
