/** How far the clocks of a zone are ahead of UTC. The time-zone library is slow, so it is asked once for each year of a zone. */
import { Temporal } from 'temporal-polyfill';
import { remembered } from './remembered.ts';

/** From which instant on the clocks are how far ahead, in ms, oldest first. */
type Changes = readonly { from: number; ahead: number }[];

/** By year and zone; more than the zones of the world have in the years that a process sees. */
const changes = remembered(10_000, (name) => changesIn(Number(name.slice(0, 4)), name.slice(5)));

/** `instant` in ms since 1970, in a year of four digits. */
export function aheadAt(instant: number, zone: string): number {
  const year = new Date(instant).getUTCFullYear();
  return changes(`${year} ${zone}`).findLast(({ from }) => from <= instant)?.ahead ?? 0;
}

function changesIn(year: number, zone: string): Changes {
  const end = Date.UTC(year + 1, 0, 1);
  const found: { from: number; ahead: number }[] = [];
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(Date.UTC(year, 0, 1)).toZonedDateTimeISO(zone);
  while (at !== null && at.epochMilliseconds < end) {
    found.push({ from: at.epochMilliseconds, ahead: at.offsetNanoseconds / 1_000_000 });
    at = at.getTimeZoneTransition('next');
  }
  return found;
}
