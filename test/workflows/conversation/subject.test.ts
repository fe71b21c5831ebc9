/** A conversation remembers how to speak in it, who was heard, and which assessment was shown last. */
import { expect, test } from 'vitest';
import {
  type Conversation,
  type ConversationEvent,
  knows,
  conversationSubject as subject,
} from '../../../workflows/conversation/subject.ts';
import type { ItemKey } from '../../../workflows/turn/effects.ts';
import { pack, unpack } from '../../../workflows/turn/envelope.ts';

const key: ItemKey = { tenant: 't1', kind: 'conversation', id: 'talk' };
const base = { by: 'ana', at: 1 };
const met = (person: { id: string; name: string } | null, reference: Record<string, unknown> = { url: 'one' }): ConversationEvent => ({
  ...base,
  type: 'met',
  kind: 'group',
  reference,
  person,
});
const ana = { id: 'ana', name: 'Ana' };

async function after(...events: ConversationEvent[]): Promise<Conversation> {
  let state = await subject.fresh(key, met(null));
  for (const event of events) state = subject.step(key, state, event).state;
  return state;
}

const changes = async (event: ConversationEvent, ...before: ConversationEvent[]) =>
  subject.step(key, await after(...before), event).changed;

test('a first meeting is kept: the kind, how to speak there, and who it was', async () => {
  expect(await after(met(ana))).toMatchObject({ kind: 'group', reference: { url: 'one' }, people: { ana: 'Ana' } });
});

test('a meeting that tells nothing new costs no write', async () => {
  expect(await changes(met(ana), met(ana))).toBe(false);
});

test.each<[string, ConversationEvent]>([
  ['a new person', met({ id: 'cleo', name: 'Cleo' })],
  ['a new name', met({ id: 'ana', name: 'Ana B.' })],
  ['a new way to speak there', met(ana, { url: 'two' })],
])('%s is kept', async (_, event) => {
  expect(await changes(event, met(ana))).toBe(true);
  expect(
    knows(await after(met(ana), event), {
      reference: event.type === 'met' ? event.reference : {},
      person: event.type === 'met' ? event.person : null,
    }),
  ).toBe(true);
});

test('of very many people the longest unheard are forgotten', async () => {
  const crowd = Array.from({ length: 205 }, (_, index) => met({ id: `p${index}`, name: `P ${index}` }));
  const { people } = await after(...crowd);
  expect(Object.keys(people)).toHaveLength(200);
  expect(people['p204']).toBe('P 204');
  expect(people['p0']).toBeUndefined();
});

test('an added assessment is the one that typed words go to', async () => {
  const state = await after(met(ana), { ...base, type: 'added', assessment: 'a1' }, { ...base, type: 'added', assessment: 'a2' });
  expect(state).toMatchObject({ assessments: ['a1', 'a2'], current: 'a2' });
});

test('an assessment is added once', async () => {
  expect(await changes({ ...base, type: 'added', assessment: 'a1' }, { ...base, type: 'added', assessment: 'a1' })).toBe(false);
});

test('showing another one changes where typed words go, showing the same one does not', async () => {
  const both: ConversationEvent[] = [
    { ...base, type: 'added', assessment: 'a1' },
    { ...base, type: 'added', assessment: 'a2' },
  ];
  expect((await after(...both, { ...base, type: 'focused', assessment: 'a1' })).current).toBe('a1');
  expect(await changes({ ...base, type: 'focused', assessment: 'a2' }, ...both)).toBe(false);
});

test('what somebody asked for is said, and changes nothing else', async () => {
  const state = await after(met(ana));
  const step = subject.step(key, state, { ...base, type: 'asked-for', what: 'help', conversation: 'talk', params: {} });
  expect(step).toEqual({ state, changed: true, effects: [{ kind: 'say', what: 'help', conversation: 'talk', params: {} }] });
});

test('it comes back from the store as it was', async () => {
  const state = await after(met(ana), { ...base, type: 'added', assessment: 'a1' });
  expect(await subject.open(key, unpack(pack(subject.close(state))))).toEqual(state);
});

test.each([[{ v: 2 }], [{}], [null]])('an envelope of another shape is refused: %j', (envelope) => {
  // `open` may throw at once or later: both reach the turn's error edge.
  return expect((async () => await subject.open(key, envelope))()).rejects.toThrow();
});
