/** Finds the person somebody means: by mention, by id, or by a name that only one person here has. */
import { conversationSubject } from '../../workflows/conversation/subject.ts';
import { conversationKey } from './keys.ts';
import type { Person } from './surface.ts';
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
