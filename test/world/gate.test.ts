/** Whether a workload is ready for a phase, asked in a chat: what stops it, what nobody looked at, and only what is new is asked. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/conversation/words/en.ts';
import { type Ground, startGround, type World } from '../support/app.ts';
import type { PersonHere } from '../support/people.ts';
import { answersUntil, begins, finishes } from '../support/people-journeys.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());

/** The same answers but for the stage: it is a prototype. */
async function finishesSmall(person: PersonHere): Promise<void> {
  await begins(person);
  await answersUntil(person, () => person.labels().includes('As small as a dinner table'));
  await person.presses('As small as a dinner table');
  await answersUntil(person, (labels) => labels.includes("That's right"));
  await person.presses("That's right");
  await answersUntil(person, (labels) => labels.includes('See the result now'));
  await person.presses('See the result now');
  await person.presses('Finish');
}

describe('the gate to a phase', () => {
  let world: World;
  let ana: PersonHere;

  beforeEach(async () => {
    world = await ground.world({ admins: [{ org: { surface: 'teams', id: 'tenant' }, account: 'adi' }] });
    ana = world.person('Ana', 'talk');
  });

  it('says which must-haves are open and which nobody looked at, each with its score beside its coverage, and opens each', async () => {
    await finishes(ana);
    await ana.says('are we ready for production?');
    expect(ana.reads()).toMatch(/Support agent: gate to Enhanced \(prototype to production\)/);
    expect(ana.reads()).toMatch(/Does not pass.*\d+ of \d+ must-haves in place · \d+ open or not assessed/);
    expect(ana.reads()).toMatch(/\d+ % of the weight in place, \d+ % of it looked at; assessed for \w+, result of \d+ \w{3}\b/);
    expect(ana.reads()).toMatch(/Open must-haves \(\d+\)\n- 1\. .* · partly in place\nNot assessed \(\d+\)\n- 2\. .* · nobody knew/);
    await ana.presses('Open 1');
    expect(ana.reads()).toContain('Why');
  });

  it('tells of each that was put up where it stands, and leads to its item', async () => {
    const adi = world.person('Adi', 'leads');
    await adi.says('settings');
    await adi.presses('Add a person');
    await adi.presses('Add', { person: 'adi', role: 'lead' });
    await finishes(ana);
    await ana.presses('Make a roadmap');
    await ana.presses('Put it up for approval', { owner: '' });
    await ana.says('gate production');
    expect(ana.reads()).toMatch(/1\. .* · Waits for a decision · due \w{3} \d+ \w{3}\b/);
    await ana.presses('Open 1');
    expect(ana.reads()).toContain('Put up by: @Ana');
  });

  it('offers to ask only what is new for a later phase', async () => {
    await finishesSmall(ana);
    await ana.says('gate production');
    expect(ana.reads()).toMatch(/Not assessed \(\d+\)\n(?:- .*\n)*- \d+\. The roof keeps the rain out · never asked/);
    expect(ana.reads()).toContain('2 questions for Enhanced were never asked. Assessing it for Enhanced asks only those');
    await ana.presses('Assess for Enhanced');
    expect(ana.reads()).toContain('Assessing again since');
    expect(ana.reads()).toContain('1 new');
  });

  it('is asked for on the roadmap too', async () => {
    await finishes(ana);
    await ana.says('roadmap');
    await ana.presses(ana.labels().find((label) => label.startsWith('Ready for')) ?? '');
    expect(ana.reads()).toContain('must-haves in place');
  });

  it('says that nothing can be said before there is a result', async () => {
    await begins(ana);
    expect(await ana.sends(ana.text('gate production'))).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('no finished result'),
    });
  });

  it('is for those who may read the roadmap, and an admin who takes no part is not sent to what they may not do', async () => {
    await finishes(ana);
    await ana.says('roadmap');
    const press = ana.press('Ready for').what;
    if (press.kind !== 'press') throw new Error('That is no press.');
    const mallory = world.person('Mallory');
    expect(await mallory.sends(mallory.pressOf(press.press))).toMatchObject({ kind: 'notice', text: words.roadmap.refusals.gone });
    const adi = world.person('Adi');
    await adi.sends(adi.pressOf(press.press));
    expect(adi.reads()).toContain('must-haves in place');
    expect(adi.labels()).not.toContain('Assess again');
    expect(adi.labels()).not.toContain('Open 1');
  });
});
