/** Random campaigns: the real turn, relay and sweeper in simulated worlds that crash, sleep, lose answers and deliver twice. */
import { describe, expect, it } from 'vitest';
import { type SimResult, simulate } from '../../support/sim-run.ts';
import { randomTally } from '../../support/sim-tally.ts';
import { type Chaos, calm, deadly, rough, sleepy } from '../../support/sim-wire.ts';

const runs = Number(process.env['PLUMBLINE_RUNS'] ?? 2000);
const firstSeed = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const limitMs = 30_000 + runs * 60;

interface Sum {
  broken: { seed: number; violations: string[] }[];
  crashes: number;
  doubled: number;
  counted: number;
}

async function campaign(chaos: Chaos, count: number): Promise<Sum> {
  const sum: Sum = { broken: [], crashes: 0, doubled: 0, counted: 0 };
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const result: SimResult = await simulate({ seed, scenario: randomTally, chaos });
    if (result.violations.length > 0) sum.broken.push({ seed, violations: result.violations });
    sum.crashes += result.crashes;
    sum.doubled += result.doubled;
    sum.counted += result.counted;
  }
  return sum;
}

describe('the turn, over seeded runs', () => {
  it('leaves nothing to find in a calm world', async () => {
    expect(await campaign(calm, Math.min(20, runs))).toEqual({ broken: [], crashes: 0, doubled: 0, counted: 0 });
  });

  it.each([
    { world: 'is rough', chaos: rough },
    { world: 'lets processes sleep beyond their leases', chaos: sleepy },
    { world: 'kills processes all the time', chaos: deadly },
  ])(
    'loses, doubles and disorders nothing where the world $world',
    async ({ chaos }) => {
      const sum = await campaign(chaos, Math.ceil(runs / 3));
      expect(sum.broken).toEqual([]);
      expect(sum.crashes).toBeGreaterThan(runs / 6);
    },
    limitMs,
  );

  it('gives the same run for the same seed', async () => {
    const [one, other] = [
      await simulate({ seed: 7, scenario: randomTally, chaos: rough }),
      await simulate({ seed: 7, scenario: randomTally, chaos: rough }),
    ];
    expect(one).toEqual(other);
    expect(one).not.toEqual(await simulate({ seed: 8, scenario: randomTally, chaos: rough }));
  });
});
