/** Calendar days and the instants they begin at, in a person's zone. Days are counted as days, never as milliseconds. */
import { Temporal } from 'temporal-polyfill';
import { aheadAt } from './offset.ts';
import { remembered } from './remembered.ts';

/** A calendar day such as `2027-01-12`; sorts as text. */
export type Day = string;

/** A time of day such as `09:00`; sorts as text. */
export type ClockTime = string;

/** Mon 1 … Sun 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const fallbackZone = 'UTC';

export interface KnownZone {
  zone: string;
  /** False where UTC stands in for what is no zone. */
  known: boolean;
}

const unknownZone: KnownZone = { zone: fallbackZone, known: false };
// What people's profiles say is not ours, so there may be more than zones.
const knownZone = remembered(2_000, lookUp);

/** The zone in the spelling of the time-zone database where that knows it, else UTC. */
export const zoneOf = (name: string | null): KnownZone => (name === null ? unknownZone : knownZone(name));

function lookUp(name: string): KnownZone {
  try {
    return { zone: new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone, known: true };
  } catch {
    return unknownZone;
  }
}

/** `instant` in ms since 1970. */
export function localAt(instant: number, zone: string): { day: Day; time: ClockTime } {
  const wall = new Date(instant + aheadAt(instant, zone)).toISOString();
  return { day: wall.slice(0, 10), time: wall.slice(11, 16) };
}

export const dayAt = (instant: number, zone: string): Day => localAt(instant, zone).day;

/**
 * The instant of a time of a day, ms since 1970: exactly one. Where clocks are put forward over it, the time as far after the gap;
 * where they are put back over it, the first of the two.
 */
export function instantAt(day: Day, time: ClockTime, zone: string): number {
  const wall = Date.parse(`${day}T${time}Z`);
  const ahead = aheadAt(wall - dayMs, zone);
  // Where the clocks change near it, the library decides.
  if (ahead !== aheadAt(wall + dayMs, zone)) return dateOf(day).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
  return wall - ahead;
}

const dayMs = 86_400_000;
const mostDays = 20_000;

const dateOf = remembered(mostDays, (day) => Temporal.PlainDate.from(day));
const dayAfter = remembered(mostDays, (day) => dateOf(day).add({ days: 1 }).toString());

export const addDays = (day: Day, days: number): Day => (days === 1 ? dayAfter(day) : dateOf(day).add({ days }).toString());

/** How many days `to` is after `from`; negative where it is before. */
export const daysBetween = (from: Day, to: Day): number => dateOf(from).until(dateOf(to)).days;

export const weekdayOf = remembered(mostDays, (day) => dateOf(day).dayOfWeek as Weekday);

export const laterDay = (one: Day, other: Day): Day => (one > other ? one : other);

/** What is no day of the calendar is null: people type them. */
export function readDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text).toString();
  } catch {
    return null;
  }
}
