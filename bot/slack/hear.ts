/** One delivery of Slack, from its body to its acknowledgement: who may, where it belongs, what the conversation says. */
import type { AckFn } from '@slack/bolt';
import { beginsAside } from '../conversation/hear-aside.ts';
import { type Answer, type Converse, drawnReply, type Incoming } from '../conversation/surface.ts';
import { startedView } from '../conversation/views/entry.ts';
import { words } from '../conversation/words/en.ts';
import { type Admitted, admit } from './admit.ts';
import type { Channel, Channels } from './channels.ts';
import { modalFaultsOf } from './check-blocks.ts';
import type { Log } from './log.ts';
import { type Kind, type Parsed, parseSlack, type Refusal, widerOf } from './parse.ts';
import { readInteractive } from './payloads.ts';
import { conversationId, type SlackReference } from './reference.ts';
import type { Replier, To } from './reply.ts';
import type { Roots } from './roots.ts';
import type { Roster } from './roster.ts';
import type { WhileWorking } from './status.ts';

export interface HearOptions {
  converse: Converse;
  roster: Roster;
  channels: Channels;
  respond: Replier;
  roots: Roots;
  working: WhileWorking;
  clock: () => number;
  log: Log;
  /** How long the acknowledgement waits for the answer to be said; Slack waits three seconds in all. */
  patienceMs?: number;
}

export type Ack = AckFn<unknown>;

export interface Turn {
  kind: Kind;
  body: object;
  ack: Ack | undefined;
}

type Heard = Extract<Parsed, { kind: 'incoming' }>;

const patienceMs = 1_500;

const errorsAt = (block: string, text: string): object => ({ response_action: 'errors', errors: { [block]: text } });

/** Answers in the window that was sent in; null where it has no input to show words at. */
const errorsIn = (body: object, text: string): object | null => {
  const first = readInteractive(body)?.view?.blocks?.find(({ type, block_id: id }) => type === 'input' && id !== undefined)?.block_id;
  return first === undefined ? null : errorsAt(first, text);
};

const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
};

const toWhom = (body: object, reference: SlackReference, user: string, press?: To['press']): To => {
  const read = 'event' in body ? null : readInteractive(body);
  const trigger = 'trigger_id' in body && typeof body.trigger_id === 'string' ? body.trigger_id : undefined;
  return { reference, user, trigger, press, window: read?.actions && read.view?.type === 'modal' ? read.view.id : undefined };
};

/** Never throws: what the conversation committed stands, whether or not this answer arrives. */
const say = async ({ respond, log, patienceMs: patience = patienceMs }: HearOptions, to: To, reply: Answer): Promise<void> => {
  const lost = (error: unknown) => log({ level: 'warn', event: 'slack.reply-lost', channel: to.reference.channel, error });
  await within(
    patience,
    Promise.resolve()
      .then(() => respond.say(to, reply))
      .catch(lost),
  );
};

interface Refused {
  reason: Refusal;
  say?: string;
  to?: { reference: SlackReference; user: string };
}

const refuse = async (options: HearOptions, { kind, body, ack }: Turn, { reason, say: text, to }: Refused): Promise<void> => {
  options.log({ level: 'warn', event: 'slack.refused', reason, ...(to ? { channel: to.reference.channel } : {}) });
  if (!text || !to) return ack?.();
  if (kind === 'command') return ack?.({ response_type: 'ephemeral', text });
  const shown = kind === 'submission' ? errorsIn(body, text) : null;
  if (!shown) await say(options, toWhom(body, to.reference, to.user), { kind: 'notice', text });
  await ack?.(shown ?? undefined);
};

/** What begins or goes on here, but stands in no thread yet. */
const needsThread = ({ what, aside }: Incoming, { thread }: SlackReference): boolean => {
  if (thread !== undefined) return false;
  if (what.kind === 'press') return what.press.do === 'begin' || what.press.do === 'move';
  return what.kind === 'text' && aside === true && beginsAside(what.text);
};

