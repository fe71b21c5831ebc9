/** What a digest names: which duties are awake, in which group and order, and what is only counted. */
import { describe, expect, it } from 'vitest';
import { allLines, isAwake, linesOf, mostLines, wakesOn } from '../../../workflows/reminder/lines.ts';
import { noReminders, type Waiting } from '../../../workflows/reminder/reminders.ts';

const today = '2027-01-12';

const duty = (id: string, over: Partial<Waiting> = {}): Waiting => ({
  id,
  kind: 'task',
  assessment: 'a1',
  title: 'Keep logs',
  workload: 'Agent',
  since: 1000,
  ...over,
});

const of = (duties: Waiting[], lastDay: string | null = null) => ({
  duties: Object.fromEntries(duties.map((one) => [one.id, one])),
  digests: { ...noReminders.digests, lastDay },
});
const named = (...duties: Waiting[]) => linesOf(of(duties), today).named.map((line) => [line.duty.id, line.group]);

describe('a duty wakes', () => {
  it('on any day while nobody named or snoozed it', () => {
    expect(wakesOn(duty('t', { due: '2027-03-01' }))).toBeNull();
  });

  it('a week before it is due once it was named, and only a task does', () => {
    expect(wakesOn(duty('t', { due: '2027-03-08', named: today }))).toBe('2027-03-01');
    expect(wakesOn(duty('d', { kind: 'decision', due: '2027-03-08', named: today }))).toBeNull();
  });

  it('after its snooze, whichever is later', () => {
    expect(wakesOn(duty('t', { snoozedUntil: '2027-01-20' }))).toBe('2027-01-20');
    expect(wakesOn(duty('t', { snoozedUntil: '2027-01-20', due: '2027-02-20', named: today }))).toBe('2027-02-13');
    expect(wakesOn(duty('t', { snoozedUntil: '2027-02-18', due: '2027-02-20', named: today }))).toBe('2027-02-18');
  });

  it('a week after it was named where it is about what was put aside months ago', () => {
    expect(wakesOn(duty('r', { kind: 'review' }))).toBeNull();
    expect(wakesOn(duty('r', { kind: 'review', named: today }))).toBe('2027-01-19');
  });

  it('no more when it is a notice that was named', () => {
    expect([isAwake(duty('n', { kind: 'notice' }), today), isAwake(duty('n', { kind: 'notice', named: today }), today)]).toEqual([
      true,
      false,
    ]);
    expect([isAwake(duty('t', { snoozedUntil: today }), today), isAwake(duty('t', { snoozedUntil: '2027-01-13' }), today)]).toEqual([
      true,
      false,
    ]);
  });
});

describe('a line', () => {
  it('of a task is overdue, due soon or to do, by the days that are left', () => {
    const due = (day: string) => named(duty('t', { due: day }))[0]?.[1];
    expect([due('2027-01-11'), due('2027-01-12'), due('2027-01-19'), due('2027-01-20')]).toEqual(['overdue', 'soon', 'soon', 'todo']);
    expect(named(duty('t'))).toEqual([['t', 'todo']]);
  });

  it('of anything else is in the group of its kind, and the groups have an order', () => {
    const kinds = ['notice', 'escalation', 'confirmation', 'review', 'decision', 'task'] as const;
    expect(named(...kinds.map((kind) => duty(kind, { kind })))).toEqual([
      ['task', 'todo'],
      ['decision', 'decide'],
      ['review', 'review'],
      ['confirmation', 'confirm'],
      ['escalation', 'escalated'],
      ['notice', 'notice'],
    ]);
  });

  it('comes by what is due first, then the more severe, then what waits longest; what has no day or label comes last', () => {
    const ids = (...duties: Waiting[]) => named(...duties).map(([id]) => id);
    expect(ids(duty('none'), duty('late', { due: '2027-02-02' }), duty('early', { due: '2027-02-01' }))).toEqual(['early', 'late', 'none']);
    expect(ids(duty('none'), duty('low', { label: 'Low' }), duty('critical', { label: 'Critical' }))).toEqual(['critical', 'low', 'none']);
    expect(ids(duty('new', { since: 3 }), duty('old', { since: 1 }), duty('mid', { since: 2 }))).toEqual(['old', 'mid', 'new']);
  });
});

describe('a digest', () => {
  it('goes on showing what it named today, counts what is snoozed and what is known and not due soon', () => {
    const state = of(
      [
        duty('shown', { named: today, due: '2027-03-01' }),
        duty('known', { named: '2027-01-05', due: '2027-03-01' }),
        duty('snoozed', { snoozedUntil: '2027-01-13' }),
        duty('over', { due: '2027-01-01' }),
        duty('told', { kind: 'notice', named: '2027-01-05' }),
        duty('news', { kind: 'notice' }),
      ],
      today,
    );
    const lines = linesOf(state, today);
    expect(lines.named.map((line) => line.duty.id)).toEqual(['over', 'shown', 'news']);
    expect(lines).toMatchObject({ more: 0, overdue: 1, later: 1, snoozed: 1 });
  });

  it('does not show what was named today and snoozed since', () => {
    const lines = linesOf(of([duty('t', { named: today, due: '2027-03-01', snoozedUntil: '2027-01-14' })], today), today);
    expect(lines).toMatchObject({ named: [], later: 0, snoozed: 1 });
  });

  it('counts nothing as snoozed whose day has come', () => {
    const lines = linesOf(of([duty('t', { snoozedUntil: today }), duty('u', { snoozedUntil: '2027-01-10' })]), today);
    expect([lines.named.map((line) => line.duty.id), lines.snoozed, lines.later]).toEqual([['t', 'u'], 0, 0]);
  });

  it('goes on showing a notice that it named today, and it is not counted as waiting', () => {
    const lines = linesOf(of([duty('n', { kind: 'notice', named: today }), duty('t')], today), today);
    expect(lines).toMatchObject({ named: [{ group: 'todo' }, { group: 'notice' }], later: 0 });
  });

  it('names twenty and counts the others', () => {
    const many = Array.from({ length: mostLines + 3 }, (_, index) => duty(`t${index}`));
    const lines = linesOf(of(many), today);
    expect([lines.named.length, lines.more]).toEqual([mostLines, 3]);
  });

  it('and the list of everything that waits has what sleeps, too', () => {
    const all = allLines(
      of([duty('later', { named: '2027-01-05', due: '2027-03-01' }), duty('snoozed', { snoozedUntil: '2027-01-13' })]),
      today,
    );
    expect(all.map((line) => line.duty.id)).toEqual(['later', 'snoozed']);
  });
});
