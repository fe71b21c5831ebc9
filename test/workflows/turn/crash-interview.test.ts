/** Every crash of the real assessment: for each kind of event, a process ends at each call, before and after it took effect. */
import { afterAll, describe, expect, it } from 'vitest';
import { simulateInterview } from '../../support/sim-interview-check.ts';
import { scripts, whole } from '../../support/sim-interview-scripts.ts';
import { calm, deadly, rough, sleepy } from '../../support/sim-wire.ts';

const moments = ['before', 'after'] as const;
const table: string[] = [];
/** Where two processes have most to disagree about. */
const contested = /^(begin|unreachable)$|two at once|while it changes/;

const tried = scripts.flatMap(([kind, script]) => [
  { kind, script, processes: 1 },
  ...(contested.test(kind) ? [{ kind: `${kind}, two processes`, script, processes: 2 }] : []),
]);

describe('a crash at any call', () => {
  it.each(tried)('harms no turn: $kind', async ({ kind, script, processes }) => {
    const options = { seed: 1, chaos: calm, processes };
    const { points, turns, violations } = await simulateInterview(script, options);
    expect(violations).toEqual([]);
    const found: object[] = [];
    let crashed = 0;
    for (let point = 1; point <= points; point += 1) {
      for (const when of moments) {
        const run = await simulateInterview(script, { ...options, planned: [{ point, when }] });
        if (run.violations.length > 0) found.push({ point, when, violations: run.violations });
        crashed += run.crashes;
      }
    }
    table.push(`${String(points).padStart(5)} points  ${String(turns).padStart(2)} turns  ${kind}`);
    expect(found).toEqual([]);
    // The run may have come to rest just before the last answers: only those crashes find nobody.
    expect(crashed).toBeGreaterThanOrEqual(2 * points - 2 * processes);
  });

  afterAll(() => console.info(table.join('\n')));
});

describe('a whole assessment', () => {
  it('runs through its states when nothing goes wrong', async () => {
    // Twenty-four deeds, the conversation told, the roadmap told of two results, and the idle check that closes it.
    expect(await simulateInterview(whole, { seed: 1, chaos: calm, processes: 2 })).toMatchObject({ violations: [], turns: 28 });
  });

  it.each([
    { world: 'is rough', chaos: rough },
    { world: 'lets processes sleep beyond their leases', chaos: sleepy },
    { world: 'kills processes all the time', chaos: deadly },
  ])('loses no answer and no result where the world $world', async ({ chaos }) => {
    const found: object[] = [];
    for (let seed = 1; seed <= 15; seed += 1) {
      const { violations } = await simulateInterview(whole, { seed, chaos, processes: 2 });
      if (violations.length > 0) found.push({ seed, violations });
    }
    expect(found).toEqual([]);
  });
});
