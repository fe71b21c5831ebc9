/**
 * From a finished result to proven and refused fixes in Slack, and a month of reminders: the real door and sender, the simulated account
 * over HTTP, six people. Each step is judged by the words on the card, and all that is seen is drawn.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventOf, postJson } from '../bot/slack/wire.ts';
import { browserMissing } from '../support/browser.ts';
import { createSlackLooks } from '../support/slack-looks.ts';
import type { SlackPerson } from '../support/slack-people.ts';
import { buttonsOf, readBlocks } from '../support/slack-screen.ts';
import {
  assesses,
  type Came,
  cardWith,
  decides,
  inWindow,
  leads,
  lineOf,
  opens,
  people,
  pressesTask,
  project,
  type SlackStory,
  startSlackStory,
  team,
  titles,
} from '../support/slack-story.ts';

const looks = createSlackLooks();
let story: SlackStory;
let ana: SlackPerson;
let ada: SlackPerson;
let lea: SlackPerson;
let dan: SlackPerson;
let ole: SlackPerson;

beforeAll(async () => {
  story = await startSlackStory('2026-03-02T09:00:00Z');
  const { person } = story.play;
  ana = person('UANA', team);
  [ada, lea, dan] = [person('UADA', leads), person('ULEA', leads), person('UDAN', leads)];
  ole = person('UOLE', project);
});
afterAll(async () => await story.stop());

describe('the roadmap', () => {
  it('is for leads whom an admin names, in their own channel', async () => {
    for (const one of ['ULEA', 'UDAN']) {
      await ada.mentions('settings');
      await ada.presses('Add a person');
      await ada.sends({ person: one, role: 'lead' });
      ada.closes();
    }
    await ada.presses('Ask for approvals here');
    expect(inWindow(ada)).toContain('Approvals are asked for: in this conversation');
    await ada.presses('Change the lists');
    await ada.sends({ leastRetention: '180' });
    ada.closes();
  });

  it('is put up by whoever asked for the assessment, and comes to the leads by phase', async () => {
    await assesses(story.play, ana);
    await ana.presses('Make a roadmap');
    looks.look(ana);
    expect(inWindow(ana)).toContain('go to the leads for a decision: @ULEA, @UDAN.');
    await ana.sends({ owner: 'UOLE' });
    ana.closes();
    await story.play.person('UANA', project).mentions('tasks here');
    looks.look(lea, 'roadmap');
    expect(lea.reads()).toMatch(/Put up by @UANA · \d+ items in 2 phases/);
    expect(lineOf(lea, titles.trail)).toContain('Critical · @UOLE · due Mon 9 Mar · Waits for a decision');
  });

  it('is decided item by item, which the card then says', async () => {
    await opens(lea, 'Now', titles.trail);
    looks.look(lea, 'decide');
    expect(inWindow(lea)).toMatch(/Check EN-06 failed on .*Owner: @UOLE.*How it is proven: a scan looks again/s);
    await lea.presses('Approve');
    expect(inWindow(lea)).toMatch(/Approved and assigned {2}Critical · approved by @ULEA, 2 Mar \d\d:\d\d UTC/);
    looks.look(lea, 'decided');
    for (const [phase, title] of [
      ['Now', titles.record],
      ['Production', titles.path],
    ] as const)
      await decides(lea, phase, title, 'Approve');
    expect(lineOf(lea, titles.trail)).toMatch(/Approved and assigned, approved by Lea, 2 Mar \d\d:\d\d UTC/);
    lea.closes();
  });

  it('is not decided by whoever changed it: that is for another lead', async () => {
    await decides(lea, 'Now', titles.vault, 'Change owner or date…');
    await lea.sends({ person: 'UBEA' });
    expect(inWindow(lea)).toContain('You put this up, or asked for it, so somebody else decides. Ask one of those who may: @UDAN.');
    expect(buttonsOf(lea.window()?.blocks ?? []).map(({ label }) => label)).not.toContain('Approve');
    looks.look(lea, 'other-lead');
    await decides(dan, 'Now', titles.vault, 'Approve');
    expect(inWindow(dan)).toContain('Approved and assigned');
    dan.closes();
  });

  it('takes a rejection with its reason', async () => {
    await decides(lea, 'Now', titles.hosts, 'Reject…');
    looks.look(lea);
    await lea.sends({ reason: 'The hosts are the provider’s, and the contract covers it.' });
    expect(inWindow(lea)).toMatch(/Rejected .*@ULEA.*Rejected · @ULEA: The hosts are the provider’s/s);
    lea.closes();
  });
});

describe('the tasks', () => {
  it('stand in the channel of the project by phase, with what can be done', async () => {
    looks.look(ole, 'tasks', titles.trail);
    expect(readBlocks(cardWith(ole, 'Support agent · Now'))).toContain('3 approved tasks');
    expect(readBlocks(cardWith(ole, 'Support agent · Production'))).toContain('1 approved task');
    const labels = buttonsOf(cardWith(ole, titles.trail)).map(({ label }) => label);
    const asks = story.play.person('UOLE', 'C2');
    await asks.mentions('roadmap');
    expect(asks.reads()).toContain('Roadmap for Support agent');
    expect(labels.slice(0, 6)).toEqual(['Take', 'Done', 'Blocked…', 'Need help…', 'Ask to accept the risk…', 'Open 1']);
  });

  it('can be asked to be left as they are: within the limit of their severity, and a lead accepts it', async () => {
    const asks = {
      person: 'UANA',
      reason: 'The endpoint comes with the new network.',
      compensating: 'TLS, and the role answers our addresses only.',
    };
    await pressesTask(ole, titles.path, 'Ask to accept the risk…');
    await ole.sends({ ...asks, until: '2026-12-01' });
    expect(inWindow(ole)).toContain('The day is after today and at the latest Wed 1 Apr.');
    await ole.sends({ until: '2026-03-31' });
    expect(inWindow(ole)).toContain('You put this up, or asked for it, so somebody else decides. Ask one of those who may: @ULEA, @UDAN.');
    ole.closes();
    await opens(lea, 'Production', titles.path);
    looks.look(lea);
    expect(inWindow(lea)).toMatch(/Asked: accept the risk.*Who owns the risk: @UANA.*Until: Tue 31 Mar.*TLS, and the role/s);
    await lea.presses('Accept the risk');
    looks.look(lea, 'accepted');
    expect(inWindow(lea)).toMatch(/● Risk accepted .*@ULEA/);
    lea.closes();
    expect(readBlocks(cardWith(ole, 'Support agent · Production'))).not.toContain(titles.path);
  });

  it('are taken by their owner on the card itself, which is changed where it stands; anybody else reads whose they are', async () => {
    const bea = story.play.person('UBEA', project);
    await pressesTask(bea, titles.trail, 'Take');
    const told = expect.stringMatching(/^@Ole has it\. .* @Ole, @Lea, @Dan\.$/) as string;
    expect(bea.screen().at(-1)).toMatchObject({ to: 'UBEA', text: told });
    const before = ole.screen().length;
    await pressesTask(ole, titles.trail, 'Take');
    await pressesTask(ole, titles.record, 'Take');
    expect(lineOf(ole, titles.trail)).toContain('In progress');
    expect(ole.screen()).toHaveLength(before);
  });

  it('stay open when a look finds them so, and are closed when it does not', async () => {
    await story.mends('calls-unrecorded');
    await pressesTask(ole, titles.trail, 'Done');
    await pressesTask(ole, titles.record, 'Done');
    expect(lineOf(ole, titles.trail)).toContain('Being checked');
    await story.play.world.scansEnd();
    looks.look(ole, 'looked', titles.trail);
    expect(lineOf(ole, titles.trail)).toMatch(/In progress, approved by Lea, 2 Mar \d\d:\d\d UTC · the last look did not prove it/);
    expect(lineOf(ole, titles.record)).toContain('Proven fixed');
    await pressesTask(ole, titles.trail, 'Open');
    looks.look(ole, 'still-open');
    expect(inWindow(ole)).toMatch(/Still open: .*EN-06 fails on/s);
    await pressesTask(ole, titles.record, 'Open');
    looks.look(ole, 'closed');
    expect(inWindow(ole)).toMatch(/✔ Proven fixed .*All that was looked at passes: .*BR-INV-01/s);
    ole.closes();
  });
});

/** How somebody hears of what waits for them, over a month in Berlin with a change of the clocks and Easter in it. */
describe('a month', () => {
  const came: Came[] = [];
  const to = (id: string): Came[] => came.filter((one) => one.to === id);
  const wordsTo = (id: string, day: string): string => to(id).find((one) => one.day === day)?.words ?? '';
  const posted = (channel: string, words: string) =>
    story.play.slack.messages().filter((one) => one.channel === channel && readBlocks(one.blocks).includes(words));

  /** Lea answers each digest; Ole puts off what he cannot mend yet; Bea answers nothing. */
  async function answers({ to: who, day }: Came): Promise<void> {
    const alone = await story.play.direct(who);
    if (who === 'UOLE' && day === '2026-03-03') {
      looks.look(alone, 'digest');
      await alone.presses('Snooze…');
      await alone.presses('Until next week');
      looks.look(alone);
      expect(inWindow(alone)).toContain('Saved  I’ll remind you again on Mon 9 Mar.');
      alone.closes();
    }
    if (who === 'UBEA' && day === '2026-03-12') looks.look(alone, 'unanswered');
    if (who === 'ULEA' && day === '2026-03-13') looks.look(alone, 'escalated');
    if (who === 'ULEA') await alone.says('what waits for me');
  }

  beforeAll(async () => {
    came.push(...(await story.until('2026-04-08', answers)));
  });

  it('reminds at nine on working days alone, and nobody twice a day', () => {
    expect(new Set(came.map(({ time }) => time))).toEqual(new Set(['09:02']));
    const days = came.map(({ day }) => day);
    expect(days.filter((day) => [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay()))).toEqual([]);
    expect(days.filter((day) => ['2026-04-03', '2026-04-06'].includes(day))).toEqual([]);
    const perDay = came.map((one) => `${one.to} ${one.day}`);
    expect(new Set(perDay).size).toBe(perDay.length);
  });

  it('opens the chat with each person once', () => {
    const opened = story.play.slack.calls.filter(({ method }) => method === 'conversations.open').map(({ form }) => form['users']);
    expect(opened.toSorted((one, other) => String(one).localeCompare(String(other)))).toEqual(['UANA', 'UBEA', 'UDAN', 'ULEA', 'UOLE']);
  });

  it('tells a lead who answers every working day what waits for a decision', () => {
    const march = to('ULEA').filter(({ day }) => day < '2026-04-01');
    expect(march).toHaveLength(21);
    expect(wordsTo('ULEA', '2026-03-03')).toMatch(/Good morning\. 1 thing waits for you\.\nTo decide\nSupport agent · \d+ items/);
  });

  it('leaves alone what was put off, until the day that was said', () => {
    expect(wordsTo('UOLE', '2026-03-03')).toContain('CloudTrail keeps a full record');
    expect(
      to('UOLE')
        .map(({ day }) => day)
        .slice(0, 2),
    ).toEqual(['2026-03-03', '2026-03-09']);
    expect(wordsTo('UOLE', '2026-03-09')).toContain('due today');
  });

  it('writes less often to somebody who does not answer, and tells the leads after three reminders, and them so', () => {
    expect(
      to('UBEA')
        .map(({ day }) => day)
        .slice(0, 5),
    ).toEqual(['2026-03-03', '2026-03-04', '2026-03-06', '2026-03-12', '2026-03-19']);
    expect(wordsTo('ULEA', '2026-03-10')).toMatch(/Overdue with others\nPasswords.* · Bea · 1 day over/);
    expect(wordsTo('UBEA', '2026-03-12')).toContain('Three reminders in a row went unanswered, so the leads hear of the overdue task.');
    expect(wordsTo('ULEA', '2026-03-13')).toMatch(/Passwords.* · Bea · 4 days over · 3 reminders unanswered/);
    expect(lineOf(ole, titles.vault)).toContain('overdue · reminders were not answered');
  });

  it('says before a risk acceptance ends to whoever owns the risk, and opens the item again after it', () => {
    expect(to('UANA').map(({ day, words }) => [day, words.split('\n').find((line) => line.startsWith(titles.path))])).toEqual([
      ['2026-03-24', expect.stringContaining('its risk acceptance ends in 7 days, Tue 31 Mar')],
      ['2026-03-30', expect.stringContaining('its risk acceptance ends tomorrow, Tue 31 Mar')],
    ]);
    expect(lineOf(ole, titles.path)).toContain('Open again');
  });

  it('tells once of all decisions that waited too long', () => {
    expect(posted(leads, 'put up a week ago still waits for a decision')).toHaveLength(1);
    expect(posted(team, 'put up a month ago and not decided waits no longer')).toHaveLength(1);
  });

  it('names nobody’s tasks to others, and no resource to anybody', () => {
    const words = (id: string): string =>
      to(id)
        .map((one) => one.words)
        .join('\n');
    expect(words('UOLE')).not.toContain(titles.vault);
    expect(words('UBEA')).not.toMatch(new RegExp([titles.trail, titles.record, titles.path].join('|')));
    expect(came.filter((one) => /arn:|111111111111/.test(one.words))).toEqual([]);
  });
});

