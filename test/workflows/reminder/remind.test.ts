/** A person's reminders as their item lives them: what a digest names, and how often it comes. */
import { describe, expect, it } from 'vitest';
import type { PersonIndex } from '../../../workflows/conversation/person.ts';
import { linesOf, mostLines } from '../../../workflows/reminder/lines.ts';
import { namedOn } from '../../../workflows/reminder/pace.ts';
import { begin, task } from '../../support/reminder-play.ts';

describe('a digest', () => {
  it('comes at nine of the next working day, through the conversation in which they were met', () => {
    const ana = begin();
    const effects = ana.duty();
    const at = Date.parse('2026-12-01T08:00:00Z');
    expect(effects).toEqual([{ kind: 'schedule', id: 'digest', at, event: { type: 'digest.due', due: at }, calendar: 'digest' }]);
    ana.at('2026-12-01T08:00:00Z');
    expect(ana.step({ type: 'digest.due', due: at }, 'plumbline')).toMatchObject([
      { kind: 'direct', card: 'digest', person: 'ana', via: 'talk' },
      { kind: 'schedule', id: 'digest', at: Date.parse('2026-12-02T08:00:00Z'), calendar: 'digest' },
    ]);
  });

  it('comes once for many things: one row stands in the calendar', () => {
    const ana = begin();
    expect(ana.duty()).toHaveLength(1);
    expect(ana.duty({ id: 'task a1.AC-02', control: 'AC-02' })).toEqual([]);
    ana.until('2026-12-02');
    expect(ana.sent).toEqual(['2026-12-01']);
  });

  it('does not come when nothing waits any more, and its row is gone', () => {
    const ana = begin();
    ana.duty();
    expect(ana.ended(task.id)).toEqual([{ kind: 'cancel', id: 'digest', at: Date.parse('2026-12-01T08:00:00Z'), calendar: 'digest' }]);
    ana.until('2026-12-20');
    expect(ana.sent).toEqual([]);
  });

  it('comes less often while it is not answered: after 1, 2, 4 and then 5 working days', () => {
    const ana = begin();
    ana.duty();
    ana.until('2026-12-31');
    expect(ana.sent).toEqual(['2026-12-01', '2026-12-02', '2026-12-04', '2026-12-10', '2026-12-17', '2026-12-24']);
  });

  it('comes on the next working day again once it was answered', () => {
    const ana = begin();
    ana.duty();
    ana.until('2026-12-05');
    ana.wish({ type: 'looked' });
    ana.until('2026-12-09');
    expect(ana.sent).toEqual(['2026-12-01', '2026-12-02', '2026-12-04', '2026-12-07', '2026-12-08']);
  });

  it('names on the next working day that an owner left reminders unanswered, and then goes on as slowly as before', () => {
    const lea = begin();
    const stuck = { id: 'escalated a1.AC-01', kind: 'escalation' as const, owner: 'Ole' };
    lea.duty(stuck);
    lea.until('2026-12-05');
    lea.duty({ ...stuck, unanswered: 3 });
    lea.until('2026-12-08');
    lea.duty({ ...stuck, unanswered: 4 });
    lea.until('2026-12-15');
    expect(lea.sent).toEqual(['2026-12-01', '2026-12-02', '2026-12-04', '2026-12-07', '2026-12-14']);
  });

  it('does not wait for the slower pace with what nobody named yet', () => {
    const ana = begin();
    ana.duty();
    ana.until('2026-12-05');
    ana.duty({ id: 'task a1.AC-02', control: 'AC-02' });
    ana.until('2026-12-08');
    expect(ana.sent.at(-1)).toBe('2026-12-07');
  });

  it.each([
    ['second-day', ['2026-12-01', '2026-12-03', '2026-12-07']],
    ['weekly', ['2026-12-01', '2026-12-08']],
  ] as const)('comes by the pace they chose: %s', (pace, days) => {
    const ana = begin({ pace });
    ana.duty();
    for (const day of ['02', '03', '04', '05', '06', '07', '08', '09']) {
      ana.until(`2026-12-${day}`);
      ana.wish({ type: 'looked' });
    }
    expect(ana.sent).toEqual(days);
  });

  it('that was missed is caught up once: at once where it is civil, else at the next nine', () => {
    const late = begin();
    late.duty();
    const due = late.state().digests.dueAt ?? 0;
    late.at('2026-12-03T13:00:00Z');
    expect(late.step({ type: 'digest.due', due }, 'plumbline')).toMatchObject([{ kind: 'direct' }, { kind: 'schedule' }]);
    expect(late.step({ type: 'digest.due', due }, 'plumbline')).toEqual([]);

    const night = begin();
    night.duty();
    night.at('2026-12-05T02:00:00Z');
    expect(night.step({ type: 'digest.due', due }, 'plumbline')).toMatchObject([
      { kind: 'schedule', at: Date.parse('2026-12-07T08:00:00Z') },
    ]);
  });

  it('whose time has come is left to fire, whatever happens meanwhile', () => {
    const ana = begin();
    ana.duty();
    ana.at('2026-12-03T13:00:00Z');
    expect(ana.duty({ id: 'task a1.AC-02', control: 'AC-02' })).toEqual([]);
  });

  it('that a fast clock fires early counts as fired in time', () => {
    const ana = begin();
    ana.duty();
    ana.at('2026-12-01T07:59:59.500Z');
    const due = Date.parse('2026-12-01T08:00:00Z');
    expect(ana.step({ type: 'digest.due', due }, 'plumbline')).toMatchObject([
      { kind: 'direct' },
      { at: Date.parse('2026-12-02T08:00:00Z') },
    ]);
  });

  it('does not come twice on a day to somebody who flew west, or east', () => {
    const west = begin({ zone: 'Asia/Tokyo' });
    west.duty();
    west.until('2026-12-01');
    west.at('2026-12-01T00:00:00Z');
    west.step({ type: 'digest.due', due: Date.parse('2026-12-01T00:00:00Z') }, 'plumbline');
    west.wish({ type: 'lives', zone: 'America/Los_Angeles' });
    expect(west.state().digests.dueAt).toBe(Date.parse('2026-12-02T17:00:00Z'));

    const east = begin({ zone: 'America/Los_Angeles' });
    east.duty();
    east.at('2026-11-30T17:00:00Z');
    east.step({ type: 'digest.due', due: east.state().digests.dueAt ?? 0 }, 'plumbline');
    east.wish({ type: 'lives', zone: 'Asia/Tokyo' });
    // It was the first of December in Tokyo already.
    expect(east.state().digests.dueAt).toBe(Date.parse('2026-12-02T00:00:00Z'));
  });
});

