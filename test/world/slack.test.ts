/** An assessment in Slack: real Bolt, signed HTTP, the real sender, and a Web API that keeps what it was told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventOf, mentionOf, postJson } from '../bot/slack/wire.ts';
import { type Ground, startGround } from '../support/app.ts';
import { buttonsOf, type SlackWire, startSlackWire, wordsIn } from '../support/slack-wire.ts';

let ground: Ground;
let wire: SlackWire;
beforeAll(async () => {
  ground = await startGround();
  wire = await startSlackWire(ground);
});
afterAll(async () => {
  await wire.stop();
  await ground.stop();
});

const labels = (channel: string, user = 'U1') =>
  buttonsOf(wire.person(user).screen(channel).at(-1)?.blocks).map(({ text }) => text?.text ?? '');
const words = (channel: string, user = 'U1') => wordsIn(wire.person(user).screen(channel).at(-1)?.blocks).join(' ');

describe('an assessment in a channel of Slack', () => {
  it('begins with a mention and lives in its thread', async () => {
    const ts = await wire.person('U1').mentions('C1', 'assess our support agent');
    expect(wire.person('U1').screen('C1')).toMatchObject([{ thread: ts, metadata: { event_type: 'plumbline_effect' } }]);
    expect(words('C1')).toContain('Support agent');
  });

  it('goes on with a button, in the card that stands', async () => {
    const [card] = wire.person('U1').screen('C1');
    expect(await wire.person('U1').presses('Start')).toBe(200);
    expect(
      wire
        .person('U1')
        .screen('C1')
        .map(({ ts }) => ts),
    ).toEqual([card?.ts]);
    expect(labels('C1')).toContain("Don't know");
  });

  it('opens what there is to fill in as a window, and takes what was filled in', async () => {
    await wire.person('U1').presses('Ask a colleague');
    expect(wire.api.windows).toHaveLength(1);
    expect(await wire.person('U1').sends({ 'in:person': { value: { selected_user: 'U2' } } })).toBe(200);
    expect(wire.person('U2').screen('DU2')).toMatchObject([{ text: expect.stringContaining('How big is the model of it?') }]);
  });

  it('takes typed words in the thread as an answer', async () => {
    const before = words('C1');
    const [card] = wire.person('U1').screen('C1');
    await wire.person('U1').replies('C1', card?.thread ?? '', '1');
    expect(words('C1')).not.toBe(before);
  });
});

describe('what is not for us', () => {
  it.each([
    ['in a channel, outside a thread', { channel: 'C1', ts: '1790000900.000100' }],
    ['in a thread where no assessment lives', { channel: 'C1', ts: '1790000901.000100', thread_ts: '1790000000.000001' }],
  ])('is neither answered nor stored nor logged: words %s', async (_, event) => {
    const calls = wire.api.calls.length;
    expect((await postJson(wire.origin, eventOf({ ...event, channel_type: 'channel', text: 'a planted word' }))).status).toBe(200);
    await wire.world.passes(0);
    expect(wire.api.calls.length).toBe(calls);
    expect(JSON.stringify([await wire.world.rows(), wire.world.log])).not.toContain('planted');
  });

  it('is what a guest asks: told so, and nothing begins', async () => {
    wire.api.guests.add('U9');
    await wire.person('U9').mentions('C9', 'assess our support agent');
    expect(wire.person('U9').screen('C9')).toMatchObject([{ to: 'U9', text: expect.stringContaining('members of this organisation') }]);
  });
});

describe('what Slack delivers twice', () => {
  it('has one effect: the message and the mention of it are one event', async () => {
    const event = { channel: 'C2', text: '<@UBOT> assess our search', ts: `${Math.floor(wire.world.now() / 1000)}.900100` };
    for (const body of [mentionOf(event), mentionOf(event, { event_id: 'Ev2' })]) await postJson(wire.origin, body);
    await wire.world.passes(0);
    expect(wire.person('U1').screen('C2')).toHaveLength(1);
  });
});

describe('an export', () => {
  it('is a file in the direct message of the one who asked, and nobody else sees it', async () => {
    const [card] = wire.person('U1').screen('C2');
    await wire.person('U1').replies('C2', card?.thread ?? '', 'export json');
    expect(wire.api.files).toMatchObject([{ name: 'search-security-assessment.json', channel: 'DU1' }]);
    expect(wire.api.files[0]?.body).toContain('"name": "Search"');
  });
});

describe('a post that Slack has no time for', () => {
  it('is made later, once', async () => {
    wire.api.weather.push({ method: 'chat.postMessage', status: 429, retryAfter: 1 });
    await wire.person('U1').mentions('C3', 'assess our reader');
    expect(wire.person('U1').screen('C3')).toEqual([]);
    await wire.world.passes(60_000);
    await wire.world.sweeps();
    expect(wire.person('U1').screen('C3')).toHaveLength(1);
  });
});
