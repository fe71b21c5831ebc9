/** The door for Teams: proves where a request comes from, reads it, and answers what the conversation says. */
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { type Converse, drawnReply, type Incoming } from '../conversation/surface.ts';
import { type Inbound, inboundActivity, type PlaceReference } from './activity.ts';
import { admit } from './admit.ts';
import { type InvokeAnswer, invokeAnswer, invokeError, invokeMessage } from './answers.ts';
import type { Line } from './channel.ts';
import type { Log } from './log.ts';
import { createRoster, type Roster } from './members.ts';
import { parseActivity } from './parse.ts';
import { checkRegistrations, RegistrationError } from './registration.ts';
import { renderOptionsFor } from './render.ts';
import { createReplier, type Replier } from './reply.ts';

export interface TeamsDoorOptions {
  lines: readonly Line[];
  converse: Converse;
  /** Called with the newest way to speak in a conversation, before the conversation hears the event. */
  onReference?: (reference: PlaceReference, incoming: Incoming) => void | Promise<void>;
  clock: () => number;
  log: Log;
  roster?: Roster;
}

interface Answer {
  status: number;
  body?: unknown;
}

export const notTakenIn = 'I could not finish this. If it was kept, the card shows it in a moment; if not, please try again.';

interface Room {
  options: TeamsDoorOptions;
  roster: Roster;
  replier: Replier;
}

interface Turn {
  line: Line;
  activity: Inbound;
  incoming: Incoming;
  reference: PlaceReference;
}

const isInvoke = ({ type }: Inbound): boolean => type === 'invoke';

const cardInvoke = (activity: Inbound): boolean => isInvoke(activity) && activity.name === 'adaptiveCard/action';

/** Other invokes than card actions want an empty answer. */
const invoked = (activity: Inbound, answer: InvokeAnswer): Answer =>
  cardInvoke(activity) ? { status: 200, body: answer } : { status: 200, body: {} };

/** Mentions by other ids than the directory's are looked up; whoever cannot be found is no mention of a person. */
const withPeople = async (room: Room, { line, activity, incoming }: Turn): Promise<Incoming> => {
  if (incoming.what.kind !== 'text') return incoming;
  const mentions: { id: string; name: string }[] = [];
  for (const mention of incoming.what.mentions) {
    const given = activity.entities?.some(({ mentioned }) => mentioned?.aadObjectId === mention.id);
    const id = given ? mention.id : await room.roster.directoryId(line, activity, mention.id);
    if (id) mentions.push({ id, name: mention.name });
  }
  return { ...incoming, what: { ...incoming.what, mentions } };
};

const speak = async (room: Room, turn: Turn): Promise<Answer> => {
  const { line, activity, reference } = turn;
  const incoming = await withPeople(room, turn);
  await room.options.onReference?.(reference, incoming);
  const reply = await drawnReply(await room.options.converse(incoming));
  if (cardInvoke(activity)) {
    const left = await room.replier.rest(line, reference, reply);
    return { status: 200, body: invokeAnswer(left, renderOptionsFor(line.registration)) };
  }
  await room.replier.say(line, reference, reply);
  return { status: 200, ...(isInvoke(activity) ? { body: {} } : {}) };
};

/** The one error edge: the person hears that nothing was taken in, and Teams may deliver again. */
const failed = async (room: Room, { line, activity, incoming, reference }: Turn, error: unknown): Promise<Answer> => {
  room.options.log({ level: 'error', event: 'teams.turn-failed', eventId: incoming.eventId, error });
  if (incoming.what.kind !== 'joined') await room.replier.sayOnce(line, reference, incoming.eventId, notTakenIn);
  return { status: 500, body: isInvoke(activity) ? invokeError(notTakenIn) : { error: notTakenIn } };
};

const refuse = async (room: Room, line: Line, activity: Inbound, reason: string, say: string | undefined): Promise<Answer> => {
  room.options.log({ level: 'warn', event: 'teams.refused', reason, conversation: activity.conversation.id });
  if (isInvoke(activity)) return invoked(activity, invokeMessage(say ?? 'This cannot be done here.'));
  if (say) await room.replier.tell(line, activity, say);
  return { status: 200 };
};

const externalPerson = 'I only work with members of this organisation. Please ask a colleague inside it to go on.';

const handle = async (room: Room, line: Line, activity: Inbound): Promise<Answer> => {
  const parsed = parseActivity(activity, line.registration);
  if (parsed.kind === 'ignored')
    return isInvoke(activity) ? { status: 501, body: { error: 'This is not something I answer.' } } : { status: 200 };
  if (parsed.kind === 'refused') return refuse(room, line, activity, parsed.reason, parsed.say);
  const turn: Turn = { line, activity, incoming: parsed.incoming, reference: parsed.reference };
  try {
    const standing = await room.roster.standing(line, activity);
    if (standing === 'external') return await refuse(room, line, activity, 'external-person', externalPerson);
    return await speak(room, turn);
  } catch (error) {
    return failed(room, turn, error);
  }
};

const receive = async (room: Room, request: Request): Promise<Answer> => {
  const shape = inboundActivity.safeParse(request.body);
  if (!shape.success) return { status: 400, body: { error: 'This is not an activity.' } };
  const admitted = await admit(room.options.lines, request, shape.data);
  if (admitted.kind === 'refused') {
    room.options.log({ level: 'warn', event: 'teams.not-admitted', reason: admitted.reason });
    return { status: admitted.status, body: { error: 'This request could not be verified.' } };
  }
  return handle(room, admitted.line, shape.data);
};

const statusOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined);

/** Errors of the body parser become plain JSON answers without inner details. */
const onBodyError = (error: unknown, _request: Request, response: Response, next: NextFunction): void => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const status = statusOf(error);
  if (status === 413) response.status(413).json({ error: 'This message is too large.' });
  else if (typeof status === 'number' && status >= 400 && status < 500) response.status(400).json({ error: 'This is not valid JSON.' });
  else response.status(500).json({ error: notTakenIn });
};

export const createTeamsDoor = (options: TeamsDoorOptions): Express => {
  checkRegistrations(options.lines.map(({ registration }) => registration));
  const room: Room = {
    options,
    roster: options.roster ?? createRoster({ clock: options.clock }),
    replier: createReplier(options),
  };
  const app = express();
  app.disable('x-powered-by');
  // Nobody asks for an answer twice, and hashing every card for that costs.
  app.disable('etag');
  app.get('/health', (_request, response) => {
    response.json({ ok: true });
  });
  const withToken = (request: Request, response: Response, next: NextFunction): void => {
    const open = options.lines.some(({ registration }) => registration.kind === 'tryout');
    if (open || request.headers.authorization) next();
    else response.status(401).json({ error: 'This request could not be verified.' });
  };
  app.post('/api/messages', withToken, express.json({ limit: '256kb', strict: true }), (request, response, next) => {
    receive(room, request).then(({ status, body }) => {
      if (body === undefined) response.status(status).end();
      else response.status(status).json(body);
    }, next);
  });
  app.use(onBodyError);
  return app;
};

/** The address to listen on: the try-out is never reachable from other machines. */
export const listenAddress = (lines: readonly Line[], wanted: string | undefined): string => {
  const tryout = lines.some(({ registration }) => registration.kind === 'tryout');
  if (tryout && wanted !== undefined && wanted !== '127.0.0.1') {
    throw new RegistrationError('The try-out listens on 127.0.0.1 only, because it accepts anybody who reaches it.');
  }
  return tryout ? '127.0.0.1' : (wanted ?? '0.0.0.0');
};
