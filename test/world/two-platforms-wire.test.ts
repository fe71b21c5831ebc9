/** One bot in Slack and in Teams, over the wire of both: what is begun in one is finished in the other, by the same person. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../bot/teams/cards.ts';
import { registrationOf } from '../bot/teams/wire.ts';
import { type Ground, startGround } from '../support/app.ts';
import { startWire, type Wire, type WirePerson } from '../support/app-wire.ts';
import type { SlackPerson } from '../support/slack-people.ts';
import { type SlackPlay, startSlackPlay } from '../support/slack-play.ts';

let ground: Ground;
let teams: Wire;
let slack: SlackPlay;
let inSlack: SlackPerson;
let inTeams: WirePerson;

beforeAll(async () => {
  ground = await startGround();
  const admins = [
    { org: { surface: 'slack' as const, id: 'T1' }, account: 'U3' },
    { org: { surface: 'teams' as const, id: registrationOf(1).tenant }, account: 'tess' },
  ];
  slack = await startSlackPlay(ground, {}, async (sender) => {
    teams = await startWire(ground, { admins }, sender);
    return teams.world;
  });
  inSlack = slack.person('U1', 'C1');
  inTeams = teams.person('Ana');
});
afterAll(async () => {
  await slack.stop();
  await teams.stop();
  await ground.stop();
});

const reads = (person: WirePerson): string => wordsOf(person.card());
const code = (text: string): string => /[a-z0-9]{4}(?:-[a-z0-9]{4}){2}/.exec(text)?.[0] ?? 'no code';

async function agree(what: 'join' | 'bind', here: SlackPerson, there: WirePerson, yes: string): Promise<void> {
  await here.says(what);
  await there.says(`${what} ${code(here.reads())}`);
  await here.says(what);
  await here.presses(yes);
}

describe('an assessment that was begun in Slack', () => {
  it('is none of a stranger’s business in Teams', async () => {
    await inSlack.mentions('assess our support agent, it runs on Bedrock and files tickets');
    await inSlack.presses('Start');
    await inTeams.says('list');
    expect(reads(inTeams)).not.toContain('Support agent');
  });

  it('is found in Teams once the platforms are joined and the accounts are bound', async () => {
    await agree('join', await slack.direct('U3'), teams.person('Tess'), 'Join');
    await agree('bind', await slack.direct('U1'), inTeams, "Yes, that's me");
    await inTeams.says('list');
    expect(reads(inTeams)).toContain('Support agent');
  });

  it('goes on there, and Slack says so', async () => {
    await inTeams.presses('Continue 1 here');
    expect(reads(inTeams)).toContain('As tall as a church tower');
    expect(inSlack.reads()).toContain('it goes on in another conversation');
  });

  it('takes answers there, by buttons and by words', async () => {
    await inTeams.presses('As tall as a church tower');
    await inTeams.says('1');
    // In Teams she is who Teams knows, though it was said by her account in Slack.
    expect(reads(inTeams)).toContain('<at>Ana</at>');
  });

  it('comes home again with all of them', async () => {
    const chat = await slack.direct('U1');
    await chat.says('list');
    await chat.presses('Continue 1 here');
    expect(chat.reads()).toContain('✓');
    expect(slack.slack.faults).toEqual([]);
    expect(slack.world.log.filter((line) => line.includes('"error"'))).toEqual([]);
  });
});
