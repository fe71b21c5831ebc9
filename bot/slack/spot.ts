/** A place in Slack with all that is needed to speak there. */
import type { WebClient } from '@slack/web-api';
import { type Place, SendError } from '../conversation/surface.ts';
import type { ClientOf } from './client.ts';
import type { Pace } from './pace.ts';
import { type SlackReference, slackReference } from './reference.ts';
import { toSendError } from './send-failure.ts';

export interface SpotPorts {
  clientOf: ClientOf;
  tenantOf(team: string, enterprise?: string): Promise<string | null>;
  pace: Pace;
}

export interface Spot {
  reference: SlackReference;
  client: WebClient;
  tenant: string;
  pace: Pace;
}

/** All that a call needs, whoever it is for. */
export type Line = Omit<Spot, 'tenant'>;

/** Refuses what is no place of Slack, or belongs to another organisation, before anything is sent. */
export const findSpot = async ({ clientOf, tenantOf, pace }: SpotPorts, place: Place): Promise<Spot> => {
  const known = slackReference.safeParse(place.reference);
  if (!known.success) throw new SendError('This is no place in Slack', { arrived: 'no', cause: known.error });
  const reference = known.data;
  if ((await tenantOf(reference.team, reference.enterprise)) !== place.tenant)
    throw new SendError('This place belongs to another organisation', { arrived: 'no' });
  return { reference, client: await clientOf(reference), tenant: place.tenant, pace };
};

/** Every failed call says whether it may have arrived. What Slack does not want to hear yet is not said. */
export const call = async <T>({ pace, reference }: Line, method: string, work: () => Promise<T>): Promise<T> => {
  pace.check(method, reference);
  try {
    return await work();
  } catch (error) {
    const failed = toSendError(method, error);
    if (failed.retryAfterMs !== undefined) pace.rests(method, reference, failed.retryAfterMs);
    throw failed;
  }
};
