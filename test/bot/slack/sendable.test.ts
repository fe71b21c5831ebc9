/** A message that Slack would refuse is not sent. */
import { describe, expect, it } from 'vitest';
import { SendError } from '../../../bot/conversation/surface.ts';
import { type SlackMessage, toMessages } from '../../../bot/slack/render.ts';
import { sendable } from '../../../bot/slack/sendable.ts';

const good: SlackMessage[] = toMessages({ text: 'Stands alone.', blocks: [{ type: 'title', text: 'A title' }] });

const spoiled: [string, Partial<SlackMessage>, RegExp][] = [
  ['has too many blocks', { blocks: Array.from({ length: 51 }, () => ({ type: 'divider' as const })) }, /51 blocks, 50 are allowed/],
  ['has no blocks', { blocks: [] }, /there are no blocks/],
  ['has no text of its own', { text: '' }, /text beside the blocks is empty/],
  ['has a text that is too long', { text: 'x'.repeat(4_001) }, /4001 units, 4000 are allowed/],
  ['has a picture without words', { blocks: [{ type: 'image', slack_file: { id: 'F1' }, alt_text: '' }] }, /alt text is empty/],
];

describe('a message', () => {
  it('goes on as it is when Slack takes it', () => {
    expect(sendable(good)).toBe(good);
  });

  it.each(spoiled)('is not sent when it %s', (_, change, reason) => {
    const bad = good.map((message) => ({ ...message, ...change }));
    expect(() => sendable(bad)).toThrow(reason);
    expect(() => sendable(bad)).toThrow(SendError);
  });
});
