/** The scanner against the least time that its calls need, and against the ways in which such calls are usually made. */
import { startChild } from './child.ts';
import { median } from './measure.ts';
import type { ScanAnswer, ScanQuestion } from './scan-child.ts';
import { type Played, playStrategy, strategies } from './scan-naive.ts';
import { callsByBucket, leastMs, usualPage } from './scan-world.ts';
import type { Row } from './table.ts';

export interface ScanSize {
  roles: readonly number[];
  /** Timed scans of each size. */
  rounds: number;
}

/** Roles that the naive strategies ask about one by one. */
const fewRoles = 60;
const slots = 32;
const largestPage = 1_000;

export async function benchScan({ roles, rounds }: ScanSize): Promise<Row[]> {
  const measured: Measured[] = [];
  for (const count of roles) measured.push(await measure(count, rounds));
  const naive: Row[] = [];
  const calls = callsByBucket(Math.ceil(fewRoles / usualPage) + 3 * fewRoles);
  for (const strategy of strategies) {
    naive.push(naiveRow(strategy.name, await playStrategy(strategy, fewRoles), leastMs(calls, 2), sum([...calls.values()])));
  }
  return [...measured.flatMap(ourRows), ...memoryRows(measured), ...naive];
}

interface Measured {
  roles: number;
  cold: ScanAnswer;
  timed: ScanAnswer[];
  weighed: ScanAnswer;
}

/** The first scan of a process loads the clients; in the next ones they are open, as in a bot that runs. */
async function measure(roles: number, rounds: number): Promise<Measured> {
  const child = startChild(new URL('./scan-child.ts', import.meta.url), {}, ['--expose-gc']);
  const scan = (isWeighed: boolean) => child.ask<ScanAnswer>({ roles, isWeighed } satisfies ScanQuestion);
  try {
    const cold = await scan(false);
    const timed: ScanAnswer[] = [];
    for (let round = 0; round < rounds; round += 1) timed.push(await scan(false));
    return { roles, cold, timed, weighed: await scan(true) };
  } finally {
    await child.stop();
  }
}

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;

function ourRows({ roles, cold, timed }: Measured): Row[] {
  const pages = Math.ceil(roles / largestPage);
  const calls = callsByBucket(pages);
  const distinct = sum([...calls.values()]);
  const least = leastMs(calls, Math.max(2, pages), slots);
  const best = Math.min(...timed.map(({ ms }) => ms));
  const all = [cold, ...timed];
  const count = (what: (answer: ScanAnswer) => number) => sum(all.map(what));
  const cpu = median(timed.map(({ cpuMs }) => cpuMs));
  return [
    {
      what: `scan, ${roles} roles, ${slots} at once, best of ${timed.length}; floor: its lower bound`,
      ours: seconds(best),
      floor: seconds(least),
      ratio: best / least,
      goal: 1.1,
    },
    {
      what: `  the same, median of ${timed.length}; CPU with the simulated AWS ${seconds(cpu)}; the first, which loads the SDK, ${seconds(cold.ms)}`,
      ours: seconds(median(timed.map(({ ms }) => ms))),
      floor: seconds(least),
      ratio: median(timed.map(({ ms }) => ms)) / least,
      goal: null,
    },
    {
      what: `  calls that arrived over distinct questions, ${all.length} scans`,
      ours: `${count((one) => one.calls)}`,
      floor: `${distinct * all.length}`,
      ratio: count((one) => one.calls) / (distinct * all.length),
      goal: 1,
    },
    {
      what: `  throttled, lost, wrong check-regions of ${count((one) => one.checkRegions)}`,
      ours: [count((one) => one.throttled), count((one) => one.lost), count((one) => one.wrong)].join(', '),
      floor: '0, 0, 0',
      ratio: count((one) => one.throttled + one.lost + one.wrong),
      goal: 0,
    },
  ];
}

function memoryRows(measured: readonly Measured[]): Row[] {
  const mb = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  const [least, ...others] = measured;
  if (least === undefined) return [];
  return others.map(({ roles, weighed }) => ({
    what: `scan, most heap after collection, ${roles} roles; floor: ${least.roles} roles`,
    ours: mb(weighed.peak),
    floor: mb(least.weighed.peak),
    ratio: weighed.peak / least.weighed.peak,
    goal: 1.1,
  }));
}

const naiveRow = (name: string, { ms, calls, throttled, lost, wrong }: Played, least: number, distinct: number): Row => ({
  what: `virtual scan, ${fewRoles} roles one by one: ${name}`,
  ours: `${seconds(ms)}, ${(calls / distinct).toFixed(2)} calls a question, ${throttled} throttled, ${lost} lost, ${wrong} wrong`,
  floor: seconds(least),
  ratio: ms / least,
  goal: null,
});
