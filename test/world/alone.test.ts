/** One person in a personal chat: stops and goes on, goes back, types instead of pressing, has several assessments at once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { day, type Ground, hour, startGround, type World } from '../support/app.ts';
import type { PersonHere } from '../support/people.ts';
import { answersUntil, begins, finishes, reachesQuestions, reachesScope } from '../support/people-journeys.ts';

let ground: Ground;
let world: World;
let me: PersonHere;

beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());
beforeEach(async () => {
  world = await ground.world();
  me = world.person('Requester');
});

const team = 'Only the people on the team';
const company = 'Everybody in the company';
const question = 'Who looks for holes in the wall?';

describe('an assessment', () => {
  it('goes from a request to a result in a personal chat', async () => {
    await finishes(me);
    expect(me.reads()).toContain('Fix first');
  });

  it('is paused, and goes on days later where it was', async () => {
    await reachesQuestions(me);
    await me.presses('Pause');
    expect(me.reads()).toContain('Paused: 4 of 11 answered');
    await world.passes(5 * day);
    await me.says('go on');
    expect(me.reads()).toContain(question);
  });

  it('takes no answers while it is paused, and says how to go on', async () => {
    await reachesQuestions(me);
    const old = me.press(team);
    await me.says('pause');
    await me.sends(old);
    expect(
      me
        .screen()
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('It is paused, so nothing changes now. Go on first.');
  });

  it('goes back to the last answer and takes another', async () => {
    await reachesQuestions(me);
    await me.presses(team);
    await me.presses('Back');
    expect(me.reads()).toContain(`Answered: ${team}`);
    await me.presses(company);
    expect(me.reads()).toContain(`✓ ${question} ${company}`);
  });

  it('asks to confirm the scope again when an answer changes it', async () => {
    await reachesScope(me);
    await me.presses('Change an answer');
    await me.presses('Change 2');
    await me.presses('As small as a bird cage');
    await answersUntil(me, (labels) => labels.includes("That's right"));
    expect(me.reads()).toContain('Agentic: ');
    expect(me.reads()).not.toContain('Agentic: 3');
  });

  it('is renamed', async () => {
    await begins(me);
    await me.says('rename to Mail sorter');
    expect(me.reads()).toContain('Mail sorter · Scoping');
  });

  it('is cancelled and brought back within the day', async () => {
    await reachesQuestions(me);
    await me.says('cancel');
    await world.passes(23 * hour);
    await world.sweeps();
    await me.presses('Bring it back');
    expect(me.reads()).toContain(question);
  });

  it('is not brought back after a day, and its answers stay readable', async () => {
    await reachesQuestions(me);
    await me.says('cancel');
    const undo = me.press('Bring it back');
    await world.passes(25 * hour);
    await world.sweeps();
    expect(me.reads()).toContain('Ended: This assessment was cancelled for good.');
    await me.sends(undo);
    expect(me.reads()).toContain('It has ended for good.');
    await me.says('status');
    await me.presses('Answers');
    expect(me.reads()).toContain('How big is the model of it? → As tall as a church tower');
  });

  it('that is left alone for thirty days is closed with a note, and can be opened again', async () => {
    await reachesQuestions(me);
    await world.passes(29 * day);
    await world.sweeps();
    expect(me.reads()).toContain(question);
    await world.passes(2 * day);
    await world.sweeps();
    expect(me.reads()).toContain('Support agent had no word for 30 days, so I closed it. Nothing is lost.');
    await me.presses('Open it again');
    expect(me.reads()).toContain(question);
  });
});

describe('typed words', () => {
  beforeEach(() => reachesQuestions(me));

  it.each([
    ['a number', '2'],
    ['a letter', 'b'],
    ['the words of a choice', 'everybody in the company'],
  ])('answer by %s', async (_, words) => {
    await me.says(words);
    expect(me.reads()).toContain(`✓ ${question} ${company}`);
  });

  it.each([
    ['yes', `✓ ${question} ${company}`],
    ['no', 'Type "help"'],
  ])('that resemble a choice are shown first; "%s" decides', async (reply) => {
    await me.says('everybody in our company does that');
    expect(me.reads()).toContain(`I understood: ${company}, from your words “everybody in our company does that”`);
    await me.presses(reply === 'yes' ? "Yes, that's it" : 'No');
    expect(me.reads().includes(`✓ ${question} ${company}`)).toBe(reply === 'yes');
  });

  it('say yes or no to what was understood, too', async () => {
    await me.says('everybody in our company does that');
    await me.says('yes');
    expect(me.reads()).toContain(`✓ ${question} ${company}`);
    await me.says('the team people only');
    await me.says('no');
    expect(me.reads()).not.toContain('I understood');
  });

  it('confirm the scope', async () => {
    await me.says('back');
    await me.presses('As small as a dinner table');
    await me.says('yes');
    expect(me.reads()).toContain(question);
  });

  it('that mean nothing change nothing, and say what can be typed', async () => {
    await me.says('the weather is fine');
    expect(me.reads()).toContain('I did not understand that. Nothing was changed.');
  });

  it('show the card anew below the talk, and the old one becomes a line', async () => {
    await me.says('2');
    const [old, fresh] = me.screen().slice(-2);
    expect(old?.text).toBe('Support agent: the card went on below.');
    expect(fresh?.text).toContain(`✓ ${question}`);
  });

  it('mark a question as not applicable with a reason, and comment it', async () => {
    await me.says('not applicable because we have no wall');
    await me.says('back');
    expect(me.reads()).toContain('Not applicable: we have no wall');
    await me.says('comment: ask again in spring');
    expect(me.reads()).toContain('comment: ask again in spring');
  });
});

describe('two assessments side by side', () => {
  beforeEach(async () => {
    await begins(me, 'assess the mail sorter');
    await begins(me, 'assess our support agent');
  });

  it('take typed words for the one shown last', async () => {
    await me.says('2');
    expect(me.reads()).toContain('Support agent · Scoping\n1 of 4 answered');
  });

  it.each(['open 1', 'switch to mail sorter', 'Switch to Mail Sorter'])('are switched by "%s"', async (words) => {
    await me.says(words);
    expect(me.reads()).toContain('Mail sorter · Scoping');
    await me.says('2');
    expect(me.reads()).toContain('Mail sorter · Scoping\n1 of 4');
  });

  it('are listed with where they stand', async () => {
    await me.says('2');
    await me.says('list');
    expect(me.reads()).toContain('1. Mail sorter · finding the scope · 0 of ');
    expect(me.reads()).toContain('2. Support agent · finding the scope · 1 of ');
    await me.presses('Open 1');
    expect(me.reads()).toContain('Mail sorter · Scoping');
  });

  it('are asked for by a name that nothing here has: the list is shown', async () => {
    await me.says('switch to the moon');
    expect(me.reads()).toContain('Your assessments');
  });
});
