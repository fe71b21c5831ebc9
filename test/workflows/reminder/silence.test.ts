/** Who hears of a silence, what people may wish of their reminders, and how much of it fits into an item. */
import { describe, expect, it, test } from 'vitest';
import { mostListed, personSubject } from '../../../workflows/conversation/person.ts';
import type { Duty } from '../../../workflows/reminder/duty.ts';
import { pack, unpack } from '../../../workflows/turn/envelope.ts';
import { type Bare, begin, key, task } from '../../support/reminder-play.ts';

describe('three digests in a row without an answer', () => {
  it('are told to the gap of each overdue task, once, and the card says so', () => {
    const ana = begin();
    ana.duty();
    ana.duty({ id: 'decide a1', kind: 'decision', control: 'AC-09' });
    ana.duty({ id: 'task a1.AC-02', control: 'AC-02', due: '2026-12-30' });
    ana.until('2026-12-11');
    expect(ana.told).toEqual([{ day: '2026-12-10', to: 'a1.AC-01', type: 'unanswered', person: 'ana', times: 3 }]);
    expect(ana.state().digests.escalated).toBe(1);
    ana.until('2026-12-24');
    expect(ana.told).toHaveLength(1);
  });

  it('are over with the first thing they press: its silence is asked for anew', () => {
    const ana = begin();
    ana.duty();
    ana.until('2026-12-11');
    expect(ana.wish({ type: 'snooze', duty: task.id, for: 'day' })[0]).toEqual({ kind: 'paint', card: 'digest', conversation: '' });
    expect(ana.state().digests).toMatchObject({ awaits: false, unanswered: 0 });
    expect(ana.state().duties[task.id]).not.toHaveProperty('told');
    ana.until('2026-12-12');
    ana.until('2027-01-30');
    expect(ana.told).toHaveLength(2);
  });

  it('are none when one of them was answered', () => {
    const ana = begin();
    ana.duty();
    ana.until('2026-12-05');
    ana.duty({ id: 'task a1.AC-02', control: 'AC-02' }, true);
    ana.until('2026-12-09');
    expect(ana.told).toEqual([]);
    expect(ana.state().digests.unanswered).toBe(1);
  });

  it('count for what they named, not for what came with the last of them', () => {
    const ana = begin();
    ana.duty();
    ana.until('2026-12-04');
    ana.duty({ id: 'task a1.AC-02', control: 'AC-02' });
    ana.until('2026-12-11');
    expect(ana.told).toMatchObject([{ to: 'a1.AC-01' }]);
  });

  it('of many tasks are told in parts, a turn wanting only so many things done', () => {
    const ana = begin();
    for (let n = 0; n < 45; n += 1) ana.duty({ id: `task a1.C${n}`, control: `C${n}` });
    ana.until('2026-12-11');
    expect(ana.told).toHaveLength(20);
    ana.until('2026-12-25');
    expect(new Set(ana.told.map((one) => JSON.stringify(one))).size).toBe(45);
  });
});

test('whoever cannot be reached is named to the gaps of the tasks at once', () => {
  const ana = begin();
  ana.duty();
  ana.until('2026-12-02');
  ana.step({ type: 'unreachable', card: 'digest', person: 'ana' }, 'plumbline');
  expect(ana.told).toEqual([{ day: '2026-12-02', to: 'a1.AC-01', type: 'unanswered', person: 'ana', times: 1, unreachable: true }]);
});

test('a digest that was too late to be sent counts as no silence, and comes on the next working day', () => {
  const ana = begin();
  ana.duty();
  ana.until('2026-12-02');
  ana.step({ type: 'digest.missed' }, 'plumbline');
  ana.until('2026-12-03');
  expect(ana.sent).toEqual(['2026-12-01', '2026-12-02']);
  expect(ana.state().digests.unanswered).toBe(0);
});

test('what they ask for is written to them at once, at any hour, however often they ask', () => {
  const ana = begin();
  ana.at('2026-12-05T23:00:00Z');
  const direct = { kind: 'direct', card: 'waiting', person: 'ana', via: 'here' };
  expect(ana.wish({ type: 'asked', via: 'here' })).toEqual([direct]);
  expect(ana.wish({ type: 'asked', via: 'here' })).toEqual([direct]);
});

test('nothing comes while they are away, and one digest when they are back', () => {
  const ana = begin();
  ana.duty();
  ana.wish({ type: 'away', until: '2026-12-12' });
  ana.until('2026-12-16');
  expect(ana.sent).toEqual(['2026-12-14', '2026-12-15']);
});

test.each<[string, Bare]>([
  ['a snooze of what does not wait', { type: 'snooze', duty: 'task a9.AC-01', for: 'day' }],
  ['a snooze of what every object has', { type: 'snooze', duty: 'constructor', for: 'day' }],
  ['being away until yesterday', { type: 'away', until: '2026-11-29' }],
  ['being away until no day', { type: 'away', until: '2026-02-30' }],
  ['being away for years', { type: 'away', until: '2029-01-01' }],
  ['hours that end before they begin', { type: 'hours', hours: { from: '17:00', to: '09:00', days: null } }],
  ['hours on no day', { type: 'hours', hours: { from: '09:00', to: '17:00', days: [] } }],
  ['hours of no clock', { type: 'hours', hours: { from: '9', to: '25:00', days: null } }],
  ['holidays of no country', { type: 'holidays', country: 'XX' }],
])('%s changes nothing', (_, wish) => {
  const ana = begin();
  ana.duty();
  const before = ana.state();
  expect(ana.wish(wish)).toEqual([]);
  expect(ana.state()).toBe(before);
});

test('nobody changes when another is spoken to', () => {
  const ana = begin();
  ana.duty();
  const before = ana.state();
  ana.step({ type: 'away', until: '2027-06-01' }, 'ben');
  ana.step({ type: 'looked' }, 'ben');
  expect(ana.state()).toBe(before);
});

test('a thousand duties fit into 200 KB, and come back as they were', async () => {
  const duties = Array.from({ length: 1000 }, (_, n) => {
    const control = `BR-GRD-${String(n).padStart(4, '0')}`;
    const assessment = (n * 2_654_435_761).toString(36).slice(0, 10);
    const words = Array.from({ length: 23 }, (_word, index) => ((n * 31 + index * 7919) * 40_503).toString(36)).join(' ');
    const duty: Duty = {
      ...task,
      id: `task ${assessment}.${control}`,
      assessment,
      control,
      title: words.slice(0, 160),
      workload: words.slice(40, 120),
    };
    return { ...duty, since: 1_790_000_000_000 + n * 7_919, named: '2026-12-01', silent: 2, snoozedUntil: '2026-12-09' };
  });
  const assessments = Array.from({ length: mostListed }, (_, n) => `assessment${n}`);
  const state = { ...begin().state(), assessments, duties: Object.fromEntries(duties.map((duty) => [duty.id, duty])) };
  const packed = pack(personSubject.close(state));
  expect(packed.byteLength).toBeLessThan(200 * 1024);
  expect(await personSubject.open(key, unpack(packed))).toEqual(state);
});
