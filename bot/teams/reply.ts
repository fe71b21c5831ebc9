/** Sends the answer that belongs to the acknowledgement; it may be lost, and what follows repaints it. */
import type { Reply } from '../conversation/surface.ts';
import type { View } from '../conversation/view.ts';
import type { Inbound, PlaceReference } from './activity.ts';
import { type Line, withDeadline } from './channel.ts';
import { limits } from './limits.ts';
import type { Log } from './log.ts';
import { type Message, renderOptionsFor, toActivity, toNotice } from './render.ts';
import { splitView } from './split.ts';

export interface Replier {
  say(line: Line, reference: PlaceReference, reply: Reply): Promise<void>;
  /** What does not go into the answer of an invoke; gives what is left for the answer, which is all of it when nothing could be sent. */
  rest(line: Line, reference: PlaceReference, reply: Reply): Promise<Reply>;
  /** Tells somebody whose event is not taken in. */
  tell(line: Line, activity: Inbound, text: string): Promise<void>;
  /** Once per event, however often Teams delivers it. */
  sayOnce(line: Line, reference: PlaceReference, eventId: string, text: string): Promise<void>;
}

const messagesOf = (line: Line, views: View[]): Message[] => views.map((view) => toActivity(view, renderOptionsFor(line.registration)));

const deadlineMs = 5_000;

const stoodBelow = 'It stands below.';

const remembered = 1_000;

export const createReplier = ({ log }: { log: Log }): Replier => {
  const said = new Set<string>();

  /** Never throws: what the conversation committed stands, whether or not this answer arrives. */
  const send = async (line: Line, at: { serviceUrl: string; conversation: { id: string } }, messages: Message[]): Promise<boolean> => {
    try {
      const conversations = await line.conversations(at.serviceUrl);
      for (const message of messages) {
        await withDeadline(deadlineMs, (how) => conversations.sendToConversation(at.conversation.id, message, how));
      }
      return true;
    } catch (error) {
      log({ level: 'warn', event: 'teams.reply-lost', conversation: at.conversation.id, error });
      return false;
    }
  };

  return {
    say: async (line, reference, reply) => {
      if (reply.kind === 'notice') await send(line, reference, [toNotice(reply.text)]);
      if (reply.kind === 'view') await send(line, reference, messagesOf(line, splitView(reply.view, limits)));
    },
    rest: async (line, reference, reply) => {
      if (reply.kind !== 'view') return reply;
      const whole = splitView(reply.view, limits);
      const stands = reply.beside === true && (await send(line, reference, messagesOf(line, whole)));
      if (stands) return { kind: 'notice', text: stoodBelow };
      await send(line, reference, messagesOf(line, whole.slice(1)));
      return reply;
    },
    tell: async (line, activity, text) => void (await send(line, activity, [toNotice(text)])),
    sayOnce: async (line, reference, eventId, text) => {
      if (said.has(eventId)) return;
      said.add(eventId);
      if (said.size > remembered) said.delete(said.values().next().value ?? '');
      await send(line, reference, [toNotice(text)]);
    },
  };
};
