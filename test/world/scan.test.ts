/** People let the product look into an account: connecting, a scan with its card, what it answers, and deciding where it disagrees. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { day, type Ground, minute, second, startGround, type World } from '../support/app.ts';
import { type HandScanner, handConnections, handScanner } from '../support/hand-scanner.ts';
import { pocketCatalogue } from '../support/interview.ts';
import type { PersonHere } from '../support/people.ts';
import { asksFor, reachesPicture, reachesQuestions, reachesReview } from '../support/people-journeys.ts';
import { houseRows } from '../support/scans.ts';

let ground: Ground;
let world: World;
let hand: HandScanner;
let me: PersonHere;

beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());
beforeEach(async () => {
  hand = handScanner();
  world = await ground.world({ catalogue: pocketCatalogue(3), scanner: hand.scanner, connections: handConnections });
  me = world.person('Requester');
});

const words = (person: PersonHere): string =>
  person
    .screen()
    .map(({ text }) => text)
    .join('\n---\n');

const scanCard = (person: PersonHere): string =>
  person
    .screen()
    .map(({ text }) => text)
    .filter((text) => text.includes('looking into AWS'))
    .at(-1) ?? '';

async function connects(person: PersonHere): Promise<void> {
  await person.says('connect aws');
  await person.presses('Go on', { account: '1111 2222 3333', regions: 'eu-west-1, us-east-1' });
  await person.presses('It is set up: try it');
  await world.scansEnd();
}

async function looks(person: PersonHere): Promise<void> {
  await person.says('scan');
  await hand.begins();
  hand.run().ends('finished', houseRows);
  await world.scansEnd();
}

describe('connecting an account', () => {
  it('shows what to set up, tries it, and says on the card where it looks', async () => {
    await me.says(asksFor);
    await me.presses('Connect AWS…');
    await me.presses('Go on', { account: '1111 2222 3333', regions: '' });
    expect(me.reads()).toContain('Create the role in 111122223333.');
    await me.presses('It is set up: try it');
    await world.scansEnd();
    expect(me.labels()).toContain('Look at AWS first');
    // The answer to the press is drawn while the trial ends, so the card is asked for once more.
    await me.says('status');
    expect(words(me)).toContain('AWS: account …3333, the Regions in use');
  });

  it('is taken back, and nothing is looked at any more', async () => {
    await me.says(asksFor);
    await connects(me);
    await me.says('connect aws');
    await me.presses('No longer look at …3333');
    await me.says('scan');
    expect(me.reads()).toContain('Connect an AWS account');
    expect(hand.runs).toEqual([]);
  });

  it('says what is wrong with an account or a Region', async () => {
    await me.says(asksFor);
    await me.presses('Connect AWS…');
    await me.presses('Go on', { account: '4711', regions: '' });
    expect(me.notice()).toContain('12 digits');
    await me.presses('Go on', { account: '111122223333', regions: 'Dublin' });
    expect(me.notice()).toContain('“dublin” is no Region');
  });

  it('is what "scan" leads to where no account is known', async () => {
    await me.says(asksFor);
    await me.says('scan');
    expect(me.reads()).toContain('Connect an AWS account');
  });
});

describe('a scan', () => {
  it('shows how far it is on one card that changes, and what came of it', async () => {
    await reachesQuestions(me);
    await connects(me);
    await me.says('scan');
    await hand.begins();
    expect(hand.run().request).toMatchObject({ accounts: [{ account: '111122223333', regions: ['eu-west-1', 'us-east-1'] }] });
    expect(scanCard(me)).toContain('Looking at account …3333, eu-west-1 and us-east-1.');
    await world.passes(5 * second);
    hand.run().progress({ done: 2, calls: 5, unread: ['house:ListRoofs'] });
    await expect.poll(() => scanCard(me)).toContain('2 of 4 looks done');
    expect(scanCard(me)).toContain('2 of 4 looks done');
    expect(scanCard(me)).toContain('house:ListRoofs is missing from the role');
    const cards = me.screen().filter(({ text }) => text.includes('looking into AWS')).length;
    hand.run().ends('finished', houseRows);
    await world.scansEnd();
    expect(scanCard(me)).toContain('Answered 1 of your 7 questions.');
    expect(scanCard(me)).toContain('1 failed · 1 passed · 1 not assessed');
    expect(me.screen().filter(({ text }) => text.includes('looking into AWS'))).toHaveLength(cards);
  });

  it('spares people what it answered, and shows it among the answers with a way to correct it', async () => {
    await reachesQuestions(me);
    await connects(me);
    await looks(me);
    await me.says('status');
    expect(me.reads()).not.toContain('Who looks for holes in the wall?');
    await me.says('result');
    await me.presses('All answers');
    expect(me.reads()).toContain('Who looks for holes in the wall? → Everybody in the company · seen by the scan');
    expect(me.reads()).toContain('looked at in 2 of 2 places');
    await me.presses('Correct');
    expect(me.reads()).toContain('Seen by the scan: Everybody in the company');
  });

  it('hands over the policy statement for what it could not read', async () => {
    await reachesQuestions(me);
    await connects(me);
    await looks(me);
    await me.presses('Show the policy patch');
    expect(me.reads()).toContain('"house:ListRoofs"');
  });

  it('shows what each check found, row by row, and says when that is not kept any more', async () => {
    await reachesQuestions(me);
    await connects(me);
    await looks(me);
    await me.presses('What was seen');
    await me.presses('Show 1');
    expect(me.reads()).toContain('Failed: arn:aws:house:eu-west-1:111122223333:wall/north · eu-west-1');
    expect(me.reads()).toContain('There is a hole in the wall.');
    expect(me.reads()).toContain('A pass says nothing about ladders.');
    await me.presses('Back');
    await world.passes(401 * day);
    await me.presses('Show 1');
    expect(me.reads()).toContain('not kept any more');
  });

  it('is stopped by a press, and says what it saw until then', async () => {
    await reachesQuestions(me);
    await connects(me);
    await me.says('scan');
    await hand.begins();
    await me.presses('Stop');
    expect(scanCard(me)).toContain('Stopping');
    expect(hand.run().isStopped()).toBe(true);
    hand.run().ends('stopped', houseRows.slice(0, 1));
    await world.scansEnd();
    expect(scanCard(me)).toContain('Stopped');
    expect(scanCard(me)).toContain('1 failed');
  });

  it.each([
    ['a reason of the scanner', () => hand.run().ends('failed', [], 'The role is gone.'), 'The role is gone.'],
    ['a fault of ours', () => hand.run().breaks(new TypeError('x is not a function')), 'Something went wrong on our side'],
  ])('that fails says so: %s', async (_, end, said) => {
    await reachesQuestions(me);
    await connects(me);
    await me.says('scan');
    await hand.begins();
    end();
    await world.scansEnd();
    expect(scanCard(me)).toContain(`Could not look: ${said}`);
    expect(scanCard(me)).not.toContain('is not a function');
  });

  it('is started again after the process that made it died, and ends once', async () => {
    await reachesQuestions(me);
    await connects(me);
    await me.says('scan');
    await hand.begins();
    const lost = hand.run();
    await world.crashes();
    await world.passes(61 * second);
    await world.sweeps();
    await hand.begins(2);
    expect(scanCard(me)).toContain('start 2');
    hand.run().ends('finished', houseRows);
    await world.scansEnd();
    expect(scanCard(me)).toContain('Answered 1 of your 7 questions.');
    lost.ends('finished', []);
    await world.passes(minute);
    expect(scanCard(me)).toContain('Answered 1 of your 7 questions.');
  });

  it('that runs already is not begun again', async () => {
    await reachesQuestions(me);
    await connects(me);
    await me.says('scan');
    await hand.begins();
    await me.says('look again');
    expect(words(me)).toContain('A scan is under way.');
    expect(hand.runs).toHaveLength(1);
  });

  it('holds up the finish, and both say so', async () => {
    await reachesReview(me);
    await connects(me);
    await me.says('scan');
    await me.says('finish');
    expect(words(me)).toContain('A scan is under way. Wait for it, or stop it first.');
    await me.says('status');
    expect(me.labels()).not.toContain('Finish');
    expect(me.reads()).toContain('Still looking');
  });
});

describe('a disagreement', () => {
  beforeEach(async () => {
    await reachesPicture(me);
    await connects(me);
    await looks(me);
  });

  it('is told, quoted from both sides, and decided before the finish', async () => {
    expect(scanCard(me)).toContain('1 disagrees with what you said.');
    await me.says('result');
    expect(me.labels()).not.toContain('Finish');
    await me.says('finish');
    expect(words(me)).toContain('disagree in 1 place');
    await me.says('status');
    await me.presses('Decide it');
    expect(me.reads()).toContain('Who looks for holes in the wall? → Only the people on the team (Requester');
    expect(me.reads()).toContain('Failed: The wall has no holes (EN-01) · There is a hole in the wall · wall/north in eu-west-1');
    await me.presses('My answer was wrong');
    await me.says('status');
    await me.presses('Finish');
    expect(me.reads()).toContain('what a scan saw in the account');
  });

  it('is read and found in words alone', async () => {
    await me.says('decide');
    expect(me.reads()).toContain('Failed: The wall has no holes (EN-01)');
    await me.says('evidence');
    expect(me.reads()).toContain('Not assessed: The roof is looked after (EN-03)');
  });

  it('is set aside with a reason, which stays in the record', async () => {
    await me.presses('See it');
    await me.presses('The scan is wrong because…');
    await me.presses('The scan is wrong', { reason: ' ' });
    expect(me.notice()).toContain('Nothing was written');
    await me.presses('The scan is wrong', { reason: 'That is the old wall.' });
    await me.presses('What was seen');
    expect(me.reads()).toContain('set aside by @Requester because That is the old wall.');
  });

  it('is left to an owner, who must be somebody', async () => {
    await me.presses('See it');
    await me.presses('Let the owner decide');
    expect(me.notice()).toContain('Nobody was named');
    await me.presses('Let the owner decide', { person: 'Nobody Known' });
    expect(words(me)).toContain('I know nobody here called');
    await me.says('result');
    await me.presses('Decide it');
    await me.presses('Let the owner decide', { person: 'me' });
    await me.says('status');
    expect(me.labels()).toContain('Finish');
  });
});

describe('where no account can be looked at', () => {
  it('the chat says so plainly and offers nothing of it', async () => {
    world = await ground.world({ catalogue: pocketCatalogue(3) });
    me = world.person('Requester');
    await me.says(asksFor);
    expect(me.labels()).not.toContain('Connect AWS…');
    for (const asked of ['scan', 'connect aws']) {
      const reply = await me.sends(me.text(asked));
      expect(reply).toMatchObject({ kind: 'notice', text: expect.stringContaining('I cannot look into AWS accounts from here') });
    }
  });
});
