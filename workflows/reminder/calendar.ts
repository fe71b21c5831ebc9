/** Calendar days and the instants they begin at, in a person's zone. Days are counted as days, never as milliseconds. */
import { Temporal } from 'temporal-polyfill';

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
const zones = new Map<string, KnownZone>();
const mostZones = 2_000;

/** The zone in the spelling of the time-zone database where that knows it, else UTC. */
export function zoneOf(name: string | null): KnownZone {
  if (name === null) return unknownZone;
  const found = zones.get(name) ?? lookUp(name);
  // What people's profiles say is not ours: it may not fill the memory.
  if (zones.size >= mostZones) zones.clear();
  zones.set(name, found);
  return found;
}

function lookUp(name: string): KnownZone {
  try {
    return { zone: new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone, known: true };
  } catch {
    return unknownZone;
  }
}

/** `instant` in ms since 1970. */
export function localAt(instant: number, zone: string): { day: Day; time: ClockTime } {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  return { day: local.toPlainDate().toString(), time: local.toPlainTime().toString({ smallestUnit: 'minute' }) };
}

export const dayAt = (instant: number, zone: string): Day => localAt(instant, zone).day;

/**
 * The instant of a time of a day, ms since 1970: exactly one. Where clocks are put forward over it, the time as far after the gap;
 * where they are put back over it, the first of the two.
 */
export function instantAt(day: Day, time: ClockTime, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}

export const addDays = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString();

/** How many days `to` is after `from`; negative where it is before. */
export const daysBetween = (from: Day, to: Day): number => Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;

export function weekdayOf(day: Day): Weekday {
  return Temporal.PlainDate.from(day).dayOfWeek as Weekday;
}

export const laterDay = (one: Day, other: Day): Day => (one > other ? one : other);

/** What is no day of the calendar is null: people type them. */
export function readDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}
