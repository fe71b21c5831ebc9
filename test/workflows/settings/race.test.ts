/** Two processes, each with its own copy of the settings: rights are those of the moment of the write, whichever copy was read. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { SettingsChange } from '../../../workflows/settings/changes.ts';
import { settingsKey, settingsSubject } from '../../../workflows/settings/subject.ts';
import { leastEntries } from '../../../workflows/turn/seen.ts';
import { createWorkshop, type Workshop } from '../../../workflows/turn/workshop.ts';
import { createSimStore, type SimStore } from '../../support/sim-store.ts';

const key = settingsKey('t1');
const now = Date.UTC(2026, 5, 3, 12);

const processOver = (store: SimStore, owner: string): Workshop =>
  createWorkshop({
    store,
    now: () => now,
    random: () => 0,
    pause: () => Promise.resolve(),
    owner,
    leaseMs: 30_000,
    seen: { entries: leastEntries, ms: 900_000 },
    warmItems: 10,
    background: () => undefined,
    publish: () => Promise.resolve(),
    speak: () => Promise.reject(new Error('The settings say nothing by themselves.')),
    tell: () => Promise.reject(new Error('The settings tell nobody.')),
    log: () => undefined,
  });

let store: SimStore;
let one: Workshop;
let other: Workshop;
let events = 0;

const change = async (shop: Workshop, by: string, what: SettingsChange): Promise<string> => {
  events += 1;
  const event = { ...what, by, name: by, at: now };
  return (await shop.turn(settingsSubject, key, { id: `e${events}`, event })).kind;
};
const admins = async () => (await other.read(settingsSubject, key))?.state.admins.map(({ id }) => id);

beforeEach(async () => {
  store = createSimStore();
  one = processOver(store, 'one');
  other = processOver(store, 'other');
  await change(one, 'ana', { type: 'installed' });
  await change(one, 'ana', { type: 'admin-add', person: { id: 'ben', name: 'Ben' } });
  await other.read(settingsSubject, key);
});

describe('two admins who take one another off at the same moment', () => {
  it('leave one of them', async () => {
    const outcomes = await Promise.all([
      change(one, 'ana', { type: 'admin-remove', person: 'ben' }),
      change(other, 'ben', { type: 'admin-remove', person: 'ana' }),
    ]);
    expect(outcomes.toSorted()).toEqual(['applied', 'refused']);
    expect(await admins()).toHaveLength(1);
  });
});

describe('an admin who was taken off in another process', () => {
  it('changes nothing more in this one, whose copy still calls them an admin', async () => {
    await change(one, 'ana', { type: 'admin-remove', person: 'ben' });
    expect(await change(other, 'ben', { type: 'admin-add', person: { id: 'cleo', name: 'Cleo' } })).toBe('refused');
    expect(await admins()).toEqual(['ana']);
  });
});

describe('an admin who was named in another process', () => {
  it('may act in this one at once, whose copy does not know it yet', async () => {
    await change(one, 'ana', { type: 'admin-add', person: { id: 'cleo', name: 'Cleo' } });
    expect(await change(other, 'cleo', { type: 'retention', days: 90, rev: 0 })).toBe('applied');
  });
});
