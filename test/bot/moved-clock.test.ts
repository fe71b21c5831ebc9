/** A clock that is moved for the try-out: what it shows counts for what comes in, and stands on everything that goes out. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Incoming, Place, Sender } from '../../bot/conversation/surface.ts';
import type { View } from '../../bot/conversation/view.ts';
import { openMovedClock } from '../../bot/moved-clock.ts';

const wall = Date.parse('2026-11-30T09:00:00Z');
const day = 86_400_000;
const view: View = { text: 'x', blocks: [] };

describe('a clock that is moved', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-clock-'));
    file = join(folder, 'clock');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('shows the time of the wall until somebody moves it', async () => {
    const clock = openMovedClock(file, () => wall);
    expect(clock.now()).toBe(wall);
    await writeFile(file, String(day));
    expect(clock.now()).toBe(wall + day);
  });

  it.each(['', 'tomorrow', '-5', '1.5'])('is not moved by "%s"', async (text) => {
    await writeFile(file, text);
    expect(openMovedClock(file, () => wall).now()).toBe(wall);
  });

  it('dates what comes in, and says on the answer what it shows', async () => {
    await writeFile(file, String(day));
    const heard: number[] = [];
    const converse = openMovedClock(file, () => wall).converse(async ({ at }) => {
      heard.push(at);
      return { kind: 'view', view };
    });
    const answer = await converse({ at: wall - 1000 } as Incoming);
    expect(heard).toEqual([wall - 1000 + day]);
    expect(JSON.stringify(answer)).toContain('The clock is simulated: it shows Tue 1 Dec 2026 09:00 UTC.');
  });

  it('says so on what is posted and changed', async () => {
    const sent: View[] = [];
    const sender = {
      post: async (_: Place, shown: View) => {
        sent.push(shown);
        return { message: '1' };
      },
      update: async (_: Place, __: string, shown: View) => {
        sent.push(shown);
        return 'updated' as const;
      },
    } as Partial<Sender> as Sender;
    const clock = openMovedClock(file, () => wall).sender(sender);
    const place: Place = { tenant: 't', conversation: 'c', reference: {} };
    await clock.post(place, view, 'e');
    await clock.update(place, '1', view);
    expect(sent.map(({ blocks }) => JSON.stringify(blocks).includes('30 Nov 2026 09:00 UTC'))).toEqual([true, true]);
  });
});
