/** Whether a message is for us is told by ids alone; what was said is never looked at. */
import { describe, expect, it } from 'vitest';
import { overheardIn } from '../../../bot/slack/overheard.ts';
import { commandOf, eventOf, mentionOf, pressOf, submissionOf } from './wire.ts';

/** Whoever looks at what was said finds this. */
const sealed = (event: object): Record<string, unknown> => {
  const body = eventOf(event);
  Object.defineProperty(body['event'], 'text', {
    enumerable: true,
    get: () => {
      throw new Error('Somebody looked at what was said.');
    },
  });
  return body;
};

describe('a message that names nobody', () => {
  it.each([
    ['in a channel outside a thread', { channel: 'C1' }, 'nowhere'],
    ['in a thread of a channel', { channel: 'C1', thread_ts: '171.1' }, 'slack:C1:171.1'],
    ['in a thread of a private channel', { channel: 'G1', thread_ts: '171.1' }, 'slack:G1:171.1'],
    ['of a bot, in a channel', { channel: 'C1', subtype: 'bot_message', bot_id: 'B1' }, 'nowhere'],
    ['in a place that is none', { channel: { id: 'C1' }, thread_ts: 171 }, 'nowhere'],
    ['in a direct message', { channel: 'D1', thread_ts: '171.1' }, null],
  ])('%s is placed without a look at its words', (_, event, place) => {
    expect(overheardIn(sealed(event))).toBe(place);
  });
});

describe('what is addressed to us', () => {
  it.each([
    ['a mention', mentionOf()],
    ['a press', pressOf({ do: 'resume' })],
    ['a window that is sent in', submissionOf({ channel: 'C1' })],
    ['a command', commandOf()],
    ['another event', eventOf({ type: 'member_joined_channel', channel: 'C1' })],
    ['nothing that we know', { event: null }],
  ])('is %s, wherever it is', (_, body) => {
    expect(overheardIn(body)).toBeNull();
  });
});
