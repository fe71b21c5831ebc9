/** When a person may be spoken to: their zone, working hours, working days, holidays and absence. */
import { addDays, type ClockTime, type Day, dayAt, instantAt, laterDay, localAt, type Weekday, weekdayOf, zoneOf } from './calendar.ts';
import { isHoliday } from './holidays.ts';
import { countryOf, workingDaysIn } from './weekends.ts';

export interface Hours {
  /** The hour of the reminder. */
  from: ClockTime;
  /** Nothing is said from here on. */
  to: ClockTime;
  /** Null where the weekend of the country counts. */
  days: Weekday[] | null;
}

export const usualHours: Hours = { from: '09:00', to: '17:00', days: null };

export interface Habits {
  /** As the platform's profile names it; null where it never did. */
  zone: string | null;
  /** Null where they never said. */
  hours: Hours | null;
  /** A country other than the zone's, or `none`; null for the zone's. */
  holidays: string | null;
  /** The first day on which they are back. */
  awayUntil: Day | null;
}

export interface Clock {
  zone: string;
  from: ClockTime;
  to: ClockTime;
  days: readonly Weekday[];
  /** Whose public holidays are free. */
  country: string | null;
  awayUntil: Day | null;
}

export const noHolidays = 'none';

export function clockOf(habits: Habits): Clock {
  const { zone } = zoneOf(habits.zone);
  const lives = countryOf(zone);
  const { from, to, days } = habits.hours ?? usualHours;
  const country = habits.holidays === noHolidays ? null : (habits.holidays ?? lives);
  return { zone, from, to, days: days ?? workingDaysIn(lives), country, awayUntil: habits.awayUntil };
}

export function isWorkingDay(day: Day, { days, country }: Pick<Clock, 'days' | 'country'>): boolean {
  return days.includes(weekdayOf(day)) && (country === null || !isHoliday(day, country));
}

/** Within working hours of a working day on which they are not away. */
export function isCivil(instant: number, clock: Clock): boolean {
  const { day, time } = localAt(instant, clock.zone);
  if (time < clock.from || time >= clock.to || day < (clock.awayUntil ?? day)) return false;
  return isWorkingDay(day, clock);
}

/** Longer than any row of free days. */
const mostDays = 400;

/** Nobody has so many free days on end: the clock itself is wrong. */
export class NoWorkingDayError extends Error {
  override readonly name = 'NoWorkingDayError';
}

/** The first instant at or after `after`, on or after `notBefore`, that is the reminder's hour of a working day. */
export function nextCivil(after: number, clock: Clock, notBefore: Day | null = null): number {
  const earliest = laterDay(dayAt(after, clock.zone), notBefore ?? '');
  const first = laterDay(earliest, clock.awayUntil ?? '');
  for (let day = first, tried = 0; tried < mostDays; day = addDays(day, 1), tried += 1) {
    if (!isWorkingDay(day, clock)) continue;
    const instant = instantAt(day, clock.from, clock.zone);
    // Where clocks are put forward over the hours or the day, that day has none.
    if (instant >= after && isCivil(instant, clock)) return instant;
  }
  throw new NoWorkingDayError(`No working day in ${mostDays} days after ${first} in ${clock.zone}.`);
}

/** The `count`-th working day after a day. */
export function workingDaysAfter(day: Day, count: number, clock: Clock): Day {
  let next = day;
  for (let left = count, tried = 0; left > 0; tried += 1) {
    if (tried === mostDays) throw new NoWorkingDayError(`No working day in ${mostDays} days after ${day} in ${clock.zone}.`);
    next = addDays(next, 1);
    if (isWorkingDay(next, clock)) left -= 1;
  }
  return next;
}
