/** People who speak through the doors of processes that are killed under them: what is not acknowledged is sent or pressed again. */
import type { SlackSettings } from '../../bot/slack/workspaces.ts';
import type { TokenAddresses } from '../../bot/teams/channel.ts';
import type { ProductionRegistration } from '../../bot/teams/registration.ts';
import { wordsOf } from '../bot/teams/cards.ts';
import { actionsOf, cardIn, createWirePerson, type WireAnswer, type WireAround } from './app-wire.ts';
import type { SlackEmulator } from './slack-emulator.ts';
import { createSlackPeople } from './slack-people.ts';
import { buttonsOf, readBlocks } from './slack-screen.ts';
import { type Answer, httpTransport, type Transport } from './slack-transport.ts';

/** What a process is started with. It says on which port it listens. */
export interface KilledProcess {
  store: string;
  table: string;
  catalogue: string;
  leaseMs: number;
  slack: SlackSettings;
  slackApiUrl: string;
  registration: ProductionRegistration;
  /** Where Microsoft's keys are. */
  keys: Omit<TokenAddresses, 'credentials'>;
}

export interface Talk {
  surface: 'slack' | 'teams';
  /** Resolves at the acknowledgement, however often it has to be sent. */
  says(text: string): Promise<void>;
  /** Presses a button once, if it is there; whether it was acknowledged. */
  presses(label: string): Promise<boolean>;
  messages(): Seen[];
}

/** A message of the bot as people see it. */
export interface Seen {
  words: string;
  /** The assessments that its buttons act on. */
  assessments: string[];
  /** The effect that it was posted for, where the platform keeps that. */
  effect: string | null;
}

export interface Lines {
  /** The origin of some process, which may be dead. */
  origin(): string;
  /** Waits a moment before it is tried again. */
  pause(): Promise<void>;
}

const lost: Answer = { status: 0, body: '' };

/** Slack sends events again until they are acknowledged; what people press they have to press again themselves. */
function stubborn({ origin, pause }: Lines): Transport {
  const once = async (send: (transport: Transport) => Promise<Answer>): Promise<Answer> =>
    await send(httpTransport(origin())).catch(() => lost);
  return {
    async event(body) {
      while (true) {
        const answer = await once((transport) => transport.event(body));
        if (answer.status === 200) return answer;
        await pause();
      }
    },
    command: (form) => once((transport) => transport.command(form)),
    interaction: (payload) => once((transport) => transport.interaction(payload)),
  };
}

export function slackTalks(slack: SlackEmulator, lines: Lines): (user: string, channel: string) => Talk {
  const person = createSlackPeople({ slack, transport: stubborn(lines), now: Date.now, settle: async () => {} });
  return (user, channel) => {
    const me = person(user, channel);
    return {
      surface: 'slack',
      says: async (text) => void (await (me.thread === undefined ? me.mentions(text) : me.says(text))),
      async presses(label) {
        if (!me.labels().includes(label)) return false;
        return (await me.presses(label).catch(() => lost)).status === 200;
      },
      messages: () =>
        me
          .screen()
          .filter(({ user: by }) => by !== user)
          .map(({ blocks, metadata }) => ({
            words: readBlocks(blocks),
            assessments: buttonsOf(blocks).flatMap(({ value }) => (JSON.parse(value) as { a?: string }).a ?? []),
            effect: metadata === undefined ? null : JSON.stringify(metadata.event_payload),
          })),
    };
  };
}

export function teamsTalks(
  around: Omit<WireAround, 'post' | 'world'>,
  serviceUrl: string,
  { origin, pause }: Lines,
): (name: string) => Talk {
  const send = async (activity: object, authorization: string): Promise<WireAnswer> => {
    const headers = { 'content-type': 'application/json', authorization };
    const answer = await fetch(`${origin()}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) });
    return { status: answer.status, body: await answer.text() };
  };
  // Teams sends messages again, invokes not.
  const post = async (activity: object, authorization: string): Promise<WireAnswer> => {
    while (true) {
      const answer = await send(activity, authorization).catch(() => ({ status: 0, body: '' }));
      if (answer.status === 200 || ('type' in activity && activity.type === 'invoke')) return answer;
      await pause();
    }
  };
  return (name) => {
    const me = createWirePerson({ ...around, world: { now: Date.now }, post }, serviceUrl, name, `19:${name}`);
    return {
      surface: 'teams',
      says: async (text) => void (await me.says(text)),
      async presses(label) {
        const found = actionsOf(me.card().body).find(({ title }) => title === label);
        return found !== undefined && (await me.invokes(found.data)).status === 200;
      },
      messages: () =>
        me.screen().map(({ activity }) => ({
          words: wordsOf(activity),
          assessments: actionsOf(cardIn(activity)?.body).flatMap(({ data }) => assessmentIn(data)),
          effect: null,
        })),
    };
  };
}

const assessmentIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { a } = value as { a?: unknown };
  return [...(typeof a === 'string' ? [a] : []), ...Object.values(value).flatMap(assessmentIn)];
};
