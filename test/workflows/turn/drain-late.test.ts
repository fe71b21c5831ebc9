/** A row that lands behind what was read, because its write took a moment or a clock was slow, is fired all the same. */
import { expect, it } from 'vitest';
import { createDrain } from '../../../workflows/turn/drain.ts';
import type { ItemKey } from '../../../workflows/turn/effects.ts';
import { createSimStore } from '../../support/sim-store.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const minute = 60_000;
const begin = Date.UTC(2026, 10, 30, 9);
const keyOf = (id: string): ItemKey => ({ tenant: 't1', kind: 'person', id });

it('fires what was written behind the last look, however long the lines were then', async () => {
  const [store, clock] = [createSimStore(), createVirtualClock()];
  const { signal } = new AbortController();
  const fired: string[] = [];
  const drain = createDrain({
    store,
    now: () => begin + clock.now(),
    pause: clock.sleep,
    owner: 'one',
    fire: async (to) => ({ spoke: fired.push(to.id) > 0 }),
    pace: async () => ({ perMinute: 1, atOnce: 1 }),
    cap: 1000,
    log: () => undefined,
  });
  await store.sweptTo(begin, 'digest');
  const writes = async (person: string) =>
    await store.writeDue(keyOf(person), 'digest', begin, { type: 'digest' }, begin - minute, 'digest');
  for (let count = 0; count < 90; count += 1) await writes(`early ${count}`);
  await clock.through(
    (async () => {
      await drain.look();
      await writes('late');
      for (let count = 0; count < 100; count += 1) {
        await clock.sleep(minute, signal);
        await drain.look();
      }
      await drain.idle();
    })(),
  );
  expect(fired).toHaveLength(91);
  expect(fired).toContain('late');
});
