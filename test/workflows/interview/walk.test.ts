/** Long random walks: two processes, four people, every kind of event, and what must hold after each. */
import { expect, test } from 'vitest';
import { loadCatalogue } from '../../../knowledge/load.ts';
import { type WalkCount, walk } from '../../support/interview-walk.ts';

const catalogue = loadCatalogue(new URL('../../../knowledge/', import.meta.url));
const events = Number(process.env['PLUMBLINE_EVENTS'] ?? (process.env['CI'] === undefined ? 4_000 : 20_000));
const firstSeed = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const perWalk = 400;

test(`${events} events lose no answer, get nobody stuck and leave a log that folds to the state`, { timeout: 30 * 60_000 }, async () => {
  const all: WalkCount = { events: 0, applied: 0, refused: 0, duplicate: 0, late: 0, races: 0, states: new Set() };
  for (let seed = firstSeed; all.events < events; seed += 1) {
    const { states, ...counts } = await walk(catalogue, seed, Math.min(perWalk, events - all.events));
    for (const state of states) all.states.add(state);
    for (const name of Object.keys(counts) as (keyof typeof counts)[]) all[name] += counts[name];
  }
  // A walk that never met trouble proves nothing.
  expect(Math.min(all.applied, all.refused, all.duplicate, all.late, all.races)).toBeGreaterThan(0);
  const visited = new Set([...all.states].flatMap((state) => Object.values(JSON.parse(state) as Record<string, string>)));
  expect([...visited].toSorted()).toEqual(
    expect.arrayContaining([
      'active',
      'asked',
      'asking',
      'cancelled',
      'confirmingScope',
      'finished',
      'intake',
      'looked',
      'looking',
      'nobodyAsked',
      'paused',
      'reviewing',
      'scoping',
      'shortPath',
      'stopping',
    ]),
  );
});
