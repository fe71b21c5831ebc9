/** A scan between two processes over one store: stopped from the other one, taken over by it, and ended once whoever tells. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createWorld, second, type World } from '../support/app.ts';
import { type HandScanner, handConnections, handScanner } from '../support/hand-scanner.ts';
import { pocketCatalogue } from '../support/interview.ts';
import type { PersonHere } from '../support/people.ts';
import { reachesQuestions } from '../support/people-journeys.ts';
import { houseRows, rowOf } from '../support/scans.ts';
import { createSimStore } from '../support/sim-store.ts';

const catalogue = pocketCatalogue(3);
let first: { world: World; hand: HandScanner };
let other: { world: World; hand: HandScanner };
let me: PersonHere;

/** Both see the same clock only through what people and tests do: each goes on by itself. */
beforeEach(async () => {
  const store = createSimStore();
  const hand = handScanner();
  const world = await createWorld(store, async () => [], { catalogue, scanner: hand.scanner, connections: handConnections });
  first = { world, hand };
  me = world.person('Requester');
  await reachesQuestions(me);
  await me.says('connect aws');
  await me.presses('Go on', { account: '111122223333', regions: 'eu-west-1' });
  await me.presses('It is set up: try it');
  await world.scansEnd();
  await me.says('scan');
  await hand.begins();
  const elsewhere = handScanner();
  const how = { catalogue, scanner: elsewhere.scanner, platform: world.platform, at: world.now() };
  other = { world: await createWorld(store, async () => [], how), hand: elsewhere };
});

const card = (): string =>
  me
    .screen()
    .map(({ text }) => text)
    .filter((text) => text.includes('looking into AWS'))
    .at(-1) ?? '';

describe('a scan', () => {
  it('that is stopped in the other process ends when it next tells where it stands', async () => {
    await other.world.person('Requester').presses('Stop');
    expect(first.hand.run().isStopped()).toBe(false);
    await first.world.passes(5 * second);
    first.hand.run().progress({ done: 1 });
    await expect.poll(() => first.hand.run().isStopped()).toBe(true);
    first.hand.run().ends('stopped', houseRows.slice(0, 1));
    await first.world.scansEnd();
    expect(card()).toContain('Stopped');
    expect(card()).toContain('1 failed');
  });

  it('that was only slow is given up by its process when the other has begun it anew, and tells nothing', async () => {
    await other.world.passes(61 * second);
    await other.world.sweeps();
    await other.hand.begins();
    await first.world.passes(61 * second);
    first.hand.run().progress({ done: 3 });
    await expect.poll(() => first.hand.run().isStopped()).toBe(true);
    first.hand.run().ends('stopped', [rowOf('EN-02', 'fail')]);
    await first.world.scansEnd();
    expect(card()).not.toContain('Stopped');
    other.hand.run().ends('finished', houseRows);
    await other.world.scansEnd();
    expect(card()).toContain('Answered 1 of your 7 questions.');
  });

  it('whose process is asked to end leaves it to the next one', async () => {
    const { hand, world } = first;
    const ending = world.abandonsScans();
    expect(hand.run().isStopped()).toBe(true);
    hand.run().ends('stopped', houseRows);
    await ending;
    expect(card()).not.toContain('Stopped');
    await other.world.passes(61 * second);
    await other.world.sweeps();
    await other.hand.begins();
  });
});
