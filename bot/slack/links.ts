/** Where Slack leads for a conversation: a link that opens its thread. */
import type { WebClient } from '@slack/web-api';
import type { View } from '../conversation/view.ts';
import type { Log } from './log.ts';
import type { SlackReference } from './reference.ts';

export type LinksOf = (reference: SlackReference, view: View) => Promise<ReadonlyMap<string, string>>;

export interface LinksOptions {
  clientOf(reference: SlackReference): Promise<WebClient>;
  log: Log;
  most?: number;
}

/** What stands in our own name for a thread; a conversation of another platform has no link here. */
const placeIn = (conversation: string): { channel: string; message_ts: string } | null => {
  const [, channel, message_ts] = /^slack:([A-Z0-9]+):(\d+\.\d+)$/.exec(conversation) ?? [];
  return channel === undefined || message_ts === undefined ? null : { channel, message_ts };
};

/** Asks for each once: a link never changes. What has none is only not linked. */
export const createLinks = ({ clientOf, log, most = 5_000 }: LinksOptions): LinksOf => {
  const known = new Map<string, string>();
  const find = async (reference: SlackReference, conversation: string): Promise<[string, string][]> => {
    const place = placeIn(conversation);
    if (place === null) return [];
    const key = `${reference.team} ${conversation}`;
    const hit = known.get(key);
    if (hit !== undefined) return [[conversation, hit]];
    try {
      const { permalink } = await (await clientOf(reference)).chat.getPermalink(place);
      if (permalink === undefined) return [];
      known.set(key, permalink);
      if (known.size > most) known.delete(known.keys().next().value ?? '');
      return [[conversation, permalink]];
    } catch (error) {
      log({ level: 'info', event: 'slack.no-link', channel: place.channel, error });
      return [];
    }
  };
  return async (reference, { blocks }) => {
    const wanted = new Set(blocks.flatMap((block) => (block.type === 'ways' ? block.ways.map(({ conversation }) => conversation) : [])));
    const found = await Promise.all([...wanted].map((conversation) => find(reference, conversation)));
    return new Map(found.flat());
  };
};
