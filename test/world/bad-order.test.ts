/** Events that come twice, in another order, or late: each counts once, and none is lost without a word. */
import { beforeEach, describe, expect, it } from 'vitest';
import { minute } from '../support/app.ts';
import { type MemoryWorld, memoryWorld } from '../support/app-memory.ts';
import type { PersonHere } from '../support/people.ts';
import { answersUntil, begins, reachesQuestions } from '../support/people-journeys.ts';

let world: MemoryWorld;
let me: PersonHere;

beforeEach(async () => {
  world = await memoryWorld();
  me = world.person('Requester');
});

const [team, company, anybody] = ['Only the people on the team', 'Everybody in the company', 'Anybody who knows the address'] as const;
const everything = () => me.screen().map(({ text }) => text);

describe('an event that is delivered twice', () => {
  it('begins one assessment', async () => {
    const asked = me.text('assess our support agent');
    for (let times = 0; times < 3; times += 1) await me.sends(asked);
    expect(me.screen()).toHaveLength(1);
    await me.says('list');
    expect(me.reads()).not.toContain('\n2. ');
  });

  it('answers once, and the second delivery gets the same card', async () => {
    await begins(me);
    const answer = me.press('As tall as a church tower');
    await me.sends(answer);
    const writes = world.writes();
    await me.sends(answer);
    expect(world.writes()).toBe(writes);
    expect(me.reads()).toContain('1 of ');
  });

  it('sends one report', async () => {
    await reachesQuestions(me);
    const wanted = me.text('export');
    for (let times = 0; times < 3; times += 1) await me.sends(wanted);
    expect(world.platform.files).toHaveLength(1);
  });

  it('gives one help', async () => {
    const wanted = me.text('help');
    for (let times = 0; times < 3; times += 1) await me.sends(wanted);
    expect(me.screen()).toHaveLength(1);
  });

  it('counts once in another process, too', async () => {
    await begins(me);
    const answer = me.press('As tall as a church tower');
    await me.sends(answer);
    await world.restarts();
    await me.sends(answer);
    expect(me.reads()).toContain('1 of ');
  });
});

describe('events in another order', () => {
  it('about different questions all count', async () => {
    await reachesQuestions(me);
    const early = me.press(team);
    await me.presses("Don't know");
    await me.presses('Back');
    await me.presses(anybody);
    const later = me.press(company);
    await me.sends(later);
    await me.sends(early);
    expect(everything().join('\n')).toContain(`You chose: ${team}`);
    await me.presses('Keep theirs');
    expect(me.reads()).toContain('2 of 4 answered');
  });

  it('of a press that overtakes its own card find the question as it is', async () => {
    await reachesQuestions(me);
    const [one, two] = [me.press(team), me.press(company)];
    await world.hearsAtOnce(two, one);
    expect(me.reads()).toContain('1 of 4 answered');
  });
});

/** So much has happened since that nobody can tell whether an old event was taken in before. */
async function muchHappens(): Promise<void> {
  for (let times = 0; times < 40; times += 1) {
    await me.presses('Pause');
    await me.presses('Go on');
  }
}

describe('an event that comes very late', () => {
  beforeEach(() => reachesQuestions(me));

  it('is shown to its author and not used, until they say so', async () => {
    const late = me.press(anybody);
    await muchHappens();
    const writes = world.writes();
    await me.sends(late);
    expect(everything().join('\n')).toContain('It reached me after a lot had happened since. I have not used it.');
    expect(world.writes()).toBe(writes);
    await me.presses('Use it now');
    expect(me.reads()).toContain(`✓ Who looks for holes in the wall? ${anybody}`);
  });

  it('with what was filled in is not offered again without it', async () => {
    await me.presses('Not applicable…');
    const late = me.press('It does not apply', { reason: 'we have no wall' });
    await me.presses('Back');
    await muchHappens();
    const reply = await me.sends(late);
    expect(JSON.stringify(reply)).toContain('I have not used it');
    expect(JSON.stringify(reply)).not.toContain('Use it now');
  });

  it('as typed words is to be sent again', async () => {
    const late = me.text('2');
    await muchHappens();
    await me.sends(late);
    expect(me.reads()).toContain('Send it again to use it.');
  });

  it('and only asks to read is answered all the same', async () => {
    const late = me.text('list');
    for (let times = 0; times < 60; times += 1) await me.says('help');
    await world.passes(20 * minute);
    await me.sends(late);
    expect(me.reads()).toContain('Your assessments');
  });
});

describe('a colleague who answers late', () => {
  it('finds that the question went back, and nothing is overwritten', async () => {
    const asker = world.person('Requester', 'group');
    const colleague = world.person('Colleague');
    world.platform.members.set('group', [colleague]);
    await reachesQuestions(asker);
    await asker.says('ask Colleague');
    const late = colleague.press(anybody);
    await asker.says('list');
    await asker.presses('Open 1');
    await answersUntil(asker, (labels) => labels.includes('See the result now') || labels.includes('Take back 1'));
    await colleague.presses('Hand it back');
    await asker.presses(team);
    await colleague.sends(late);
    expect(colleague.reads()).toContain(`answered this just now: ${team}`);
  });
});
