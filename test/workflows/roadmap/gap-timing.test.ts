/** What comes by itself: what it changes, and whether it still concerns a gap that has changed since. */
import { describe, expect, it } from 'vitest';
import { dayOf, isDay, startOf } from '../../../workflows/roadmap/days.ts';
import { applied } from '../../../workflows/roadmap/gap-changes.ts';
import type { GapEvent } from '../../../workflows/roadmap/gap-events.ts';
import { hasGrownOld, isMisreported, isNewlyUnseen, isStillAsked, mayTryAgain } from '../../../workflows/roadmap/gap-timing.ts';
import { busy, change, friday, friday9, gapWith, lea, monday, outcome, sam, sent } from './gap-scenes.ts';

describe('come back', () => {
  const back = {
    content: { ...busy.content, due: '2027-02-07' },
    rev: 4,
    acceptance: null,
    warned: null,
    deferredUntil: null,
    overdue: false,
    escalated: null,
    verifiedAt: null,
    evidence: null,
    proposedAt: friday,
    fallback: false,
  };

  it.each([
    sent(sam, 'acceptance.expired', { until: '2027-02-01' }, friday9),
    sent(sam, 'deferral.over', { until: '2027-02-01' }, friday9),
    sent(lea, 'reopen', { reason: 'It broke' }, friday9),
  ])('it has as many days as it had at first: $type', (event) => {
    expect(change(busy, event)).toEqual(back);
  });

  it('it has one day at least', () => {
    const late = gapWith({ content: { due: '2027-01-02' } });
    expect(applied(late, sent(lea, 'reopen', { reason: 'It broke' }, friday9)).content.due).toBe('2027-01-09');
  });
});

describe('the calendar', () => {
  it.each([
    [sent(sam, 'decision.overdue', { rev: 3 }), { fallback: true }],
    [sent(sam, 'acceptance.warned', { until: '2027-02-01', days: 30 }), { warned: 30 }],
    [sent(sam, 'due.passed', { due: '2027-02-03' }), { overdue: true }],
    [sent(sam, 'moved', { ways: { home: 'new', leads: null, tasks: '' } }), { ways: { home: 'new', leads: null, tasks: '' } }],
  ] as const)('%j', (event, expected) => {
    expect(change(gapWith(), event)).toEqual(expected);
  });

  it('fires only for what still stands', () => {
    const gap = { ...busy, overdue: false };
    const yes: GapEvent[] = [
      sent(sam, 'decision.overdue', { rev: 3 }),
      sent(sam, 'decision.lapsed', { rev: 3 }),
      sent(sam, 'acceptance.warned', { until: '2027-02-01', days: 7 }),
      sent(sam, 'acceptance.expired', { until: '2027-02-01' }),
      sent(sam, 'deferral.over', { until: '2027-02-15' }),
      sent(sam, 'due.passed', { due: '2027-02-03' }),
      sent(sam, 'unanswered', { person: 'ola', times: 3 }),
    ];
    const no: GapEvent[] = [
      sent(sam, 'decision.overdue', { rev: 2 }),
      sent(sam, 'decision.lapsed', { rev: 4 }),
      sent(sam, 'acceptance.warned', { until: '2027-02-02', days: 7 }),
      sent(sam, 'acceptance.expired', { until: '2027-02-02' }),
      sent(sam, 'deferral.over', { until: '2027-02-02' }),
      sent(sam, 'due.passed', { due: '2027-02-04' }),
      sent(sam, 'unanswered', { person: 'sam', times: 3 }),
    ];
    expect(yes.filter((event) => !isStillAsked(gap, event))).toEqual([]);
    expect(no.filter((event) => isStillAsked(gap, event))).toEqual([]);
    expect(isStillAsked(busy, sent(sam, 'due.passed', { due: '2027-02-03' }))).toBe(false);
    const bare = gapWith();
    expect(isStillAsked(bare, sent(sam, 'acceptance.expired', { until: '2027-02-01' }))).toBe(false);
    expect(isStillAsked(bare, sent(sam, 'unanswered', { person: 'ola', times: 3 }))).toBe(false);
    expect(isStillAsked(bare, sent(sam, 'take', {}))).toBe(true);
  });
});

