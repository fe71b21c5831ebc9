/** What must outlast a restart, a crash, a moody platform, a deleted card and a new edition of the catalogue. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { day, type Ground, minute, second, startGround, type World } from '../support/app.ts';
import { pocketCatalogue } from '../support/interview.ts';
import type { PersonHere } from '../support/people.ts';
import { begins, finishes, reachesQuestions, reachesScope } from '../support/people-journeys.ts';

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
const question = 'Who looks for holes in the wall?';
const cards = () => world.platform.messages(me.conversation);
/** What a crash or a busy platform left is taken over when its lease has run out. */
const takesOver = async () => {
  await world.passes(41 * second);
  await world.sweeps();
};

describe('a restart', () => {
  it('between any two steps loses nothing', async () => {
    world = await ground.world({ restartsAlways: true });
    me = world.person('Requester', 'group');
    await finishes(me);
    expect(me.reads()).toContain('Fix first');
    expect(world.log).toEqual([]);
  });

  it('keeps a question that waits for a colleague, and its time', async () => {
    me = world.person('Requester', 'group');
    const colleague = world.person('Colleague');
    world.platform.members.set('group', [me, colleague]);
    await reachesQuestions(me);
    await me.says('ask Colleague');
    await world.restarts();
    await world.passes(3 * day + minute);
    await world.sweeps();
    expect(colleague.reads()).toContain('Back with the asker');
  });

  it('keeps what was understood and not yet confirmed', async () => {
    await reachesQuestions(me);
    await me.says('everybody in our company does that');
    await world.restarts();
    await me.says('yes');
    expect(me.reads()).toContain(`✓ ${question} Everybody in the company`);
  });
});

describe('a crash', () => {
  it('after an answer was taken in and before the card changed is made good', async () => {
    await begins(me);
    world.platform.moods.push('lost');
    await me.presses('As tall as a church tower');
    await world.crashes();
    expect(cards().at(-1)?.view.text).toContain('0 of ');
    await takesOver();
    expect(cards().at(-1)?.view.text).toContain('✓ How big is the model of it? As tall as a church tower');
  });
});

