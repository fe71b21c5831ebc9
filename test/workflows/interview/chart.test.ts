/** The chart as a table: what is possible where, what leads where, and that nothing else changes anything. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createInterviewChart } from '../../../workflows/interview/chart.ts';
import type { InterviewEventType } from '../../../workflows/interview/events.ts';
import { eventBy, play, pocketCatalogue } from '../../support/interview.ts';
import { explore, tries } from '../../support/interview-explore.ts';
import { exploreScans, scanTries } from '../../support/interview-explore-scans.ts';

const Table = z.record(z.string(), z.array(z.string()));
const { possible, colleagues, scanning, moves } = z
  .strictObject({ possible: Table, colleagues: Table, scanning: Table, moves: z.record(z.string(), Table) })
  .parse(parse(readFileSync(new URL('../../cases/interview/possible.yaml', import.meta.url), 'utf8')));

const catalogue = pocketCatalogue(3);
const alone = explore(catalogue);
const tried = [...alone, ...exploreScans(alone)];
const done = tried.filter(({ after }) => after.changed);

/** Asking colleagues runs beside the interview and has its own table. */
const handing: string[] = ['hand-off', 'hand-back', 'hand-off.timed-out', 'unreachable'] satisfies InterviewEventType[];
/** So does looking into accounts. */
const looking: string[] = [
  'try-account',
  'account.tried',
  'trial.checked',
  'scope-workload',
  'drop-account',
  'scan',
  'stop-scan',
  'scan.progressed',
  'scan.finished',
  'scan.failed',
  'scan.checked',
  'settle',
] satisfies InterviewEventType[];

function tableOf(rows: readonly (readonly [string, string])[]): Record<string, string[]> {
  const table: Record<string, Set<string>> = {};
  for (const [name, entry] of rows) {
    const entries = table[name] ?? new Set();
    table[name] = entries.add(entry);
  }
  return Object.fromEntries(Object.entries(table).map(([name, entries]) => [name, [...entries].toSorted()]));
}

const sorted = (table: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(table).map(([name, entries]) => [name, entries.toSorted()]));

test('in each state exactly the listed things are possible', () => {
  const found = done
    .filter(({ event }) => !handing.includes(event.type) && !looking.includes(event.type))
    .map(({ before: { snapshot }, event }) => {
      const { interview, activity } = snapshot.value;
      return [activity === 'active' ? interview : activity, event.type] as const;
    });
  expect(tableOf(found)).toEqual(sorted(possible));
});

test('a colleague can be asked, and a question comes back, exactly where it is listed', () => {
  const found = done
    .filter(({ event }) => handing.includes(event.type))
    .map(({ before: { snapshot }, event }) => {
      const { interview, activity } = snapshot.value;
      return [activity === 'active' ? interview : activity, event.type] as const;
    });
  expect(tableOf(found)).toEqual(sorted(colleagues));
});

test('accounts are looked into, and what comes of it is heard and decided, exactly where it is listed', () => {
  const found = done
    .filter(({ event }) => looking.includes(event.type))
    .map(({ before: { snapshot }, event }) => {
      const { interview, activity } = snapshot.value;
      return [activity === 'active' ? interview : activity, event.type] as const;
    });
  expect(tableOf(found)).toEqual(sorted(scanning));
});

test.each(['interview', 'activity', 'colleagues', 'scan'] as const)(
  'each move between the states of the region "%s" is listed, and each listed move happens',
  (region) => {
    const found = done
      .map(({ before, after }) => [before.snapshot.value[region], after.snapshot.value[region]] as const)
      .filter(([from, to]) => from !== to);
    expect(tableOf(found)).toEqual(sorted(moves[region] ?? {}));
  },
);

test('every state of the chart is reached', () => {
  const known = Object.values(createInterviewChart(catalogue).states).flatMap((region) => Object.keys(region.states));
  const reached = new Set<string>(tried.flatMap(({ after }) => Object.values(after.snapshot.value)));
  expect([...reached].toSorted()).toEqual(known.toSorted());
});

test('every event that the chart knows happens', () => {
  const known: string[] = createInterviewChart(catalogue).events;
  expect([...new Set([...done.map(({ event }) => event.type), 'begin'])].toSorted()).toEqual(known.toSorted());
});

test('what is not possible now changes nothing and wants nothing done', () => {
  for (const { before, after } of tried.filter((one) => !one.after.changed)) {
    expect(JSON.stringify([after.snapshot, after.effects])).toBe(JSON.stringify([before.snapshot, []]));
  }
});

test('whatever happens, the card is painted or shown anew, except for files and checks of the calendar', () => {
  const silent = new Set(done.filter(({ after }) => !after.effects.some(({ kind }) => kind === 'paint')).map(({ event }) => event.type));
  expect([...silent].toSorted()).toEqual(['export', 'idle.checked', 'scan.checked']);
});

test('a stranger can do nothing anywhere', () => {
  const places = new Map(done.map(({ after }) => [JSON.stringify(after.snapshot.value), after]));
  for (const place of places.values()) {
    for (const event of [...tries(place), ...scanTries(place)].filter(({ by }) => by !== 'plumbline')) {
      expect([
        event.type,
        play(place, { ...event, ...eventBy('dan', event.at, { type: 'show' }), type: event.type } as typeof event).changed,
      ]).toEqual([event.type, false]);
    }
  }
});

test('from every place but the last state something leads on', () => {
  const leading = new Set(done.filter(({ event }) => !['show', 'move', 'export'].includes(event.type)).map(({ before }) => before));
  const stuck = tried.filter(({ before }) => !leading.has(before) && before.snapshot.value.activity !== 'gone');
  expect(stuck.map(({ before }) => before.snapshot.value)).toEqual([]);
});
