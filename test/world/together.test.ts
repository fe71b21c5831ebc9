/** Several people: in one conversation at once, with a question handed to a colleague, and with an assessment handed over. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { day, type Ground, hour, startGround, type World } from '../support/app.ts';
import type { PersonHere } from '../support/people.ts';
import { begins, reachesQuestions } from '../support/people-journeys.ts';

let ground: Ground;
let world: World;
let requester: PersonHere;
let teammate: PersonHere;
let colleague: PersonHere;

beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());
beforeEach(async () => {
  world = await ground.world();
  requester = world.person('Requester', 'group');
  teammate = world.person('Teammate', 'group');
  colleague = world.person('Colleague');
  world.platform.members.set('group', [requester, teammate, colleague]);
});

const anybody = 'Anybody who knows the address';
const team = 'Only the people on the team';

describe('two people in a group chat who answer the same question at once', () => {
  beforeEach(async () => {
    await reachesQuestions(requester);
    const [mine, theirs] = [requester.press(team), teammate.press(anybody)];
    const replies = await world.hearsAtOnce(mine, theirs);
    teammate.answers(theirs, replies[1]);
  });

  it('are both heard: the first counts, the other sees both answers', () => {
    expect(teammate.reads()).toContain(
      'Answered meanwhile: @Requester answered this just now: Only the people on the team. You chose: Anybody who',
    );
    expect(requester.reads()).toContain(`${team} · @Requester`);
  });

  it('lose nothing: the other may still use theirs', async () => {
    await teammate.presses('Use mine');
    await requester.presses('Back');
    expect(requester.reads()).toContain(`Answered: ${anybody} · @Teammate`);
  });

  it('may leave it at that', async () => {
    await teammate.presses('Keep theirs');
    expect(teammate.reads()).toContain(`${team} · @Requester`);
  });
});

describe('a question handed to a colleague', () => {
  beforeEach(async () => {
    await reachesQuestions(requester);
    await requester.presses('Ask a colleague…');
    await requester.presses('Ask', { person: '@Colleague' });
  });

  it('stands in their own chat, with who asks and what for', () => {
    expect(colleague.reads()).toContain('@Requester asks you one question about Support agent');
    expect(colleague.labels()).toEqual([team, 'Everybody in the company', anybody, "Don't know", 'Hand it back']);
  });

  it('leaves the asker going on meanwhile', () => {
    expect(requester.reads()).not.toContain('Who looks for holes in the wall?\nWhy');
    expect(requester.labels()).toContain(team);
  });

  it('is answered there, and the asker sees it with their name', async () => {
    await colleague.presses(anybody);
    expect(colleague.reads()).toContain(`Thank you: ${anybody} · @Colleague`);
    expect(requester.reads()).toContain(`✓ Who looks for holes in the wall? ${anybody} · @Colleague`);
  });

  it.each([
    ['a number', '3', anybody],
    ['the words of a choice', 'only the people on the team', team],
    ["don't know", "don't know", "Don't know"],
  ])('is answered by typing %s', async (_, words, answer) => {
    await colleague.says(words);
    expect(colleague.reads()).toContain(`Thank you: ${answer} · @Colleague`);
    expect(requester.reads()).toContain(`✓ Who looks for holes in the wall? ${answer} · @Colleague`);
  });

  it('is not answered by words that only resemble a choice', async () => {
    await colleague.says('I think the people on my team do');
    expect(requester.reads()).not.toContain('@Colleague ·');
    expect(colleague.reads()).not.toContain('Thank you');
  });

  it('leaves the colleague alone once it is answered', async () => {
    await colleague.says('3');
    await colleague.says('2');
    expect(colleague.reads()).toContain('Nothing open');
    await requester.presses('Back');
    expect(requester.reads()).toContain(`Answered: ${anybody} · @Colleague`);
  });

  it('does not keep the colleague from an assessment of their own', async () => {
    await begins(colleague, 'assess the mail sorter');
    await colleague.says('2');
    expect(colleague.reads()).toContain('✓ How big is the model of it? As tall as a church tower · @Colleague');
  });

  it('can be handed back, and is asked here again', async () => {
    await colleague.presses('Hand it back');
    expect(colleague.reads()).toContain('Back with the asker');
    expect(requester.reads()).toContain('Who looks for holes in the wall?');
  });

  it('comes back by itself after three days', async () => {
    await world.passes(3 * day - hour);
    await world.sweeps();
    expect(colleague.labels()).toContain('Hand it back');
    await world.passes(2 * hour);
    await world.sweeps();
    expect(colleague.reads()).toContain('Back with the asker');
    expect(requester.reads()).toContain('“Who looks for holes in the wall?” came back from @Colleague without an answer.');
  });

  it('cannot be asked of somebody whom nobody here knows', async () => {
    await requester.presses('Ask a colleague…');
    await requester.presses('Ask', { person: 'Nobody' });
    expect(requester.reads()).toContain('I know nobody here called “Nobody”');
  });

  it('needs a name', async () => {
    await requester.presses('Ask a colleague…');
    await requester.presses('Ask');
    expect(requester.notice()).toContain('Nobody was chosen');
  });
});

describe('an assessment', () => {
  it('is cancelled only by the one who runs it, and others are told who that is', async () => {
    await begins(requester);
    await teammate.presses('Pause');
    await teammate.presses('Cancel the assessment');
    expect(teammate.reads()).toContain('Only @Requester can do this');
  });

  it('is handed over, and then the other one runs it', async () => {
    await begins(requester);
    await requester.says('hand over to @Teammate', teammate);
    await teammate.says('cancel');
    expect(requester.reads()).toContain('Cancelled: It can be brought back by @Teammate');
  });

  it('can be opened to somebody who is not in the conversation', async () => {
    await begins(requester);
    await requester.says('invite @Colleague', colleague);
    const inside = colleague.copies(requester.press('As tall as a church tower'));
    await colleague.sends(inside);
    expect(requester.reads()).toContain('As tall as a church tower · @Colleague');
  });
});
