/**
 * Random days around a roadmap, in worlds that crash, sleep, lose answers and deliver twice: one in 40 of PLUMBLINE_RUNS are clicks,
 * edits and settings that fall together, one in 100 are two weeks of work, looks, drift and reminders.
 */
import { describe, expect, it } from 'vitest';
import { randomApprovals, randomLife } from '../../support/sim-roadmap-chance.ts';
import { type Plot, simulateRoadmap } from '../../support/sim-roadmap-run.ts';
import { calm, deadly, rough, sleepy } from '../../support/sim-wire.ts';

const runs = Number(process.env['PLUMBLINE_RUNS'] ?? 2000);
const firstSeed = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const worlds = [calm, rough, sleepy, deadly];

async function campaign(plotOf: (seed: number) => Plot, count: number): Promise<{ broken: object[]; decided: number; looks: number }> {
  const broken: object[] = [];
  const sum = { crashes: 0, turns: 0, doubled: 0, counted: 0, decided: 0, looks: 0 };
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const chaos = worlds[seed % worlds.length] ?? calm;
    const run = await simulateRoadmap(plotOf(seed), { seed, chaos });
    if (run.violations.length > 0) broken.push({ seed, violations: run.violations });
    for (const name of ['crashes', 'turns', 'doubled', 'counted', 'decided', 'looks'] as const) sum[name] += run[name];
  }
  console.info(`${count} runs: ${JSON.stringify(sum)}`);
  return { broken, ...sum };
}

describe('a roadmap, over seeded runs', () => {
  it(
    'is decided once for what was put up, on exactly what was shown, however clicks, edits, retries and crashes fall together',
    async () => {
      const count = Math.ceil(runs / 40);
      const { broken, decided } = await campaign(randomApprovals, count);
      expect(broken).toEqual([]);
      expect(decided).toBeGreaterThan(count / 2);
    },
    30_000 + runs * 50,
  );

  it(
    'loses and doubles no task, proof, drift, duty or digest over two weeks',
    async () => {
      // In a single life it may be that nobody says that anything is done.
      const count = Math.max(4, Math.ceil(runs / 100));
      const { broken, looks } = await campaign(randomLife, count);
      expect(broken).toEqual([]);
      expect(looks).toBeGreaterThan(count / 2);
    },
    30_000 + runs * 100,
  );
});
