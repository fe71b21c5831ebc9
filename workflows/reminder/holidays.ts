/** Public holidays of a country, from a maintained data package. It is loaded when a person of some country first waits for something. */
import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import { addDays, type Day } from './calendar.ts';

// Loading takes 0.1 s and 26 MB, a country's year up to 0.1 s: neither is paid by a process that reminds nobody there.
const require = createRequire(import.meta.url);

interface Country {
  source: Holidays;
  /** The years whose holidays are among the days. */
  years: Set<number>;
  days: Set<Day>;
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
  const year = Number(day.slice(0, 4));
  // One of several days may begin the year before; a year takes too long to be read in vain.
  if (day.slice(5, 7) === '01') read(known, year - 1);
  read(known, year);
  return known.days.has(day);
}

function open(country: string): Country | null {
  const known = opened.get(country);
  if (known !== undefined) return known;
  if (!countriesWithHolidays().has(country)) return null;
  const fresh = { source: new (load())(country, { types: ['public'] }), years: new Set<number>(), days: new Set<Day>() };
  opened.set(country, fresh);
  return fresh;
}

const dayMs = 86_400_000;

function read({ source, years, days }: Country, year: number): void {
  if (years.has(year)) return;
  years.add(year);
  for (const { date, start, end } of source.getHolidays(year)) {
    const first = date.slice(0, 10);
    // The length of a span, not a day reached by adding milliseconds: an hour of summer time more or less does not count.
    const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs));
    for (let index = 0; index < length; index += 1) days.add(addDays(first, index));
  }
}
