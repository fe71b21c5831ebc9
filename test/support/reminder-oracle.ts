/** What a clock on the wall says, read by other means than the product's: Intl for the hour, the proleptic UTC calendar for the days. */
import Holidays from 'date-holidays';

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2027-03-28 09:00` as Intl says that it is there then. */
function shownAt(instant: number, zone: string): string {
  const known = formats.get(zone);
  const format =
    known ??
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  if (known === undefined) formats.set(zone, format);
  return format.format(instant);
}

const minute = 60_000;
const dayMs = 86_400_000;

/** From when on the clocks of a zone are how far ahead of UTC, in ms, oldest first. */
type Changes = { from: number; ahead: number }[];

/** Of each zone by year: Intl is too slow to be asked a hundred times in each of a million histories. */
const tables = new Map<string, Map<number, Changes>>();

/** Intl is asked on every day of the year, and between two days that differ for the minute of the change. */
function changesOf(zone: string, year: number): Changes {
  const end = Date.UTC(year + 1, 0, 1);
  const changes: Changes = [{ from: Date.UTC(year, 0, 1), ahead: aheadShown(Date.UTC(year, 0, 1), zone) }];
  for (let day = Date.UTC(year, 0, 2); day <= end; day += dayMs) {
    const ahead = aheadShown(day, zone);
    if (ahead === changes.at(-1)?.ahead) continue;
    let before = day - dayMs;
    let from = day;
    while (from - before > minute) {
      const middle = before + Math.floor((from - before) / minute / 2) * minute;
      if (aheadShown(middle, zone) === ahead) from = middle;
      else before = middle;
    }
    changes.push({ from, ahead });
  }
  return changes;
}

const aheadShown = (instant: number, zone: string): number =>
  Date.parse(`${shownAt(instant, zone).replace(' ', 'T')}Z`) - Math.floor(instant / minute) * minute;

function aheadAt(instant: number, zone: string): number {
  const ofZone = tables.get(zone) ?? new Map<number, Changes>();
  tables.set(zone, ofZone);
  const year = new Date(instant).getUTCFullYear();
  const changes = ofZone.get(year) ?? changesOf(zone, year);
  ofZone.set(year, changes);
  return changes.findLast(({ from }) => from <= instant)?.ahead ?? Number.NaN;
}

export const wallDay = (instant: number, zone: string): string => dayOf(instant + aheadAt(instant, zone));

const dayNames = new Map<number, string>();

function dayOf(utc: number): string {
  const start = Math.floor(utc / dayMs);
  const known = dayNames.get(start) ?? new Date(utc).toISOString().slice(0, 10);
  dayNames.set(start, known);
  return known;
}

const utcOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** Every day of UTC has 24 hours. */
export const dayPlus = (day: string, days: number): string => dayOf(utcOf(day) + days * dayMs);

/** Mon 1 … Sun 7. */
export const wallWeekday = (day: string): number => new Date(utcOf(day)).getUTCDay() || 7;

const sources = new Map<string, Holidays>();
const years = new Map<string, Set<string>>();

export function isPublicHoliday(day: string, country: string): boolean {
  const year = Number(day.slice(0, 4));
  return publicDays(country, year).has(day) || (day.slice(5) < '02' && publicDays(country, year - 1).has(day));
}

function publicDays(country: string, year: number): Set<string> {
  const known = years.get(`${country} ${year}`);
  if (known !== undefined) return known;
  const source = sources.get(country) ?? new Holidays(country, { types: ['public'] });
  sources.set(country, source);
  const days = new Set<string>();
  for (const { date, start, end } of source.getHolidays(year)) {
    const hours = (end.getTime() - start.getTime()) / 3_600_000;
    for (let n = 0; n === 0 || n * 24 < hours - 12; n += 1) days.add(dayPlus(date.slice(0, 10), n));
  }
  years.set(`${country} ${year}`, days);
  return days;
}

export interface WallHabits {
  zone: string;
  from: string;
  to: string;
  days: readonly number[];
  country: string | null;
  awayUntil: string | null;
}

export function isFreeDay(day: string, { days, country, awayUntil }: WallHabits): boolean {
  if (!days.includes(wallWeekday(day)) || (awayUntil !== null && day < awayUntil)) return true;
  return country !== null && isPublicHoliday(day, country);
}

/** Why nobody should be spoken to then; null where they may. */
export function uncivil(instant: number, habits: WallHabits): string | null {
  const [day = '', time = ''] = shownAt(instant, habits.zone).split(' ');
  if (time < habits.from || time >= habits.to) return `outside working hours: ${day} ${time} in ${habits.zone}`;
  return isFreeDay(day, habits) ? `on a free day: ${day} in ${habits.zone}` : null;
}

/** How often the reminder's hour of a working day struck between two instants, on days from `wake` on. */
export function civilHours(after: number, before: number, habits: WallHabits, wake: string): number {
  let count = 0;
  const last = utcOf(wallDay(before, habits.zone));
  const hour = Date.parse(`1970-01-01T${habits.from}:00Z`);
  for (let day = utcOf(laterOf(wallDay(after, habits.zone), wake)); day <= last; day += dayMs) {
    const instant = instantOn(day + hour, habits.zone);
    if (instant !== null && instant > after && instant < before && !isFreeDay(dayOf(day), habits)) count += 1;
  }
  return count;
}

const laterOf = (one: string, other: string): string => (one > other ? one : other);

/** When the clocks show what UTC's show at `wanted`; null where that time does not exist on that day. */
function instantOn(wanted: number, zone: string): number | null {
  let guess = wanted;
  for (let round = 0; round < 3; round += 1) guess = wanted - aheadAt(guess, zone);
  return guess + aheadAt(guess, zone) === wanted ? guess : null;
}
