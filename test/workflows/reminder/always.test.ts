/** What holds of reminders in every zone and on every day: `PLUMBLINE_REMINDERS` says how many random histories are lived through. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Weekday } from '../../../workflows/reminder/calendar.ts';
import { dutyKinds } from '../../../workflows/reminder/duty.ts';
import { paces, snoozes } from '../../../workflows/reminder/reminders.ts';
import { type Happening, type History, live } from '../../support/reminder-world.ts';

const numRuns = Number(process.env['PLUMBLINE_REMINDERS'] ?? 2_000);

/** All that the platform knows, and names that are spelled in the old way. */
const zones = [...Intl.supportedValuesOf('timeZone'), 'Asia/Kolkata', 'Asia/Kathmandu', 'US/Pacific', 'UTC', 'Etc/GMT+12'];

/** A year of holidays takes a country's data package a while, so small runs see each zone in one year of the twelve; large ones in all. */
const yearOf = (zone: number): fc.Arbitrary<number> =>
  numRuns < 50_000 ? fc.constant(2024 + (zone % 12)) : fc.integer({ min: 2024, max: 2035 });
const place = fc
  .nat({ max: zones.length - 1 })
  .chain((zone) => fc.record({ zone: fc.constant(zones[zone] ?? 'UTC'), year: yearOf(zone), minute: fc.nat({ max: 334 * 1440 }) }))
  .map(({ zone, year, minute }) => ({ zone, start: Date.UTC(year, 0, 1) + minute * 60_000 }));
/** Far from each other, of half and quarter hours, with other weekends, and no zone at all. */
const elsewhere = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu', 'Asia/Riyadh', 'America/St_Johns', 'Europe/Berlin', 'UTC'];

const n = fc.nat({ max: 3 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('duty' as const),
      n,
      kind: fc.constantFrom(...dutyKinds, 'task' as const, 'task' as const),
      dueIn: fc.option(fc.integer({ min: -6, max: 24 })),
      acted: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('ended' as const), n, acted: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('snooze' as const), n, for: fc.constantFrom(...snoozes) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('away' as const), days: fc.nat({ max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('pace' as const), pace: fc.constantFrom(...paces) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('hours' as const),
      from: fc.constantFrom('00:00', '01:30', '02:00', '06:45', '09:00', '13:00'),
      to: fc.constantFrom('14:00', '17:30', '23:59'),
      days: fc.constantFrom<Weekday[] | null>(null, [1, 2, 3, 4, 5, 6, 7], [7, 1, 2, 3, 4], [2]),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('holidays' as const), country: fc.constantFrom(null, 'none', 'DE', 'SA') }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('moves' as const), zone: fc.constantFrom(...elsewhere) }) },
  { weight: 1, arbitrary: fc.constant({ what: 'looked' as const }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('outage' as const), hours: fc.integer({ min: 1, max: 240 }) }) },
);

const happenings = fc.array(fc.record({ after: fc.oneof(fc.nat({ max: 90 }), fc.nat({ max: 3 * 1440 })), happening }), {
  minLength: 1,
  maxLength: 10,
});
const history: fc.Arbitrary<History> = fc
  .record({ place, happenings, lag: fc.constantFrom(0, 0, 1, 17) })
  .map(({ place: where, ...rest }) => ({ ...where, ...rest }));

test('nobody hears a reminder at an uncivil hour or twice on a day, and nothing that waits is lost', { timeout: 0 }, () => {
  fc.assert(
    fc.property(history, (lived) => {
      const wrong = live(lived);
      if (wrong.length > 0) expect(wrong).toEqual([]);
    }),
    { numRuns },
  );
});