describe('the platform', () => {
  it.each(['busy', 'lost'] as const)('that is %s gets the card again later, once', async (mood) => {
    world.platform.moods.push(mood);
    await me.says('assess our support agent');
    expect(cards()).toEqual([]);
    await takesOver();
    expect(cards().map(({ view }) => view.text.split('\n')[0])).toEqual(["Support agent: let's see where it stands"]);
  });

  it('that loses its answer to a fresh post gets it twice; that is counted, and both copies act once', async () => {
    world.platform.moods.push('ambiguous');
    await me.says('assess our support agent');
    await takesOver();
    expect(cards()).toHaveLength(2);
    expect(await world.store.readCount('tenant', 'stale-posts')).toBe(1);
    const [one, two] = cards().map(({ id }) => me.press('Start', {}, id));
    if (one !== undefined) await me.sends(one);
    if (two !== undefined) await me.sends(two);
    expect(
      me
        .screen()
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('Your press belongs to an older card. Nothing was changed.');
    await me.presses('As tall as a church tower');
    expect(me.reads()).toContain('1 of ');
  });

  it('that loses its answer to an update shows the newest all the same, with no second card', async () => {
    await begins(me);
    world.platform.moods.push('ambiguous');
    await me.presses('As tall as a church tower');
    await takesOver();
    expect(cards()).toHaveLength(1);
    expect(await world.store.readCount('tenant', 'stale-posts')).toBe(0);
  });

  it('that refuses for good is left alone, and that is counted', async () => {
    world.platform.moods.push('refuses');
    await me.says('assess our support agent');
    await takesOver();
    expect(cards()).toEqual([]);
    expect(await world.store.readCount('tenant', 'undeliverable')).toBe(1);
  });
});

describe('a card', () => {
  it('that somebody deleted is posted afresh with the next step', async () => {
    await begins(me);
    const old = me.press('As tall as a church tower');
    for (const { id } of cards()) world.platform.removes(id);
    await me.sends(old);
    expect(cards().map(({ view }) => view.text)).toEqual([expect.stringContaining('✓ How big is the model of it?')]);
    await me.presses('As big as a open sea');
    expect(cards()).toHaveLength(1);
  });

  it('is updated where the conversation is now, when the way to speak there has changed', async () => {
    await begins(me);
    const moved = { conversation: me.conversation, at: 'https://chat.example/two' };
    await me.sends({ ...me.text('status'), reference: moved });
    await world.passes(31 * day);
    await world.sweeps();
    expect(world.platform.spokenAt.at(-1)?.reference).toEqual(moved);
  });

  it('of a colleague is sent where they were heard last, not where another conversation thinks they are', async () => {
    const asker = world.person('Requester', 'group');
    const colleague = world.person('Colleague');
    world.platform.members.set('group', [colleague]);
    const moved = { conversation: colleague.conversation, at: 'https://chat.example/two' };
    await colleague.sends({ ...colleague.text('help'), reference: moved });
    await reachesQuestions(asker);
    await asker.says('ask Colleague');
    expect(world.platform.spokenAt.filter(({ conversation }) => conversation === colleague.conversation).at(-1)?.reference).toEqual(moved);
  });
});

describe('a report', () => {
  it.each([
    ['markdown', 'Export as a report', 'support-agent-security-assessment.md', '# '],
    ['JSON', 'Export as JSON', 'support-agent-security-assessment.json', '{'],
  ])('in %s goes to the one who asked for it alone, in their own chat', async (_, button, name, start) => {
    me = world.person('Requester', 'group');
    await finishes(me);
    await me.presses(button);
    const [sent] = world.platform.files;
    expect([world.platform.files.length, sent?.conversation, sent?.file.name]).toEqual([1, 'chat with requester', name]);
    expect(sent?.file.body.startsWith(start)).toBe(true);
  });

  it('is handed over when the person agrees, and only to those who took part', async () => {
    await finishes(me);
    await me.presses('Export as a report');
    const context = world.platform.files[0]?.file.context ?? '';
    const stranger = world.person('Stranger');
    expect(
      JSON.stringify(await stranger.sends(stranger.text('', { what: { kind: 'file-accepted', upload: 'there', context } }))),
    ).toContain('I find no assessment of this kind');
    expect(world.platform.files).toHaveLength(1);
    await me.sends(me.text('', { what: { kind: 'file-accepted', upload: 'there', context } }));
    expect(world.platform.files.map(({ file }) => file.upload)).toEqual([undefined, 'there']);
  });

  it('that is declined, or that belongs to nothing, is answered', async () => {
    expect(await me.sends(me.text('', { what: { kind: 'file-declined', context: 'x' } }))).toMatchObject({ kind: 'notice' });
    expect(await me.sends(me.text('', { what: { kind: 'file-accepted', upload: 'there', context: '{"a":1}' } }))).toMatchObject({
      kind: 'notice',
    });
  });
});

describe('a finished result', () => {
  it('stays what it was when the bot carries another catalogue', async () => {
    await finishes(me);
    const before = me.reads();
    await me.presses('Export as JSON');
    await world.restarts(pocketCatalogue(2));
    await me.says('status');
    expect(me.reads()).toBe(before);
    await me.says('export json');
    const [one, two] = world.platform.files;
    // The heads of the audit logs move with every turn; the result does not.
    const [earlier, later] = [one, two].map((sent) => JSON.parse(sent?.file.body ?? '{}') as { result?: unknown });
    expect(earlier?.result).toBeDefined();
    expect(later?.result).toEqual(earlier?.result);
  });

  it('stays what it was while the assessment is open again, until it is finished anew', async () => {
    await finishes(me);
    const first = me.reads();
    await me.presses('Change an answer');
    await me.presses('All answers');
    await me.presses('Change 5');
    await me.presses('Anybody who knows the address');
    await me.says('finish');
    expect(me.reads()).not.toBe(first);
    expect(me.reads()).toContain('Fix first');
  });
});

describe('a running assessment', () => {
  it('stays with the catalogue it began with', async () => {
    await reachesScope(me);
    await world.restarts(pocketCatalogue(2));
    await me.presses("That's right");
    expect(me.reads()).toContain(question);
    await me.presses(team);
    expect(me.reads()).toContain(`✓ ${question} ${team}`);
  });
});
