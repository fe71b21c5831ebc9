/** A place in Teams, ready to be spoken in: its reference is read, its registration found, every call has a deadline. */
import { type Place, SendError } from '../conversation/surface.ts';
import { type PlaceReference, placeReference } from './activity.ts';
import { type CallOptions, type Conversations, type Line, withDeadline } from './channel.ts';
import { toSendError } from './send-failure.ts';

export interface Spot {
  /** The conversation's id. */
  id: string;
  reference: PlaceReference;
  line: Line;
  conversations: Conversations;
  /** Runs one call to Teams; whatever goes wrong becomes a SendError. */
  call<T>(what: string, run: (how: CallOptions) => Promise<T>): Promise<T>;
}

export interface SpotOptions {
  lines: readonly Line[];
  clock: () => number;
  deadlineMs: number;
}

export const findSpot = async ({ lines, clock, deadlineMs }: SpotOptions, place: Place): Promise<Spot> => {
  const parsed = placeReference.safeParse(place.reference);
  if (!parsed.success) throw new SendError('This place holds no Teams reference', { arrived: 'no', cause: parsed.error });
  const reference = parsed.data;
  const line = lines.find(({ appId }) => appId === reference.appId);
  if (!line || reference.tenant !== place.tenant) throw new SendError('No registration answers for this place', { arrived: 'no' });
  return {
    id: reference.conversation.id,
    reference,
    line,
    conversations: await line.conversations(reference.serviceUrl),
    call: async (what, run) => {
      try {
        return await withDeadline(deadlineMs, run);
      } catch (error) {
        throw toSendError(what, error, clock());
      }
    },
  };
};
