/** Days and times as people write and read them, `Fri 29 Nov` and `22 Nov 11:20 UTC`; and the days that people type. */
import { addDays, type Day, daysBetween, localAt, readDay, weekdayOf } from '../../../workflows/reminder/calendar.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const short = (name = ''): string => name.slice(0, 3);

/** Eleven months: a day further away is taken for that of another year. */
const mostYearless = 334;

const inUtc = (at: number) => localAt(at, 'UTC');

const isFar = (day: Day, today: Day): boolean => day.slice(0, 4) !== today.slice(0, 4) || Math.abs(daysBetween(today, day)) > mostYearless;

const dated = (day: Day): string => `${Number(day.slice(8))} ${short(months[Number(day.slice(5, 7)) - 1])}`;

const withYear = (day: Day, today: Day): string => (isFar(day, today) ? `${dated(day)} ${day.slice(0, 4)}` : dated(day));

const weekday = (day: Day): string => short(weekdays[weekdayOf(day) - 1]);

/** Cards are read by several people in several zones, so what is no person's own is told in UTC. */
export const days = {
  /** `Fri 29 Nov`: a day by which somebody has to act; `today` is that of whoever reads. */
  by: (day: Day, today: Day): string => `${weekday(day)} ${withYear(day, today)}`,
  /** The same on what several people read. */
  due: (day: Day, now: number): string => days.by(day, inUtc(now).day),
  /** `22 Nov`: a day on which something was so. */
  on: (at: number, now: number): string => withYear(inUtc(at).day, inUtc(now).day),
  /** `22 Nov 11:20 UTC`: when somebody decided or something was seen. */
  at: (at: number, now: number): string => `${days.on(at, now)} ${inUtc(at).time} UTC`,
  /** `Sun 22 Nov 2026 11:20 UTC`, for whoever does not know what day it is. */
  clock: (now: number): string => {
    const { day, time } = inUtc(now);
    return `${weekday(day)} ${dated(day)} ${day.slice(0, 4)} ${time} UTC`;
  },
};

const anyOf = (names: readonly string[]): string => `(?:${names.map(short).join('|')})[a-z]*`;
const date = '\\d{1,2}(?:st|nd|rd|th)?';
const named = `(?:${anyOf(weekdays)}[.,]*\\s+)?(?:${date}\\.?\\s+${anyOf(months)}|${anyOf(months)}\\.?\\s+${date})(?:[.,]*\\s+\\d{4})?`;

/** What people type where they mean a day, also one that cannot be read: it takes an answer, not a guess. */
export const dayTyped = `\\d+(?:[./-]\\d+)+|${named}|(?:next\\s+)?(?:${anyOf(weekdays)}|week|month)|tomorrow`;

const namedDay = new RegExp(`^(?:${named})$`, 'i');

const isNamed = (word: string, names: readonly string[]): boolean =>
  word.length >= 3 && names.some((name) => name.toLowerCase().startsWith(word));

/**
 * `2027-01-18`, or as it is shown: `18 Jan`, `Mon 18 Jan 2027`. Without a year it is the next such day, or the one just gone where
 * the next is further away than is shown without its year. Null for what is no day, or falls on another weekday than it says.
 */
export function readTyped(text: string, today: Day): Day | null {
  const typed = text.trim().toLowerCase();
  if (!namedDay.test(typed)) return readDay(typed);
  const words = typed.split(/[\s,.]+/);
  const month = months.findIndex((name) => words.some((word) => isNamed(word, [name]))) + 1;
  const number = words.find((word) => /^\d{1,2}(?!\d)/.test(word)) ?? '';
  const year = words.find((word) => /^\d{4}$/.test(word));
  const tail = `${String(month).padStart(2, '0')}-${String(Number.parseInt(number, 10)).padStart(2, '0')}`;
  const day = year === undefined ? nearest(tail, today) : readDay(`${year}-${tail}`);
  const said = words.find((word) => isNamed(word, weekdays));
  return day === null || (said !== undefined && !isNamed(said, [weekdays[weekdayOf(day) - 1] ?? ''])) ? null : day;
}

function nearest(tail: string, today: Day): Day | null {
  const year = Number(today.slice(0, 4));
  const all = [year - 1, year, year + 1].map((one) => readDay(`${one}-${tail}`)).filter((day) => day !== null);
  const coming = all.find((day) => day >= today && day <= addDays(today, mostYearless));
  return coming ?? all.findLast((day) => day < today) ?? null;
}
