/** One inbound event, from what was verified to the answer inside the acknowledgement. Everything lasting goes through a turn. */
import { conversationSubject, knows } from '../../workflows/conversation/subject.ts';
import { deliverFile } from './files.ts';
import { hearPress } from './hear-press.ts';
import { hearText } from './hear-text.ts';
import { conversationKey } from './keys.ts';
import { findSecret } from './secrets.ts';
import type { Converse, Incoming } from './surface.ts';
import { askedFor, type Talk, type TalkPorts } from './talk.ts';
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
    const { what } = incoming;
    const heard = wordsIn(incoming);
    // Length first: nothing of a longer text is kept, and looking for secrets in it could take long.
    const longest = Math.max(0, ...heard.map((text) => text.length));
    if (longest > longestText) return { kind: 'view', view: ports.screens.tooLong(longest, longestText) };
    const secret = findSecret(heard);
    if (secret !== null) return { kind: 'view', view: ports.screens.secretRefused(secret.kind) };
    switch (what.kind) {
      case 'joined':
        await meet(talk);
        return await askedFor(talk, 'help', {});
      case 'text':
        await meet(talk);
        return await hearText(talk, what.text, what.mentions);
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

function wordsIn({ what, actor }: Incoming): string[] {
  if (what.kind === 'text') return [what.text, actor.name, ...what.mentions.map(({ name }) => name)];
  return what.kind === 'press' ? [...Object.values(what.inputs), actor.name] : [actor.name];
}

/** Keeps how to speak here and who is here; costs a write only when something is new. */
async function meet(talk: Talk): Promise<void> {
  const { incoming, workshop } = talk;
  const key = conversationKey(incoming);
  const met = {
    type: 'met' as const,
    kind: incoming.conversation.kind,
    reference: incoming.reference,
    person: incoming.actor,
    by: incoming.actor.id,
    at: incoming.at,
  };
  const known = await workshop.glance(conversationSubject, key);
  if (known !== null && knows(known.state, met)) return;
  await workshop.turn(conversationSubject, key, { id: `${incoming.eventId} met`, event: met });
}
