/** The campaign itself: a turn that is broken on purpose is found, whatever the way it is broken. */
import { describe, expect, it } from 'vitest';
import { faults } from '../../support/sim-faults.ts';
import { simulate } from '../../support/sim-run.ts';
import { randomTally } from '../../support/sim-tally.ts';
import { rough } from '../../support/sim-wire.ts';

const limitMs = 150_000;

describe('the campaign itself', () => {
  it.each(faults)(
    'finds a turn that $name within a hundred runs',
    async (fault) => {
      for (let seed = 1; seed <= 100; seed += 1) {
        const { violations } = await simulate({ seed, scenario: randomTally, chaos: fault.chaos ?? rough, fault });
        if (violations.length > 0) {
          console.info(`${String(seed).padStart(3)}  ${fault.name}: ${violations[0]}`);
          return;
        }
      }
      expect.fail(`A hundred runs have not found a turn that ${fault.name}.`);
    },
    limitMs,
  );
});
