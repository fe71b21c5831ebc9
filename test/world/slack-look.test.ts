/** Look first, then ask, in Slack: the real door and sender, the real accounts port, and the simulated AWS over HTTP. All that is seen is drawn. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, openSimulatedAws } from '../../bot/aws.ts';
import { type Ground, second, shippedCatalogue, startGround } from '../support/app.ts';
import { browserMissing } from '../support/browser.ts';
import { createSlackLooks } from '../support/slack-looks.ts';
import type { SlackPerson } from '../support/slack-people.ts';
import { type SlackPlay, startSlackPlay } from '../support/slack-play.ts';
import { buttonsOf, readBlocks } from '../support/slack-screen.ts';
import { scopes } from '../support/slack-story.ts';

const people = [{ id: 'U1', name: 'Ana' }];

let ground: Ground;
let play: SlackPlay;
let aws: Aws;
let me: SlackPerson;

const looks = createSlackLooks();

beforeAll(async () => {
  ground = await startGround();
  play = await startSlackPlay(ground, {
    catalogue: shippedCatalogue(),
    scanner: async (...asked) => await aws.scanner(...asked),
    connections: {
      begin: async (request) => await aws.connections.begin(request),
      template: async (...asked) => await aws.connections.template(...asked),
      standing: async (request) => await aws.connections.standing(request),
      try: async (...asked) => await aws.connections.try(...asked),
    },
  });
  aws = await openSimulatedAws(play.world.store, 80);
  me = await play.direct('U1');
});
afterAll(async () => {
  await play.stop();
  await aws.stop();
  await ground.stop();
});

const look = (name: string | null = null): void => looks.look(me, name);

async function picks(...beginnings: string[]): Promise<void> {
  for (const beginning of beginnings) {
    const label = me.labels().find((one) => one.startsWith(beginning));
    if (label === undefined) throw new Error(`No "${beginning}" among: ${me.labels().join(' | ')}\n${me.reads()}`);
    await me.presses(label);
    look();
  }
}

const scanCard = (): string =>
  readBlocks(me.screen().findLast(({ blocks }) => readBlocks(blocks).includes('looking into AWS'))?.blocks ?? []);

const inWindow = (): string => readBlocks(me.window()?.blocks ?? []);

const underWay = /[1-9]\d* of \d+ · looks done/;

describe('looking first in Slack', () => {
  it('connects an account in a window, and says there that it is a simulated one', async () => {
    await me.says('assess our support agent, it runs on Bedrock and files tickets');
    // The answer begins a thread, which is where the assessment lives.
    me = me.in(me.channel, me.card()?.thread);
    look('start');
    await me.presses('Connect AWS');
    look('connect');
    await me.sends({ account: '1111 1111 1111' });
    look('steps');
    expect(inWindow()).toContain('Account 111111111111: what to set up');
    expect(inWindow()).toContain('The account looked at here is simulated');
    await me.presses('It is set up: try it');
    look('trying');
    me.closes();
    await play.world.scansEnd();
    look('connected');
    expect(scanCard()).toContain('The role refused me without its id and with a wrong one');
    expect(scanCard()).toContain('denied by a service control policy of the organization, whatever the role allows');
    expect(scanCard()).toContain('The account looked at here is simulated');
    expect(me.labels()).toContain('Look at AWS first');
  });

  it('shows on one message how far it is, and what came of it', async () => {
    await me.presses('Look at AWS first');
    look();
    // The scan runs in real time and is told of by the world's clock, which is moved on until there is something to tell.
    const later = async (): Promise<string> => {
      await play.world.passes(5 * second);
      return scanCard();
    };
    await expect.poll(later).toMatch(underWay);
    look('scanning');
    await play.world.scansEnd();
    look('scanned');
    expect(scanCard()).toMatch(/\d+ failed · \d+ passed/);
    expect(scanCard()).toContain('bedrock:GetGuardrail is missing from the role.');
    expect(me.screen().filter(({ blocks }) => readBlocks(blocks).includes('looking into AWS'))).toHaveLength(1);
  });

  it('shows in windows what was seen, and the policy for what was not', async () => {
    await me.presses('What was seen');
    look('seen');
    expect(inWindow()).toMatch(/Failed: .*\(AC-03\)/);
    me.closes();
    await me.presses('Show the policy patch');
    look('patch');
    expect(inWindow()).toContain('"bedrock:GetGuardrail"');
    expect(inWindow()).not.toContain('"bedrock-agentcore:GetTokenVault"');
    me.closes();
  });

  it('asks for the scope, and beside a question tells what it saw', async () => {
    await scopes(me);
    look('question');
    expect(me.reads()).toMatch(/Seen by the scan .*\d+ failed · \d+ passed/);
    await picks('None but a sign-in page');
    expect(me.reads()).toContain('the scan saw otherwise');
    await picks('Every one, including logs', 'Within a day', 'Nothing; the list is not searched', 'Complete, and it marks');
  });

  it('shows what it answered, to be corrected', async () => {
    await me.says('result');
    look('review');
    await me.presses('All answers');
    look('answers');
    expect(inWindow()).toMatch(/ → .* · seen by the scan .*, looked at in \d of \d places/);
    expect(buttonsOf(me.window()?.blocks ?? []).map(({ label }) => label)).toContain('Correct 1');
    me.closes();
  });

  it('puts each disagreement on the table, and every decision is taken', async () => {
    await me.presses('Decide the');
    look('disagree');
    expect(inWindow()).toMatch(/You said[\s\S]*The scan saw[\s\S]*Failed: /);
    await me.presses('The scan is wrong because…');
    look('scan-wrong');
    await me.sends({ reason: 'The European agent is a copy that nobody uses.' });
    look();
    me.closes();
    await decides('Let the owner decide', { person: 'U1' });
    await decides('Fix it: make it a gap');
    await decides('My answer was wrong');
    while (me.labels().some((label) => label.startsWith('Decide'))) await decides('Fix it: make it a gap');
    look('decided');
    expect(me.labels()).toContain('Finish');
  });

  it('ends in a result with coverage beside the score, and what was denied', async () => {
    await me.presses('Finish');
    look('result');
    expect(me.reads()).toMatch(/\d+ % of the weight in place, \d+ % of it looked at/);
    expect(me.reads()).toMatch(/Denied to the scan: .*bedrock:GetGuardrail/);
  });

  it('sent nothing that Slack would refuse', () => {
    expect(play.slack.faults).toEqual([]);
  });
});

describe.skipIf(browserMissing !== undefined)(`all of it${browserMissing === undefined ? '' : ` (${browserMissing})`}`, () => {
  it('is drawn whole, message by message and window by window', async () => {
    const { count, lost, errors, refused } = await looks.draw(people, 'slack-look');
    expect(lost).toEqual([]);
    expect(count).toBeGreaterThan(25);
    expect([errors, refused]).toEqual([[], []]);
  });
});

async function decides(label: string, inputs: Record<string, string> = {}): Promise<void> {
  await me.presses(me.labels().find((one) => one.startsWith('Decide')) ?? 'Decide');
  look();
  await (me.window()?.submit?.text === label ? me.sends(inputs) : me.presses(label, inputs));
  look();
  me.closes();
}
