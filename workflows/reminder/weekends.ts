/** Which days of the week are free in which country. */
import { getTimezone } from 'countries-and-timezones';
import type { Weekday } from './calendar.ts';

/** The country that a zone is named for; null for zones of no country, such as UTC. */
export function countryOf(zone: string): string | null {
  return getTimezone(zone)?.countries[0] ?? null;
}

/**
 * Where the weekend is another than Saturday and Sunday, after the Unicode CLDR (supplemental week data) and, for BD, BN, MV and PS,
 * what their governments keep. Iran has one free day and is between two habits: the days on both sides are free here too, because being
 * silent on a working day does less harm than speaking on a free one.
 */
const weekends: { free: readonly Weekday[]; countries: readonly string[] }[] = [
  {
    free: [5, 6],
    countries: ['BD', 'BH', 'DZ', 'EG', 'IL', 'IQ', 'JO', 'KW', 'LY', 'MV', 'OM', 'PS', 'QA', 'SA', 'SD', 'SY', 'YE'],
  },
  { free: [4, 5], countries: ['AF'] },
  { free: [4, 5, 6], countries: ['IR'] },
  { free: [5, 7], countries: ['BN'] },
];

const week: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

export function workingDaysIn(country: string | null): readonly Weekday[] {
  const free = weekends.find(({ countries }) => country !== null && countries.includes(country))?.free ?? [6, 7];
  return week.filter((day) => !free.includes(day));
}
