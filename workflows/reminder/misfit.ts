/** Why a wish about one's own reminders cannot be granted. */
import { addDays, dayAt, readDay } from './calendar.ts';
import { clockOf, type Hours, noHolidays } from './clock.ts';
import { countriesWithHolidays } from './holidays.ts';
import type { OwnWish, Reminders } from './reminders.ts';

export type Misfit =
  /** What should be snoozed waits no more. */
  | 'ended'
  | 'no-day'
  /** The day is not to come. */
  | 'past'
  /** Further than a year. */
  | 'far'
  /** They end before they begin, or no day is left. */
  | 'hours'
  /** No public holidays are known there. */
  | 'country';

export const mostAwayDays = 366;

/** Null where it fits. `at` in ms since 1970. */
export function misfit(state: Reminders, wish: OwnWish, at: number): Misfit | null {
  switch (wish.type) {
    case 'snooze':
      return Object.hasOwn(state.duties, wish.duty) ? null : 'ended';
    case 'away':
      return wish.until === null ? null : misfitInDay(wish.until, dayAt(at, clockOf(state).zone));
    case 'hours':
      return wish.hours === null || fits(wish.hours) ? null : 'hours';
    case 'holidays':
      return wish.country === null || wish.country === noHolidays || countriesWithHolidays().has(wish.country) ? null : 'country';
    case 'pace':
    case 'looked':
    case 'asked':
      return null;
    default:
      return wish satisfies never;
  }
}

function misfitInDay(until: string, today: string): Misfit | null {
  const day = readDay(until);
  if (day === null) return 'no-day';
  if (day <= today) return 'past';
  return day > addDays(today, mostAwayDays) ? 'far' : null;
}

const clockTime = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

function fits({ from, to, days }: Hours): boolean {
  if (!clockTime.test(from) || !clockTime.test(to) || from >= to) return false;
  return days === null || (days.length > 0 && new Set(days).size === days.length && days.every((day) => day >= 1 && day <= 7));
}