describe('a look that reports', () => {
  const finished = (proof: string, attempt: number) => sent(sam, 'proof.finished', { proof, attempt, outcome });
  const failed = (proof: string, attempt: number) => sent(sam, 'proof.failed', { proof, attempt, reason: 'Denied' });

  it('is believed for the attempt that runs and for no other', () => {
    for (const report of [finished, failed]) {
      expect([report('p1', 1), report('p1', 2), report('p2', 1)].map((event) => isMisreported(busy, event))).toEqual([false, true, true]);
      expect(isMisreported(gapWith(), report('p1', 1))).toBe(true);
    }
    expect(isMisreported(gapWith(), sent(sam, 'take', {}))).toBe(false);
  });

  it('is begun again three times at most', () => {
    const check = (attempt: number, proof = 'p1') =>
      mayTryAgain({ ...busy, proof: { id: 'p1', attempt, at: monday, heardAt: monday } }, sent(sam, 'proof.checked', { proof }));
    expect([check(1), check(2), check(3), check(1, 'p2')]).toEqual([true, true, false, false]);
    expect(mayTryAgain(gapWith(), sent(sam, 'proof.checked', { proof: 'p1' }))).toBe(false);
    expect(mayTryAgain(busy, finished('p1', 1))).toBe(false);
  });
});

describe('what was proven and cannot be looked at again', () => {
  const unseen = (scan: string) => sent(sam, 'drift.unseen', { scan, lines: ['Denied.'] });
  const proven = { at: monday, outcome };

  it('is remembered since when, how often and why, until it is seen', () => {
    const once = applied(gapWith(), unseen('s1'));
    expect(once.unseen).toEqual({ since: monday, times: 1, scan: 's1', lines: ['Denied.'] });
    const again = applied(once, sent(sam, 'drift.unseen', { scan: 's2', lines: ['Gone.'] }, friday9));
    expect(again).toEqual({ ...gapWith(), unseen: { since: monday, times: 2, scan: 's2', lines: ['Gone.'] } });
    expect(applied(again, sent(sam, 'drift.held', { scan: 's3' }))).toEqual(gapWith());
  });

  it('is news once a look, where a look had ever seen something of it', () => {
    const gap = gapWith({ seen: proven });
    const told = applied(gap, unseen('s1'));
    expect([isNewlyUnseen(gap, unseen('s1')), isNewlyUnseen(told, unseen('s1')), isNewlyUnseen(told, unseen('s2'))]).toEqual([
      true,
      false,
      true,
    ]);
    const never = gapWith({ seen: { ...proven, outcome: { ...outcome, looked: 0 } } });
    expect([isNewlyUnseen(never, unseen('s1')), isNewlyUnseen(gapWith(), unseen('s1'))]).toEqual([false, false]);
    expect(isNewlyUnseen(gap, sent(sam, 'drift.held', { scan: 's1' }))).toBe(false);
  });
});

describe('a rejection', () => {
  const days = (count: number) => monday + count * 86_400_000;
  const rejected = (label: string) =>
    gapWith({ content: { label }, decision: { what: 'rejected', by: [lea], at: monday, hash: 'h', rev: 3 } });

  it.each([
    ['Critical', 90],
    ['High', 180],
    ['Medium', 365],
    ['Low', 365],
  ] as const)('of something %s has grown old after %i days, and not before', (label, limit) => {
    const gap = rejected(label);
    expect([hasGrownOld(gap, days(limit) - 1), hasGrownOld(gap, days(limit)), hasGrownOld(gap, days(limit) + 1)]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('that nobody made does not grow old', () => {
    expect(hasGrownOld(gapWith({ decision: null }), days(9999))).toBe(false);
  });
});

describe('calendar days', () => {
  it('begin in UTC, and what is no day of the calendar is none', () => {
    expect(startOf('2027-01-04')).toBe(Date.UTC(2027, 0, 4));
    expect(['2027-02-29', '2027-13-01', '27-01-04', '2027-1-4', 'x2027-01-04', '2027-01-04x', '']).not.toSatisfy((days: string[]) =>
      days.some(isDay),
    );
    expect(['2028-02-29', '2027-12-31'].every(isDay)).toBe(true);
  });

  it('are those of UTC until midnight', () => {
    expect([dayOf(monday), dayOf(Date.UTC(2027, 0, 4, 23, 59))]).toEqual(['2027-01-04', '2027-01-04']);
  });
});
