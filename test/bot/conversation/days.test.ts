/** How days are written to people: the weekday where somebody has to act, the year where it could be mistaken; and how typed ones are read. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { days, readTyped } from '../../../bot/conversation/words/days.ts';
import { addDays } from '../../../workflows/reminder/calendar.ts';

const today = '2027-01-12';
const now = Date.parse('2027-01-12T09:00:00Z');
const at = (text: string) => Date.parse(text);

describe('a day that is written', () => {
  test.each([
    ['2027-01-18', 'Mon 18 Jan'],
    ['2027-12-12', 'Sun 12 Dec'],
    ['2027-12-13', 'Mon 13 Dec 2027'],
    ['2026-12-31', 'Thu 31 Dec 2026'],
    ['2028-02-29', 'Tue 29 Feb 2028'],
  ])('%s is due %s on 12 January 2027', (day, written) => expect(days.by(day, today)).toBe(written));

  it('has no weekday where nobody has to act by it', () => {
    expect(days.on(at('2027-01-04T23:59:00Z'), now)).toBe('4 Jan');
    expect(days.on(at('2026-11-29T11:20:00Z'), now)).toBe('29 Nov 2026');
  });

  it('keeps the hour and the minute of a decision, in the one zone that all its readers share', () => {
    expect(days.at(at('2027-01-11T11:20:59Z'), now)).toBe('11 Jan 11:20 UTC');
    expect(days.at(at('2026-12-31T23:05:00Z'), now)).toBe('31 Dec 2026 23:05 UTC');
  });
});

describe('a day that is typed', () => {
  test.each([
    ['2027-01-18', '2027-01-18'],
    ['18 Jan', '2027-01-18'],
    ['Mon 18 Jan 2027', '2027-01-18'],
    ['monday, 18th january, 2027', '2027-01-18'],
    ['January 18', '2027-01-18'],
    ['1 Sept', '2027-09-01'],
    // The next one is further away than is shown without its year.
    ['31 Dec', '2026-12-31'],
    ['12 Jan', '2027-01-12'],
    ['11 Jan', '2027-01-11'],
  ])('%s means %s', (typed, day) => expect(readTyped(typed, today)).toBe(day));

  test('in December a day in January is that of the next year', () => expect(readTyped('12 Jan', '2026-12-20')).toBe('2027-01-12'));

  test.each([
    '30 Feb',
    '29 Feb 2027',
    'Tue 18 Jan',
    '18 Janus',
    '2027-13-01',
    '12.1.2027',
    'tomorrow',
    'next week',
    'Friday',
    '18',
    '',
    'soon',
  ])('"%s" means no day', (typed) => expect(readTyped(typed, today)).toBeNull());

  it('reads every day to come as it is written', () => {
    fc.assert(
      fc.property(fc.nat(800), fc.nat(800), (away, later) => {
        const from = addDays(today, later);
        const day = addDays(from, away);
        expect(readTyped(days.by(day, from), from)).toBe(day);
        expect(readTyped(day, from)).toBe(day);
      }),
    );
  });
});
