/** People in Slack: they mention, write, command, press, fill in windows and read, through whatever carries events to the bot. */
import type { OpenView, Posted, SlackEmulator } from './slack-emulator.ts';
import { ourBot, ourTeam } from './slack-emulator.ts';
import { buttonBelow, buttonNamed, buttonsOf, fieldsOf, readBlocks, type SlackButton, valuesOf } from './slack-screen.ts';
import type { Answer, Transport } from './slack-transport.ts';

export interface SlackPeopleOptions {
  slack: SlackEmulator;
  transport: Transport;
  now(): number;
  /** Waits until what an event wanted done is done. */
  settle(): Promise<void>;
  /** Ids of events and presses begin with it. */
  prefix?: string;
}

export interface SlackPerson {
  id: string;
  channel: string;
  thread: string | undefined;
  /** Writes where they are: in the thread when they read one, otherwise in the channel. */
  says(text: string): Promise<Answer>;
  /** Writes to the bot by name. In a channel this begins a thread, which they then read. */
  mentions(text: string): Promise<Answer>;
  /** `/plumbline …`. */
  commands(text: string): Promise<Answer>;
  /** Presses a button by its words, in their window, or in the newest message that has it. */
  presses(label: string, inputs?: Record<string, string>): Promise<Answer>;
  /** Presses the button that begins so below a line, in their window, or in the newest message that has both. */
  pressesBelow(line: string, label: string): Promise<Answer>;
  /** Keeps a button as it is now, to press it later. */
  holds(label: string): () => Promise<void>;
  /** Writes now what is delivered later. */
  delays(text: string): () => Promise<void>;
  /** Ticks options and sends them with the button beside. */
  ticks(...texts: string[]): Promise<Answer>;
  /** Sends the window with what is put in, by the labels of the fields. */
  sends(inputs?: Record<string, string>): Promise<Answer>;
  /** Closes the window. */
  closes(): void;
  window(): OpenView | null;
  /** What the window says is wrong, by the labels of its fields. */
  errors(): Record<string, string>;
  /** All messages that this person can read here, the newest last. */
  screen(): Posted[];
  /** The newest message with buttons, or the newest at all. */
  card(): Posted | undefined;
  reads(): string;
  labels(): string[];
  /** The texts that can be ticked on the card. */
  options(): string[];
  /** The same person somewhere else. */
  in(channel: string, thread?: string): SlackPerson;
}

interface Screen {
  closed: Set<string>;
  errors: Record<string, string>;
}

let events = 0;
function counted(): number {
  events += 1;
  return events;
}

export function createSlackPeople(options: SlackPeopleOptions): (id: string, channel: string, thread?: string) => SlackPerson {
  const screens = new Map<string, Screen>();
  return (id, channel, thread) => {
    const screen = screens.get(id) ?? { closed: new Set(), errors: {} };
    screens.set(id, screen);
    return createPerson(options, screen, { id, channel, thread });
  };
}

interface Where {
  id: string;
  channel: string;
  thread: string | undefined;
}

const envelope = (now: number, event: object, id: string): object => ({
  token: 'verification-token',
  team_id: ourTeam,
  api_app_id: 'A1',
  type: 'event_callback',
  event_id: id,
  event_time: Math.floor(now / 1000),
  is_ext_shared_channel: false,
  authorizations: [{ enterprise_id: null, team_id: ourTeam, user_id: ourBot, is_bot: true, is_enterprise_install: false }],
  event_context: '4-context',
  event,
});

const interaction = (id: string): object => ({
  token: 'verification-token',
  api_app_id: 'A1',
  team: { id: ourTeam, domain: 'example' },
  enterprise: null,
  is_enterprise_install: false,
  user: { id, username: id.toLowerCase(), name: id.toLowerCase(), team_id: ourTeam },
});

