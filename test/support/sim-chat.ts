/** A simulated chat platform: what stands in the conversations, and how often each thing was posted. */
import { type CardRef, type ItemKey, itemName } from '../../workflows/turn/effects.ts';
import type { Speech, Spoken } from '../../workflows/turn/relay.ts';

export interface Message {
  id: string;
  conversation: string;
  /** The version of the item that it shows. */
  shows: number;
  /** What was drawn, where a run draws. */
  view?: object;
}

export interface Chat {
  /** Takes a message as it arrives. `fate` is the platform's mood. */
  accept(speech: Speech, fate: 'takes' | 'busy' | 'gone', view?: object): Spoken;
  /** How often a message was made under the effect's name. An update makes none. */
  posts(name: string): number;
  /** True when the platform refused the effect for good. */
  refused(name: string): boolean;
  /** Cards posted by an update because it knew of none, though one stood. */
  strays(): number;
  /** True when the effect reached the platform in any form. */
  reached(name: string): boolean;
  /** Effect names in the order in which they first arrived, for one item. */
  order(key: ItemKey): readonly string[];
  message(ref: CardRef): Message | undefined;
}

export class BusyPlatformError extends Error {
  override readonly name = 'BusyPlatformError';
}

/** True when the speech makes a new message; everything else changes one that stands. */
export function isPost({ body, item }: Pick<Speech, 'body' | 'item'>): boolean {
  return body.kind !== 'paint' || body.fresh === true || item.cards[body.card] === undefined;
}

export function createChat(): Chat {
  const messages = new Map<string, Message>();
  const made = new Map<string, number>();
  const first = new Map<string, string[]>();
  const known = new Set<string>();
  const gone = new Set<string>();
  const standing = new Set<string>();
  let count = 0;
  let strays = 0;
  const post = (name: string, conversation: string, shows: number, view?: object): CardRef => {
    count += 1;
    const id = `m${count}`;
    messages.set(id, { id, conversation, shows, ...(view === undefined ? {} : { view }) });
    made.set(name, (made.get(name) ?? 0) + 1);
    return { conversation, message: id };
  };
  const note = ({ key, name }: Speech) => {
    if (known.has(name)) return;
    known.add(name);
    first.set(itemName(key), [...(first.get(itemName(key)) ?? []), name]);
  };
  return {
    refused: (name) => gone.has(name),
    strays: () => strays,
    posts: (name) => made.get(name) ?? 0,
    reached: (name) => known.has(name),
    order: (key) => first.get(itemName(key)) ?? [],
    message: (ref) => messages.get(ref.message),
    accept(speech, fate, view) {
      if (fate === 'busy') throw new BusyPlatformError('429');
      note(speech);
      if (fate === 'gone') {
        gone.add(speech.name);
        return { kind: 'undeliverable', reason: 'The bot was removed.' };
      }
      const { body, item, name } = speech;
      if (body.kind === 'paint') {
        const ref = item.cards[body.card];
        const there = ref === undefined || body.fresh === true ? undefined : messages.get(ref.message);
        if (there !== undefined) {
          there.shows = item.version;
          if (view !== undefined) there.view = view;
          return { kind: 'sent' };
        }
        const card = JSON.stringify([itemName(speech.key), body.card]);
        if (body.fresh !== true && standing.has(card) && !made.has(name)) strays += 1;
        standing.add(card);
        return { kind: 'sent', cards: { [body.card]: post(name, body.conversation, item.version, view) } };
      }
      if (body.kind === 'direct') return { kind: 'sent', cards: { [body.card]: post(name, `with ${body.person}`, item.version, view) } };
      post(name, body.kind === 'say' ? body.conversation : `with ${body.person}`, item.version, view);
      return { kind: 'sent' };
    },
  };
}
