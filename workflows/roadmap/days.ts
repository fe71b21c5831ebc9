/** Calendar days as text, `2027-01-12`, and when they begin in UTC. Sums of days: `reminder/calendar.ts`. */

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The instant (ms) at which the day begins in UTC; NaN where the text names no day of the calendar. */
export function startOf(day: string): number {
  const [, year, month, date] = pattern.exec(day) ?? [];
  if (year === undefined) return Number.NaN;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(date));
  return new Date(at).toISOString().slice(0, 10) === day ? at : Number.NaN;
}

export const isDay = (text: string): boolean => !Number.isNaN(startOf(text));

/** The day in UTC of an instant. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