/** As Slack escapes what people type; what stands for a person or a channel is Slack's own. */
const escaped = (text: string): string =>
  text.replace(/<(?:[@#!][^<>]*)>|[&<>]/g, (part) => (part.length > 1 ? part : part === '&' ? '&amp;' : part === '<' ? '&lt;' : '&gt;'));

function createPerson(options: SlackPeopleOptions, screen: Screen, where: Where): SlackPerson {
  const { slack, transport, now, settle, prefix = 'Ev' } = options;
  const { id, channel } = where;
  const settled = async (answer: Promise<Answer>): Promise<Answer> => {
    const told = await answer;
    await settle();
    return told;
  };
  const nextId = () => `${prefix}${counted()}`;
  const kind = channel.startsWith('D') ? 'im' : 'channel';
  const messageOf = (text: string): object => {
    const ts = slack.writes({ channel, user: id, text, thread: where.thread, at: now() });
    const place = { channel, ts, event_ts: ts, ...(where.thread === undefined ? {} : { thread_ts: where.thread }) };
    return { type: 'message', channel_type: kind, user: id, team: ourTeam, text, client_msg_id: nextId(), ...place };
  };
  const write = async (words: string, asMention: boolean): Promise<Answer> => {
    const message = messageOf(escaped(words));
    if (asMention && kind !== 'im' && 'ts' in message) where.thread ??= String(message.ts);
    const told = await transport.event(envelope(now(), message, nextId()));
    // Slack tells of a mention twice, under two ids.
    if (!asMention || kind === 'im') return told;
    return await transport.event(envelope(now(), { ...message, type: 'app_mention', channel_type: undefined }, nextId()));
  };
  const person: SlackPerson = {
    ...where,
    get thread() {
      return where.thread;
    },
    says: (text) => settled(write(text, false)),
    mentions: (text) => settled(write(`<@${ourBot}> ${text}`, true)),
    commands: (text) => settled(command(options, where, text)),
    presses: async (label, inputs = {}) => settled(deliverPress(options, person, findPress(person, label, named(label), inputs))),
    pressesBelow: async (line, label) =>
      settled(
        deliverPress(
          options,
          person,
          findPress(person, `${label}" below "${line}`, (blocks) => buttonBelow(blocks, line, label)),
        ),
      ),
    holds(label) {
      const found = findPress(person, label, named(label));
      return async () => void (await settled(deliverPress(options, person, found)));
    },
    delays(words) {
      const body = envelope(now(), messageOf(escaped(words)), nextId());
      return async () => void (await settled(transport.event(body)));
    },
    ticks(...texts) {
      const field = fieldsOf(person.card()?.blocks ?? []).find(({ options: known }) =>
        texts.every((text) => known.some((one) => one.text === text)),
      );
      if (field === undefined) throw new Error(`${id} finds no "${texts.join(', ')}" among: ${person.options().join(' | ')}`);
      return person.presses('Done', { [field.block]: texts.join('\n') });
    },
    sends: (inputs = {}) => settled(sendWindow(options, screen, person, inputs)),
    closes() {
      for (const { id: view, user } of slack.views()) if (user === id) screen.closed.add(view);
    },
    window: () => slack.views().findLast(({ type, user, id: view }) => type === 'modal' && user === id && !screen.closed.has(view)) ?? null,
    errors: () => screen.errors,
    screen: () => slack.messages().filter((one) => isHere(where, one) && (one.to ?? id) === id),
    card: () => person.screen().findLast(({ blocks }) => buttonsOf(blocks).length > 0) ?? person.screen().at(-1),
    reads: () => readBlocks(person.card()?.blocks ?? []),
    labels: () => buttonsOf(person.card()?.blocks ?? []).map(({ label }) => label.replace(/^\d+\. /, '')),
    options: () => fieldsOf(person.card()?.blocks ?? []).flatMap(({ options: known }) => known.map(({ text }) => text)),
    in: (elsewhere, thread) => createPerson(options, screen, { id, channel: elsewhere, thread }),
  };
  return person;
}

/** Who reads a thread sees the thread; who reads a channel sees all of it. */
const isHere = ({ channel, thread }: Where, one: Posted): boolean =>
  one.channel === channel && (thread === undefined || one.thread === thread || one.ts === thread);

async function command({ slack, transport }: SlackPeopleOptions, { id, channel }: Where, text: string): Promise<Answer> {
  return await transport.command({
    token: 'verification-token',
    team_id: ourTeam,
    team_domain: 'example',
    channel_id: channel,
    channel_name: channel.startsWith('D') ? 'directmessage' : channel.toLowerCase(),
    user_id: id,
    user_name: id.toLowerCase(),
    command: '/plumbline',
    text,
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    response_url: `${slack.url}/respond/${channel}/${id}`,
    trigger_id: await slack.trigger(id),
  });
}

type Find = (blocks: Posted['blocks']) => SlackButton | undefined;

const named =
  (label: string): Find =>
  (blocks) =>
    buttonNamed(blocks, label);

/** Everything that a press sends but its trigger, which lasts three seconds only. */
function findPress(
  person: SlackPerson,
  label: string,
  find: Find,
  inputs: Record<string, string> = {},
): { payload: object; view: string | undefined } {
  const window = person.window();
  const inWindow = window === null ? undefined : find(window.blocks);
  const message = person.screen().findLast(({ blocks }) => find(blocks) !== undefined);
  const button = inWindow ?? (message && find(message.blocks));
  if (button === undefined) throw new Error(`${person.id} sees no "${label}" but: ${person.labels().join(' | ')}\n${person.reads()}`);
  const view = inWindow === undefined ? null : window;
  const blocks = view?.blocks ?? message?.blocks ?? [];
  const { actionId: action_id, blockId: block_id, value } = button;
  const actions = [{ action_id, block_id, type: 'button', text: { type: 'plain_text', text: button.label }, value, action_ts: stampNow() }];
  const state = { values: valuesOf(blocks, inputs) };
  const origin =
    view === null && message !== undefined
      ? inMessage(person, message)
      : { container: { type: 'view', view_id: view?.id }, view: { ...shown(view), state } };
  return { payload: { ...interaction(person.id), type: 'block_actions', ...origin, state, actions }, view: view?.id };
}

async function deliverPress(
  { slack, transport }: SlackPeopleOptions,
  { id }: SlackPerson,
  { payload, view }: ReturnType<typeof findPress>,
): Promise<Answer> {
  return await transport.interaction({ ...payload, trigger_id: await slack.trigger(id, view) });
}

function inMessage({ channel }: SlackPerson, { ts, thread, to, text, blocks }: Posted): object {
  const at = thread === undefined ? {} : { thread_ts: thread };
  const container = { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: to !== undefined, ...at };
  // Slack does not send a whispered message back.
  const message =
    to === undefined ? { message: { type: 'message', user: ourBot, bot_id: `B${ourBot}`, team: ourTeam, ts, text, blocks, ...at } } : {};
  return { container, channel: { id: channel, name: channel.toLowerCase() }, ...message };
}

const stampNow = (): string => `${counted()}.000100`;

const shown = (view: OpenView | null): object => {
  if (view === null) return {};
  const { id, hash, type, title, submit, blocks, metadata, callback } = view;
  return { id, hash, team_id: ourTeam, type, title, submit, blocks, private_metadata: metadata, callback_id: callback, root_view_id: id };
};

interface Told {
  response_action?: 'clear' | 'errors' | 'update' | 'push';
  errors?: Record<string, string>;
  view?: Record<string, unknown>;
}

async function sendWindow(
  { slack, transport }: SlackPeopleOptions,
  screen: Screen,
  person: SlackPerson,
  inputs: Record<string, string>,
): Promise<Answer> {
  const window = person.window();
  if (window === null) throw new Error(`${person.id} has no window open.`);
  const view = { ...shown(window), state: { values: valuesOf(window.blocks, inputs) } };
  const trigger_id = await slack.trigger(person.id, window.id);
  const answer = await transport.interaction({ ...interaction(person.id), type: 'view_submission', trigger_id, view, response_urls: [] });
  if (answer.status !== 200) return answer;
  const told: Told = typeof answer.body === 'object' && answer.body !== null ? answer.body : {};
  const labels = new Map(fieldsOf(window.blocks).map(({ block, label }) => [block, label]));
  screen.errors = Object.fromEntries(Object.entries(told.errors ?? {}).map(([block, words]) => [labels.get(block) ?? block, words]));
  if (told.response_action === 'update' && told.view !== undefined) slack.replaces(window.id, told.view);
  else if (told.response_action === 'clear') person.closes();
  else if (told.response_action === undefined) screen.closed.add(window.id);
  return answer;
}
