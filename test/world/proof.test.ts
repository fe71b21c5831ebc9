/**
 * A gap from found to proven, through the chat, with the real scanner and the simulated account: a look refuses what is not mended,
 * proves what is, and a week later finds it open again.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Aws, openSimulatedAws } from '../../bot/aws.ts';
import { createWorld, day, second, type World } from '../support/app.ts';
import { pocketCatalogue } from '../support/interview.ts';
import type { PersonHere } from '../support/people.ts';
import { answersUntil, reachesQuestions } from '../support/people-journeys.ts';
import { createSimStore } from '../support/sim-store.ts';

const room = '19:project';

let aws: Aws & { simulated: { weak: string; page: string } };
let world: World;
let me: PersonHere;
let lea: PersonHere;
let ole: PersonHere;

beforeAll(async () => {
  const store = createSimStore();
  aws = await openSimulatedAws(store);
  const { scanner, connections } = aws;
  world = await createWorld(store, async () => [], { catalogue: pocketCatalogue(3), scanner, connections });
  [me, lea, ole] = [world.person('Requester', room), world.person('Lea', room), world.person('Ole', room)];
});
afterAll(async () => await aws.stop());

/** A person mends what is planted, or plants it again, on the page of the simulated account. */
const turns = async (turn: 'mend' | 'break'): Promise<void> => {
  const answer = await fetch(`${aws.simulated.page}/${turn}`, { method: 'POST', body: new URLSearchParams({ fault: 'EN-01' }) });
  expect(answer.status).toBe(200);
};

const screen = (person: PersonHere): string =>
  person
    .screen()
    .map(({ text }) => text)
    .join('\n---\n');

/** What stands of the gap when its owner opens it from the list of tasks. */
async function opened(): Promise<string> {
  await ole.says('roadmap');
  await ole.presses('Look at 2 items of "Now"');
  await ole.presses('Open 2');
  return ole.reads();
}

/** Says it is done where the gap was opened, and waits for the look. */
async function saysDone(): Promise<void> {
  await opened();
  await ole.presses('Done');
  await world.scansEnd();
}

const drifts = (): number => screen(ole).split('the weekly look finds it open again').length - 1;

it('waits for its owner once people named it, put it up and approved it', async () => {
  await world.installed({ surface: 'teams', tenant: 'tenant', person: { id: 'ada', name: 'Ada' } });
  const ada = world.person('Ada', room);
  await reachesQuestions(me);
  for (const person of [lea, ole]) await person.says('@Plumbline status');
  await ada.says('settings');
  await ada.presses('Add a person');
  await ada.presses('Add', { person: 'lea', role: 'lead' });
  await me.says('connect aws');
  await me.presses('Go on', { account: aws.simulated.weak, regions: 'eu-west-1, us-east-1' });
  await me.presses('It is set up: try it');
  await world.scansEnd();
  await me.says('status');
  await me.presses('Everybody in the company');
  await answersUntil(me, (labels) => labels.includes('See the result now'));
  await me.presses('See the result now');
  await me.presses('Finish');
  await me.says('roadmap');
  await me.presses('Put it up for approval', { owner: 'ole' });
  await lea.says('roadmap');
  await lea.presses('Look at 2 items of "Now"');
  await lea.presses('Decide 2');
  await lea.presses('Approve');
  await ole.presses('Take');
  expect(await opened()).toContain('The wall around the house has no holes\nIn progress');
});

it('stays open when it is said to be done and is not, with what fails and where', async () => {
  await saysDone();
  expect(await opened()).toContain('In progress');
  expect(ole.reads()).toContain('Still open:');
  expect(ole.reads()).toMatch(/EN-01 fails on arn:aws:guardduty:eu-west-1:111111111111:detector/);
});

it('is proven once it is mended, also where the process ends in the middle of the look', async () => {
  await turns('mend');
  await opened();
  await ole.presses('Done');
  await world.abandonsScans();
  await world.restarts();
  expect(await opened()).toContain('Being checked');
  await world.passes(121 * second);
  await world.sweeps();
  await world.scansEnd();
  expect(await opened()).toContain('Proven fixed');
  expect(ole.reads()).toContain('All that was looked at passes: EN-01');
});

it('holds at the weekly look', async () => {
  await world.passes(7 * day);
  await world.sweeps();
  await world.scansEnd();
  expect(await opened()).toContain('Proven fixed');
});

it('is open again when the weekly look finds the fault back, which is told once', async () => {
  await turns('break');
  await world.passes(7 * day + second);
  await world.sweeps();
  await world.scansEnd();
  expect(await opened()).toContain('Open again');
  expect(ole.reads()).toContain('EN-01 fails on');
  expect(drifts()).toBe(1);
  await world.passes(7 * day + second);
  await world.sweeps();
  await world.scansEnd();
  expect(drifts()).toBe(1);
});
