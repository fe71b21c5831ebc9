/** When a person may be spoken to: zones, hours, weekends, holidays and absence, on the days on which clocks change too. */
import { describe, expect, it } from 'vitest';
import { addDays, dayAt, daysBetween, instantAt, laterDay, localAt, readDay, zoneOf } from '../../../workflows/reminder/calendar.ts';
import {
  type Clock,
  clockOf,
  type Habits,
  isCivil,
  NoWorkingDayError,
  nextCivil,
  workingDaysAfter,
} from '../../../workflows/reminder/clock.ts';
import { countriesWithHolidays, isHoliday } from '../../../workflows/reminder/holidays.ts';
import { remembered } from '../../../workflows/reminder/remembered.ts';
import { countryOf, workingDaysIn } from '../../../workflows/reminder/weekends.ts';

const hour = 3_600_000;
const at = (text: string): number => Date.parse(text);
const iso = (instant: number): string => new Date(instant).toISOString();
const usual: Habits = { zone: 'Europe/Berlin', hours: null, holidays: null, awayUntil: null };
const clock = (over: Partial<Habits> = {}): Clock => clockOf({ ...usual, ...over });

describe('a day', () => {
  it('is counted as a day where the clocks change', () => {
    expect(addDays('2027-03-27', 2)).toBe('2027-03-29');
    expect(daysBetween('2027-10-30', '2027-11-01')).toBe(2);
    expect(daysBetween('2027-01-12', '2027-01-10')).toBe(-2);
  });

  it('is counted over months and years in both directions', () => {
    expect([addDays('2027-01-31', 1), addDays('2027-03-01', -1), addDays('2027-12-31', 1)]).toEqual([
      '2027-02-01',
      '2027-02-28',
      '2028-01-01',
    ]);
    expect([daysBetween('2027-01-04', '2027-02-03'), daysBetween('2027-02-03', '2027-01-04')]).toEqual([30, -30]);
  });

  it('is later than another by the calendar', () => {
    expect([laterDay('2027-01-12', '2027-01-09'), laterDay('2027-01-12', '2027-02-01')]).toEqual(['2027-01-12', '2027-02-01']);
  });

  it.each([
    ['Pacific/Kiritimati', '2026-12-01'],
    ['Asia/Kathmandu', '2026-11-30'],
    ['Pacific/Pago_Pago', '2026-11-30'],
  ])('begins in %s when it does there', (zone, day) => {
    expect(dayAt(at('2026-11-30T11:30:00Z'), zone)).toBe(day);
  });

  it('has in zones all over the world the hours that their clocks show, and each of them once', () => {
    const some = Intl.supportedValuesOf('timeZone').filter((_, index) => index % 7 === 0);
    const wrong = some.flatMap((zone, index) => {
      const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
      const first = Date.UTC(2024 + (index % 12), 0, 1) - 12 * hour;
      return Array.from({ length: 88 }, (_, n) => first + n * 101 * hour).filter((instant) => {
        const { day, time } = localAt(instant, zone);
        return shown.format(instant) !== `${day} ${time}` || instantAt(day, time, zone) !== instant;
      });
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    '2027-02-29',
    '2027-13-01',
    '12.01.2027',
    '2027-1-2',
    '',
    'tomorrow',
    '2027-01-12T09:00',
    '+002027-01-12',
    '-002027-01-12',
    '20270112',
    '2027-01-32',
  ])('is none when it is typed as "%s"', (text) => {
    expect(readDay(text)).toBeNull();
  });

  it.each(['2028-02-29', '2027-12-31'])('is one when it is typed as "%s"', (text) => {
    expect(readDay(text)).toBe(text);
  });

  it('has each time once: after the gap where there is none, the first where there are two', () => {
    expect(iso(instantAt('2027-03-28', '02:30', 'Europe/Berlin'))).toBe('2027-03-28T01:30:00.000Z');
    expect(localAt(instantAt('2027-03-28', '02:30', 'Europe/Berlin'), 'Europe/Berlin').time).toBe('03:30');
    expect(iso(instantAt('2027-10-31', '02:30', 'Europe/Berlin'))).toBe('2027-10-31T00:30:00.000Z');
  });
});

describe('what is remembered', () => {
  const asked: string[] = [];
  const length = remembered(2, (text) => {
    asked.push(text);
    return text.length;
  });

  it('is found once, and found again when more was asked than is kept', () => {
    expect(['a', 'bb', 'a', 'bb'].map(length)).toEqual([1, 2, 1, 2]);
    expect(asked).toEqual(['a', 'bb']);
    expect(['ccc', 'ccc', 'a'].map(length)).toEqual([3, 3, 1]);
    expect(asked).toEqual(['a', 'bb', 'ccc', 'a']);
  });
});

describe('a zone', () => {
  it.each([null, '', 'Mars/Olympus', 'CEST+1', '../etc/passwd'])('that is none (%s) is UTC, and that is known', (name) => {
    expect(zoneOf(name)).toEqual({ zone: 'UTC', known: false });
  });

  it.each(['europe/berlin', 'Asia/Kolkata', 'Asia/Calcutta', 'US/Pacific', 'America/Argentina/Buenos_Aires'])(
    'may be spelled %s',
    (name) => {
      expect(zoneOf(name).known).toBe(true);
    },
  );

  it('tells the country, and that the weekend', () => {
    expect(countryOf('Asia/Riyadh')).toBe('SA');
    expect(workingDaysIn('SA')).toEqual([1, 2, 3, 4, 7]);
    expect(workingDaysIn(countryOf('Europe/Berlin'))).toEqual([1, 2, 3, 4, 5]);
    expect([countryOf('UTC'), countryOf('Nowhere/Yet')]).toEqual([null, null]);
    expect(workingDaysIn(null)).toEqual([1, 2, 3, 4, 5]);
  });

  it('has a weekend that leaves working days, whatever its country', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) expect(workingDaysIn(countryOf(zone)).length, zone).toBeGreaterThan(3);
  });
});

