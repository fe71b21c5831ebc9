/** A workload that was assessed in Slack with the simulated account, people around it, and days that go by: for stories of its follow-through. */
import { type Aws, openSimulatedAws, type SimulatedHere } from '../../bot/aws.ts';
import { drawPicture } from '../../bot/pictures/draw.ts';
import { localAt } from '../../workflows/reminder/calendar.ts';
import { createWorld, day, minute, shippedCatalogue, type WorldOptions } from './app.ts';
import { createSimStore } from './sim-store.ts';
import type { Posted } from './slack-emulator.ts';
import type { SlackPerson } from './slack-people.ts';
import { type SlackPlay, startSlackPlay } from './slack-play.ts';
import { buttonBelow, readBlocks } from './slack-screen.ts';

export const zone = 'Europe/Berlin';

export const people = [
  { id: 'UANA', name: 'Ana' },
  { id: 'ULEA', name: 'Lea' },
  { id: 'UDAN', name: 'Dan' },
  { id: 'UOLE', name: 'Ole' },
  { id: 'UBEA', name: 'Bea' },
  { id: 'UADA', name: 'Ada' },
] as const;

/** The team's channel, where the assessment lives; the leads' own; the project's. */
export const [team, leads, project] = ['C1', 'CLEADS', 'CTASKS'] as const;

/** How the titles of some gaps of the simulated account begin. */
export const titles = {
  trail: 'CloudTrail keeps a full record',
  record: 'Each model call leaves a record',
  vault: 'Passwords, keys and tokens are kept in a vault',
  path: 'Calls to models, agents and data travel on private network paths',
  hosts: 'Models and agents run on machines',
};

/** What came to somebody's own messages, and when it was there. */
export interface Came {
  to: string;
  day: string;
  time: string;
  words: string;
}

export interface SlackStory {
  play: SlackPlay;
  aws: Aws & { simulated: SimulatedHere };
  /** Mends what is planted in the simulated account. */
  mends(fault: string): Promise<void>;
  /** Up to the evening before that day: gives what came to each person's own messages. They may answer as it comes. */
  until(end: string, answer?: (one: Came) => Promise<void>): Promise<Came[]>;
  stop(): Promise<void>;
}

/** `at` is when it begins. */
export async function startSlackStory(at: string): Promise<SlackStory> {
  const around: { aws?: Aws & { simulated: SimulatedHere } } = {};
  const aws = (): Aws => {
    if (around.aws === undefined) throw new Error('The account is not there yet.');
    return around.aws;
  };
  const store = createSimStore();
  // Months go by, and each of their hours is looked through: that is quick in memory.
  const ground = { world: async (how: WorldOptions = {}) => await createWorld(store, async () => [], how) };
  const play = await startSlackPlay(ground, {
    at: Date.parse(at),
    admins: [{ org: { surface: 'slack', id: 'T1' }, account: 'UADA' }],
    catalogue: shippedCatalogue(),
    draw: drawPicture,
    scanner: async (...asked) => await aws().scanner(...asked),
    connections: {
      begin: async (request) => await aws().connections.begin(request),
      template: async (...asked) => await aws().connections.template(...asked),
      standing: async (request) => await aws().connections.standing(request),
      try: async (...asked) => await aws().connections.try(...asked),
    },
  });
  const opened = await openSimulatedAws(store);
  around.aws = opened;
  for (const person of people) play.slack.addPerson({ ...person, flags: { tz: zone } });
  play.slack.addChannel({ id: leads, private: true, members: ['ULEA', 'UDAN', 'UADA', 'UBOT'] });
  play.slack.addChannel({ id: project });
  return {
    play,
    aws: opened,
    async mends(fault) {
      const answer = await fetch(`${opened.simulated.page}/mend`, { method: 'POST', body: new URLSearchParams({ fault }) });
      if (answer.status !== 200) throw new Error(await answer.text());
    },
    until: async (end, answer) => await livesUntil(play, end, answer),
    async stop() {
      await play.stop();
      await opened.stop();
    },
  };
}

/** The moments of a day in which something might come: before work, at nine, and late. */
const moments = ['08:58', '09:02', '21:00'];

