/** A role is tried beside the turns: the press is answered at once, the card says what came of it, and a killed process loses nothing. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { words as say } from '../../bot/conversation/words/en.ts';
import { createWorld, type Ground, second, startGround, type World } from '../support/app.ts';
import { handScanner, handTrials } from '../support/hand-scanner.ts';
import { pocketCatalogue } from '../support/interview.ts';
import type { PersonHere } from '../support/people.ts';
import { asksFor } from '../support/people-journeys.ts';

const account = '111122223333';
const owner = { id: 'teammate', name: 'Teammate' };
const catalogue = pocketCatalogue(3);
let ground: Ground;
let world: World;
let hand: ReturnType<typeof handTrials>;
let me: PersonHere;

const worldWith = async (owners?: Parameters<typeof handTrials>[0]): Promise<void> => {
  hand = handTrials(owners);
  world = await ground.world({ catalogue, scanner: handScanner().scanner, connections: hand.connections });
  me = world.person('Requester', 'group');
};

beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());
beforeEach(async () => await worldWith());

const card = (): string =>
  me
    .screen()
    .map(({ text }) => text)
    .filter((text) => text.includes('looking into AWS'))
    .at(-1) ?? '';

async function tries(person: PersonHere = me): Promise<void> {
  await person.says(asksFor);
  await person.presses('Connect AWS…');
  await person.presses('Go on', { account, regions: 'eu-west-1' });
  await person.presses('It is set up: try it');
}

async function begins(): Promise<void> {
  await tries();
  await hand.begins();
}

describe('a trial', () => {
  it('is answered at once, and its card says what is being tried', async () => {
    await begins();
    expect(card()).toContain('account …3333, eu-west-1');
    expect(card()).toContain('Trying the role: First without its id and then with a wrong one: both must be refused.');
    expect(hand.trial().request).toMatchObject({ account, regions: ['eu-west-1'], by: { id: 'requester', name: 'Requester' } });
  });

  it('that holds offers the look as the first thing to do', async () => {
    await begins();
    hand.trial().ends({ how: 'connected', missing: { unread: [], barred: [] } });
    await world.scansEnd();
    expect(card()).toContain('Connected: The role refused me without its id and with a wrong one, and let me in with the real one.');
    expect(me.labels()[0]).toBe('Look at AWS first');
    expect(me.labels()).not.toContain('Show the policy patch');
  });

  it('of a role that lacks something says so at once, with the statement to add, and looks all the same', async () => {
    await begins();
    hand.trial().ends({ how: 'connected', missing: { unread: ['house:ListRoofs'], barred: [] } });
    await world.scansEnd();
    expect(card()).toContain('house:ListRoofs is missing from the role.');
    await me.presses('Show the policy patch');
    expect(me.reads()).toContain('"house:ListRoofs"');
    await me.presses('Back');
    await me.presses('Look at AWS first');
    expect(card()).toContain('Looking at account …3333');
  });

  it.each(['open-without-id', 'not-yet', 'static-keys'] as const)(
    'that is refused (%s) says why and what to do, and is tried again',
    async (why) => {
      await begins();
      hand.trial().ends({ how: 'refused', why });
      await world.scansEnd();
      expect(card()).toContain(`Not connected: ${say.connect.refusals[why]}`);
      await me.presses('Show what to set up');
      expect(me.reads()).toContain(`Create the role in ${account}.`);
      await me.presses('It is set up: try it');
      await hand.begins(2);
      hand.trial().ends({ how: 'connected', missing: { unread: [], barred: [] } });
      await world.scansEnd();
      expect(card()).toContain('Connected');
    },
  );

  it('is tried again from the card itself, in the same Regions', async () => {
    await begins();
    hand.trial().ends({ how: 'refused', why: 'not-yet' });
    await world.scansEnd();
    await me.presses('Try again');
    await hand.begins(2);
    expect(hand.trial().request).toMatchObject({ account, regions: ['eu-west-1'] });
  });

  it('that fails by a fault of ours says so, and nothing of the fault', async () => {
    await begins();
    hand.trial().breaks(new TypeError('x is not a function'));
    await world.scansEnd();
    expect(card()).toContain('Something went wrong on our side.');
    expect(card()).not.toContain('is not a function');
  });

  it('that is under way is not begun again, and no scan begins meanwhile', async () => {
    await begins();
    await me.says('scan');
    expect(me.reads()).toContain('A role is being tried.');
    await me.says('connect aws');
    await me.presses('Go on', { account: '222233334444', regions: '' });
    await me.presses('It is set up: try it');
    expect(hand.trials).toHaveLength(1);
  });
});

describe('a trial of which nothing is heard', () => {
  it('is started again after its process was killed, and ends once', async () => {
    await begins();
    const lost = hand.trial();
    await world.crashes();
    await world.passes(61 * second);
    await world.sweeps();
    await hand.begins(2);
    expect(card()).toContain('start 2');
    lost.ends({ how: 'refused', why: 'not-yet' });
    await world.passes(second);
    expect(card()).toContain('Trying the role');
    hand.trial().ends({ how: 'connected', missing: { unread: [], barred: [] } });
    await world.scansEnd();
    expect(card()).toContain('Connected');
  });

  it('is given up after three starts, and says so', async () => {
    await begins();
    for (let start = 1; start <= 3; start += 1) {
      await world.crashes();
      await world.passes(61 * second);
      await world.sweeps();
    }
    expect(hand.trials).toHaveLength(3);
    expect(card()).toContain(say.connect.refusals['fell-silent']);
    expect(me.labels()).toContain('Try again');
  });

  it('is left to the next process by one that is asked to end', async () => {
    await begins();
    await world.abandonsScans();
    expect(hand.trial().isAbandoned()).toBe(true);
    expect(card()).toContain('Trying the role');
    await world.passes(61 * second);
    await world.sweeps();
    await hand.begins(2);
  });

  it('tells nothing when another process has begun it anew', async () => {
    await begins();
    const elsewhere = handTrials();
    const how = { catalogue, connections: elsewhere.connections, platform: world.platform, at: world.now() };
    const other = await createWorld(world.store, async () => [], how);
    await other.passes(61 * second);
    await other.sweeps();
    await elsewhere.begins();
    hand.trial().ends({ how: 'refused', why: 'not-yet' });
    await world.scansEnd();
    expect(card()).toContain('Trying the role');
    elsewhere.trial().ends({ how: 'connected', missing: { unread: [], barred: [] } });
    await other.scansEnd();
    expect(card()).toContain('Connected');
  });
});

describe("somebody else's account", () => {
  beforeEach(async () => await worldWith({ [account]: owner }));

  it('is not tried for others, who are told whom to ask', async () => {
    await tries();
    expect(me.notice()).toContain('Teammate connected this account. Ask them to connect it here too');
    expect(hand.trials).toEqual([]);
  });

  it('is tried for whoever connected it', async () => {
    await tries(world.person('Teammate', 'group'));
    await hand.begins();
    expect(hand.trial().request.by).toEqual({ ...owner, isAdmin: false });
  });

  it('is decided once more beside the turn, and the card names whom to ask', async () => {
    await worldWith();
    await begins();
    hand.trial().ends({ how: 'refused', why: 'somebody-elses', whose: owner.name });
    await world.scansEnd();
    expect(card()).toContain('Not connected: Teammate connected this account.');
  });
});
