/** What the killed processes of a roadmap, their platform and their people agree on: a clock on which a minute is a second. */
import type { House } from './sim-roadmap.ts';

/** A Tuesday, a few minutes before people begin to work. */
export const killMorning = Date.UTC(2026, 0, 6, 8, 50);
/** Faster than this a request could take longer than the calendar allows for. */
export const killSpeed = 60;

/** The time of the run, for a run that began at `origin` on the wall. */
export const killClock = (origin: number) => (): number => killMorning + (Date.now() - origin) * killSpeed;

const spell = 10 * 60_000;

/** A check says the same for ten minutes, and every third time it fails. */
export const killHouse: House = {
  verdict: (check, at) => ((Math.floor(at / spell) + Number(check.at(-1))) % 3 === 0 ? 'fail' : 'pass'),
  looks: [0],
  begun: [],
  tracker: () => null,
};
