/** `plumbline replay`: lists what is kept, applies it after a fix, and says what still fails. */
import { expect, test } from 'vitest';
import { InputRefusedError, type Io, WrongUsageError } from '../../../bot/cli/command.ts';
import { createReplayCommand } from '../../../bot/cli/commands/replay.ts';
import { openCatalogue } from '../../../bot/cli/open-catalogue.ts';
import { run } from '../../../bot/cli/run.ts';
import { settingsKey } from '../../../workflows/settings/subject.ts';
import { beginEvent, day, eventBy, firstMoment, hour } from '../../support/interview.ts';
import { assessmentKey, createInterviewWorld } from '../../support/interview-world.ts';
import { createSimStore, type SimStore } from '../../support/sim-store.ts';

const catalogue = openCatalogue();

async function call(store: SimStore, ...args: string[]): Promise<string> {
  const said: string[] = [];
  const io: Io = { out: (text) => void said.push(text), err: () => undefined, read: () => '', now: firstMoment + 30 * day };
  await createReplayCommand(() => Promise.resolve(store)).run(['--tenant', 't1', '--table', 'plumbline', ...args], io);
  return said.join('');
}

/** An assessment with sixty events behind it, so that its memory of old ones has run out, and one kept aside from long ago. */
async function storeWithKept(event: object = { type: 'rename', workload: 'Kept' }): Promise<SimStore> {
  const store = createSimStore();
  const world = createInterviewWorld([catalogue, catalogue], () => 0, store);
  await world.turn(world.writers[0], 'begin', beginEvent(catalogue));
  for (let index = 0; index < 60; index += 1) {
    world.clock.now += hour;
    await world.turn(world.writers[0], `e${index}`, eventBy('ana', world.clock.now, { type: 'rename', workload: `Name ${index}` }));
  }
  await world.settle();
  const kept = { by: 'ana', name: 'Ana', from: 'talk', at: firstMoment + hour, ...event };
  await store.quarantine({ key: assessmentKey, eventId: 'kept', event: JSON.stringify(kept), error: 'RestoreError: no', at: kept.at });
  return store;
}

const nameIn = (store: SimStore) => store.peek(assessmentKey)?.projection['name'];

test('a dry run lists what is kept and why, and touches nothing', async () => {
  const store = await storeWithKept();
  const out = await call(store, '--dry-run');
  expect(out).toContain('t1#assessment#a1  kept\n    RestoreError: no');
  expect(out).toContain('1 kept aside.');
  expect(nameIn(store)).toBe('Name 59');
});

test('an event is applied although it is older than all that is remembered', async () => {
  const store = await storeWithKept();
  expect(await call(store)).toContain('kept: applied');
  expect(nameIn(store)).toBe('Kept');
  expect(await store.quarantined('t1')).toEqual([]);
});

test('what follows from it is left to the running service, which may take it at once', async () => {
  const store = await storeWithKept();
  await call(store);
  const left = store.peek(assessmentKey)?.effects ?? [];
  expect(left.map(({ body }) => body.kind)).toEqual(['paint', 'publish']);
  expect(Math.max(...left.map(({ lease }) => lease))).toBeLessThanOrEqual(firstMoment + 30 * day + 1);
  const service = createInterviewWorld([catalogue, catalogue], () => 0, store);
  service.clock.now = firstMoment + 31 * day;
  await service.settle();
  expect(service.spoken.map(({ body }) => body.kind)).toEqual(['paint']);
});

test('what is not possible any more stays until it is dropped on purpose', async () => {
  const store = await storeWithKept({ type: 'reopen' });
  expect(await call(store)).toContain('not possible any more');
  expect(await store.quarantined('t1')).toHaveLength(1);
  await call(store, '--drop-refused');
  expect(await store.quarantined('t1')).toEqual([]);
});

test('what still fails ends the command with a refusal and stays', async () => {
  const store = await storeWithKept();
  const item = store.peek(assessmentKey);
  if (item === null) throw new Error('There is no assessment.');
  await store.commit({ ...item, expected: item.version, snapshot: new Uint8Array([1, 2, 3]), effects: [], at: 0 });
  await expect(call(store)).rejects.toThrow(InputRefusedError);
  expect(await store.quarantined('t1')).toHaveLength(1);
});

test('a change of the settings is applied to the settings, and not to an assessment', async () => {
  const store = createSimStore();
  const key = settingsKey('t1');
  const kept = { type: 'installed', by: 'ana', name: 'Ana', at: firstMoment };
  await store.quarantine({ key, eventId: 'kept', event: JSON.stringify(kept), error: 'RestoreError: no', at: kept.at });
  expect(await call(store)).toContain('t1#settings#settings  kept: applied');
  expect(store.peek(key)?.projection).toEqual({ admins: 1, leads: 0 });
});

test('that others lead now is left to the running service, which tells every roadmap of it', async () => {
  const store = createSimStore();
  const key = settingsKey('t1');
  const by = { by: 'ana', name: 'Ana' };
  const kept = [{ type: 'installed' }, { type: 'lead-add', person: { id: 'lea', name: 'Lea' } }].map((one, at) => ({ ...one, ...by, at }));
  for (const event of kept)
    await store.quarantine({ key, eventId: event.type, event: JSON.stringify(event), error: 'RestoreError: no', at: event.at });
  expect(await call(store)).toContain('lead-add: applied');
  expect(store.peek(key)?.effects.map(({ body }) => body.kind)).toEqual(['publish']);
});

test('with nothing kept it says so', async () => {
  expect(await call(createSimStore())).toBe('Nothing is kept aside.\n');
});

test.each([[[]], [['--tenant', 't1']], [['--table', 'x']], [['--tenant', 't1', '--table', 'x', 'more']]])(
  'wrong usage is named: %j',
  async (args) => {
    const io: Io = { out: () => undefined, err: () => undefined, read: () => '', now: 0 };
    await expect(async () => createReplayCommand(() => Promise.resolve(createSimStore())).run(args, io)).rejects.toThrow(WrongUsageError);
  },
);

test('the command line knows it and ends wrong usage with its own exit code', async () => {
  const errors: string[] = [];
  expect(await run(['replay'], { out: () => undefined, err: (text) => void errors.push(text), read: () => '', now: 0 })).toBe(2);
  expect(errors.join('')).toContain('plumbline replay --tenant T --table NAME');
});
