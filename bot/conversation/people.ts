/** Finds the person somebody means: by mention, by id, or by a name that only one person here has. */
import { personSubject } from '../../workflows/conversation/person.ts';
import { conversationSubject } from '../../workflows/conversation/subject.ts';
import { conversationKey } from './keys.ts';
import { type Person, SendError } from './surface.ts';
import type { Talk } from './talk.ts';

/** Who can be asked here: the platform's list, else those whom the bot has heard. Without the one who asks. */
export async function peopleHere(talk: Talk): Promise<Person[]> {
  const { incoming, workshop } = talk;
  const place = { tenant: incoming.tenant, conversation: incoming.conversation.id, reference: incoming.reference };
  const listed = await talk.sender.members(place);
  const known = await workshop.glance(conversationSubject, conversationKey(incoming));
  const heard = Object.entries(known?.state.people ?? {}).map(([id, name]) => ({ id, name }));
  const all = new Map([...heard, ...listed].map((person) => [person.id, person]));
  all.delete(incoming.actor.id);
  return [...all.values()].toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** Null when nobody or more than one person fits: then the bot asks again rather than guess. */
export async function resolvePerson(talk: Talk, words: string, mentions: Person[]): Promise<Person | null> {
  const found = await personMeant(talk, words, mentions);
  if (found !== null) await learnZone(talk, found);
  return found;
}

/** Whoever is named is going to be reminded: by their own clock, also where they never wrote to us. */
async function learnZone(talk: Talk, { id }: Person): Promise<void> {
  const { incoming, sender, workshop } = talk;
  const { tenant, conversation, reference } = incoming;
  if (sender.zoneOf === undefined) return;
  const known = await workshop.glance(personSubject, { tenant, kind: 'person', id });
  if (known !== null && known.state.zone !== null) return;
  try {
    const zone = await sender.zoneOf({ tenant, conversation: conversation.id, reference }, id);
    if (zone !== null) await noteZone(talk, { id, zone });
  } catch (error) {
    // A platform that does not tell now is no reason to refuse what was asked: they live by UTC until they are heard.
    if (!(error instanceof SendError)) throw error;
  }
}

/** Where people live decides when they are reminded. Costs a write only when it changes; losing it harms nothing. */
export async function noteZone({ incoming, workshop }: Talk, { id, zone }: { id: string; zone: string }): Promise<void> {
  const { tenant, eventId, at } = incoming;
  const key = { tenant, kind: 'person' as const, id };
  const known = await workshop.glance(personSubject, key);
  if (known?.state.zone === zone) return;
  await workshop.turn(personSubject, key, { id: `${eventId} lives`, event: { type: 'lives', zone, by: id, at } });
}

async function personMeant(talk: Talk, words: string, mentions: Person[]): Promise<Person | null> {
  const mentioned = mentions.find((person) => person.id !== talk.incoming.actor.id);
  if (mentioned !== undefined) return mentioned;
  const people = await peopleHere(talk);
  const wanted = words.trim().replace(/^@/, '').toLowerCase();
  const exact = people.filter((person) => person.id === words.trim() || person.name.toLowerCase() === wanted);
  if (exact.length === 1) return exact[0] ?? null;
  const close = people.filter((person) => person.name.toLowerCase().split(/\s+/).includes(wanted));
  if (close.length === 1) return close[0] ?? null;
  // Picked from the platform's own list, where all of the organisation are.
  return close.length > 1 || exact.length > 1 ? null : await findByPlatform(talk, words.trim());
}

/** Whoever is named, who may be oneself: unlike a colleague who is asked, an owner may. */
export async function resolveAnybody(talk: Talk, words: string): Promise<Person | null> {
  const { actor } = talk.incoming;
  const said = words.trim().replace(/^@/, '').toLowerCase();
  const own = ['me', 'i', 'myself', actor.id.toLowerCase(), actor.name.toLowerCase()];
  return own.includes(said) ? { id: actor.id, name: actor.name } : await resolvePerson(talk, words, []);
}

async function findByPlatform({ incoming, sender }: Talk, id: string): Promise<Person | null> {
  if (id === '' || id === incoming.actor.id) return null;
  const via = { tenant: incoming.tenant, conversation: incoming.conversation.id, reference: incoming.reference };
  return (await sender.find?.(via, id)) ?? null;
}
