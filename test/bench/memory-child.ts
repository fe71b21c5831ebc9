/** A process of its own that holds many assessments warm and weighs them. */
import { setTimeout as pause } from 'node:timers/promises';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { answerBench, givenToChild } from './child.ts';
import { assessmentKey, conversationId, openCatalogue, personId, subjectFor, walkTo } from './interview.ts';
import { openShop, type ShopAddress } from './shop.ts';
import { stock } from './stock.ts';

const given = givenToChild() as ShopAddress & { answers: number };
const catalogue = openCatalogue();
const subject = subjectFor(catalogue);

async function weigh(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await pause(20);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

answerBench(async ({ count }: { count: number }) => {
  const shop = await openShop(given);
  const home = 'memory-0';
  const ids = Array.from({ length: count }, (_, index) => `memory-${index}`);
  const who = { by: personId('first'), name: 'The first person', from: conversationId(home) };
  // The table's own tools are warmed by an assessment that is not weighed.
  await stock({ ...shop, table: given.table }, catalogue, subject, ['memory-warm-up'], given.answers);
  await stock({ ...shop, table: given.table }, catalogue, subject, ids, given.answers);
  await shop.workshop.glance(subject, assessmentKey('memory-warm-up'));
  const before = await weigh();
  for (const [index, id] of ids.entries()) {
    const event: InterviewEvent = { type: 'rename', workload: `Workload ${index}`, at: Date.now(), ...who };
    const outcome = await shop.workshop.turn(subject, assessmentKey(id), { id: `memory-${index}`, event });
    if (outcome.kind !== 'applied') throw new RangeError(`A turn was ${outcome.kind}.`);
  }
  await shop.workshop.relay.idle();
  const warm = (await weigh()) - before;
  const { state } = await walkTo(catalogue, subject, home, given.answers);
  const json = JSON.stringify(state.snapshot.context);
  const start = await weigh();
  const held = new Map(ids.map((id) => [id, JSON.parse(json) as unknown]));
  const text = (await weigh()) - start;
  // Named once more, so that nothing is collected before it is weighed.
  await shop.workshop.relay.idle();
  return { warm, text, kept: held.size };
});