async function livesUntil(
  { world, slack }: SlackPlay,
  end: string,
  answer: (one: Came) => Promise<void> = async () => undefined,
): Promise<Came[]> {
  const direct = await Promise.all(people.map(async ({ id }) => ({ id, channel: await slack.direct(id) })));
  const came: Came[] = [];
  const known = new Set(slack.messages().map(({ ts }) => ts));
  const isNew = ({ ts, user }: Posted): boolean => user === 'UBOT' && !known.has(ts);
  for (;;) {
    const next = nextMoment(world.now());
    if (localAt(next, zone).day >= end) return came;
    await world.passes(next - world.now());
    await world.sweeps();
    await world.scansEnd();
    await world.reminds();
    const fresh = slack.messages().flatMap((message) => {
      const to = direct.find(({ channel }) => channel === message.channel);
      return to === undefined || !isNew(message) ? [] : [{ to: to.id, ...localAt(next, zone), words: readBlocks(message.blocks) }];
    });
    came.push(...fresh);
    for (const one of fresh) await answer(one);
    // What they are answered is no reminder.
    for (const { ts } of slack.messages()) known.add(ts);
  }
}

function nextMoment(now: number): number {
  let at = now - (now % minute) + minute;
  while (!moments.includes(localAt(at, zone).time)) at += minute;
  if (at - now > 2 * day) throw new Error('There is no such moment.');
  return at;
}

/** Goes on from the look and answers what decides the scope of the support agent. */
export async function scopes(me: SlackPerson): Promise<void> {
  const picks = async (...beginnings: string[]): Promise<void> => {
    for (const beginning of beginnings) await me.presses(me.labels().find((one) => one.startsWith(beginning)) ?? beginning);
  };
  const ticks = async (...beginnings: string[]): Promise<void> => {
    await me.ticks(...beginnings.map((one) => me.options().find((text) => text.replace(/^\d+\. /, '').startsWith(one)) ?? one));
  };
  await picks('Go on with the questions', 'Start', 'Yes, it writes or creates something new', 'Our own software that calls a model');
  await picks("No, we call a provider's models as they are");
  await ticks('Look things up', 'Create or change records');
  await picks('The model', 'A person, each time', 'Only because the prompt tells it to ask');
  await ticks('Mails, tickets or forms');
  await picks('It goes live');
  await ticks('None of these');
  await picks('Customers who sign in');
  await ticks('Data about people');
  await ticks('Cost money');
  await picks("That's right");
}

/** Connects the weak account, looks, answers some, decides what disagrees, and finishes. */
export async function assesses(play: SlackPlay, me: SlackPerson): Promise<void> {
  await me.mentions('assess our support agent, it runs on Bedrock and files tickets');
  await me.presses('Connect AWS');
  await me.sends({ account: '1111 1111 1111' });
  await me.presses('It is set up: try it');
  me.closes();
  await play.world.scansEnd();
  await me.presses('Look at AWS first');
  await play.world.scansEnd();
  await scopes(me);
  await me.says('result');
  await me.presses('Finish');
}

/** Opens an item of the roadmap by the beginning of its title, from the newest card that lists its phase. */
export async function opens(person: SlackPerson, phase: string, title: string): Promise<void> {
  person.closes();
  await person.presses(
    person.labels().find((label) => label.startsWith('Look at') && label.includes(`"${phase}"`)) ?? `Look at "${phase}"`,
  );
  const blocks = () => person.window()?.blocks ?? [];
  const open = () => ['Decide', 'Open'].find((label) => buttonBelow(blocks(), title, label) !== undefined);
  while (open() === undefined) await person.presses('Next page');
  await person.pressesBelow(title, open() ?? '');
}

/** What the window of somebody says. */
export const inWindow = (person: SlackPerson): string => readBlocks(person.window()?.blocks ?? []);

/** The card of a channel that holds these words, as it stands now. */
export const cardWith = (person: SlackPerson, words: string): Posted['blocks'] =>
  person.screen().findLast(({ user, blocks }) => user === 'UBOT' && readBlocks(blocks).includes(words))?.blocks ?? [];

/** What an item's line says on a card. */
export const lineOf = (person: SlackPerson, title: string): string =>
  readBlocks(cardWith(person, title))
    .split('\n')
    .find((line) => line.startsWith(title)) ?? '';

/** Presses a button of a task on the card that stands for all. */
export async function pressesTask(person: SlackPerson, title: string, label: string): Promise<void> {
  person.closes();
  await person.pressesBelow(title, label);
}

/** Opens an item and presses what is to come of it. */
export async function decides(person: SlackPerson, phase: string, title: string, label: string): Promise<void> {
  await opens(person, phase, title);
  await person.presses(label);
}
