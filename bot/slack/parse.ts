/** Reads what Slack sent, verified, as one incoming event, or says why it is refused. Pure. */
import type { Incoming } from '../conversation/surface.ts';
import { type EventBody, type InteractiveBody, readCommand, readEvent, readInteractive } from './payloads.ts';
import { inputsOf, pressIn, windowIn } from './presses.ts';
import { conversationId, type SlackReference } from './reference.ts';
import { shortcutId } from './shortcut.ts';
import { readText } from './words.ts';

export type Kind = 'event' | 'command' | 'press' | 'submission' | 'shortcut';

export type Refusal =
  | 'malformed'
  | 'external-person'
  | 'shared-channel'
  | 'unknown-channel'
  | 'unchecked'
  | 'bot'
  | 'too-long'
  | 'bad-press';

export type Parsed =
  /** `addressed` is false for a message in a thread that names nobody: then whoever wrote it may not mean us. */
  | { kind: 'incoming'; incoming: Incoming; reference: SlackReference; addressed: boolean }
  /** Our chat with a person was opened, or the shortcut was used: nothing is said yet. */
  | { kind: 'opened'; what: 'chat' | 'shortcut'; reference: SlackReference; user: string }
  /** `say` is told to the person at `to`; without it the event is dropped silently. */
  | { kind: 'refused'; reason: Refusal; say?: string; to?: { reference: SlackReference; user: string } }
  | { kind: 'ignored' };

export interface Ours {
  tenant: string;
  /** Our own user id in the workspace. */
  bot: string;
  /** The time of presses, which carry none that can be trusted to be there. */
  now: number;
}

export const refusals: Partial<Record<Refusal, string>> = {
  'external-person': 'I only work with members of this organisation. Please ask a colleague inside it to go on.',
  'shared-channel': 'I do not work in channels that are shared with other organisations. Please use a channel of your own.',
  'too-long': 'That is more than 20,000 characters. Please send it in parts; nothing was taken in.',
  'bad-press': 'I could not read this button. Please write "resume" and I show the latest card.',
};

export interface Home {
  team: string;
  enterprise?: string;
}

const home = (team: string | null | undefined, enterprise: string | null | undefined, wide: boolean): Home | null =>
  team ? { team, ...(wide && enterprise ? { enterprise } : {}) } : null;

const eventHome = (body: EventBody): Home | null => {
  const granted = body.authorizations?.[0];
  // An installation for a whole organisation names no workspace there.
  const team = granted?.team_id ?? (granted?.is_enterprise_install ? body.team_id : undefined);
  return home(team, granted?.enterprise_id, granted?.is_enterprise_install === true);
};

const interactiveHome = ({ team, user, enterprise, is_enterprise_install: wide }: InteractiveBody): Home | null =>
  home(team?.id ?? (wide ? user.team_id : undefined), enterprise?.id, wide === true);

/** The installation that an envelope names; nothing that people write has a say in it. */
export const homeOf = (kind: Kind, body: unknown): Home | null => {
  if (kind === 'event') {
    const event = readEvent(body);
    return event && eventHome(event);
  }
  if (kind === 'command') {
    const command = readCommand(body);
    return command && home(command.team_id, command.enterprise_id, String(command.is_enterprise_install) === 'true');
  }
  const interaction = readInteractive(body);
  return interaction && interactiveHome(interaction);
};

interface Envelope extends Ours {
  home: Home;
  channel: string;
  thread: string | undefined;
  user: string;
  name: string;
}

const referenceOf = ({ home: { team, enterprise }, channel, thread, bot, tenant }: Envelope): SlackReference => ({
  surface: 'slack',
  team,
  ...(enterprise === undefined ? {} : { enterprise }),
  ...(tenant === (enterprise ?? team) ? {} : { org: tenant }),
  channel,
  ...(thread === undefined ? {} : { thread }),
  bot,
});

interface How {
  addressed?: boolean;
  aside?: true;
}

/** The channel of a thread: what is posted for all of it goes there. In a chat with one person alone nothing does. */
export const widerOf = ({ thread, ...channel }: SlackReference): { wider?: Record<string, unknown> } =>
  thread === undefined || channel.channel.startsWith('D') ? {} : { wider: channel };

