/** Finds what an earlier process may have posted: reads the place back and looks for the effect that our messages carry. */
import { z } from 'zod';
import { SendError } from '../conversation/surface.ts';
import { reasonOf } from './send-failure.ts';
import { call, type Spot } from './spot.ts';

const eventType = 'plumbline_effect';

/** What every message of ours carries, unseen by people. A view may need several messages. */
export const markOf = (effect: string, part: number) => ({ event_type: eventType, event_payload: { effect, part } });

const marked = z.looseObject({
  ts: z.string(),
  user: z.string(),
  metadata: z.looseObject({
    event_type: z.literal(eventType),
    event_payload: z.looseObject({ effect: z.string(), part: z.coerce.number() }),
  }),
});

/** An effect is given up after a day, so nothing older is looked for. */
const lookBackMs = 26 * 3_600_000;
const pageSize = 200;
const mostPages = 10;

const pageOf = async (spot: Spot, oldest: string, cursor: string | undefined) => {
  const { client, reference } = spot;
  const { channel, thread } = reference;
  const where = { channel, oldest, limit: pageSize, include_all_metadata: true, ...(cursor === undefined ? {} : { cursor }) };
  const page =
    thread === undefined
      ? await call(spot, 'conversations.history', () => client.conversations.history(where))
      : await call(spot, 'conversations.replies', () => client.conversations.replies({ ...where, ts: thread }));
  return { messages: (page.messages ?? []) as unknown[], next: page.response_metadata?.next_cursor || undefined };
};

/** All messages of the last day, as Slack gives them; null where it lets nobody read, or where there are too many. */
export const readPlace = async (spot: Spot, now: number): Promise<unknown[] | null> => {
  const oldest = String(Math.floor((now - lookBackMs) / 1000));
  const messages: unknown[] = [];
  let cursor: string | undefined;
  try {
    for (let page = 0; page < mostPages; page += 1) {
      const found = await pageOf(spot, oldest, cursor);
      messages.push(...found.messages);
      if (found.next === undefined) return messages;
      cursor = found.next;
    }
    return null;
  } catch (error) {
    // A thread whose first message is gone holds nothing of ours.
    if (reasonOf(error) === 'thread_not_found') return [];
    // Without the permission, or where we are not, nothing can be read: a plain no.
    if (error instanceof SendError && error.arrived === 'no' && error.retryAfterMs === undefined) return null;
    throw error;
  }
};

/** The time stamps of the parts of an effect that stand already; null where the place cannot be read. */
export const readBack = async (spot: Spot, effect: string, now: number): Promise<Map<number, string> | null> => {
  const messages = await readPlace(spot, now);
  if (messages === null) return null;
  const parts = new Map<number, string>();
  for (const message of messages) {
    const read = marked.safeParse(message);
    // The mark of another app proves nothing.
    if (!read.success || read.data.user !== spot.reference.bot) continue;
    const { event_payload: mark } = read.data.metadata;
    if (mark.effect === effect) parts.set(mark.part, read.data.ts);
  }
  return parts;
};
