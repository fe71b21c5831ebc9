/** Read this first: a whole conversation, from "assess our support agent" to the list of what to fix, on the product as it ships. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ground, shippedCatalogue, startGround } from './support/app.ts';

let ground: Ground;

beforeAll(async () => {
  ground = await startGround();
});

afterAll(() => ground.stop());

it('assesses a support agent', async () => {
  const world = await ground.world({ catalogue: shippedCatalogue() });
  const me = world.person('Requester');

  // What was said is used, and not asked again.
  await me.says('assess our support agent, it runs on Bedrock and files tickets');
  expect(me.reads()).toContain("Support agent: let's see where it stands");
  expect(me.reads()).toContain('it runs on Bedrock and files tickets (from what you wrote)');
  await me.presses('Start');

  // One card changes in place. A question is answered by a press, by a number, or in one's own words.
  await me.presses('Yes, it writes or creates something new');
  await me.says('4');
  expect(me.reads()).toContain('✓ What is this part? Our own software that calls a model');
  await me.says('we call the models of a provider as they are');
  expect(me.reads()).toContain("I understood: No, we call a provider's models as they are");
  await me.presses("Yes, that's it");
  await me.ticks('Look things up in systems or documents', 'Create or change records, files or tickets');
  await me.presses('The model');
  await me.presses('A person, each time, who waits for this result');
  await me.presses('Only because the prompt tells it to ask');
  await me.ticks('Mails, tickets or forms from outside');
  await me.presses('It goes live in the time this assessment looks at');
  await me.ticks('None of these');
  await me.presses('Customers who sign in');
  await me.ticks('Everyday internal data', 'Data about people');
  await me.ticks('Embarrass us in public');

  // The scope, what decided it, and what would change it; people confirm it.
  expect(me.reads()).toContain('Generative AI: 3 · Pre-trained model');
  expect(me.reads()).toContain('Agentic: 3 · Supervised agency');
  await me.presses("That's right");

  // About ten minutes of the weightiest questions give a first picture.
  while (me.labels().includes("Don't know")) await me.presses(me.labels()[0] ?? '');
  expect(me.reads()).toContain('A first picture of Support agent');
  await me.says('result');
  await me.says('finish');

  // The result: never a score without its coverage, and what to fix first.
  expect(me.reads()).toMatch(/\d+ % of the weight in place, \d+ % of it looked at/);
  expect(me.reads()).toContain('Fix first');
  await me.presses('All');
  expect(me.reads()).toMatch(/1\. (?:Critical|High): /);
  await me.presses('Show 1');
  expect(me.reads()).toContain('Why this matters here');

  // A report for oneself, and the list of all assessments here.
  await me.says('export');
  expect(world.platform.files.map(({ file }) => file.name)).toEqual(['support-agent-security-assessment.md']);
  await me.says('list');
  expect(me.reads()).toMatch(/1\. Support agent · finished · \d+ of \d+ answered/);
  expect(world.log).toEqual([]);
});
