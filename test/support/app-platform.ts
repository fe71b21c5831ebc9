/** A chat platform in memory: keeps messages by id, updates them in place, and fails in every way that platforms fail. */
import { type OutFile, type Person, type Place, type Receipt, SendError, type Sender } from '../../bot/conversation/surface.ts';
import type { View } from '../../bot/conversation/view.ts';

export interface Message {
  id: string;
  conversation: string;
  view: View;
  /** How often it was updated. */
  updates: number;
  effect: string;
}

/** How the platform takes the next send. `ambiguous`: it arrives and the answer is lost. `lost`: it never arrives and nobody knows. */
export type Mood = 'ambiguous' | 'lost' | 'busy' | 'refuses';

export interface SentFile {
  conversation: string;
  file: OutFile;
}

export interface Platform {
  sender: Sender;
  messages(conversation: string): Message[];
  files: SentFile[];
  /** The reference of each place that was spoken in, in order. */
  spokenAt: Place[];
  /** The moods of the next sends, one each. */
  moods: Mood[];
  /** Whom the platform lists in a conversation. */
  members: Map<string, Person[]>;
  /** A person deletes a message. */
  removes(id: string): void;
  /** An answer to typed words, which stands in the conversation like any message. */
  answers(conversation: string, view: View): void;
  /** Another platform with the same messages. */
  copy(): Platform;
}

export const personalChat = (person: string): string => `chat with ${person}`;

export function createPlatform(standing: readonly Message[] = []): Platform {
  const all = new Map(standing.map((message) => [message.id, message]));
  const moods: Mood[] = [];
  const files: SentFile[] = [];
  const spokenAt: Place[] = [];
  const members = new Map<string, Person[]>();
  let count = standing.length;
  const add = (conversation: string, view: View, effect: string): Receipt => {
    count += 1;
    all.set(`m${count}`, { id: `m${count}`, conversation, view, updates: 0, effect });
    return { message: `m${count}` };
  };
  const send = <T>(place: Place, arrive: () => T): T => {
    spokenAt.push(place);
    const mood = moods.shift();
    if (mood === 'busy') throw new SendError('The platform is busy', { arrived: 'no', retryAfterMs: 5000 });
    if (mood === 'refuses') throw new SendError('The platform refuses', { arrived: 'no' });
    if (mood === 'lost') throw new SendError('The platform did not answer', { arrived: 'unknown' });
    const receipt = arrive();
    if (mood === 'ambiguous') throw new SendError('The answer was lost', { arrived: 'unknown' });
    return receipt;
  };
  const sender: Sender = {
    async post(place, view, effectId, again) {
      await again?.blindly();
      return send(place, () => add(place.conversation, view, effectId));
    },
    update: async (place, message, view) =>
      send(place, () => {
        const known = all.get(message);
        if (known === undefined) return 'gone';
        all.set(message, { ...known, view, updates: known.updates + 1 });
        return 'updated';
      }),
    direct: async (via, person) => ({
      tenant: via.tenant,
      conversation: personalChat(person),
      reference: { ...via.reference, conversation: personalChat(person) },
    }),
    async file(place, file, effectId, again) {
      await again?.blindly();
      return send(place, () => {
        files.push({ conversation: place.conversation, file });
        return add(place.conversation, { text: `${file.text} (${file.name})`, blocks: [] }, effectId);
      });
    },
    members: async (place) => members.get(place.conversation) ?? [],
  };
  return {
    sender,
    files,
    spokenAt,
    moods,
    members,
    messages: (conversation) => [...all.values()].filter((message) => message.conversation === conversation),
    removes: (id) => all.delete(id),
    answers: (conversation, view) => void add(conversation, view, ''),
    copy: () => createPlatform([...all.values()]),
  };
}
