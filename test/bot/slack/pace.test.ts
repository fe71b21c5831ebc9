/** When Slack may be called: each channel waits for itself, and a workspace that is told to wait holds up no other. */
import { describe, expect, it } from 'vitest';
import { SendError } from '../../../bot/conversation/surface.ts';
import { createPace, type Destination } from '../../../bot/slack/pace.ts';

const here: Destination = { team: 'T1', channel: 'C1' };

const stage = () => {
  let now = 1_000;
  const waits: number[] = [];
  const pause = async (ms: number) => {
    waits.push(ms);
  };
  const pace = createPace({ clock: () => now, pause });
  const passes = (ms: number) => {
    now += ms;
  };
  return { pace, waits, passes };
};

const refused = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error instanceof SendError ? { arrived: error.arrived, again: error.retryAfterMs } : error;
  }
  return 'not refused';
};

describe('new messages', () => {
  it('come about once a second in a channel, in the order in which they were wanted', async () => {
    const { pace, waits, passes } = stage();
    for (const _ of [1, 2, 3]) await pace.turn(here, 1);
    expect(waits).toEqual([1_000, 2_000]);
    passes(3_000);
    await pace.turn(here, 1);
    expect(waits).toHaveLength(2);
  });

  it('that take several parts leave the channel to rest for as many seconds', async () => {
    const { pace, waits } = stage();
    await pace.turn(here, 3);
    await pace.turn(here, 1);
    expect(waits).toEqual([3_000]);
  });

  it('wait for no other channel and no other workspace', async () => {
    const { pace, waits } = stage();
    await pace.turn(here, 1);
    await pace.turn({ team: 'T1', channel: 'C2' }, 1);
    await pace.turn({ team: 'T2', channel: 'C1' }, 1);
    expect(waits).toEqual([]);
  });

  it('that would wait too long are refused, take up no turn, and may come back', async () => {
    const { pace, waits, passes } = stage();
    await pace.turn(here, 5);
    expect(await refused(() => pace.turn(here, 1))).toEqual({ arrived: 'no', again: 5_000 });
    expect(await refused(() => pace.turn(here, 1))).toEqual({ arrived: 'no', again: 5_000 });
    passes(5_000);
    await pace.turn(here, 1);
    expect(waits).toEqual([]);
  });
});

describe('what Slack wants to hear later', () => {
  it('is not said before, in this channel by this method alone', async () => {
    const { pace, passes } = stage();
    pace.rests('chat.postMessage', here, 7_000);
    expect(await refused(() => pace.check('chat.postMessage', here))).toEqual({ arrived: 'no', again: 7_000 });
    for (const [method, to] of [
      ['chat.update', here],
      ['chat.postMessage', { team: 'T1', channel: 'C2' }],
      ['chat.postMessage', { team: 'T2', channel: 'C1' }],
    ] as const)
      expect(await refused(() => pace.check(method, to))).toBe('not refused');
    passes(7_000);
    expect(await refused(() => pace.check('chat.postMessage', here))).toBe('not refused');
  });

  it('waits a second where Slack names no time', async () => {
    const { pace } = stage();
    pace.rests('chat.postMessage', here, 0);
    expect(await refused(() => pace.check('chat.postMessage', here))).toEqual({ arrived: 'no', again: 1_000 });
  });
});
