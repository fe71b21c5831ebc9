/** After a week in which nothing ran: everybody is reminded once, at an hour that suits them, as fast as their platform allows. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localAt } from '../../workflows/reminder/calendar.ts';
import { startDynoxide, type TestServer } from '../support/dynoxide.ts';
import { asleep, back, brewStorm, organisations, type Storm } from '../support/storm.ts';

/** Things that wait and are overdue, over all people. */
const items = Number(process.env['PLUMBLINE_STORM'] ?? 100_000);
const duties = 250;
const cap = 5_000;

let server: TestServer;
let storm: Storm;

beforeAll(async () => {
  server = await startDynoxide();
  storm = await brewStorm({ endpoint: server.embedded.endpoint, table: 'storm' }, { people: items / duties, duties }, cap);
  for (const at of [back, ...Object.values(asleep)]) await storm.worksOff(at);
});

afterAll(async () => {
  storm.close();
  await server.stop();
});

describe('a storm of reminders', () => {
  it('reaches everybody once', () => {
    expect(storm.digests.map(({ person }) => person).toSorted()).toEqual(storm.people.map(({ person }) => person).toSorted());
  });

  it('reaches nobody out of hours: whoever sleeps when the bot is back hears at nine', () => {
    for (const { zone, at } of storm.digests) {
      const { time } = localAt(at, zone);
      expect(time >= '09:00' && time < '17:00', `${zone} ${time}`).toBe(true);
      if (zone in asleep) expect(time < '09:10').toBe(true);
    }
  });

  it.each(organisations)('is over in $tenant within 1.05 of what its platform allows', ({ tenant, takes }) => {
    const mine = storm.digests.filter((digest) => digest.tenant === tenant && !(digest.zone in asleep));
    expect(mine.length).toBeGreaterThan(0);
    const tookMs = Math.max(...mine.map(({ at }) => at)) - back;
    expect(tookMs / ((mine.length / takes.perMinute) * 60_000)).toBeLessThanOrEqual(1.05);
  });

  it('is slowed down by a platform that takes less than it promises, and loses nothing there', () => {
    expect(storm.refused()).toBeGreaterThan(0);
  });

  it('reads each due row once, and hardly more', () => {
    expect(storm.rowsRead() / storm.dueRows()).toBeLessThanOrEqual(1.05);
  });

  it('stays under the cap of every day', async () => {
    for (const { tenant } of organisations) {
      const sent = storm.digests.filter((digest) => digest.tenant === tenant && digest.at - back < 12 * 3_600_000).length;
      expect(await storm.spent(tenant, back)).toEqual({ sent, held: 0 });
    }
  });
});