const placeAt = (
  { conversation, wider: _, ...incoming }: Incoming,
  reference: SlackReference,
  audience: 'private' | 'public',
): Incoming => {
  const { channel, thread } = reference;
  const { within: __, ...rest } = conversation;
  const around = thread === undefined ? {} : { within: conversationId(channel) };
  const kind = channel.startsWith('D') ? ('personal' as const) : ('channel' as const);
  return {
    ...incoming,
    conversation: { ...rest, id: conversationId(channel, thread), kind, audience, ...around },
    reference: { ...reference },
    ...widerOf(reference),
  };
};

/** Anything that is said to the one who acted says why nothing came of it. */
const cameOfNothing = (reply: Answer): boolean => reply.kind === 'view' || reply.kind === 'notice';

interface Spoken {
  reply: Answer;
  reference: SlackReference;
  /** Set where it began in a thread of its own. */
  began?: string;
}

/** In a thread of its own where it needs one: the message that begins it goes again where nothing came of it. */
const speak = async (
  options: HearOptions,
  incoming: Incoming,
  reference: SlackReference,
  { audience: kind, member }: Channel,
): Promise<Spoken | null> => {
  const audience = kind === 'private' ? 'private' : 'public';
  const { roots, converse, working } = options;
  if (!needsThread(incoming, reference)) {
    const talk = () => converse(incoming);
    const waits = incoming.what.kind === 'text' && incoming.conversation.kind === 'personal';
    return { reply: await (waits ? working(reference, talk) : talk()), reference };
  }
  if (!member) return null;
  const moves = incoming.what.kind === 'press' && incoming.what.press.do === 'move';
  const root = await roots.post(reference, { id: incoming.eventId, person: incoming.actor, moves });
  if (root.kind === 'not-here') return null;
  const there = { ...reference, thread: root.thread };
  try {
    const reply = await converse(placeAt(incoming, there, audience));
    if (cameOfNothing(reply)) await roots.drop(reference, incoming.eventId);
    return { reply, reference: there, began: conversationId(there.channel, there.thread) };
  } catch (error) {
    await roots.drop(reference, incoming.eventId);
    throw error;
  }
};

const answerCommand = async (options: HearOptions, { body, ack }: Turn, to: To, { reply, reference }: Spoken): Promise<void> => {
  if (reply.kind === 'view' && reply.shows === 'panel') {
    await say(options, toWhom(body, to.reference, to.user), reply);
    return ack?.();
  }
  const drawn = await drawnReply(reply);
  if (drawn.kind === 'nothing') return ack?.();
  if (drawn.kind === 'notice') return ack?.({ response_type: 'ephemeral', text: drawn.text });
  // One acknowledgement carries one message; the lists that are asked for here fit into it.
  const [first, ...rest] = await options.respond.messages(reference, drawn.view);
  await ack?.({ response_type: 'ephemeral', ...first, blocks: [...(first?.blocks ?? []), ...rest.flatMap(({ blocks }) => blocks)] });
};

const answerSubmission = async (options: HearOptions, { body, ack }: Turn, to: To, { reply, reference, began }: Spoken): Promise<void> => {
  const { respond } = options;
  if (reply.kind === 'notice') {
    const errors = errorsIn(body, reply.text);
    if (errors) return ack?.(errors);
  }
  if ((reply.kind === 'nothing' || reply.kind === 'card') && began !== undefined) {
    return ack?.({ response_action: 'update', view: await respond.modal(reference, startedView(began)) });
  }
  const modal = reply.kind === 'view' ? await respond.modal(reference, reply.view) : null;
  if (modal !== null && modalFaultsOf(modal).length === 0) return ack?.({ response_action: 'update', view: modal });
  if (reply.kind !== 'nothing' && reply.kind !== 'card') await say(options, to, reply);
  await ack?.({ response_action: 'clear' });
};

