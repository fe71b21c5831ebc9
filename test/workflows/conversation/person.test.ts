/** A person remembers the assessments they take part in, and where they live. */
import { expect, test } from 'vitest';
import { mostListed, type PersonEvent, type PersonIndex, personSubject as subject } from '../../../workflows/conversation/person.ts';
import { noReminders } from '../../../workflows/reminder/reminders.ts';
import type { ItemKey } from '../../../workflows/turn/effects.ts';
import { pack, unpack } from '../../../workflows/turn/envelope.ts';
import { act, beginPlay, pocketCatalogue, stagePlay } from '../../support/interview.ts';

const key: ItemKey = { tenant: 't1', kind: 'person', id: 'ana' };
const joined = (assessment: string): PersonEvent => ({ type: 'joined', assessment, by: 'plumbline', at: 1 });
const lives = (zone: string): PersonEvent => ({ type: 'lives', zone, by: 'ana', at: 1 });

async function after(...events: PersonEvent[]): Promise<PersonIndex> {
  let state = await subject.fresh(key, joined(''));
  for (const event of events) state = subject.step(key, state, event).state;
  return state;
}

test('what a person came to is kept in its order, each once', async () => {
  expect(await after(joined('a1'), joined('a2'), joined('a1'))).toMatchObject({ assessments: ['a1', 'a2'], zone: null });
});

test.each<[string, PersonEvent]>([
  ['an assessment that is known', joined('a1')],
  ['the zone that is known', lives('Europe/Berlin')],
])('%s costs no write', async (_, event) => {
  const state = await after(joined('a1'), lives('Europe/Berlin'));
  expect(subject.step(key, state, event).changed).toBe(false);
});

test('the item stays small however much a person takes part in', async () => {
  const state = await after(...Array.from({ length: mostListed + 20 }, (_, index) => joined(`assessment${index}`)));
  expect(state.assessments).toHaveLength(mostListed);
  expect(state.assessments.at(-1)).toBe(`assessment${mostListed + 19}`);
  expect(pack(subject.close(state)).byteLength).toBeLessThan(16 * 1024);
});

test('it comes back from the store as it was', async () => {
  const state = await after(joined('a1'), lives('Asia/Tokyo'));
  expect(await subject.open(key, unpack(pack(subject.close(state))))).toEqual(state);
});

const duty = { id: 'task a1.AC-01', kind: 'task', assessment: 'a1', title: 'Write access down', workload: 'Helpdesk', since: 1 } as const;
const told = (title: string): PersonEvent => ({ type: 'duty', duty: { ...duty, title }, via: 'talk', by: 'plumbline', at: 1 });

test('a duty that is told again is replaced, and one that ended is gone', async () => {
  const twice = await after(told('Write access down'), told('Write down who has access'));
  expect(twice).toMatchObject({ via: 'talk', duties: { [duty.id]: { title: 'Write down who has access' } } });
  expect(Object.keys(twice.duties)).toHaveLength(1);
  const ended: PersonEvent = { type: 'duty-ended', id: duty.id, by: 'plumbline', at: 1 };
  const done = subject.step(key, twice, ended);
  expect(done.state.duties).toEqual({});
  expect(subject.step(key, done.state, ended).changed).toBe(false);
});

test('a person who was stored before anything could wait for them opens', async () => {
  const state = await subject.open(key, { v: 1, assessments: ['a1'], zone: 'Europe/Berlin' });
  expect(state).toEqual({ ...noReminders, assessments: ['a1'], zone: 'Europe/Berlin' });
});

const catalogue = pocketCatalogue(1);
const toPeople = (effects: readonly object[]) => effects.filter((effect) => 'to' in effect && (effect.to as ItemKey).kind === 'person');

test('an assessment tells whoever begins it, is asked or is invited, once', () => {
  const begun = beginPlay(catalogue);
  expect(toPeople(begun.effects)).toMatchObject([{ to: { id: 'ana' }, event: { type: 'joined', assessment: 'a1' } }]);
  const asking = stagePlay(catalogue, 'asking');
  const invited = act(asking, 'ana', { type: 'invite', person: { id: 'ben', name: 'Ben' } });
  expect(toPeople(invited.effects)).toMatchObject([{ to: { id: 'ben' } }]);
  expect(toPeople(act(invited, 'ben', { type: 'review' }).effects)).toEqual([]);
});