describe('the portfolio', () => {
  it('opens for a lead by the command, and stands on their own page', async () => {
    const alone = await story.play.direct('ULEA');
    alone.closes();
    await alone.commands('portfolio');
    looks.look(alone, 'portfolio');
    expect(inWindow(alone)).toMatch(/1\. Support agent/);
    alone.closes();
    const event = { type: 'app_home_opened', user: alone.id, channel: alone.channel, tab: 'home', event_ts: '1.1', ts: undefined };
    await postJson(story.play.origin, eventOf(event, { event_id: 'Home1' }));
    await story.play.world.passes(0);
    const home = story.play.slack.views().find(({ type, user }) => type === 'home' && user === alone.id)?.blocks ?? [];
    looks.page('home', home);
    expect(readBlocks(home)).toMatch(/^2 things wait for you\.$.*^1\. Support agent/ms);
  });
});

it('sent nothing that Slack would refuse, and nothing failed on the way', () => {
  expect(story.play.slack.faults).toEqual([]);
  expect(story.play.world.log).toEqual([]);
});

describe.skipIf(browserMissing !== undefined)(`all of it${browserMissing === undefined ? '' : ` (${browserMissing})`}`, () => {
  it('is drawn whole, message by message and window by window', async () => {
    const { count, lost, errors, refused } = await looks.draw(people, 'slack-follow', story.play.slack.uploads());
    expect(lost).toEqual([]);
    expect(count).toBeGreaterThan(15);
    expect([errors, refused]).toEqual([[], []]);
  });
});
