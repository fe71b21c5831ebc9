/** What waits for a person, in a chat: asked for anywhere, written where nobody else reads, and put off or kept away by buttons and words. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { day, type Ground, startGround, type World } from '../support/app.ts';
import type { PersonHere } from '../support/people.ts';
import { finishes, namesLead } from '../support/people-journeys.ts';

let ground: Ground;
let world: World;
let ben: PersonHere;
let alone: PersonHere;

/** One story: each part goes on where the one before it ended. */
beforeAll(async () => {
  ground = await startGround();
  world = await ground.world({
    at: Date.parse('2026-11-30T12:00:00Z'),
    admins: [{ org: { surface: 'teams', id: 'tenant' }, account: 'adi' }],
  });
  const lea = await namesLead(world);
  ben = world.person('Ben', 'talk');
  alone = world.person('Ben');
  await ben.sends(ben.text('help', { actor: { id: 'ben', name: 'Ben', zone: 'Europe/Berlin' } }));
  const ana = world.person('Ana', 'talk');
  await finishes(ana);
  await ana.presses('Make a roadmap');
  await ana.presses('Put it up for approval', { owner: 'ben' });
  await lea.presses(lea.labels().find((label) => label.startsWith('Approve')) ?? '');
  await world.passes(0);
});
afterAll(() => ground.stop());

it('what was approved waits for its owner, who asks in the group and reads it alone', async () => {
  await ben.says('what waits for me?');
  expect(ben.notice()).toContain('in our own chat');
  expect(alone.reads()).toContain('What waits for you');
  expect(alone.reads()).toContain('Support agent');
  expect(alone.reads()).toContain('Next reminder: Tue 1 Dec, 09:00.');
  expect(
    world.platform
      .messages('talk')
      .map(({ view }) => view.text)
      .join('\n'),
  ).not.toContain('What waits for you');
});

it('a snooze says when it is named again', async () => {
  await alone.says('my tasks');
  await alone.presses('Snooze…');
  await alone.presses('Until next week');
  expect(alone.reads()).toContain('Saved: I’ll remind you again on Mon 7 Dec.');
  expect(alone.reads()).toContain('snoozed until Mon 7 Dec');
});

it('a day of coming back is taken from the form and from words, and one that is over is not', async () => {
  await alone.presses('I’m away until…');
  await alone.presses('Save', { until: '2026-12-19' });
  expect(alone.reads()).toContain('I write nothing before Sat 19 Dec; the next reminder comes on Mon 21 Dec.');
  await alone.says('I’m back');
  expect(alone.reads()).toContain('Welcome back. The next reminder comes on Mon 7 Dec.');
  await alone.says('away until 1 Nov');
  expect(alone.notice()).toContain('That day is not to come');
  await alone.says('away until Tue 13 Jan');
  expect(alone.notice()).toContain('That is no day that I can read, or it falls on another weekday, so nothing was changed.');
  await alone.says('away until Tue 12 Jan');
  expect(alone.reads()).toContain('You are away until Tue 12 Jan 2027');
  await alone.presses('I’m back');
  expect(alone.reads()).toContain('Welcome back.');
});

it('hours, days, holidays and pace are theirs to choose', async () => {
  await alone.presses('My hours…');
  await alone.presses('Save', { from: '7:30', to: '12:00', days: '3', country: 'none' });
  expect(alone.reads()).toContain('The next reminder comes on Wed 9 Dec.');
  expect(alone.reads()).toContain('Next reminder: Wed 9 Dec, 07:30.');
  await alone.presses('My hours…');
  await alone.presses('Save', { from: '12:00', to: '7:30', days: '3', country: 'none' });
  expect(alone.notice()).toContain('that end after they begin');
  await alone.says('my tasks');
  await alone.presses('Less often…');
  await alone.presses('Once a week');
  expect(alone.reads()).toContain('Once a week. The next reminder comes on Wed 9 Dec.');
});

it('nobody else’s list is shown to them', async () => {
  await world.person('Cleo', 'talk').says('my tasks');
  expect(world.person('Cleo').reads()).toContain('Nothing waits for you.');
  await world.passes(day);
});
