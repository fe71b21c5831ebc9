/** Who may speak to us, and where: members of the organisation, in channels that nobody else reads. Fails closed. */
import { ZodError } from 'zod';
import { words } from '../conversation/words/en.ts';
import type { Channel, Channels } from './channels.ts';
import { type Refusal, refusals } from './parse.ts';
import type { SlackReference } from './reference.ts';
import type { Roster } from './roster.ts';
import { reasonOf, toSendError } from './send-failure.ts';

export interface Admitted {
  kind: 'admitted';
  name: string;
  zone: string | undefined;
  channel: Channel;
}

export type Admission = Admitted | { kind: 'refused'; reason: Refusal; say: string };

export interface AdmitOptions {
  roster: Roster;
  channels: Channels;
}

const refused = (reason: 'external-person' | 'shared-channel'): Admission => ({ kind: 'refused', reason, say: refusals[reason] ?? '' });

/**
 * `again` is true where Slack delivers once more what we do not take in: then a silence of Slack's passes by itself. What Slack
 * answers for good, or what it delivers only once, is refused with words.
 */
export const admit = async (
  { roster, channels }: AdmitOptions,
  reference: SlackReference,
  user: string,
  again: boolean,
): Promise<Admission> => {
  try {
    const [standing, channel] = await Promise.all([
      user === reference.bot ? ('member' as const) : roster.standing(reference.team, user, reference.enterprise),
      channels.look(reference, reference.channel),
    ]);
    if (standing === 'external') return refused('external-person');
    if (channel.audience === 'shared') return refused('shared-channel');
    if (user === reference.bot) return { kind: 'admitted', name: user, zone: undefined, channel };
    const { name, zone } = await roster.profile(reference.team, user, reference.enterprise);
    return { kind: 'admitted', name, zone, channel };
  } catch (error) {
    const reason = reasonOf(error);
    // A private channel that we are not in does not exist for us.
    if (reason === 'channel_not_found') return { kind: 'refused', reason: 'unknown-channel', say: words.entry.invite.text };
    const plain = error instanceof ZodError || (reason !== undefined && reason !== 'ratelimited');
    const passes = !plain || (reason !== undefined && toSendError('who may', error).arrived === 'unknown');
    if (again && passes) throw error;
    return { kind: 'refused', reason: 'unchecked', say: words.entry.unchecked };
  }
};
