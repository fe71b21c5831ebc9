/** Tells by ids alone where a message stands that is not addressed to us. What was said is not looked at. */
import { conversationId } from './reference.ts';

const textIn = (holder: object, key: string): string => {
  const value: unknown = Reflect.get(holder, key);
  return typeof value === 'string' ? value : '';
};

/**
 * Null for all that is addressed to us: mentions, direct messages, presses, commands. Otherwise the conversation that a message belongs
 * to; `nowhere` when it stands in a channel outside any thread.
 */
export const overheardIn = (body: object): string | null => {
  const event: unknown = Reflect.get(body, 'event');
  if (typeof event !== 'object' || event === null || textIn(event, 'type') !== 'message') return null;
  const channel = textIn(event, 'channel');
  if (channel.startsWith('D')) return null;
  const thread = textIn(event, 'thread_ts');
  return channel === '' || thread === '' ? 'nowhere' : conversationId(channel, thread);
};
