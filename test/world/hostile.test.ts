/** Hostile words on their whole way: signed, parsed, kept, and shown again on both platforms, where they are words and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageFaultsOf } from '../../bot/slack/check-blocks.ts';
import type { SlackMessage } from '../../bot/slack/render.ts';
import { type Ground, startGround } from '../support/app.ts';
import { startWire, type Wire } from '../support/app-wire.ts';
import { bare, hostileTexts } from '../support/hostile.ts';
import { type SlackWire, startSlackWire } from '../support/slack-wire.ts';

let ground: Ground;
let slack: SlackWire;
let teams: Wire;
beforeAll(async () => {
  ground = await startGround();
  slack = await startSlackWire(ground);
  teams = await startWire(ground);
});
afterAll(async () => {
  await slack.stop();
  await teams.stop();
  await ground.stop();
});

/** As Slack hands over what somebody typed. */
const typed = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Kinds of what in blocks would do something. */
const doing = /"type":"(?:mrkdwn|markdown|link|emoji|broadcast|usergroup|channel|color|date)"|"type":"user","user_id":"(?!U1")/;

const letters = (text: string): string => bare(text).replace(/[^\p{L}\p{N}\p{M}]/gu, '');

const texts = hostileTexts.map(({ text, seen }, index) => [hostileTexts[index]?.name ?? '', text, seen, `C${index}`] as const);

describe('what people write', () => {
  it.each(texts)('is words in Slack: %s', async (_, text, seen, channel) => {
    const me = slack.person('U1');
    const thread = await me.mentions(channel, 'assess our support agent');
    await me.presses('Change');
    const field = (value: string) => ({ value: { type: 'plain_text_input', value } });
    const name = `Agent ${text.slice(0, 50)}`;
    expect(await me.sends({ 'in:name': field(name), 'in:about': field(`It says ${text}`), 'in:channel': field(`#x ${text}`) })).toBe(200);
    await me.replies(channel, thread, typed(`rename to ${name}`));

    const screen = me.screen(channel);
    const told = screen.map(({ text: beside, blocks }) => ({ text: beside, blocks }) as SlackMessage);
    expect(told.flatMap(messageFaultsOf)).toEqual([]);
    expect(JSON.stringify(told)).not.toMatch(doing);
    for (const { text: beside } of told) expect(beside).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
    expect(letters(JSON.stringify(told))).toContain(letters(JSON.stringify(`It says ${seen.trim()}`)));
  });

  it.each(texts)('is words in Teams: %s', async (_, text, seen, conversation) => {
    const me = teams.person('Requester', conversation);
    await me.says('assess our support agent');
    await me.presses('Change');
    await me.presses('Save', { name: `Agent ${text.slice(0, 50)}`, about: `It says ${text}`, channel: `#x ${text}` });

    const cards = JSON.stringify(me.screen().map(({ activity }) => activity['attachments']));
    expect(cards).not.toContain('Action.OpenUrl');
    expect(cards.replace(/"mentioned":\{"id":"[^"]*","name":"Requester"\}/g, '')).not.toContain('"mentioned"');
    // Teams writes its own hard spaces so, and they are read as spaces.
    const read = seen.replaceAll('&nbsp;', ' ').trim();
    expect(letters(cards)).toContain(letters(JSON.stringify(`It says ${read}`)));
  });
});
