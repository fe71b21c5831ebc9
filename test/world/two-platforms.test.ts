/** One organisation on Slack and on Teams: joined by an admin of each, and people who are known as one on both. */
import { beforeEach, describe, expect, it } from 'vitest';
import { settingsKey } from '../../workflows/settings/subject.ts';
import { minute } from '../support/app.ts';
import { type MemoryWorld, memoryWorld } from '../support/app-memory.ts';
import type { PersonHere } from '../support/people.ts';
import { answersUntil, reachesQuestions } from '../support/people-journeys.ts';

const slack = 'T-ACME';
const teams = 'entra-acme';

let world: MemoryWorld;
let slackAdmin: PersonHere;
let teamsAdmin: PersonHere;
/** Ana, in her team's channel in Slack and in a chat in Teams. */
let ana: PersonHere;
let anaThere: PersonHere;

beforeEach(async () => {
  world = await memoryWorld({
    admins: [
      { org: { surface: 'slack', id: slack }, account: 'sam' },
      { org: { surface: 'teams', id: teams }, account: 'tess' },
    ],
  });
  slackAdmin = world.person('Sam', undefined, slack, 'slack');
  teamsAdmin = world.person('Tess', undefined, teams);
  ana = world.person('Ana', 'C1', slack, 'slack');
  anaThere = world.person('A.Doe', 'chat', teams);
});

const inChat = (person: PersonHere): PersonHere => person.in(`chat with ${person.id}`);
const codeOn = (person: PersonHere): string => /[a-z0-9]{4}(?:-[a-z0-9]{4}){2}/.exec(person.reads())?.[0] ?? 'no code';

async function agree(what: 'join' | 'bind', one: PersonHere, other: PersonHere): Promise<void> {
  await one.says(what);
  await other.says(`${what} ${codeOn(one)}`);
  await one.says(what);
  await one.presses(what === 'join' ? 'Join' : "Yes, that's me");
}

const join = () => agree('join', slackAdmin, teamsAdmin);
const bind = (one: PersonHere = ana, other: PersonHere = anaThere) => agree('bind', inChat(one), inChat(other));

/** The assessment that stands in a conversation. */
async function idOf(person: PersonHere): Promise<string> {
  const press = person.press('Pause');
  return press.what.kind === 'press' ? (press.what.press.a ?? '') : '';
}

const takeUp = async (person: PersonHere, id: string) => await person.sends(person.pressOf({ do: 'move', a: id }));

describe('two platforms', () => {
  it('are joined when an admin of each has confirmed the code', async () => {
    await slackAdmin.says('join');
    const code = codeOn(slackAdmin);
    await teamsAdmin.says(`join ${code}`);
    expect(teamsAdmin.reads()).toContain('Nothing is joined yet');
    await slackAdmin.says('join');
    expect(slackAdmin.reads()).toContain('Tess in Teams answered your code');
    await slackAdmin.presses('Join');
    expect(slackAdmin.reads()).toContain('Joined.');
    await teamsAdmin.says('join');
    expect(teamsAdmin.reads()).toContain('This workspace is joined with Slack');
  });

  it('have the joining and the parting in the log of both, with who did it', async () => {
    await join();
    await teamsAdmin.says('unjoin');
    await teamsAdmin.presses('Part now');
    const noted = async (tenant: string) => {
      const rows = await world.store.readLog(settingsKey(tenant));
      return rows.map(({ type, payload, actor }) => `${type} ${(JSON.parse(payload ?? '{}') as { what?: string }).what} by ${actor}`);
    };
    for (const tenant of [slack, teams]) {
      expect((await noted(tenant)).filter((line) => line.startsWith('noted joined'))).toHaveLength(1);
      expect(await noted(tenant)).toContain('noted parted by tess');
    }
  });

  it('are not joined by somebody who is no admin', async () => {
    await inChat(ana).says('join');
    expect(inChat(ana).reads()).toContain('Only an admin');
    await slackAdmin.says('join');
    await inChat(anaThere).says(`join ${codeOn(slackAdmin)}`);
    expect(inChat(anaThere).reads()).toContain('Only an admin');
    await slackAdmin.says('join');
    expect(slackAdmin.reads()).not.toContain('answered your code');
  });

  it('are not joined by a code that was answered on the same platform, ran out, or was used', async () => {
    await slackAdmin.says('join');
    const first = codeOn(slackAdmin);
    await slackAdmin.says(`join ${first}`);
    expect(slackAdmin.reads()).toContain('It has to be answered on the other one');
    await world.passes(16 * minute);
    await teamsAdmin.says(`join ${first}`);
    expect(teamsAdmin.reads()).toContain('This code is not known');
    await slackAdmin.says('join');
    const second = codeOn(slackAdmin);
    await teamsAdmin.says(`join ${second}`);
    await teamsAdmin.says(`join ${second}`);
    expect(teamsAdmin.reads()).toContain('This code is not known');
  });

  it('show a code in a direct chat only', async () => {
    await slackAdmin.in('C1').says('join');
    expect(slackAdmin.in('C1').reads()).not.toMatch(/[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}/);
  });

  it('let nothing cross before both have confirmed', async () => {
    await reachesQuestions(ana);
    const id = await idOf(ana);
    await slackAdmin.says('join');
    await teamsAdmin.says(`join ${codeOn(slackAdmin)}`);
    await inChat(ana).says('bind');
    expect(inChat(ana).reads()).toContain('not joined');
    await takeUp(anaThere, id);
    expect(anaThere.reads()).not.toContain('Support agent');
  });

  it('are parted by either side, and nothing crosses any more', async () => {
    await join();
    await bind();
    await reachesQuestions(ana);
    const id = await idOf(ana);
    await takeUp(anaThere, id);
    await teamsAdmin.says('unjoin');
    await teamsAdmin.presses('Part now');
    expect(teamsAdmin.reads()).toContain('Parted.');
    const before = ana.screen().length;
    await anaThere.presses('Only the people on the team');
    expect(anaThere.reads()).not.toContain('Answered');
    await takeUp(ana, id);
    expect(ana.screen().length).toBeGreaterThan(before);
    expect(ana.labels()).toContain('Only the people on the team');
  });
});

