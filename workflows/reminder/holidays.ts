/** Public holidays of a country, from a maintained data package. It is loaded when a person of some country first waits for something. */
import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import { addDays, type Day } from './calendar.ts';

// Loading takes 0.1 s and 26 MB, a country's year up to 0.1 s: neither is paid by a process that reminds nobody there.
const require = createRequire(import.meta.url);

interface Country {
  days: Holidays;
  years: Map<string, ReadonlySet<Day>>;
}

let countries: ReadonlySet<string> | undefined;
const opened = new Map<string, Country>();

function load(): typeof Holidays {
  return require('date-holidays') as typeof Holidays;
}

/** ISO 3166 codes, sorted. */
export function countriesWithHolidays(): ReadonlySet<string> {
  countries ??= new Set(Object.keys(new (load())().getCountries()).toSorted());
  return countries;
}

/** Holidays of the whole country; where none are known no day is one. */
export function isHoliday(day: Day, country: string): boolean {
  const known = open(country);
  if (known === null) return false;
  const year = day.slice(0, 4);
  const days = known.years.get(year) ?? daysOf(known.days, Number(year));
  known.years.set(year, days);
  return days.has(day);
}

function open(country: string): Country | null {
  const known = opened.get(country);
  if (known !== undefined) return known;
  if (!countriesWithHolidays().has(country)) return null;
  const fresh = { days: new (load())(country, { types: ['public'] }), years: new Map() };
  opened.set(country, fresh);
  return fresh;
}

const dayMs = 86_400_000;

/** A holiday may begin the year before, and one of several days runs on into the next. */
function daysOf(holidays: Holidays, year: number): ReadonlySet<Day> {
  const found = [year - 1, year].flatMap((one) => holidays.getHolidays(one));
  return new Set(
    found
      .filter(({ type }) => type === 'public')
      .flatMap(({ date, start, end }) => {
        const first = date.slice(0, 10);
        // A span of whole or begun days, not a day reached by adding milliseconds: an hour of summer time more or less does not count.
        const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs));
        return Array.from({ length }, (_, index) => addDays(first, index));
      }),
  );
}
