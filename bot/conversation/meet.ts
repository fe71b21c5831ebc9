/** Keeps how to speak in a conversation and who is there. */
import { conversationSubject, knows } from '../../workflows/conversation/subject.ts';
import { conversationKey } from './keys.ts';
import type { Talk } from './talk.ts';

/** Costs a write only when something is new. */
export async function meet(talk: Talk): Promise<void> {
  const { incoming, workshop } = talk;
  const key = conversationKey(incoming);
  const met = {
    type: 'met' as const,
    kind: incoming.conversation.kind,
    ...(incoming.conversation.audience === undefined ? {} : { audience: incoming.conversation.audience }),
    reference: incoming.reference,
    person: incoming.actor,
    by: incoming.actor.id,
    at: incoming.at,
  };
  const known = await workshop.glance(conversationSubject, key);
  if (known !== null && knows(known.state, met)) return;
  await workshop.turn(conversationSubject, key, { id: `${incoming.eventId} met`, event: met });
}
