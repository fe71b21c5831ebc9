/** Pictures in cards, by the real sender against a third party's Web API: stored once, shown in the card, never in its way. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Place } from '../../../bot/conversation/surface.ts';
import type { View } from '../../../bot/conversation/view.ts';
import { createClients } from '../../../bot/slack/client.ts';
import { createIllustrator } from '../../../bot/slack/illustrate.ts';
import { scopes } from '../../../bot/slack/manifest.ts';
import { createPace } from '../../../bot/slack/pace.ts';
import { createSlackSender } from '../../../bot/slack/sender.ts';
import { type SlackEmulator, startSlackEmulator } from '../../support/slack-emulator.ts';

let slack: SlackEmulator;
beforeEach(async () => {
  slack = await startSlackEmulator();
  slack.addChannel({ id: 'C1' });
  slack.addToken({ token: 'xoxb-poor', team: 'T1', bot: 'UBOT', scopes: Object.keys(scopes).filter((scope) => scope !== 'files:write') });
});
afterEach(() => slack.stop());

const place: Place = {
  tenant: 'T1',
  conversation: 'slack:C1',
  reference: { surface: 'slack', team: 'T1', channel: 'C1', bot: 'UBOT' },
};

const senderWith = (token = 'xoxb-one', now = () => 1_000) => {
  const pause = async () => {};
  return createSlackSender({
    clientOf: createClients({ tokenOf: async () => ({ token, bot: 'UBOT' }), slackApiUrl: slack.apiUrl }),
    tenantOf: async () => 'T1',
    roster: {
      standing: async () => 'member',
      nameOf: async (_, user) => user,
      profile: async (_, user) => ({ name: user, zone: undefined }),
    },
    pace: createPace({ clock: now, pause }),
    illustrate: createIllustrator({ clock: now, pause }),
    linksOf: async () => new Map(),
    clock: now,
  });
};

const heatMap = { png: new Uint8Array([0x89, 0x50, 0x4e, 0x47]), alt: 'Infrastructure is half done', width: 10, height: 10 };
const card: View = {
  text: 'The result',
  blocks: [
    { type: 'title', text: 'The result' },
    { type: 'picture', picture: heatMap },
  ],
};

const images = () => slack.messages().flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'image'));
const calls = (name: string) => slack.calls.filter(({ method }) => method === name).length;

describe('a picture in a card', () => {
  it('is shown there with its words, from a file that says the same and stands in no channel', async () => {
    await senderWith().post(place, card, 'e1');
    expect(images()).toMatchObject([{ slack_file: { id: expect.stringMatching(/^F/) }, alt_text: heatMap.alt }]);
    expect(slack.files()).toMatchObject([{ alt: heatMap.alt, channels: [] }]);
  });

  it('is stored once, however often it is shown', async () => {
    const sender = senderWith();
    const { message } = await sender.post(place, card, 'e1');
    await sender.update(place, message, card);
    await sender.post(place, card, 'e2');
    expect(slack.files()).toHaveLength(1);
    expect(images()).toHaveLength(2);
  });

  it('is told in words where files may not be stored, and is not tried with every card', async () => {
    const sender = senderWith('xoxb-poor');
    for (const effect of ['e1', 'e2']) await sender.post(place, card, effect);
    expect(images()).toEqual([]);
    expect(JSON.stringify(slack.messages().map(({ blocks }) => blocks))).toContain(`Picture: ${heatMap.alt}`);
    expect(calls('files.getUploadURLExternal')).toBe(1);
  });

  it('that Slack is not ready to show gets a moment', async () => {
    slack.weather.push({ method: 'chat.postMessage', error: 'invalid_blocks' });
    await senderWith().post(place, card, 'e1');
    expect(images()).toHaveLength(1);
    expect(slack.messages()).toHaveLength(1);
  });

  it('that Slack never shows leaves the card to its words, once', async () => {
    const refusal = { method: 'chat.postMessage', error: 'invalid_blocks' };
    slack.weather.push(refusal, { ...refusal });
    await senderWith().post(place, card, 'e1');
    expect(images()).toEqual([]);
    expect(slack.messages()).toHaveLength(1);
  });
});

describe('a card without a picture', () => {
  it('stores nothing and takes one call', async () => {
    await senderWith().post(place, { text: 'Plain', blocks: [] }, 'e1');
    expect(slack.calls.map(({ method }) => method)).toEqual(['chat.postMessage']);
  });
});
