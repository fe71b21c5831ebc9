/** A tenant's settings: who may change them, that somebody always may, and that two people never overwrite each other unseen. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { changed, type SettingsChange, type SettingsEvent } from '../../../workflows/settings/changes.ts';
import { mayChangeSettings, type Settings, unsettled } from '../../../workflows/settings/settings.ts';
import { settingsKey, settingsSubject as subject } from '../../../workflows/settings/subject.ts';
import { pack, unpack } from '../../../workflows/turn/envelope.ts';

const key = settingsKey('t1');
const people = { ana: { id: 'ana', name: 'Ana' }, ben: { id: 'ben', name: 'Ben' }, cleo: { id: 'cleo', name: 'Cleo' } };
const by = (who: keyof typeof people, change: SettingsChange, configured: string[] = []): SettingsEvent => ({
  ...change,
  by: who,
  name: people[who].name,
  at: 1,
  ...(configured.length > 0 ? { configured } : {}),
});
const held = (...events: SettingsEvent[]): Settings => events.reduce((state, event) => subject.step(key, state, event).state, unsettled);
const refusal = (state: Settings, event: SettingsEvent) => {
  const next = changed(state, event);
  return 'refused' in next ? next.refused : null;
};
const add = (who: keyof typeof people): SettingsChange => ({ type: 'admin-add', person: people[who] });
const remove = (person: string): SettingsChange => ({ type: 'admin-remove', person });
const anaIn = by('ana', { type: 'installed' });

describe('who installs', () => {
  it('is the first admin', () => {
    expect(held(anaIn).admins).toEqual([people.ana]);
  });

  it('is nobody special where there is an admin already, or the configuration names one', () => {
    expect(held(anaIn, by('ben', { type: 'installed' })).admins).toEqual([people.ana]);
    expect(held(by('ben', { type: 'installed' }, ['cleo'])).admins).toEqual([]);
  });
});

describe('who is no admin', () => {
  const changes: SettingsChange[] = [
    add('ben'),
    remove('ana'),
    { type: 'lead-add', person: people.ben },
    { type: 'lead-remove', person: 'ana' },
    { type: 'approvals-channel', conversation: 'room' },
    { type: 'due-days', due: { critical: 1, high: 2, medium: 3, low: 4 }, rev: 0 },
    { type: 'retention', days: 90, rev: 0 },
    { type: 'second', from: 'high', rev: 0 },
    { type: 'lists', lists: { ...unsettled.lists, leastRetention: 90 }, rev: 0 },
  ];

  it.each(changes)('changes nothing: $type', (change) => {
    const state = held(anaIn, by('ana', { type: 'lead-add', person: people.ana }));
    expect(refusal(state, by('ben', change))).toEqual({ why: 'not-admin' });
    expect(refusal(unsettled, by('ben', change))).toEqual({ why: 'not-admin' });
    expect(subject.step(key, state, by('ben', change))).toEqual({ state, effects: [], changed: false });
  });

  it('is an admin no more from the moment they are taken off', () => {
    const state = held(anaIn, by('ana', add('ben')), by('ben', remove('ana')));
    expect(refusal(state, by('ana', add('cleo')))).toEqual({ why: 'not-admin' });
  });
});

describe('the last admin', () => {
  it('stays', () => {
    expect(refusal(held(anaIn), by('ana', remove('ana')))).toEqual({ why: 'last-admin' });
  });

  it('stays even while the configuration names another, who may take the place first', () => {
    expect(refusal(held(anaIn), by('cleo', remove('ana'), ['cleo']))).toEqual({ why: 'last-admin' });
    expect(held(anaIn, by('cleo', add('cleo'), ['cleo']), by('cleo', remove('ana'), ['cleo'])).admins).toEqual([people.cleo]);
  });

  it('is another thing than one whom the configuration names: that one is never taken off here', () => {
    expect(refusal(held(anaIn), by('ana', remove('cleo'), ['cleo']))).toEqual({ why: 'configured' });
  });

  const who = fc.constantFrom<keyof typeof people>('ana', 'ben', 'cleo');
  const event = fc.oneof(
    fc.record({ by: who, person: who }).map((drawn) => by(drawn.by, add(drawn.person))),
    fc.record({ by: who, person: who }).map((drawn) => by(drawn.by, remove(drawn.person))),
    fc.record({ by: who, person: who }).map((drawn) => by(drawn.by, remove(drawn.person), ['cleo'])),
    who.map((one) => by(one, { type: 'installed' })),
  );

  test('never leaves a tenant without anybody who may change it, whatever is asked for in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
        let state = held(anaIn);
        for (const next of events) {
          state = subject.step(key, state, next).state;
          expect(['ana', 'ben', 'cleo'].some((account) => mayChangeSettings(state, [], account))).toBe(true);
        }
        expect(await subject.open(key, unpack(pack(subject.close(state))))).toEqual(state);
      }),
    );
  });
});

describe('a form', () => {
  const due = { critical: 3, high: 10, medium: 60, low: 90 };
  const state = held(anaIn, by('ana', add('ben')));

  it('that somebody else filled in meanwhile is not written over', () => {
    const filled = held(anaIn, by('ana', add('ben')), by('ben', { type: 'due-days', due, rev: 0 }));
    expect(filled.due).toEqual(due);
    expect(refusal(filled, by('ana', { type: 'due-days', due: { ...due, critical: 1 }, rev: 0 }))).toEqual({ why: 'changed-meanwhile' });
  });

  it('says from which severity on two leads must agree, and is not written over either', () => {
    const two = held(anaIn, by('ana', add('ben')), by('ben', { type: 'second', from: 'high', rev: 0 }));
    expect(two.second).toBe('high');
    expect(refusal(two, by('ana', { type: 'second', from: null, rev: 0 }))).toEqual({ why: 'changed-meanwhile' });
    expect(
      held(anaIn, by('ana', { type: 'second', from: 'low', rev: 0 }), by('ana', { type: 'second', from: null, rev: 1 })).second,
    ).toBeNull();
  });

  it('of which nothing was stored yet is filled in as the first', async () => {
    const { revs, ...stored } = unsettled;
    const { second: _, ...older } = revs;
    const opened = await subject.open(key, { v: 1, ...stored, revs: older });
    expect(opened).toEqual(unsettled);
  });

  it('of another kind is no hindrance', () => {
    const filled = held(anaIn, by('ana', { type: 'due-days', due, rev: 0 }), by('ana', { type: 'retention', days: 365, rev: 0 }));
    expect(filled).toMatchObject({ due, retention: 365 });
  });

  it.each<[string, SettingsChange]>([
    ['critical', { type: 'due-days', due: { ...due, critical: 0 }, rev: 0 }],
    ['high', { type: 'due-days', due: { ...due, high: 2.5 }, rev: 0 }],
    ['order', { type: 'due-days', due: { ...due, critical: 60 }, rev: 0 }],
    ['retention', { type: 'retention', days: -1, rev: 0 }],
    ['leastRetention', { type: 'lists', lists: { ...unsettled.lists, leastRetention: 4000 }, rev: 0 }],
    ['regions', { type: 'lists', lists: { ...unsettled.lists, approved: { ...unsettled.lists.approved, regions: ['eu-west'] } }, rev: 0 }],
    ['hosts', { type: 'lists', lists: { ...unsettled.lists, approved: { ...unsettled.lists.approved, hosts: ['a b'] } }, rev: 0 }],
  ])('that cannot be used says which field: %s', (field, change) => {
    expect(refusal(state, by('ana', change))).toEqual({ why: 'does-not-fit', field });
  });
});

describe('what is only noted', () => {
  it('changes nothing and still is a turn, so that the log has it', () => {
    const state = held(anaIn);
    expect(subject.step(key, state, by('ben', { type: 'noted', what: 'joined with another tenant' }))).toEqual({
      state,
      effects: [],
      changed: true,
    });
  });
});
