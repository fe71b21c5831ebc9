/** Who reads along in a channel, and whether we are in it: asks Slack, and remembers it for a minute at most. */
import { z } from 'zod';
import type { Home } from './parse.ts';

export interface Channel {
  /** `shared` where people of other organisations read along, or soon will. */
  audience: 'private' | 'public' | 'shared';
  /** Whether we are in it. */
  member: boolean;
}

export interface Channels {
  /** Throws when Slack cannot or will not say. */
  look(at: Home, channel: string): Promise<Channel>;
}

export interface ChannelsOptions {
  /** The `channel` of `conversations.info`. */
  ask: (at: Home, channel: string) => Promise<unknown>;
  clock: () => number;
  keepMs?: number;
  most?: number;
}

const flag = z.boolean().nullish();

/** Without a word about who shares it nobody can say that nobody does. */
const shape = z.object({
  id: z.string(),
  is_private: flag,
  is_mpim: flag,
  is_member: flag,
  is_shared: flag,
  is_org_shared: flag,
  is_ext_shared: z.boolean(),
  is_pending_ext_shared: flag,
  pending_shared: z.array(z.unknown()).nullish(),
  pending_connected_team_ids: z.array(z.unknown()).nullish(),
});

const channelOf = (value: unknown): Channel => {
  const found = shape.parse(value);
  const pending =
    found.is_pending_ext_shared || (found.pending_shared?.length ?? 0) > 0 || (found.pending_connected_team_ids?.length ?? 0) > 0;
  // Shared within the organisation is shared with nobody else.
  const shared = found.is_ext_shared || pending || (found.is_shared && !found.is_org_shared);
  return {
    audience: shared ? 'shared' : found.is_private || found.is_mpim ? 'private' : 'public',
    member: found.is_member !== false || found.is_mpim === true,
  };
};

/** A direct message has one person in it, who is known by other means. */
const direct: Channel = { audience: 'private', member: true };

export const createChannels = ({ ask, clock, keepMs = 60_000, most = 10_000 }: ChannelsOptions): Channels => {
  const known = new Map<string, { channel: Channel; until: number }>();
  return {
    async look(at, id) {
      if (id.startsWith('D')) return direct;
      const key = `${at.team} ${id}`;
      const hit = known.get(key);
      if (hit && hit.until > clock()) return hit.channel;
      const channel = channelOf(await ask(at, id));
      known.delete(key);
      // We are told when we are added only where somebody says so, so that we are not in it is asked anew each time.
      if (channel.member) known.set(key, { channel, until: clock() + keepMs });
      if (known.size > most) known.delete(known.keys().next().value ?? '');
      return channel;
    },
  };
};
