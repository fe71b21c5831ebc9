/** Keeps how to speak in a conversation and who is there. */
import { conversationSubject, knows } from '../../workflows/conversation/subject.ts';
import { conversationKey } from './keys.ts';
import type { Talk } from './talk.ts';

/** Costs a write only when something is new. */
export async function meet(talk: Talk): Promise<void> {
  const { incoming } = talk;
  await meetIn(talk, incoming.conversation.id, incoming.reference);
  const { within } = incoming.conversation;
  // What is posted for the whole channel goes there, though only threads of it were ever written in.
  if (within !== undefined && incoming.wider !== undefined) await meetIn(talk, within, incoming.wider);
}

async function meetIn({ incoming, workshop }: Talk, id: string, reference: Record<string, unknown>): Promise<void> {
  const { kind, audience } = incoming.conversation;
  const key = conversationKey({ tenant: incoming.tenant, conversation: { id } });
  const met = {
    type: 'met' as const,
    kind,
    ...(audience === undefined ? {} : { audience }),
    reference,
    person: incoming.actor,
    by: incoming.actor.id,
    at: incoming.at,
  };
  const known = await workshop.glance(conversationSubject, key);
  if (known !== null && knows(known.state, met)) return;
  await workshop.turn(conversationSubject, key, { id: `${incoming.eventId} met`, event: met });
}
