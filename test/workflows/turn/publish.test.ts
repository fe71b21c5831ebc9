/** What an item says of itself beside the items is drawn from its newest state, whoever performs it. */
import { expect, it } from 'vitest';
import type { ItemKey } from '../../../workflows/turn/effects.ts';
import { seenPolicy } from '../../../workflows/turn/seen.ts';
import type { Subject, TurnEvent } from '../../../workflows/turn/subject.ts';
import { createWorkshop, type Workshop } from '../../../workflows/turn/workshop.ts';
import { createSimStore } from '../../support/sim-store.ts';

const key: ItemKey = { tenant: 't1', kind: 'roadmap', id: 'a1' };

const counting: Subject<number, TurnEvent> = {
  kind: 'roadmap',
  fresh: async () => 0,
  open: async (_key, count) => count as number,
  step: (_key, count) => ({ state: count + 1, effects: [{ kind: 'publish' }], changed: true }),
  outside: ({ event }) => ({ event, texts: [] }),
  results: () => [],
  close: (count) => count,
  project: (count) => ({ count }),
};

it('publishes the newest state where one process goes on with what another left', async () => {
  const store = createSimStore();
  const published: number[] = [];
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const process = (owner: string): Workshop =>
    createWorkshop({
      store,
      now: () => 1_000_000,
      random: () => 0,
      pause: () => Promise.resolve(),
      owner,
      leaseMs: 30_000,
      seen: seenPolicy,
      warmItems: 10,
      background: () => undefined,
      speak: () => Promise.resolve({ kind: 'sent' }),
      tell: () => Promise.resolve(),
      async publish({ version }) {
        if (published.length === 0) await held;
        published.push(version);
      },
      log: () => undefined,
    });
  const [one, other] = [process('one'), process('other')];
  const event: TurnEvent = { type: 'counted', by: 'ana', at: 1_000_000 };
  await one.turn(counting, key, { id: 'e1', event });
  // The first process is still at its turn, so it performs this one's effects too.
  await other.turn(counting, key, { id: 'e2', event });
  await other.relay.idle();
  goOn();
  await one.relay.idle();
  expect(published).toEqual([1, 2]);
});
