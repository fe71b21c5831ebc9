/** What a build cannot read is kept aside with its event, nothing else is touched, and after the fix it is applied. */
import { expect, test } from 'vitest';
import { keepCatalogue } from '../../../workflows/interview/catalogues.ts';
import type { InterviewEvent } from '../../../workflows/interview/events.ts';
import { pack, unpack } from '../../../workflows/turn/envelope.ts';
import { replayed, replayQuarantined } from '../../../workflows/turn/replay.ts';
import { type BareEvent, beginEvent, eventBy, firstMoment, minute, pocketCatalogue } from '../../support/interview.ts';
import { createInterviewWorld, type InterviewWorld, assessmentKey as key } from '../../support/interview-world.ts';

const catalogue = pocketCatalogue(1);
const start: BareEvent = { type: 'start' };
const rename: BareEvent = { type: 'rename', workload: 'Helpdesk' };

type Spoil = (envelope: Record<string, unknown>) => unknown;

const spoils: [string, Spoil][] = [
  [
    'a state that this build does not know',
    (envelope) => ({ ...envelope, value: { interview: 'dreaming', activity: 'active', colleagues: 'nobodyAsked' } }),
  ],
  ['a lost part of the state', (envelope) => ({ ...envelope, value: { interview: 'intake' } })],
  ['a newer version of the envelope', (envelope) => ({ ...envelope, v: 99 })],
  ['a catalogue that is nowhere', (envelope) => ({ ...envelope, rest: { ...(envelope['rest'] as object), catalogue: 'gone' } })],
  ['something that is no envelope', () => ['surprise']],
];

/** A begun assessment whose stored form is spoilt behind the back of a fresh process. */
async function spoiltWorld(spoil: Spoil): Promise<{ world: InterviewWorld; mend: () => Promise<void> }> {
  const world = createInterviewWorld([catalogue, catalogue]);
  await keepCatalogue(world.store, catalogue);
  await world.turn(world.writers[0], 'begin', beginEvent(catalogue));
  await world.settle();
  const good = world.store.peek(key)?.snapshot ?? new Uint8Array();
  const put = async (snapshot: Uint8Array): Promise<void> => {
    const item = world.store.peek(key);
    if (item === null) throw new Error('There is nothing to spoil.');
    const change = {
      key,
      expected: item.version,
      snapshot,
      seen: item.seen,
      head: item.head,
      effects: [],
      projection: item.projection,
      at: 0,
    };
    await world.store.commit(change);
  };
  await put(pack(spoil(unpack(good) as Record<string, unknown>)));
  return { world, mend: () => put(good) };
}

const send = (world: InterviewWorld, id: string, bare: BareEvent, minutes: number) =>
  world.turn(world.writers[1], id, eventBy('ana', firstMoment + minutes * minute, bare));

const runIn = (world: InterviewWorld) => async (row: { eventId: string; event: string }) =>
  replayed(await world.turn(world.writers[1], row.eventId, JSON.parse(row.event) as InterviewEvent));

test.each(spoils)('%s: the event is kept and acknowledged, and nothing else is saved', async (_, spoil) => {
  const { world } = await spoiltWorld(spoil);
  const before = world.store.peek(key);
  const outcome = await send(world, 'e1', start, 1);
  expect(outcome.kind).toBe('quarantined');
  expect(world.store.peek(key)).toEqual(before);
  expect(await world.store.quarantined('t1')).toMatchObject([
    { key, eventId: 'e1', event: JSON.stringify(eventBy('ana', firstMoment + minute, start)) },
  ]);
});

test.each(spoils)('%s: after the fix it is applied and released', async (_, spoil) => {
  const { world, mend } = await spoiltWorld(spoil);
  await send(world, 'e1', start, 1);
  await mend();
  const lines = await replayQuarantined(world.store, 't1', runIn(world), false);
  expect(lines.map(({ outcome }) => outcome)).toEqual(['applied']);
  expect(await world.store.quarantined('t1')).toEqual([]);
  expect(world.store.peek(key)?.projection['state']).toBe('scoping');
});

test('before the fix nothing is released, and the later ones wait for the first', async () => {
  const { world } = await spoiltWorld(spoils[0]?.[1] ?? ((envelope) => envelope));
  await send(world, 'later', rename, 2);
  await send(world, 'sooner', start, 1);
  world.clock.now += minute;
  const lines = await replayQuarantined(world.store, 't1', runIn(world), false);
  expect(lines.map(({ outcome }) => outcome)).toEqual(['still-failing', 'waiting']);
  expect(await world.store.quarantined('t1')).toHaveLength(2);
});

test('what was redelivered and applied meanwhile is not applied again', async () => {
  const { world, mend } = await spoiltWorld(spoils[0]?.[1] ?? ((envelope) => envelope));
  await send(world, 'e1', rename, 1);
  await mend();
  await send(world, 'e1', rename, 1);
  const version = world.store.peek(key)?.version;
  expect((await replayQuarantined(world.store, 't1', runIn(world), false)).map(({ outcome }) => outcome)).toEqual(['duplicate']);
  expect(world.store.peek(key)?.version).toBe(version);
  expect(await world.store.quarantined('t1')).toEqual([]);
});

test.each([
  [false, 1],
  [true, 0],
])('what is not possible any more stays unless it is dropped on purpose (%s)', async (dropRefused, left) => {
  const { world, mend } = await spoiltWorld(spoils[0]?.[1] ?? ((envelope) => envelope));
  await send(world, 'e1', start, 1);
  await mend();
  await send(world, 'e2', start, 2);
  const lines = await replayQuarantined(world.store, 't1', runIn(world), dropRefused);
  expect(lines.map(({ outcome }) => outcome)).toEqual(['refused']);
  expect(await world.store.quarantined('t1')).toHaveLength(left);
});

test("another tenant's events are not touched", async () => {
  const { world } = await spoiltWorld(spoils[0]?.[1] ?? ((envelope) => envelope));
  await send(world, 'e1', start, 1);
  expect(await replayQuarantined(world.store, 't2', runIn(world), true)).toEqual([]);
});