describe('what a digest names', () => {
  const named = (state: PersonIndex, day: string) => linesOf(state, day).named.map(({ duty }) => duty.id);

  it('is in order: overdue first, then due soon, to do, to decide, to confirm, escalated, good to know', () => {
    const ana = begin();
    for (const [kind, due] of [
      ['notice', undefined],
      ['escalation', '2026-11-01'],
      ['confirmation', undefined],
      ['decision', undefined],
      ['task', '2027-03-01'],
      ['task', '2026-12-03'],
      ['task', '2026-11-20'],
      ['task', '2026-11-10'],
    ] as const) {
      const { due: _, ...bare } = task;
      const duty = { ...bare, id: `${kind} ${due}`, kind, ...(due === undefined ? {} : { due }) };
      ana.step({ type: 'duty', duty, via: 'talk' }, 'plumbline');
    }
    expect(linesOf(ana.state(), '2026-12-01').named.map(({ group, left }) => [group, left])).toEqual([
      ['overdue', -21],
      ['overdue', -11],
      ['soon', 2],
      ['todo', 90],
      ['decide', undefined],
      ['confirm', undefined],
      ['escalated', -30],
      ['notice', undefined],
    ]);
  });

  it('is twenty lines at most, and how many more there are', () => {
    const ana = begin();
    for (let n = 0; n < 32; n += 1) ana.duty({ id: `task a1.C${n}`, control: `C${n}` });
    expect(linesOf(ana.state(), '2026-12-01')).toMatchObject({ named: { length: mostLines }, more: 12, overdue: 32 });
  });

  it('is a task once when it comes, and again a week before it is due', () => {
    const ana = begin();
    ana.duty({ due: '2026-12-16' });
    ana.until('2026-12-20');
    expect(ana.sent[0]).toBe('2026-12-01');
    expect(ana.sent[1]).toBe('2026-12-09');
  });

  it('is a notice once, and then it is gone', () => {
    const ana = begin();
    ana.duty({ id: 'notice a1.AC-01 accepted', kind: 'notice' });
    ana.until('2026-12-20');
    expect(ana.sent).toEqual(['2026-12-01']);
    ana.duty();
    ana.until('2026-12-22');
    expect(Object.keys(ana.state().duties)).toEqual([task.id]);
  });

  it('is nothing that is snoozed, until its day', () => {
    const ana = begin();
    ana.duty();
    ana.duty({ id: 'task a1.AC-02', control: 'AC-02' });
    ana.until('2026-12-02');
    ana.wish({ type: 'snooze', duty: task.id, for: 'three-days' });
    expect(named(ana.state(), '2026-12-02')).toEqual(['task a1.AC-02']);
    expect(linesOf(ana.state(), '2026-12-02').snoozed).toBe(1);
    expect(named(ana.state(), '2026-12-05')).toContain(task.id);
  });

  it.each([
    ['day', '2026-12-03'],
    ['three-days', '2026-12-07'],
    ['week', '2026-12-07'],
  ] as const)('comes again after a snooze of %s, on a working day, and that is said beforehand', (snooze, day) => {
    const ana = begin();
    ana.duty();
    ana.at('2026-12-02T10:00:00Z');
    ana.wish({ type: 'snooze', duty: task.id, for: snooze });
    expect(Object.values(ana.state().duties).map((duty) => namedOn(ana.state(), duty, ana.now()))).toEqual([day]);
    ana.until('2026-12-08');
    expect(ana.sent[0]).toBe(day);
  });

  it('is named anew when somebody moved its day, and stays snoozed when only its words changed', () => {
    const ana = begin();
    ana.duty();
    ana.until('2026-12-02');
    ana.wish({ type: 'snooze', duty: task.id, for: 'week' });
    ana.duty({ title: 'Say who may do what' });
    expect(ana.state().duties[task.id]).toMatchObject({ title: 'Say who may do what', snoozedUntil: '2026-12-07' });
    ana.duty({ due: '2027-02-01' });
    expect(ana.state().duties[task.id]).not.toHaveProperty('snoozedUntil');
    ana.until('2026-12-04');
    expect(ana.sent).toEqual(['2026-12-01', '2026-12-02']);
  });

  it('is not what they took themselves, before it is due soon', () => {
    const ana = begin();
    ana.duty({ due: '2026-12-16' }, true);
    ana.until('2026-12-20');
    expect(ana.sent[0]).toBe('2026-12-09');
  });
});
