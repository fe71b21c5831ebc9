/** Real processes, really killed: two of them over one dynoxide on disk, while a platform over HTTP delivers and records. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { itemName } from '../../../workflows/turn/effects.ts';
import { type KillWorld, startKilling } from '../../support/kill-run.ts';
import { itemOf, killInput, killScenario } from '../../support/kill-scenario.ts';
import { createChat } from '../../support/sim-chat.ts';
import { checkRest } from '../../support/sim-check.ts';
import { createRandom } from '../../support/sim-world.ts';

const kills = Number(process.env['PLUMBLINE_KILLS'] ?? 300);
const random = createRandom(Number(process.env['PLUMBLINE_SEED'] ?? 1));

let world: KillWorld;
const chat = createChat();
const acknowledged = new Map<string, string>();

beforeAll(async () => {
  const child = fileURLToPath(new URL('../../support/kill-child.ts', import.meta.url));
  world = await startKilling({ child, random, accept: (sent) => chat.accept(itemOf(sent), 'takes') });
  // The very first sweep of a table looks back two days, which takes longer than most lives here.
  await world.store.sweptTo(Date.now());
}, 120_000);

afterAll(async () => await world.stop());

it(
  `loses, doubles and disorders nothing over ${kills} kills`,
  async () => {
    const { store } = world;
    const { sent, storeKills, seconds, restSeconds } = await world.run({
      kills,
      least: 20,
      everyMs: 20,
      waiting: 16,
      next: (count) => killInput(`e${count}`, random, Date.now()),
      acknowledged: ({ id }, outcome) => void acknowledged.set(id, outcome),
      isQuiet: async () => (await store.due(Date.now() + 60_000, 10)).length === 0,
    });
    const items = new Map(await Promise.all(killScenario.keys.map(async (key) => [itemName(key), await store.load(key)] as const)));
    const counted = await store.readCount('t1', 'stale-posts');
    const checked = await checkRest({
      scenario: killScenario,
      keys: killScenario.keys,
      chat,
      acknowledged,
      store: {
        peek: (key) => items.get(itemName(key)) ?? null,
        readLog: (key) => store.readLog(key),
        openItems: (before, limit) => store.openItems(before, limit),
        dueRows: () => [],
        counted: () => counted,
      },
    });
    console.info(
      `${kills} kills (${storeKills} of the store too) in ${seconds.toFixed(1)} s, ${(kills / seconds).toFixed(1)}/s; ` +
        `${acknowledged.size} events, ${checked.turns} turns, at rest after ${restSeconds.toFixed(1)} s; ` +
        `${checked.doubled} messages twice, ${counted} counted as stale posts`,
    );
    expect(checked.violations).toEqual([]);
    expect(acknowledged.size).toBe(sent);
    expect(checked.turns).toBeGreaterThanOrEqual(sent);
  },
  120_000 + kills * 4_000,
);
