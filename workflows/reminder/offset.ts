/** How far the clocks of a zone are ahead of UTC. The time-zone library is slow, so it is asked once for each year of a zone. */
import { Temporal } from 'temporal-polyfill';

/** From which instant on the clocks are how far ahead, in ms, oldest first. */
type Changes = readonly { from: number; ahead: number }[];

const years = new Map<string, Changes>();
/** More than the zones of the world have in the years that a process sees. */
const mostYears = 10_000;

/** `instant` in ms since 1970. */
export function aheadAt(instant: number, zone: string): number {
  const year = new Date(instant).getUTCFullYear();
  const name = `${year} ${zone}`;
  const known = years.get(name);
  const changes = known ?? changesIn(year, zone);
  if (known === undefined) {
    if (years.size >= mostYears) years.clear();
    years.set(name, changes);
  }
  return changes.findLast(({ from }) => from <= instant)?.ahead ?? 0;
}

function changesIn(year: number, zone: string): Changes {
  const end = Date.UTC(year + 1, 0, 1);
  const changes: { from: number; ahead: number }[] = [];
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(Date.UTC(year, 0, 1)).toZonedDateTimeISO(zone);
  while (at !== null && at.epochMilliseconds < end) {
    changes.push({ from: at.epochMilliseconds, ahead: at.offsetNanoseconds / 1_000_000 });
    at = at.getTimeZoneTransition('next');
  }
  return changes;
}
