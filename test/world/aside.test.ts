/** What was put aside comes up again when its reason is outlived: for the lead who reads their digest, the portfolio and the item. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { day, type Ground, startGround, type World } from '../support/app.ts';
import type { PersonHere } from '../support/people.ts';
import { finishes } from '../support/people-journeys.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());

/** Put up by Ana for Lea, who leads. */
async function planned(): Promise<{ world: World; lea: PersonHere }> {
  const world = await ground.world({ admins: [{ org: { surface: 'teams', id: 'tenant' }, account: 'adi' }] });
  const adi = world.person('Adi', 'leads');
  const lea = world.person('Lea');
  await lea.says('help');
  await lea.in('leads').says('help');
  await adi.says('settings');
  await adi.presses('Add a person');
  await adi.presses('Add', { person: 'lea', role: 'lead' });
  const ana = world.person('Ana', 'talk');
  await finishes(ana);
  await ana.presses('Make a roadmap');
  await ana.presses('Put it up for approval', { owner: 'ana' });
  return { world, lea };
}

describe('a rejection', () => {
  let world: World;
  let lea: PersonHere;
  beforeEach(async () => {
    ({ world, lea } = await planned());
    await opens();
    await lea.presses('Reject…');
    await lea.presses('Send', { reason: 'We take the system out of use.' });
  });

  const opens = async (phase = 0) => {
    await lea.says('portfolio');
    await lea.presses('Roadmap 1');
    await lea.presses(lea.labels().filter((label) => label.startsWith('Look at'))[phase] ?? '');
    await lea.presses(lea.labels().find((label) => /^(Decide|Open) 1$/.test(label)) ?? '');
  };

  it('stands without a word for as long as its limit', async () => {
    await world.passes(80 * day);
    await opens();
    expect(lea.reads()).not.toContain('look again');
    expect(lea.labels()).not.toContain('Reject again…');
    await lea.says('portfolio');
    expect(lea.reads()).not.toContain('Look again');
  });

  it('that nobody looked at for a year is counted in the portfolio and said on the roadmap and on the item', async () => {
    await world.passes(370 * day);
    await lea.says('portfolio');
    expect(lea.reads()).toMatch(/Look again: \d+ put aside, and the reason is outlived/);
    await lea.presses('Roadmap 1');
    expect(lea.reads()).toContain('↻ Rejected 12 months ago: look again');
    await opens();
    expect(lea.reads()).toMatch(/Look again: Rejected 12 months ago/);
    expect(lea.reads()).toMatch(/It has stood for more than \d+ days \(/);
  });

  it('is kept aside for a fresh reason, which counts from today', async () => {
    await world.passes(370 * day);
    await opens();
    await lea.presses('Reject again…');
    await lea.presses('Send', { reason: 'It is out of use in May.' });
    expect(lea.reads()).toContain('Rejected again');
    expect(lea.reads()).toContain('It is out of use in May.');
    expect(lea.reads()).not.toContain('look again');
    await lea.says('portfolio');
    expect(lea.reads()).toContain('Closed: 1 rejected');
    expect(lea.reads()).not.toContain('Look again');
  });

  it('goes back on the roadmap with a day that is still to come', async () => {
    await world.passes(370 * day);
    await opens();
    await lea.presses('Decide anew…');
    await lea.presses('Send', { reason: 'It stays in use after all.' });
    expect(lea.reads()).toContain('Waits for a decision');
    // As many days away as it had at first, in the year that it is by now.
    expect(lea.reads()).toMatch(/Due: \w+ \d+ \w+ 2028/);
  });

  it('is named in the one digest of the day, and no message of its own is sent', async () => {
    // So that nothing else waits for her.
    await opens(1);
    await lea.presses('Approve');
    const before = lea.screen().length;
    await world.passes(366 * day);
    await world.sweeps();
    expect(lea.screen()).toHaveLength(before);
    // At ten in the morning.
    await world.passes(10 * 3_600_000);
    await world.reminds();
    expect(lea.screen()).toHaveLength(before + 1);
    expect(lea.reads()).toContain('1 thing waits for you.\nPut aside, to look at again\nSupport agent · 1 item');
  });
});
