/** The portfolio in Slack, at the wire: typed, as a command, and on a lead's own page, with its picture and its ways. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawPicture } from '../../bot/pictures/draw.ts';
import { eventOf, postInteraction, postJson } from '../bot/slack/wire.ts';
import { type Ground, startGround } from '../support/app.ts';
import type { SlackPerson } from '../support/slack-people.ts';
import { type SlackPlay, startSlackPlay } from '../support/slack-play.ts';
import { buttonsOf, readBlocks } from '../support/slack-screen.ts';

let ground: Ground;
let play: SlackPlay;
let lead: SlackPerson;
let requester: SlackPerson;

beforeAll(async () => {
  ground = await startGround();
  play = await startSlackPlay(ground, { draw: drawPicture });
  await play.world.installed({ surface: 'slack', tenant: 'T1', person: { id: 'U2', name: 'Lea' } });
  lead = await play.direct('U2');
  requester = play.person('U1', 'C1');
  await finishes();
});
afterAll(async () => {
  await play.stop();
  await ground.stop();
});

/** Up to a result with a roadmap, in a thread of the channel. */
async function finishes(): Promise<void> {
  await requester.mentions('assess our support agent');
  const thread = requester.in('C1', requester.card()?.thread);
  await thread.presses('Start');
  await thread.says('As tall as a church tower');
  await thread.says('As big as a open sea');
  await thread.ticks('Nobody brings anything');
  for (const label of ['As tall as a village hall', "That's right"]) await thread.presses(label);
  for (let cards = 0; cards < 60 && !thread.labels().includes('Make a roadmap'); cards += 1) {
    const next = ['Finish', 'See the result now'].find((label) => thread.labels().includes(label));
    await thread.presses(next ?? thread.labels()[0] ?? '');
  }
}

let opened = 0;
async function opensHome(person: SlackPerson) {
  opened += 1;
  const event = { type: 'app_home_opened', user: person.id, channel: person.channel, tab: 'home', event_ts: `${opened}.1`, ts: undefined };
  await postJson(play.origin, eventOf(event, { event_id: `Home${opened}` }));
  await play.world.passes(0);
  const view = play.slack.views().find(({ type, user }) => type === 'home' && user === person.id);
  if (view === undefined) throw new Error(`${person.id} has no page.`);
  return view;
}

const images = (blocks: readonly object[]) => blocks.filter((block) => 'type' in block && block.type === 'image');

describe('the portfolio in Slack', () => {
  it('typed in a channel comes to our direct message, with its picture and the way to each thread', async () => {
    await lead.in('C2').mentions('portfolio');
    const card = lead.card();
    expect(lead.reads()).toContain('1. Support agent');
    expect(images(card?.blocks ?? [])).toMatchObject([{ alt_text: expect.stringMatching(/^Portfolio: 1 workload\. 1\. Support agent, /) }]);
    expect(JSON.stringify(card?.blocks)).toContain('Go to 1');
    expect(
      lead
        .in('C2')
        .screen()
        .map(({ blocks }) => readBlocks(blocks))
        .join(' '),
    ).not.toContain('1. Support agent');
  });

  it('as a command opens at once, gets its picture in place, and leads on', async () => {
    await lead.commands('portfolio');
    const window = lead.window();
    expect(readBlocks(window?.blocks ?? [])).toContain('1. Support agent');
    expect(images(window?.blocks ?? [])).toHaveLength(1);
    await lead.presses('Roadmap 1');
    expect(readBlocks(lead.window()?.blocks ?? [])).toContain('Put up the roadmap for');
    lead.closes();
  });

  it('stands on the own page of a lead, with its picture, and its buttons work there', async () => {
    const home = await opensHome(lead);
    expect(readBlocks(home.blocks)).toContain('1. Support agent');
    expect(images(home.blocks)).toHaveLength(1);
    const button = buttonsOf(home.blocks).find(({ label }) => label === 'Roadmap 1');
    await postInteraction(play.origin, {
      type: 'block_actions',
      team: { id: 'T1' },
      user: { id: lead.id, team_id: 'T1' },
      trigger_id: await play.slack.trigger(lead.id),
      container: { type: 'view', view_id: home.id },
      view: { id: home.id, type: 'home', hash: home.hash, private_metadata: home.metadata },
      actions: [{ action_id: button?.actionId, block_id: button?.blockId, value: button?.value }],
    });
    await play.world.passes(0);
    expect(readBlocks(lead.window()?.blocks ?? [])).toContain('Put up the roadmap for');
    lead.closes();
  });

  it('is not on the page of anybody else, who reads there for whom it is', async () => {
    const home = await opensHome(await play.direct('U3'));
    expect(readBlocks(home.blocks)).toContain('Leads and admins see the portfolio');
    expect(JSON.stringify(home.blocks)).not.toContain('Support agent');
  });

  it('is refused to them as a command and typed, with who may', async () => {
    const other = play.person('U3', 'C2');
    const { body } = await other.commands('portfolio');
    expect(JSON.stringify(body)).toContain('Only leads and admins see all workloads');
    await other.mentions('portfolio');
    expect(other.reads()).toContain('Only leads and admins see all workloads');
  });
});

describe('the roadmap in Slack', () => {
  it('shows the leads a picture of impact and effort, with the numbers of the list beside it', async () => {
    const thread = requester.in('C1', requester.card()?.thread);
    await lead.says('settings');
    await lead.presses('Add a person');
    await lead.sends({ person: 'U3', role: 'lead' });
    lead.closes();
    await thread.presses('Make a roadmap');
    await thread.sends({});
    const third = await play.direct('U3');
    expect(images(third.card()?.blocks ?? [])).toMatchObject([
      { alt_text: expect.stringMatching(/^Roadmap of Support agent, impact by effort\. .*: [NPS]1 \w/) },
    ]);
    expect(third.reads()).toContain('Roadmap for Support agent');
  });
});
