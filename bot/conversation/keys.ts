/** The keys of the items that an inbound event is about. */
import type { ItemKey } from '../../workflows/turn/effects.ts';
import type { Incoming } from './surface.ts';

export function assessmentKey({ incoming }: { incoming: Pick<Incoming, 'tenant'> }, id: string): ItemKey {
  return { tenant: incoming.tenant, kind: 'assessment', id };
}

export function conversationKey(incoming: Pick<Incoming, 'tenant' | 'conversation'>): ItemKey {
  return { tenant: incoming.tenant, kind: 'conversation', id: incoming.conversation.id };
}
