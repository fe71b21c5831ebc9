/** Issues for approved gaps: asked for in the chat, made in the GitHub that others wrote, followed every day, closed by proof alone. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Incoming } from '../../bot/conversation/surface.ts';
import type { Tracker } from '../../bot/tracker.ts';
import type { Tickets } from '../../workflows/tickets/ticket.ts';
import { day, type Ground, minute, second, startGround, type World } from '../support/app.ts';
import { type GithubEmulator, startGithubEmulator } from '../support/github-emulator.ts';
import { startJira } from '../support/jira-site.ts';
import type { PersonHere } from '../support/people.ts';
import { finishes, namesLead } from '../support/people-journeys.ts';
import { githubAt, jiraAt, secret } from '../support/trackers.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());

let github: GithubEmulator;
let world: World;
let ana: PersonHere;
let lea: PersonHere;
let open: Incoming | null;

beforeEach(async () => {
  github = await startGithubEmulator();
  await putsUp([{ org: null, tickets: githubAt(github.url) }]);
});
afterEach(async () => await github.stop());

async function putsUp(trackers: readonly Tracker[]): Promise<void> {
  open = null;
  world = await ground.world({ admins: [{ org: { surface: 'teams', id: 'tenant' }, account: 'adi' }], trackers });
  lea = await namesLead(world);
  ana = world.person('Ana', 'talk');
  await finishes(ana);
  await ana.presses('Make a roadmap');
  await ana.presses('Put it up for approval', { owner: '' });
}

const approves = async (): Promise<void> => await lea.presses(lea.labels().find((label) => label.startsWith('Approve')) ?? '');

/** Opens the first approved task on its own page, as it is now. */
const opens = async (): Promise<void> => {
  open ??= ana.press('Open 1');
  await world.passes(second);
  await ana.sends(ana.copies(open));
};

const creates = async (): Promise<void> => {
  await approves();
  await opens();
  await ana.presses('Create an issue');
};

const tomorrow = async (): Promise<void> => {
  await world.passes(day);
  await world.sweeps();
  await world.scansEnd();
};

const closesThere = async (reason: string): Promise<void> =>
  void (await github.ask('PATCH', `/repos/${secret}/issues/1`, { state: 'closed', state_reason: reason }));

