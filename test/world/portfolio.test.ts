/** All workloads of an organisation for those who decide, and for nobody else. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drawPicture } from '../../bot/pictures/draw.ts';
import { registrationOf } from '../bot/teams/wire.ts';
import { day, type Ground, startGround, type World } from '../support/app.ts';
import { startWire } from '../support/app-wire.ts';
import type { PersonHere } from '../support/people.ts';
import { begins, finishes } from '../support/people-journeys.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());

describe('the portfolio', () => {
  let world: World;
  let ana: PersonHere;
  let lea: PersonHere;

  beforeEach(async () => {
    world = await ground.world({ admins: [{ org: { surface: 'teams', id: 'tenant' }, account: 'adi' }] });
    const adi = world.person('Adi', 'leads');
    lea = world.person('Lea');
    await lea.says('help');
    await lea.in('leads').says('help');
    await adi.says('settings');
    await adi.presses('Add a person');
    await adi.presses('Add', { person: 'lea', role: 'lead' });
    ana = world.person('Ana', 'talk');
    await finishes(ana);
  });

  const putUp = async () => {
    await ana.presses('Make a roadmap');
    await ana.presses('Put it up for approval', { owner: 'ana' });
  };

  it('names each workload with its phase, its score beside its coverage, and what was not put up', async () => {
    await lea.says('portfolio');
    expect(lea.reads()).toMatch(/1\. Support agent · \w+/);
    expect(lea.reads()).toMatch(/Score: \d+ % of the weight in place, \d+ % of it looked at/);
    expect(lea.reads()).toMatch(/Open: (\d+) \(.*\) · \1 not put up for a decision/);
    expect(lea.reads()).not.toContain('Waits for a decision:');
  });

  it('says which decision waits longest, which gap stands longest, and until when', async () => {
    await putUp();
    await world.passes(3 * day);
    await lea.says('portfolio');
    expect(lea.reads()).toMatch(/Waits for a decision: \d+, the longest for 3 days: /);
    expect(lea.reads()).toMatch(/Oldest: .* · open for 3 days · due \w{3} \d+ \w{3}\b/);
    expect(lea.reads()).not.toContain('not put up');
  });

  it('tells how the open ones changed since the first day', async () => {
    await putUp();
    await world.passes(2 * day);
    await lea.says('portfolio');
    await lea.presses('Roadmap 1');
    await lea.presses(lea.labels().find((label) => label.startsWith('Look at')) ?? '');
    await lea.presses('Decide 1');
    await lea.presses('Reject…');
    await lea.presses('Send', { reason: 'We take the system out of use.' });
    await lea.says('portfolio');
    expect(lea.reads()).toMatch(/Trend: open since \d+ \w{3}(?: \d{4})?: (\d+) → (?!\1)\d+/);
    expect(lea.reads()).toContain('Closed: 1 rejected');
  });

  it('shows what one presses for alone, and all again', async () => {
    await putUp();
    await finishes(world.person('Ben', 'other talk'), 'assess the mail sorter');
    await lea.says('portfolio');
    expect(lea.reads()).toContain('2 workloads');
    await lea.presses('Waiting for a decision (1)');
    expect(lea.reads()).toContain('Shown: Waiting for a decision, 1 of 2');
    expect(lea.reads()).not.toContain('Mail sorter');
    await lea.presses('All (2)');
    expect(lea.reads()).toContain('Mail sorter');
    await lea.presses('Owner Ana (1)');
    expect(lea.reads()).not.toContain('Mail sorter');
  });

  it('asked for where others read comes to whoever asks, in their own chat', async () => {
    const group = lea.in('talk');
    await group.says('portfolio');
    expect(
      group
        .screen()
        .map(({ text }) => text)
        .join('\n'),
    ).not.toContain('1. Support agent');
    expect(lea.reads()).toContain('1. Support agent');
  });

  it('names what has no result yet, and says that nothing is known of it', async () => {
    const cleo = world.person('Cleo', 'third talk');
    await begins(cleo, 'assess the mail sorter');
    await lea.says('portfolio');
    expect(lea.reads()).toContain('1 without a result');
    expect(lea.reads()).toMatch(/2\. Mail sorter · no result yet\n.*nothing is known of it yet/);
    expect(lea.labels()).not.toContain('Roadmap 2');
    await lea.presses('No result yet (1)');
    expect(lea.reads()).not.toContain('Support agent');
    await cleo.says('rename it to post room');
    await lea.says('portfolio');
    expect(lea.reads()).toContain('2. post room');
    await cleo.says('cancel');
    await world.passes(2 * day);
    await world.sweeps();
    await lea.says('portfolio');
    expect(lea.reads()).not.toContain('post room');
  });

  it('is refused to everybody else, with who may see it, whatever they press', async () => {
    await lea.says('portfolio');
    for (const who of [ana, world.person('Guest')]) {
      const answer = await who.sends(who.text('portfolio'));
      expect(answer).toMatchObject({ kind: 'notice', text: expect.stringContaining('Leads are: @Lea') });
      expect(await who.sends(who.pressOf({ do: 'portfolio', x: '0 all' }))).toMatchObject(answer);
    }
  });

  it('is an admin’s too, and no longer that of a lead who was taken off', async () => {
    const adi = world.person('Adi');
    await adi.says('portfolio');
    expect(adi.reads()).toContain('1. Support agent');
    await lea.says('portfolio');
    await adi.says('settings');
    await adi.presses('Take a person off');
    await adi.presses('Take off', { who: 'lead lea' });
    expect(await lea.sends(lea.pressOf({ do: 'portfolio', x: '0 all' }))).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('nobody is named as a lead'),
    });
  });

  it('never shows the workloads of another organisation', async () => {
    const other = world.person('Adi', undefined, 'elsewhere');
    await world.installed({ surface: 'teams', tenant: 'elsewhere', person: other });
    await other.says('portfolio');
    expect(other.reads()).toContain('There is no workload yet');
  });
});

describe('the portfolio in Teams, at the wire', () => {
  const talk = '19:talk@thread.v2';
  const pictures = (card: object) => JSON.stringify(card).match(/"type":"Image"/g)?.length ?? 0;

  it('comes to a lead’s own chat with its picture and the way to each group chat, and changes there by a press; in the group nothing of it is seen', async () => {
    const admins = [{ org: { surface: 'teams' as const, id: registrationOf(1).tenant }, account: 'lea' }];
    const wire = await startWire(ground, { draw: drawPicture, admins });
    try {
      const ana = wire.person('Ana', talk);
      await ana.says('assess our support agent');
      const group = wire.person('Lea', talk);
      await group.says('portfolio');
      // The card in the group is Ana's still; what was sent to Lea stands in the chat that the bot opened with her.
      expect(JSON.stringify(group.screen())).not.toContain('It is being assessed since');
      const [sent] = [...wire.messages.values()].filter(({ activity }) => JSON.stringify(activity).includes('It is being assessed since'));
      expect(sent?.conversation).toBe('a:lea');
      expect(pictures(sent?.activity ?? {})).toBe(1);
      const url = `https://teams.microsoft.com/l/chat/${talk}/conversations`;
      expect(JSON.stringify(sent?.activity)).toContain(JSON.stringify({ type: 'Action.OpenUrl', title: 'Go to 1', url }));
      const own = wire.person('Lea');
      const { body } = await own.invokes({ press: { do: 'portfolio', x: '0 overdue' } });
      expect(body).toContain('Shown: Overdue, 0 of 1');
      expect((await ana.invokes({ press: { do: 'portfolio', x: '0 all' } })).body).toContain('Only leads and admins see all workloads');
    } finally {
      await wire.stop();
    }
  });
});
