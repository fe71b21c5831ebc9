/** From a finished result to approved tasks, in a chat: put up, decided by a lead who did not ask, taken in the project's channel. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ground, startGround, type World } from '../support/app.ts';
import type { PersonHere } from '../support/people.ts';
import { finishes, namesLead } from '../support/people-journeys.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());

/** What stands in the fields of the newest card. */
const typedOn = (person: PersonHere): Record<string, string | undefined> =>
  Object.fromEntries(person.card().blocks.flatMap((block) => (block.type === 'input' ? [[block.id, block.value]] : [])));

describe('a roadmap', () => {
  let world: World;
  let ana: PersonHere;
  let lea: PersonHere;

  beforeEach(async () => {
    world = await ground.world({ admins: [{ org: { surface: 'teams', id: 'tenant' }, account: 'adi' }] });
    lea = await namesLead(world);
    ana = world.person('Ana', 'talk');
    await finishes(ana);
  });

  it('goes to the leads, who approve what becomes a task in the channel of the project', async () => {
    await ana.presses('Make a roadmap');
    expect(ana.reads()).toContain('go to the leads for a decision: @Lea');
    await ana.presses('Put it up for approval', { owner: '' });
    expect(lea.reads()).toContain('Roadmap for Support agent');
    expect(lea.reads()).toContain('Put up by @Ana');
    const bulk = lea.labels().find((label) => label.startsWith('Approve')) ?? '';
    await lea.presses(bulk);
    expect(lea.reads()).toMatch(/\d items? decided/);
    const screen = ana.screen().map(({ text }) => text);
    expect(screen.findLast((text) => text.includes('approved task'))).toContain('Approved, nobody has it yet');
  });

  it('waits for a second lead where the settings want two, and says so to the first', async () => {
    const adi = world.person('Adi', 'leads');
    await adi.says('settings');
    await adi.presses('Add a person');
    await adi.presses('Add', { person: 'adi', role: 'lead' });
    await adi.says('settings');
    await adi.presses('Change how many agree');
    await adi.presses('Save', { from: 'low' });
    expect(adi.reads()).toContain('Leads who must agree: two');
    await ana.presses('Make a roadmap');
    await ana.presses('Put it up for approval', { owner: '' });
    const agrees = async (person: PersonHere) => {
      await person.presses('Approve');
      return person
        .screen()
        .map(({ text }) => text)
        .findLast((text) => text.startsWith('What came of it'));
    };
    expect(await agrees(lea)).toMatch(/^What came of it\nYou agreed to \d items?: one more lead is needed\./);
    expect(await agrees(adi)).toMatch(/\d items? decided/);
  });

  it('tells whoever presses too late who was first, and when', async () => {
    await ana.presses('Make a roadmap');
    await ana.presses('Put it up for approval', { owner: '' });
    const lou = world.person('Lou', 'leads');
    const adi = world.person('Adi', 'leads');
    await lou.says('help');
    await adi.says('settings');
    await adi.presses('Add a person');
    await adi.presses('Add', { person: 'lou', role: 'lead' });
    for (const lead of [lea, lou]) {
      await lead.says('roadmap');
      await lead.presses('Look at');
      await lead.presses('Decide 1');
    }
    await lou.presses('Reject…');
    const late = lou.press('Send', { reason: 'We do not need it.' });
    await lea.presses('Approve');
    await lou.sends(late);
    expect(lou.reads()).toMatch(/This moved on: Approved[^.]*, by @?Lea, \d+ \w+ \d\d:\d\d UTC\. Nothing was changed\./);
  });

  it('loses nothing that was typed where one field of a form does not do', async () => {
    await ana.presses('Make a roadmap');
    await ana.presses('Put it up for approval', { owner: '' });
    await ana.says('roadmap');
    await ana.presses('Look at');
    await ana.presses('Decide 1');
    await ana.presses('Ask to accept the risk…');
    const typed = { reason: 'It is switched off next month.', compensating: 'A person reads every answer.', until: '2031-01-01' };
    await ana.presses('Send', { ...typed, person: 'nobody we know' });
    expect(ana.reads()).toContain('I do not know who nobody we know is.');
    expect(typedOn(ana)).toMatchObject({ ...typed, person: 'nobody we know' });
    await ana.presses('Send', { ...typed, person: '' });
    expect(ana.reads()).toContain('Please name who owns the risk.');
    await ana.presses('Send', { ...typed, person: 'ana' });
    expect(ana.reads()).toContain('at the latest');
    expect(typedOn(ana)).toMatchObject(typed);
  });

  it('waits for whoever is a lead now, and no longer for whoever was one', async () => {
    await ana.presses('Make a roadmap');
    await ana.presses('Put it up for approval', { owner: '' });
    const [adi, lou, [leaAlone, louAlone]] = [
      world.person('Adi', 'leads'),
      world.person('Lou', 'leads'),
      [world.person('Lea'), world.person('Lou')],
    ];
    await lou.says('help');
    const waits = async (person: PersonHere): Promise<string> => {
      await person.says('what waits for me');
      return person.reads();
    };
    expect(await waits(leaAlone)).toContain('To decide');
    await adi.says('settings');
    await adi.presses('Add a person');
    await adi.presses('Add', { person: 'lou', role: 'lead' });
    expect(await waits(louAlone)).toContain('To decide');
    await adi.says('settings');
    await adi.presses('Take a person off');
    await adi.presses('Take off', { who: 'lead lea' });
    expect(await waits(leaAlone)).toContain('Nothing waits for you.');
    expect(await waits(louAlone)).toContain('To decide');
  });

  it('has tasks that only their owner starts, and hands over without a lead; what was approved stays approved', async () => {
    const [ole, bea] = [world.person('Ole', 'talk'), world.person('Bea', 'talk')];
    for (const one of [ole, bea]) await one.says('help');
    await ana.presses('Make a roadmap');
    await ana.presses('Put it up for approval', { owner: 'ole' });
    await lea.presses(lea.labels().find((label) => label.startsWith('Approve')) ?? '');
    const opened = async (person: PersonHere): Promise<string> => {
      await person.presses('Open 1');
      return person.reads();
    };
    await bea.presses('Take');
    expect(bea.notice()).toContain('@Ole has it. Whoever has it starts it; they, or a lead, give it to somebody else.');
    expect(bea.notice()).toContain('Ask one of those who may: @Ole, @Lea.');
    await opened(ole);
    await ole.presses('Give to…');
    await ole.presses('Send', { person: 'bea', reason: 'The door is yours to close.' });
    expect(ole.reads()).toContain('Approved and assigned');
    expect(ole.reads()).toContain('Given to somebody · @Ole: The door is yours to close.');
    const alone = world.person('Bea');
    await alone.says('what waits for me');
    expect(alone.reads()).toContain('Support agent');
    const again = ole.in('talk');
    await again.presses('Take');
    expect(again.reads()).toContain('@Bea has it.');
    await bea.in('talk').presses('Take');
    expect(await opened(bea)).toContain('In progress');
  });

  it('is not decided by whoever put it up, though they are a lead too', async () => {
    const adi = world.person('Adi', 'leads');
    await adi.says('settings');
    await adi.presses('Add a person');
    await adi.presses('Add', { person: 'ana', role: 'lead' });
    await ana.presses('Make a roadmap');
    await ana.presses('Put it up for approval', { owner: '' });
    const me = ana.in('leads');
    await me.presses('Look at');
    await me.presses('Approve');
    expect(me.reads()).toContain('You put this up');
  });
});