describe('a public holiday', () => {
  it.each([
    ['DE', '2026-12-25', true],
    ['DE', '2026-12-24', false],
    ['US', '2026-11-26', true],
    ['JP', '2027-01-01', true],
    // The feast lasts four days, and Monday to Thursday would be working days.
    ['SA', '2026-05-26', true],
    ['SA', '2026-05-27', true],
    ['SA', '2026-05-28', true],
    ['SA', '2026-06-02', false],
    // Six days from the 28th on; nobody asked for the year in which they begin before.
    ['SZ', '2027-01-02', true],
    ['SZ', '2027-01-03', false],
    ['SZ', '2026-12-28', true],
  ])('of %s: %s is one: %s', (country, day, isOne) => {
    expect(isHoliday(day, country)).toBe(isOne);
  });

  it('is none where no holidays are known', () => {
    expect(countriesWithHolidays().has('AQ')).toBe(false);
    expect(isHoliday('2026-12-25', 'AQ')).toBe(false);
  });
});

describe('the next reminder', () => {
  it.each([
    ['nine in the morning of today', '2026-12-01T06:00:00Z', '2026-12-01T08:00:00.000Z'],
    ['this very nine', '2026-12-01T08:00:00Z', '2026-12-01T08:00:00.000Z'],
    ['tomorrow, once nine is over', '2026-12-01T08:00:00.001Z', '2026-12-02T08:00:00.000Z'],
    ['Monday, on a Friday evening', '2026-12-04T20:00:00Z', '2026-12-07T08:00:00.000Z'],
    ['the Monday after Christmas', '2026-12-24T20:00:00Z', '2026-12-28T08:00:00.000Z'],
    ['nine of summer, after a winter Friday', '2027-03-26T20:00:00Z', '2027-03-30T07:00:00.000Z'],
  ])('in Berlin is %s', (_, after, next) => {
    expect(iso(nextCivil(at(after), clock()))).toBe(next);
  });

  it.each([
    ['Asia/Kathmandu', '2026-12-01T03:15:00.000Z'],
    ['America/St_Johns', '2026-11-30T12:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-11-30T22:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-30T19:00:00.000Z'],
  ])('in %s is nine there', (zone, next) => {
    expect(iso(nextCivil(at('2026-11-30T12:00:00Z'), clock({ zone, holidays: 'none' })))).toBe(next);
  });

  it('comes at the hour and on the days that the person chose', () => {
    const hours = { from: '13:30', to: '18:00', days: [7, 6] as const };
    expect(iso(nextCivil(at('2026-12-01T08:00:00Z'), clock({ hours: { ...hours, days: [6, 7] } })))).toBe('2026-12-05T12:30:00.000Z');
  });

  it('is not before the person is back', () => {
    expect(iso(nextCivil(at('2026-12-01T06:00:00Z'), clock({ awayUntil: '2026-12-12' })))).toBe('2026-12-14T08:00:00.000Z');
  });

  it('comes on a holiday where they are switched off, and on none of another country that was chosen', () => {
    expect(iso(nextCivil(at('2026-12-24T20:00:00Z'), clock({ holidays: 'none' })))).toBe('2026-12-25T08:00:00.000Z');
    expect(iso(nextCivil(at('2026-11-25T20:00:00Z'), clock({ holidays: 'US' })))).toBe('2026-11-27T08:00:00.000Z');
  });

  it('skips a day on which clocks are put forward over all of the working hours', () => {
    const hours = { from: '02:00', to: '03:00', days: [1, 2, 3, 4, 5, 6, 7] as const };
    const early = clock({ hours: { ...hours, days: [...hours.days] }, holidays: 'none' });
    expect(iso(nextCivil(at('2027-03-27T12:00:00Z'), early))).toBe('2027-03-29T00:00:00.000Z');
  });

  it('is an error where a clock has no day, never a loop', () => {
    const none = { ...clock(), days: [] };
    expect(() => nextCivil(at('2026-12-01T06:00:00Z'), none)).toThrow(NoWorkingDayError);
    expect(() => workingDaysAfter('2026-12-01', 1, none)).toThrow(NoWorkingDayError);
  });
});

describe('a moment', () => {
  it.each([
    ['2026-12-01T07:59:59Z', false],
    ['2026-12-01T08:00:00Z', true],
    ['2026-12-01T15:59:59Z', true],
    ['2026-12-01T16:00:00Z', false],
    ['2026-12-05T10:00:00Z', false],
    ['2026-12-25T10:00:00Z', false],
  ])('%s in Berlin is civil: %s', (moment, civil) => {
    expect(isCivil(at(moment), clock())).toBe(civil);
  });

  it('is not civil while they are away, and is from the day on which they are back', () => {
    const away = clock({ awayUntil: '2026-12-03' });
    expect([isCivil(at('2026-12-02T10:00:00Z'), away), isCivil(at('2026-12-03T10:00:00Z'), away)]).toEqual([false, true]);
  });

  it('counts working days over weekends and holidays', () => {
    expect(workingDaysAfter('2026-12-23', 1, clock())).toBe('2026-12-24');
    expect(workingDaysAfter('2026-12-23', 2, clock())).toBe('2026-12-28');
    expect(workingDaysAfter('2026-12-23', 5, clock())).toBe('2026-12-31');
  });
});
