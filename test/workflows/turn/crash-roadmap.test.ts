/**
 * Crashes of roadmaps, gaps, tasks, reminders, looks, issues and second results: a process ends at a call, before or after it took
 * effect. A tenth of PLUMBLINE_RUNS of all those moments are tried, spread evenly; 400000 tries all of them.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { plots as basic } from '../../support/sim-roadmap-plots.ts';
import { roundPlots } from '../../support/sim-roadmap-plots-rounds.ts';
import { trackerPlots } from '../../support/sim-roadmap-plots-tracker.ts';
import { simulateRoadmap } from '../../support/sim-roadmap-run.ts';
import { type CrashPoint, calm } from '../../support/sim-wire.ts';

const runs = Number(process.env['PLUMBLINE_RUNS'] ?? 2000) / 10;
const seed = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const moments = ['before', 'after'] as const;
const table: string[] = [];
/** Where two processes have most to disagree about. */
const contested =
  /two leads|under the hand|looks? takes too long|digest|drifts|two people|at the same moment|closed with its gap|while it is put up/;
const plots = [...basic, ...trackerPlots, ...roundPlots];

const tried = plots.flatMap(([scene, plot]) => [
  { scene, plot, processes: 1 },
  ...(contested.test(scene) ? [{ scene: `${scene}, two processes`, plot, processes: 2 }] : []),
]);

/** As many as are wanted of all moments, the same distance apart. */
function some(points: number): CrashPoint[] {
  const all = Array.from({ length: points }, (_, index) => moments.map((when) => ({ point: index + 1, when }))).flat();
  const step = Math.max(1, (all.length * tried.length) / runs);
  return Array.from({ length: Math.ceil(all.length / step) }, (_, index) => all[(Math.floor(index * step) + seed) % all.length]).filter(
    (one) => one !== undefined,
  );
}

describe('a crash of a process', () => {
  it.each(tried)(
    'harms no turn: $scene',
    async ({ scene, plot, processes }) => {
      const options = { seed, chaos: calm, processes };
      const { points, turns, violations } = await simulateRoadmap(plot, options);
      expect(violations).toEqual([]);
      const found: object[] = [];
      let crashed = 0;
      const plans = some(points);
      for (const planned of plans) {
        const run = await simulateRoadmap(plot, { ...options, planned: [planned] });
        if (run.violations.length > 0) found.push({ planned, violations: run.violations });
        crashed += run.crashes;
      }
      table.push(
        `${String(plans.length).padStart(5)} of ${String(2 * points).padStart(4)} crashes  ${String(turns).padStart(3)} turns  ${scene}`,
      );
      expect(found).toEqual([]);
      // The run may have come to rest just before the last answers: only those crashes find nobody.
      expect(crashed).toBeGreaterThanOrEqual(plans.length - 2 * processes);
    },
    30_000 + runs * 200,
  );

  afterAll(() => console.info(table.join('\n')));
});
