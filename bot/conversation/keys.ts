/** The keys of the items that an inbound event is about. */
import type { ItemKey } from '../../workflows/turn/effects.ts';
import type { Incoming, Overheard } from './surface.ts';

export function assessmentKey({ incoming }: { incoming: Pick<Incoming, 'tenant'> }, id: string): ItemKey {
  return { tenant: incoming.tenant, kind: 'assessment', id };
}

export function conversationKey(incoming: Pick<Overheard, 'tenant' | 'conversation'>): ItemKey {
  return { tenant: incoming.tenant, kind: 'conversation', id: incoming.conversation.id };
}

/** What a platform named, as the other side of a join names it: two conversations or events with the same id never meet. */
export const nameAbroad = (tenant: string, id: string): string => `${tenant}/${id}`;