const answer = async (options: HearOptions, turn: Turn, incoming: Incoming, spoken: Spoken): Promise<void> => {
  const { reply, reference } = spoken;
  const { actor, what } = incoming;
  const to = toWhom(turn.body, reference, actor.id, what.kind === 'press' ? what.press : undefined);
  if (turn.kind === 'command') return await answerCommand(options, turn, to, spoken);
  if (turn.kind === 'submission') return await answerSubmission(options, turn, to, spoken);
  if (what.kind === 'home' && reply.kind === 'view')
    await within(options.patienceMs ?? patienceMs, options.respond.publish(to, reply.view));
  else if (reply.kind !== 'nothing') await say(options, to, reply);
  await turn.ack?.();
};

/** The channel that was chosen in a window: one that we are in. */
const refusedPlace = ({ kind, body }: Turn, incoming: Incoming, { channel }: Admitted): object | null => {
  const chosen = kind === 'submission' && incoming.what.kind === 'press' && incoming.what.press.do === 'begin';
  const asked = readInteractive(body)?.view?.blocks?.some(({ block_id: id }) => id === 'in:where');
  return chosen && asked && !channel.member ? errorsAt('in:where', words.entry.noPlace) : null;
};

const hear = async (options: HearOptions, turn: Turn, parsed: Heard): Promise<void> => {
  const { addressed } = parsed;
  const { actor, what } = parsed.incoming;
  const reference = parsed.reference.channel === '' ? await options.respond.direct(parsed.reference, actor.id) : parsed.reference;
  // Where nobody is named as the one who added us, we did it ourselves.
  const admission = await admit(options, reference, actor.id, turn.kind === 'event');
  if (admission.kind === 'refused') {
    // On a page of their own they read it there: nobody asked for a message.
    if (what.kind === 'home') await options.respond.publish({ reference, user: actor.id }, { text: admission.say, blocks: [] });
    const told =
      addressed && what.kind !== 'joined' && what.kind !== 'home' ? { say: admission.say, to: { reference, user: actor.id } } : {};
    return await refuse(options, turn, { reason: admission.reason, ...told });
  }
  const audience = admission.channel.audience === 'private' ? 'private' : 'public';
  const { name, zone } = admission;
  const incoming = placeAt({ ...parsed.incoming, actor: { ...actor, name, ...(zone === undefined ? {} : { zone }) } }, reference, audience);
  const wrong = refusedPlace(turn, incoming, admission);
  if (wrong !== null) return turn.ack?.(wrong);
  const spoken = await speak(options, incoming, reference, admission.channel);
  if (spoken === null) {
    return await refuse(options, turn, { reason: 'unknown-channel', say: words.entry.invite.text, to: { reference, user: actor.id } });
  }
  await answer(options, turn, incoming, spoken);
};

/** Nothing is said yet: the window of the shortcut opens, or the empty chat is filled. */
const welcome = async (
  options: HearOptions,
  { body, ack }: Turn,
  { what, reference, user }: Extract<Parsed, { kind: 'opened' }>,
): Promise<void> => {
  const { respond, roster, log } = options;
  const to = toWhom(body, reference, user);
  const admission = await admit({ roster, channels: noChannel }, reference, user, what === 'chat');
  if (admission.kind === 'refused') {
    log({ level: 'warn', event: 'slack.refused', reason: admission.reason });
    if (what === 'shortcut') await say(options, to, { kind: 'notice', text: admission.say });
  } else await (what === 'shortcut' ? respond.form(to) : respond.prompts(reference));
  await ack?.();
};

/** A shortcut is used nowhere in particular. */
const noChannel: Channels = { look: async () => ({ audience: 'private', member: true }) };

export const handle = async (options: HearOptions, turn: Turn, ours: { tenant: string; bot: string }): Promise<void> => {
  const parsed = parseSlack(turn.kind, turn.body, { ...ours, now: options.clock() });
  switch (parsed.kind) {
    case 'ignored':
      return turn.ack?.();
    case 'refused':
      return await refuse(options, turn, parsed);
    case 'opened':
      return await welcome(options, turn, parsed);
    case 'incoming':
      return await hear(options, turn, parsed);
    default:
      return parsed satisfies never;
  }
};
