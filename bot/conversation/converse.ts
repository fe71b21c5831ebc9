/** One inbound event, from what was verified to the answer inside the acknowledgement. Everything lasting goes through a turn. */
import { deliverFile } from './files.ts';
import { hearAside } from './hear-aside.ts';
import { hearPress } from './hear-press.ts';
import { hearText } from './hear-text.ts';
import { meet } from './meet.ts';
import { answeredFor } from './named.ts';
import { noteZone } from './people.ts';
import { type Reached, reachConversation } from './reach.ts';
import { findSecret } from './secrets.ts';
import type { Answer, Converse, Incoming } from './surface.ts';
import { askedFor, type Talk, type TalkPorts } from './talk.ts';
import { commandIn } from './understand.ts';
import { words } from './words/en.ts';

/** Longer than any answer needs to be; longer ones are refused with a reason, never cut. */
export const longestText = 8000;

export interface ConversePorts extends TalkPorts {
  /** Work that may wait until after the acknowledgement and whose loss harms nothing. */
  later(work: () => Promise<unknown>): void;
}

export function createConverse(ports: ConversePorts): Converse {
  return async (incoming) => {
    const talk: Talk = { ...ports, incoming };
    const { id, zone } = incoming.actor;
    if (zone !== undefined) ports.later(() => noteZone(talk, { id, zone }));
    const { what } = incoming;
    const heard = wordsIn(incoming);
    // Length first: nothing of a longer text is kept, and looking for secrets in it could take long.
    const longest = Math.max(0, ...heard.map((text) => text.length));
    if (longest > longestText) return { kind: 'view', view: ports.screens.tooLong(longest, longestText) };
    const secret = findSecret(heard);
    if (secret !== null) return { kind: 'view', view: ports.screens.secretRefused(secret.kind) };
    switch (what.kind) {
      case 'home':
        return { kind: 'view', view: await talk.screens.home(incoming), shows: 'panel' };
      case 'joined':
        await meet(talk);
        // In Teams whoever adds the app is named with it; in Slack that is told by the installation.
        if (incoming.surface === 'teams')
          await talk.settled.installed(incoming.tenant, `${incoming.eventId} installed`, incoming.actor, incoming.at);
        return await askedFor(talk, 'help', {});
      case 'text':
        return (incoming.aside === true ? await hearAside(talk, what.text) : null) ?? (await hearTyped(talk, what));
      case 'press':
        // A pressed card was posted here, so the conversation is known; only its reference may have moved.
        ports.later(() => meet(talk));
        return await hearPress(talk, what.press, what.inputs);
      case 'file-accepted':
        return await deliverFile(talk, what.upload, what.context);
      case 'file-declined':
        return { kind: 'notice', text: words.file.declined };
      default:
        return what satisfies never;
    }
  };
}

const homely: readonly string[] = ['assess', 'help', 'list', 'settings', 'portfolio', 'mine', 'away', 'join', 'bind', 'unjoin', 'unbind'];

function isForHome(text: string): boolean {
  const command = commandIn(text.trim());
  return command !== null && homely.includes(command.do);
}

type Text = Extract<Incoming['what'], { kind: 'text' }>;

async function hearTyped(talk: Talk, { text, mentions }: Text): Promise<Answer> {
  await meet(talk);
  // What is said to the bot itself is said at home, whatever was taken up here.
  const reached: Reached = isForHome(text) ? { kind: 'reached', talk } : await reachConversation(talk);
  if (reached.kind === 'unbound') return { kind: 'view', view: talk.screens.unbound() };
  const { what } = reached.talk.incoming;
  const answer = await hearText(reached.talk, text, what.kind === 'text' ? what.mentions : mentions);
  return await answeredFor(answer, reached.talk.knownAs);
}

function wordsIn({ what, actor }: Incoming): string[] {
  if (what.kind === 'text') return [what.text, actor.name, ...what.mentions.map(({ name }) => name)];
  return what.kind === 'press' ? [...Object.values(what.inputs), actor.name] : [actor.name];
}
