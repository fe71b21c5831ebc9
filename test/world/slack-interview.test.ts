/** A whole assessment in Slack, once by signed HTTP and once by a socket through the real Bolt; a third party's Web API keeps what people see. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ground, startGround } from '../support/app.ts';
import type { SlackPerson } from '../support/slack-people.ts';
import { type Line, type SlackPlay, startSlackPlay } from '../support/slack-play.ts';

let ground: Ground;
let play: SlackPlay;
let me: SlackPerson;

const team = 'Only the people on the team';
const company = 'Everybody in the company';

beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());

/** The bot's messages in the thread that are cards, oldest first. */
const cards = () =>
  me
    .screen()
    .filter(
      ({ user, to, files, metadata }) =>
        user === 'UBOT' && to === undefined && files.length === 0 && metadata?.event_type !== 'plumbline_root',
    );

const words = 'assess our support agent, it runs on Bedrock and files tickets';

/** The command has no thread: it is answered with a message that begins one. */
async function commands(): Promise<void> {
  expect(await me.commands(words)).toMatchObject({ status: 200 });
  const root = play.slack.messages().find(({ channel, metadata }) => channel === 'C1' && metadata?.event_type === 'plumbline_root');
  me = me.in('C1', root?.ts);
}

describe.each([
  ['signed requests', 'the command', 'http'],
  ['a socket', 'a mention', 'socket'],
] as [string, string, Line][])('through %s, an assessment that %s begins', (_, way, line) => {
  beforeAll(async () => {
    play = await startSlackPlay(ground, {}, undefined, line);
    me = play.person('U1', 'C1');
  });
  afterAll(() => play.stop());
  it('offers to start, in a thread', async () => {
    await (way === 'a mention' ? me.mentions(words) : commands());
    expect(cards()).toMatchObject([{ thread: me.thread, metadata: { event_type: 'plumbline_effect' } }]);
    expect(me.reads()).toContain('Support agent');
    expect(me.labels()).toContain('Start');
  });

  it('asks for the scope by buttons and ticks, on one card', async () => {
    const [card] = cards();
    await me.presses('Start');
    for (const choice of ['As tall as a church tower', 'As big as a open sea']) await me.presses(choice);
    expect(me.options()).toContain('Nobody brings anything');
    await me.ticks('Nobody brings anything');
    await me.presses('As tall as a village hall');
    expect(me.labels()).toContain("That's right");
    expect(cards().map(({ ts }) => ts)).toEqual([card?.ts]);
    expect(cards()[0]?.edited).toBe(true);
  });

  it('shows the first question, and takes a typed answer in the thread', async () => {
    await me.presses("That's right");
    expect(me.reads()).toContain('Who looks for holes in the wall?');
    await me.says('2');
    expect(me.reads()).toContain(`✓ Who looks for holes in the wall? ${company}`);
    expect(cards().map(({ text }) => text.includes('went on below'))).toEqual([true, false]);
  });

  it('opens a window to ask a colleague, who answers in their own messages', async () => {
    await me.presses('Ask a colleague');
    expect(me.window()?.submit?.text).toBe('Ask');
    await me.sends({ person: 'U2' });
    expect(me.window()).toBeNull();
    const colleague = await play.direct('U2');
    expect(colleague.reads()).toContain('@U1 asks you one question about Support agent');
    await colleague.presses(team);
    expect(colleague.reads()).toContain('Thank you');
    expect(me.reads()).toContain(`✓ Who may take a book from the shelf? ${team} · @U2`);
  });

  it('tells a field that is empty in the window itself, and takes a reason there', async () => {
    await me.presses('Not applicable');
    await me.sends({ reason: '' });
    expect(me.errors()).toEqual({ 'Your reason, in a sentence': 'Nothing was written, so nothing was changed.' });
    expect(me.window()).not.toBeNull();
    await me.sends({ reason: 'There is no saw.' });
    expect(me.window()).toBeNull();
    expect(me.reads()).toContain('✓ Who can reach the saw?');
  });

  it('ends with a result on the card that stands, shared by all who read the thread', async () => {
    await me.presses(team);
    expect(me.reads()).toContain('A first picture of Support agent');
    const [, card] = cards();
    await me.presses('See the result now');
    await me.presses('Finish');
    expect(me.reads()).toContain('Fix first');
    expect(play.person('U3', 'C1', me.thread).reads()).toBe(me.reads());
    expect(cards().map(({ ts }) => ts)).toEqual([cards()[0]?.ts, card?.ts]);
  });

  it('gives the export to the one who asked, in their own messages', async () => {
    await me.says('export');
    const asker = await play.direct('U1');
    const expected = {
      name: 'support-agent-security-assessment.md',
      channels: [asker.channel],
      alt: expect.stringContaining('Support agent'),
    };
    expect(play.slack.files()).toMatchObject([expected]);
    expect(play.slack.files()[0]?.body).toContain('# Security assessment: Support agent');
    expect(me.screen().filter(({ files }) => files.length > 0)).toEqual([]);
  });

  it('made no post twice', () => {
    const effects = play.slack.messages().flatMap(({ metadata }) => (metadata === undefined ? [] : [JSON.stringify(metadata)]));
    expect(effects.length).toBeGreaterThan(2);
    expect(new Set(effects).size).toBe(effects.length);
  });

  it('sent nothing that Slack would refuse and logged nothing', () => {
    expect(play.slack.faults).toEqual([]);
    // That the line stands is all there is to tell.
    expect(play.world.log.filter((told) => !told.includes('slack.socket-connected'))).toEqual([]);
  });
});
