/** `npm run docs`: draws the pages that come from the code; `--check` only says whether they still agree with it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCatalogue } from '../../knowledge/load.ts';
import { createInterviewChart } from '../../workflows/interview/chart.ts';
import { checks } from '../../workflows/scanners/checks.ts';
import { checkPage, checksTable } from './docs-checks.ts';
import { toDot, toSvg } from './docs-drawing.ts';
import { readChart } from './docs-moves.ts';

const root = new URL('../../', import.meta.url);

export interface Page {
  /** From the root of the repository. */
  path: string;
  draw(): Promise<string>;
}

const catalogue = loadCatalogue(new URL('knowledge/', root));

export const pages: readonly Page[] = [
  {
    path: 'docs/interview.svg',
    draw: () => toSvg(toDot(readChart(createInterviewChart(catalogue).config), 'The assessment')),
  },
  { path: 'docs/checks.md', draw: () => Promise.resolve(checksTable(checks, catalogue)) },
  ...checks.map((check) => ({
    path: `docs/checks/${check.id.toLowerCase()}.md`,
    draw: () => Promise.resolve(checkPage(check, catalogue)),
  })),
];

/** The pages that are missing or say something else than the code. */
export async function stale(): Promise<string[]> {
  const checked = await Promise.all(
    pages.map(async ({ path, draw }) => {
      const file = new URL(path, root);
      return existsSync(file) && readFileSync(file, 'utf8') === (await draw()) ? [] : [path];
    }),
  );
  return checked.flat();
}

async function main(checkOnly: boolean): Promise<void> {
  if (checkOnly) {
    const old = await stale();
    for (const path of old) process.stderr.write(`${path} no longer agrees with the code. Run: npm run docs\n`);
    process.exitCode = old.length > 0 ? 1 : 0;
    return;
  }
  for (const { path, draw } of pages) {
    const file = fileURLToPath(new URL(path, root));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, await draw());
    process.stdout.write(`Drew ${path}\n`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.includes('--check'));