const taken = (envelope: Envelope, eventId: string, at: number, what: Incoming['what'], { addressed = true, aside }: How = {}): Parsed => {
  const { channel, thread, user, name, tenant } = envelope;
  const reference = referenceOf(envelope);
  const incoming: Incoming = {
    surface: 'slack',
    eventId,
    at,
    tenant,
    conversation: {
      id: conversationId(channel, thread),
      kind: channel.startsWith('D') ? 'personal' : 'channel',
      ...(thread === undefined ? {} : { within: conversationId(channel) }),
      // The id of a private channel may begin with C too: then it counts as public, which only hides more.
      audience: /^[DG]/.test(channel) ? 'private' : 'public',
    },
    actor: { id: user, name },
    what,
    ...(aside === undefined ? {} : { aside }),
    reference: { ...reference },
    ...widerOf(reference),
  };
  return { kind: 'incoming', incoming, reference, addressed };
};

const refused = (reason: Refusal, envelope?: Envelope): Parsed => {
  const say = refusals[reason];
  if (say === undefined || envelope === undefined) return { kind: 'refused', reason };
  return { kind: 'refused', reason, say, to: { reference: referenceOf(envelope), user: envelope.user } };
};

const isAway = ({ team, enterprise }: Home, theirs: (string | null | undefined)[]): boolean =>
  theirs.some((other) => typeof other === 'string' && other !== '' && other !== team && other !== enterprise);

/** Slack's time stamps are seconds with a counter behind the point. */
const timeOf = (ts: string): number | null => (/^\d{1,12}\.\d{1,9}$/.test(ts) ? Math.round(Number(ts) * 1000) : null);

const joined = (body: EventBody, ours: Ours, at: Home): Parsed => {
  const { event, event_time: seconds, event_id: id } = body;
  if (event.user !== ours.bot) return { kind: 'ignored' };
  if (typeof event.channel !== 'string' || seconds === undefined || !(event.event_ts ?? id)) return refused('malformed');
  // Where strangers read along nobody is greeted.
  if (body.is_ext_shared_channel) return refused('shared-channel');
  const user = event.inviter ?? ours.bot;
  const envelope: Envelope = { ...ours, home: at, channel: event.channel, thread: undefined, user, name: user };
  return taken(envelope, `slack:${at.team}:${event.channel}:joined:${event.event_ts ?? id}`, seconds * 1000, { kind: 'joined' });
};

const written = (body: EventBody, ours: Ours, at: Home): Parsed => {
  const { event } = body;
  const { channel, user, ts } = event;
  const mention = event.type === 'app_mention';
  if (!mention && (event.subtype != null || event.bot_id != null)) return { kind: 'ignored' };
  if (typeof channel !== 'string' || channel === '') return refused('malformed');
  const addressed = mention || channel.startsWith('D');
  // People talk there to one another: what they say is not even read.
  if (!addressed && !event.thread_ts) return { kind: 'ignored' };
  if (event.bot_id != null || event.subtype === 'bot_message') return refused('bot');
  if (user === ours.bot) return { kind: 'ignored' };
  const time = timeOf(ts ?? '');
  if (typeof user !== 'string' || user === '' || typeof ts !== 'string' || time === null) return refused('malformed');
  const envelope: Envelope = { ...ours, home: at, channel, thread: event.thread_ts ?? ts, user, name: user };
  const toTell = addressed ? envelope : undefined;
  if (body.is_ext_shared_channel) return refused('shared-channel', toTell);
  if (isAway(at, [event.user_team, event.team, event.source_team])) return refused('external-person', toTell);
  const read = readText(typeof event.text === 'string' ? event.text : '', ours.bot);
  if (read === 'too-long') return refused('too-long', toTell);
  return taken(envelope, `slack:${at.team}:${channel}:${ts}`, time, { kind: 'text', ...read }, { addressed });
};

/** Slack names our chat with the person, so that what is pressed on the Home tab has a place. */
const pageOpened = ({ event, event_id: id, event_time: seconds }: EventBody, ours: Ours, at: Home): Parsed => {
  const { channel, user, tab, event_ts: ts } = event;
  if (typeof channel !== 'string' || channel === '' || typeof user !== 'string' || user === '') return refused('malformed');
  const envelope: Envelope = { ...ours, home: at, channel, thread: undefined, user, name: user };
  if (tab !== 'home') return { kind: 'opened', what: 'chat', reference: referenceOf(envelope), user };
  const time = seconds === undefined ? ours.now : seconds * 1000;
  return taken(envelope, `slack:${at.team}:home:${user}:${ts ?? id}`, time, { kind: 'home' });
};

