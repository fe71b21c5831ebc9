/** Every crash: for each kind of turn, a process ends at each single call, before and after the call took effect. */
import { describe, expect, it } from 'vitest';
import { simulate } from '../../support/sim-run.ts';
import { scriptedTally, scripts } from '../../support/sim-tally.ts';
import { type CrashPoint, calm } from '../../support/sim-wire.ts';

const seed = 1;
const moments = ['before', 'after'] as const;

async function broken(
  kind: (typeof scripts)[number],
  plans: readonly (readonly CrashPoint[])[],
): Promise<{ found: object[]; crashed: number }> {
  const found: object[] = [];
  let crashed = 0;
  for (const planned of plans) {
    const { violations, crashes } = await simulate({ seed, scenario: scriptedTally(kind), chaos: calm, planned });
    if (violations.length > 0) found.push({ planned, violations });
    crashed += crashes;
  }
  return { found, crashed };
}

describe('a crash at any point', () => {
  it.each(scripts)(
    'harms no turn that wants: %s',
    async (kind) => {
      const { points, violations } = await simulate({ seed, scenario: scriptedTally(kind), chaos: calm });
      expect(violations).toEqual([]);
      const plans = Array.from({ length: points }, (_, index) => moments.map((when) => [{ point: index + 1, when }])).flat();
      const { found, crashed } = await broken(kind, plans);
      expect(found).toEqual([]);
      // The run may have come to rest just before the last answers: only those crashes find nobody.
      expect(crashed).toBeGreaterThanOrEqual(plans.length - 2);
    },
    120_000,
  );

  it.each(['fresh', 'tell'] as const)(
    'followed by another crash soon after harms no turn that wants: %s',
    async (kind) => {
      const { points } = await simulate({ seed, scenario: scriptedTally(kind), chaos: calm });
      const plans = Array.from({ length: points }, (_, first) =>
        [1, 2, 3, 4, 6, 9].flatMap((later) =>
          moments.map((when) => [
            { point: first + 1, when: 'after' as const },
            { point: first + 1 + later, when },
          ]),
        ),
      ).flat();
      expect((await broken(kind, plans)).found).toEqual([]);
    },
    180_000,
  );
});
