/** What presses on roadmaps and on gaps share: where they came from, who acts, and whom a name means. */
import { resolveAnybody } from './people.ts';
import type { Person, Reply } from './surface.ts';
import type { Talk } from './talk.ts';
import { bulkView } from './views/bulk.ts';
import { words } from './words/en.ts';

/** As the item knows the place: a thread of a channel that it was posted in counts as the channel. */
export function fromOf({ incoming }: Talk, known: readonly (string | null)[]): string {
  const { id, within } = incoming.conversation;
  return !known.includes(id) && within !== undefined && known.includes(within) ? within : id;
}

export const envelope = (talk: Talk, from: string) => ({
  by: talk.incoming.actor.id,
  name: talk.incoming.actor.name,
  at: talk.incoming.at,
  from,
});

/** Nobody where nothing was said. */
export async function personIn(talk: Talk, said: string): Promise<Person | null | 'unknown'> {
  const text = said.trim();
  if (text === '') return null;
  return (await resolveAnybody(talk, text)) ?? 'unknown';
}

export const unknownPerson = (said: string): Reply => ({
  kind: 'view',
  view: bulkView({ title: null, lines: [words.roadmap.refusals.unknownPerson(said.trim().slice(0, 60))] }),
});