describe('a person with an account on each', () => {
  beforeEach(join);

  it('goes on in Teams with what was begun in Slack, to the same result', async () => {
    await bind();
    await reachesQuestions(ana);
    await takeUp(anaThere, await idOf(ana));
    expect(ana.screen().at(-1)?.text).toContain('it goes on in another conversation');
    await anaThere.presses('Only the people on the team');
    await anaThere.says('back');
    expect(anaThere.reads()).toContain('Only the people on the team · @Ana');
  });

  it('may do there what the requester may', async () => {
    await bind();
    await reachesQuestions(ana);
    await takeUp(anaThere, await idOf(ana));
    await anaThere.says('cancel');
    expect(anaThere.reads()).toContain('Cancelled: It can be brought back by @Ana');
  });

  it('is a stranger while the accounts are not bound', async () => {
    await reachesQuestions(ana);
    const id = await idOf(ana);
    await takeUp(anaThere, id);
    expect(anaThere.reads()).not.toContain('Support agent');
    await bind();
    await takeUp(anaThere, id);
    expect(anaThere.labels()).toContain('Only the people on the team');
  });

  it('is asked to bind where a colleague took the assessment up and they are not known', async () => {
    await bind();
    await reachesQuestions(ana);
    await takeUp(anaThere, await idOf(ana));
    const stranger = world.person('Ben', 'chat', teams);
    const press = anaThere.press('Only the people on the team');
    await stranger.sends(stranger.copies(press));
    expect(stranger.reads()).toContain('I do not know you there');
    await stranger.says("don't know");
    expect(stranger.reads()).toContain('I do not know you there');
    await anaThere.says('back');
    expect(anaThere.reads()).not.toContain('@Ben');
  });

  it('is a stranger again after unbinding', async () => {
    await bind();
    await reachesQuestions(ana);
    const id = await idOf(ana);
    await inChat(anaThere).says('unbind');
    await inChat(anaThere).presses('Unbind');
    await takeUp(anaThere, id);
    expect(anaThere.labels()).not.toContain('Only the people on the team');
  });

  it('cannot be claimed by somebody else without their own yes', async () => {
    const thief = inChat(world.person('Mallory', 'chat', teams));
    await thief.says('bind');
    const code = codeOn(thief);
    await inChat(ana).says(`bind ${code}`);
    await inChat(ana).says('bind');
    await reachesQuestions(ana);
    await takeUp(world.person('Mallory', 'chat', teams), await idOf(ana));
    expect(world.person('Mallory', 'chat', teams).reads()).not.toContain('Support agent');
  });

  it('finishes there, and finds the result at home again', async () => {
    await bind();
    await reachesQuestions(ana);
    const id = await idOf(ana);
    await takeUp(anaThere, id);
    await answersUntil(anaThere, (labels) => labels.includes('See the result now'));
    await anaThere.presses('See the result now');
    await anaThere.presses('Finish');
    const result = anaThere.reads();
    await takeUp(ana, id);
    expect(ana.reads()).toBe(result);
    expect(result).toContain('of it looked at');
  });
});
