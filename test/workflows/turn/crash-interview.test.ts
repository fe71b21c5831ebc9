/** Every crash of the real assessment: for each kind of event, a process ends at each call, before and after it took effect. */
import { afterAll, describe, expect, it } from 'vitest';
import { simulateInterview } from '../../support/sim-interview-check.ts';
import { scripts } from '../../support/sim-interview-scripts.ts';
import { calm } from '../../support/sim-wire.ts';

const moments = ['before', 'after'] as const;
const table: string[] = [];

describe.each([1, 2])('with %i process(es)', (processes) => {
  it.each(scripts)('a crash at any call harms no turn: %s', async (kind, script) => {
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
    table.push(`${String(processes).padStart(2)}  ${String(points).padStart(4)} points  ${String(turns).padStart(2)} turns  ${kind}`);
    expect(found).toEqual([]);
    // The run may have come to rest just before the last answers: only those crashes find nobody.
    expect(crashed).toBeGreaterThanOrEqual(2 * points - 2 * processes);
  });
});

afterAll(() => console.info(table.join('\n')));