describe('an issue', () => {
  it('is offered once a gap is approved, made once, and shown with the task', async () => {
    await lea.presses('Look at');
    await lea.presses('Decide 1');
    expect(lea.labels()).not.toContain('Create an issue');
    await lea.presses('Whole roadmap');
    await creates();
    expect(ana.reads()).toContain('An issue is being made.');
    expect(ana.labels()).not.toContain('Create an issue');
    await world.scansEnd();
    await opens();
    expect(ana.reads()).toContain('GitHub #1, open');
    expect(ana.reads()).toContain(`${github.url}/${secret}/issues/1`);
    const tasks = ana.screen().map(({ text }) => text);
    expect(tasks.find((text) => text.includes('approved task'))).toContain('GitHub #1, open');
    expect(await github.issues(secret)).toHaveLength(1);
  });

  it('is not made twice by an old button, nor by two people at once', async () => {
    await approves();
    await opens();
    const other = world.person('Olga', 'talk');
    const press = ana.press('Create an issue');
    await world.hearsAtOnce(press, other.copies(press));
    await world.scansEnd();
    await world.hearsAtOnce(ana.copies(press));
    await world.scansEnd();
    expect(await github.issues(secret)).toHaveLength(1);
  });

  it('is made by the next process where one ends before the answer, and is still one', async () => {
    let held = 0;
    github.weather.of = ({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/issues') || held > 0) return null;
      held += 1;
      return { kind: 'held' };
    };
    await creates();
    await expect.poll(async () => await github.issues(secret)).toHaveLength(1);
    await world.abandonsScans();
    await world.crashes();
    await opens();
    expect(ana.reads()).toContain('An issue is being made.');
    await world.passes(3 * minute);
    await world.sweeps();
    await world.scansEnd();
    await opens();
    expect(ana.reads()).toContain('GitHub #1, open');
    expect(await github.issues(secret)).toHaveLength(1);
  });

  it('that GitHub could not make now is made later by itself; what needs a person says so, and can be asked for again', async () => {
    github.weather.of = () => ({ kind: 'says', status: 503 });
    await creates();
    await world.scansEnd();
    await opens();
    expect(ana.reads()).toContain('GitHub has a fault just now');
    github.weather.of = () => ({ kind: 'says', status: 401 });
    await world.passes(2 * minute);
    await world.sweeps();
    await world.scansEnd();
    await opens();
    expect(ana.reads()).toContain('does not accept the token');
    github.weather.of = () => null;
    await ana.presses('Create an issue');
    await world.scansEnd();
    await opens();
    expect(ana.reads()).toContain('GitHub #1, open');
    expect(ana.reads()).not.toContain('does not accept');
  });

  it('that is closed as not planned accepts no risk: the task stays as it is', async () => {
    await creates();
    await world.scansEnd();
    await closesThere('not_planned');
    await tomorrow();
    await opens();
    expect(ana.reads()).toContain('GitHub #1, closed as not planned');
    expect(ana.reads()).toContain('accepts no risk');
    expect(ana.reads()).toContain('Approved, nobody has it yet');
  });

  it('that is closed as done closes nothing here where no scan can see it; a look shows it at once', async () => {
    await creates();
    await world.scansEnd();
    await closesThere('completed');
    await opens();
    await ana.presses('Look at the issue');
    await world.scansEnd();
    await opens();
    expect(ana.reads()).toContain('closed as done');
    expect(ana.reads()).toMatch(/here it stays open until/);
    expect(ana.reads()).toContain('Approved, nobody has it yet');
  });

  it('is closed once two people have seen that the gap is fixed, and opened when it turns out not to be', async () => {
    await creates();
    await world.scansEnd();
    await opens();
    await ana.presses('Take');
    await opens();
    await ana.presses('Done');
    await ana.presses('Send', { reason: 'https://example.com/rule' });
    const me = lea.in('talk');
    if (open === null) throw new Error('It was opened before.');
    await me.sends(me.copies(open));
    await me.presses('I have seen it, it is done');
    await world.scansEnd();
    expect(await github.issues(secret)).toMatchObject([{ state: 'closed', state_reason: 'completed' }]);
    expect(await github.comments(secret, 1)).toEqual([expect.stringMatching(/^Shown to be fixed, and confirmed by a second person, on /)]);
    await me.sends(me.copies(open));
    await me.presses('Open again…');
    await me.presses('Send', { reason: 'It came back.' });
    await world.scansEnd();
    expect(await github.issues(secret)).toMatchObject([{ state: 'open' }]);
    expect(await github.comments(secret, 1)).toHaveLength(2);
    await opens();
    expect(ana.reads()).toContain('GitHub #1, open');
  });

  it('that was deleted says so, and the task stays', async () => {
    await creates();
    await world.scansEnd();
    github.weather.of = ({ path }) => (path.endsWith('/issues/1') ? { kind: 'says', status: 410 } : null);
    await tomorrow();
    await opens();
    expect(ana.reads()).toContain('Issue #1 was deleted');
    expect(ana.reads()).toContain('Approved, nobody has it yet');
  });
});

it('is not offered where no tracker is set, and an old button says so', async () => {
  await approves();
  await opens();
  const press = ana.press('Create an issue');
  await putsUp([]);
  await approves();
  await opens();
  expect(ana.labels()).not.toContain('Create an issue');
  const task = open?.what;
  if (press.what.kind !== 'press' || task?.kind !== 'press') throw new Error('These are presses.');
  await ana.sends(ana.pressOf({ ...task.press, do: press.what.press.do }));
  expect(ana.notice()).toContain('No tracker is set');
  expect(await github.issues(secret)).toEqual([]);
});

describe('an issue in Jira', () => {
  it('goes the whole way too: made, called by its key, closed as done there, and closed for good by proof alone', async () => {
    const jira = await startJira();
    await putsUp([{ org: null, tickets: jiraAt(jira.url) }]);
    await creates();
    await world.scansEnd();
    await opens();
    expect(ana.reads()).toContain('Jira SEC-1, open');
    expect(ana.reads()).toContain(`${jira.url}/browse/SEC-1`);
    expect(ana.screen().find(({ text }) => text.includes('approved task'))?.text).toContain('Jira SEC-1, open');
    jira.moves(10_000, "Won't do");
    await tomorrow();
    await opens();
    expect(ana.reads()).toContain('Jira SEC-1, closed as not planned');
    expect(ana.reads()).toContain('accepts no risk');
    expect(ana.reads()).toContain('Approved, nobody has it yet');
    await jira.stop();
  });

  it('is not looked for under the number of one in GitHub, where issues went before', async () => {
    const jira = await startJira();
    let now: Tickets = githubAt(github.url);
    await putsUp([{ org: null, tickets: new Proxy(now, { get: (_, name) => now[name as keyof Tickets] }) }]);
    await creates();
    await world.scansEnd();
    now = jiraAt(jira.url);
    await tomorrow();
    await opens();
    expect(ana.reads()).toContain('GitHub #1, open');
    expect(ana.reads()).toContain('in another tracker than Jira SEC');
    expect(jira.asked).toEqual([]);
    await jira.stop();
  });
});
