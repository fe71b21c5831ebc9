/** The seal in a lead's reminder: kept outside, it shows years later whether somebody rewrote the record of who decided what. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../../bot/cli/run.ts';
import { day, type Ground, startGround, type World } from '../support/app.ts';
import { createIo } from '../support/cli-io.ts';
import type { PersonHere } from '../support/people.ts';
import { finishes, namesLead } from '../support/people-journeys.ts';

let ground: Ground;
let world: World;
let lea: PersonHere;
let ben: PersonHere;
let seal: string;

beforeAll(async () => {
  ground = await startGround();
  world = await ground.world({
    at: Date.parse('2026-11-30T12:00:00Z'),
    admins: [{ org: { surface: 'teams', id: 'tenant' }, account: 'adi' }],
  });
  lea = await namesLead(world);
  ben = world.person('Ben', 'talk');
  await ben.says('help');
  const ana = world.person('Ana', 'talk');
  await finishes(ana);
  await ana.presses('Make a roadmap');
  await ana.presses('Put it up for approval', { owner: 'ben' });
}, 60_000);
afterAll(() => ground.stop());

async function verify(...more: string[]) {
  const { io, said } = createIo({}, world.now());
  const code = await run(['audit', 'verify', '--table', 'world-1', '--endpoint', ground.endpoint, ...more], io);
  return { code, ...said };
}

it('stands once in the reminder of who leads, with the number of rows it seals', async () => {
  await world.passes(2 * day);
  await world.reminds();
  const text = world.person('Lea').reads();
  const sealed = [...text.matchAll(/Log of Support agent: (\d+) rows, seal (\1-[0-9a-f]{20})\./g)];
  expect(sealed).toHaveLength(1);
  seal = sealed[0]?.[2] ?? '';
  expect(text).toContain('Keep this message');
});

it('is found in the log it is of, with no row after it', async () => {
  const { code, out } = await verify('--seal', seal);
  const row = seal.split('-')[0] ?? '';
  expect(out).toMatch(new RegExp(`seal ${seal}: is row ${row} of t#\\S+#roadmap#\\S+; no row came after it`));
  expect(code).toBe(0);
});

it('is found still when more was decided, and says how many rows came after it', async () => {
  await lea.presses(lea.labels().find((label) => label.startsWith('Approve')) ?? '');
  await world.passes(0);
  const { code, out } = await verify('--seal', seal);
  expect(out).toMatch(/; [1-9]\d* rows? came after it\n/);
  expect(code).toBe(0);
});

it('stands in no reminder of who only has something to do', async () => {
  await world.passes(day);
  await world.reminds();
  expect(world.person('Ben').reads()).toContain('waits for you');
  expect(world.person('Ben').reads()).not.toContain('seal ');
});