const parseEvent = (body: unknown, ours: Ours): Parsed => {
  const read = readEvent(body);
  if (read === null) return refused('malformed');
  const { type } = read.event;
  if (type !== 'message' && type !== 'app_mention' && type !== 'member_joined_channel' && type !== 'app_home_opened')
    return { kind: 'ignored' };
  const at = eventHome(read);
  if (at === null) return refused('malformed');
  if (type === 'app_home_opened') return pageOpened(read, ours, at);
  return type === 'member_joined_channel' ? joined(read, ours, at) : written(read, ours, at);
};

const parseCommand = (body: unknown, ours: Ours): Parsed => {
  const command = readCommand(body);
  const at = homeOf('command', body);
  if (command === null || at === null) return refused('malformed');
  const { channel_id: channel, user_id: user, user_name: name, trigger_id: trigger } = command;
  const envelope: Envelope = { ...ours, home: at, channel, thread: undefined, user, name: name ?? user };
  const read = readText(command.text ?? '', ours.bot);
  if (read === 'too-long') return refused('too-long', envelope);
  return taken(envelope, `slack:${at.team}:command:${trigger}`, ours.now, { kind: 'text', ...read }, { aside: true });
};

/** The place is asked for in the window that opens. */
const parseShortcut = (body: unknown, ours: Ours): Parsed => {
  const read = readInteractive(body);
  const at = homeOf('shortcut', body);
  if (read === null || at === null) return refused('malformed');
  if (read.callback_id !== shortcutId) return { kind: 'ignored' };
  const { user } = read;
  const envelope: Envelope = { ...ours, home: at, channel: '', thread: undefined, user: user.id, name: user.name ?? user.id };
  if (isAway(at, [user.team_id])) return refused('external-person', envelope);
  return { kind: 'opened', what: 'shortcut', reference: referenceOf(envelope), user: user.id };
};

/** The place of a press: its own message, what the window of ours was opened from, or what was chosen in it. */
const placeOf = (
  { channel, container, message, view }: InteractiveBody,
  where: string | undefined,
): { channel: string; thread: string | undefined } | null => {
  if (view) {
    const window = windowIn(view.private_metadata);
    if (where) return window && { channel: where, thread: undefined };
    // A window that names no place is one of the shortcut: without a choice it is our chat with the person.
    return window && { channel: window.channel ?? '', thread: window.thread };
  }
  if (!channel?.id) return null;
  const thread = message?.thread_ts ?? container?.thread_ts ?? undefined;
  // A message that began a thread stands in the channel itself, so a press on it is one in the channel.
  return { channel: channel.id, thread: thread === message?.ts ? undefined : thread };
};

const parseInteractive = (kind: 'press' | 'submission', body: unknown, ours: Ours): Parsed => {
  const read = readInteractive(body);
  if (read === null) return refused('malformed');
  const { user, view, actions, trigger_id: trigger, state } = read;
  const action = actions?.[0];
  const sends = kind === 'submission' || action?.action_id?.startsWith('send:') === true;
  // Controls tell of every change; only presses are answered.
  if (!sends && !action?.action_id?.startsWith('press:')) return { kind: 'ignored' };
  const inputs = sends ? inputsOf(view ? view.state?.values : state?.values) : {};
  const { where, ...fields } = inputs === 'too-long' ? {} : inputs;
  const at = interactiveHome(read);
  const place = placeOf(read, where);
  if (at === null || place === null) return refused('malformed');
  const envelope: Envelope = { ...ours, home: at, ...place, user: user.id, name: user.name ?? user.username ?? user.id };
  if (isAway(at, [user.team_id])) return refused('external-person', envelope);
  const press = kind === 'submission' ? windowIn(view?.private_metadata)?.press : pressIn(action?.value ?? action?.selected_option?.value);
  if (!press) return refused('bad-press', envelope);
  if (inputs === 'too-long') return refused('too-long', envelope);
  const last = kind === 'press' ? trigger && `press:${trigger}` : view?.hash && `view:${view.id}:${view.hash}`;
  if (!last) return refused('malformed');
  return taken(envelope, `slack:${at.team}:${last}`, ours.now, { kind: 'press', press, inputs: fields });
};

export const parseSlack = (kind: Kind, body: unknown, ours: Ours): Parsed => {
  if (kind === 'event') return parseEvent(body, ours);
  if (kind === 'command') return parseCommand(body, ours);
  if (kind === 'shortcut') return parseShortcut(body, ours);
  return parseInteractive(kind, body, ours);
};
