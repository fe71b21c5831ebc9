/** Names people as the organisation knows them to which a view is shown: an id of the other side of a join means nobody there, or somebody else. */
import type { Answer } from './surface.ts';
import type { View } from './view.ts';

/** Who an account is on the side where the view is shown; null when nobody knows. */
export type KnownAs = (account: string) => Promise<{ account: string; name: string } | null>;

interface PersonSpan {
  person: string;
  name: string;
}

const isPerson = (value: object): value is PersonSpan =>
  'person' in value && typeof value.person === 'string' && 'name' in value && typeof value.name === 'string';

/** Whoever is not known on that side stands there by name alone. */
export async function namedFor(view: View, knownAs: KnownAs): Promise<View> {
  const people = new Set(peopleIn(view));
  const known = new Map(await Promise.all([...people].map(async (account) => [account, await knownAs(account)] as const)));
  return replaced(view, ({ person, name }) => {
    const there = known.get(person);
    return there == null ? { said: name } : { person: there.account, name: there.name };
  }) as View;
}

function peopleIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return isPerson(value) ? [value.person] : Object.values(value).flatMap(peopleIn);
}

function replaced(value: unknown, shown: (span: PersonSpan) => unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (isPerson(value)) return shown(value);
  if (Array.isArray(value)) return value.map((inner) => replaced(inner, shown));
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, replaced(inner, shown)]));
}

/** The same for what is answered; without `knownAs` it is answered where it lives. */
export async function answeredFor(answer: Answer, knownAs: KnownAs | undefined): Promise<Answer> {
  if (knownAs === undefined) return answer;
  switch (answer.kind) {
    case 'view':
      return { ...answer, view: await namedFor(answer.view, knownAs) };
    case 'card':
      return { ...answer, draw: async () => await namedFor(await answer.draw(), knownAs) };
    case 'notice':
    case 'nothing':
      return answer;
    default:
      return answer satisfies never;
  }
}
