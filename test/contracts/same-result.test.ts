/** The same answers on two platforms, given in each one's own way, are stored as the same bytes. */
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { day, type Ground, minute, startGround, type World } from '../support/app.ts';
import type { Room } from '../support/room.ts';
import { openSlackRoom } from '../support/room-slack.ts';
import { openTeamsRoom } from '../support/room-teams.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());

const team = 'Only the people on the team';

/** One answer of every kind: pressed, ticked, typed, filled in, not known, and given by a colleague. */
async function playsToTheEnd({ asker, colleague, world }: Room): Promise<void> {
  const steps: (() => Promise<unknown>)[] = [
    () => asker.says('assess our support agent, it runs on Bedrock and files tickets'),
    () => asker.presses('Start'),
    () => asker.presses('As tall as a church tower'),
    () => asker.presses('As big as a open sea'),
    () => asker.ticks('Nobody brings anything'),
    () => asker.presses('As tall as a village hall'),
    () => asker.presses("That's right"),
    () => asker.says('2'),
    () => asker.fills('Ask a colleague…', 'Ask', { person: colleague.id }),
    () => colleague.presses(team),
    () => asker.fills('Not applicable…', 'It does not apply', { reason: 'We have no saw & no <b>wood</b>: “none” – *really*.' }),
    () => asker.presses("Don't know"),
    () => asker.presses('See the result now'),
    () => asker.presses('Finish'),
  ];
  for (const step of steps) {
    await step();
    await world.passes(minute);
  }
}

/** Every text that is stored, by its bytes. */
async function storedTexts(world: World): Promise<string[]> {
  const rows = (await world.rows()) as { sk?: { S?: string }; body?: { B?: Uint8Array } }[];
  return rows.flatMap(({ sk, body }) =>
    sk?.S?.startsWith('text#') === true && body?.B !== undefined ? [inflateRawSync(body.B).toString('utf8')] : [],
  );
}

it('whether they are given in Teams or in Slack', async () => {
  const at = Date.now() - (Date.now() % day) + 9 * 60 * minute;
  const told: string[][] = [];
  for (const open of [openTeamsRoom, openSlackRoom]) {
    const room = await open(ground, { at });
    await playsToTheEnd(room);
    expect(room.asker.reads()).toContain('Fix first');
    told.push((await storedTexts(room.world)).filter((text) => text.includes('"gaps"')));
    await room.stop();
  }
  const [teams, slack] = told;
  expect(teams).toHaveLength(1);
  expect(slack).toEqual(teams);
  expect(teams?.[0]).toContain('Support agent');
});
