/** How long a fresh process needs to load what the Teams door is made of, beside Microsoft's SDK and the store client alone. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { median } from './measure.ts';
import type { Row } from './table.ts';

const run = promisify(execFile);

const modules = {
  ours: ['bot/serve.ts', 'workflows/store/dynamo.ts', 'workflows/store/client.ts'].map(
    (path) => new URL(`../../${path}`, import.meta.url).href,
  ),
  floor: ['botbuilder', 'express', '@aws-sdk/client-dynamodb'],
};

export async function benchImport(processes: number): Promise<Row[]> {
  const times: Record<keyof typeof modules, number[]> = { ours: [], floor: [] };
  for (let round = 0; round < processes; round += 1) {
    for (const name of ['ours', 'floor'] as const) times[name].push(await importTime(modules[name]));
  }
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const ratios = times.ours.map((time, index) => time / (times.floor[index] ?? Number.NaN));
  return [
    {
      what: `cold import of all that serves Teams, median of ${processes} processes; floor: its SDKs alone`,
      ours: ms(median(times.ours)),
      floor: ms(median(times.floor)),
      ratio: median(ratios),
      goal: null,
    },
  ];
}

async function importTime(names: readonly string[]): Promise<number> {
  const program = `
    const from = performance.now();
    for (const name of ${JSON.stringify(names)}) await import(name);
    process.stdout.write(String(performance.now() - from));
    process.exit(0);
  `;
  const { stdout } = await run(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program]);
  return Number(stdout);
}
