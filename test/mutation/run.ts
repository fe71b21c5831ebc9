/**
 * `npm run mutate [-- <area> …]`: changes the code in one small place after the other, asks the tests, and draws docs/mutation.md.
 * What an area gave is kept in `.stryker/`: the next run tries only what has changed since. `-- --page` draws and tries nothing.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { parse } from 'yaml';
import { type Area, areas } from './areas.ts';
import { drawPage, type Explanation, goal, type Report, share, total, unsettled } from './page.ts';

const root = join(import.meta.dirname, '../..');
const kept = '.stryker';

const reportOf = (name: string): string => `${kept}/${name}.report.json`;

async function mutate({ name, mutate: files }: Area): Promise<void> {
  process.env['PLUMBLINE_AREA'] = name;
  process.env['PLUMBLINE_RUNS'] ??= '9';
  process.env['PLUMBLINE_REMINDERS'] ??= '10';
  await new Stryker({
    mutate: [...files],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    concurrency: Number(process.env['PLUMBLINE_MUTANTS'] ?? 2),
    // A busy machine is no dead mutant: endless loops are found by counting, not by the clock.
    timeoutMS: 40_000,
    incremental: true,
    incrementalFile: `${kept}/${name}.json`,
    tempDirName: `${kept}/sandbox-${name}`,
    ignorePatterns: [kept, 'data', 'dist', 'docs', 'coverage'],
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: reportOf(name) },
  }).runMutationTest();
}

function draw(): void {
  const known = areas.filter(({ name }) => existsSync(reportOf(name)));
  const reports = new Map(known.map(({ name }) => [name, JSON.parse(readFileSync(reportOf(name), 'utf8')) as Report]));
  const explained = parse(readFileSync('test/mutation/survivors.yaml', 'utf8')) as Explanation[];
  const open = unsettled([...reports.values()], explained);
  for (const line of open) process.stderr.write(`${line}\n`);
  const killed = share(total('all', [...reports.values()]));
  process.stdout.write(`${killed.toFixed(1)} % killed; ${goal} % is the goal\n`);
  const untried = areas.filter((area) => !known.includes(area)).map(({ name }) => name);
  writeFileSync('docs/mutation.md', drawPage(reports, explained, untried));
  if (open.length > 0 || killed < goal) process.exitCode = 1;
}

process.chdir(root);
mkdirSync(kept, { recursive: true });
const wanted = process.argv.slice(2);
if (!wanted.includes('--page'))
  for (const area of areas.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) await mutate(area);
draw();
