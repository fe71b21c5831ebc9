/** What a clock on the wall says, read by other means than the product's: Intl for the hour, the proleptic UTC calendar for the days. */
import Holidays from 'date-holidays';

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2027-03-28 09:00` as it is there then. */
export function wallAt(instant: number, zone: string): string {
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

export const wallDay = (instant: number, zone: string): string => wallAt(instant, zone).slice(0, 10);

const utcOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** Every day of UTC has 24 hours. */
export const dayPlus = (day: string, days: number): string => new Date(utcOf(day) + days * 86_400_000).toISOString().slice(0, 10);

/** Mon 1 … Sun 7. */
export const wallWeekday = (day: string): number => new Date(utcOf(day)).getUTCDay() || 7;

const sources = new Map<string, Holidays>();
const years = new Map<string, Set<string>>();

export function isPublicHoliday(day: string, country: string): boolean {
  const year = Number(day.slice(0, 4));
  return publicDays(country, year).has(day) || publicDays(country, year - 1).has(day);
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
  const [day = '', time = ''] = wallAt(instant, habits.zone).split(' ');
  if (time < habits.from || time >= habits.to) return `outside working hours: ${day} ${time} in ${habits.zone}`;
  return isFreeDay(day, habits) ? `on a free day: ${day} in ${habits.zone}` : null;
}

/** How often the reminder's hour of a working day struck between two instants, on days from `wake` on. */
export function civilHours(after: number, before: number, habits: WallHabits, wake: string): number {
  let count = 0;
  const last = wallDay(before, habits.zone);
  for (let day = laterOf(wallDay(after, habits.zone), wake); day <= last; day = dayPlus(day, 1)) {
    if (isFreeDay(day, habits)) continue;
    const instant = instantOn(day, habits.from, habits.zone);
    if (instant !== null && instant > after && instant < before) count += 1;
  }
  return count;
}

const laterOf = (one: string, other: string): string => (one > other ? one : other);

/** Found by asking the wall clock; null where that time does not exist on that day. */
function instantOn(day: string, time: string, zone: string): number | null {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let guess = wanted;
  for (let round = 0; round < 3; round += 1) guess += wanted - Date.parse(`${wallAt(guess, zone).replace(' ', 'T')}:00Z`);
  return wallAt(guess, zone) === `${day} ${time}` ? guess : null;
}
