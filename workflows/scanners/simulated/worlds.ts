/** The simulated accounts of the try-out: a workload that is well kept, and the same one with faults planted into it. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { allOperations } from '../operations.ts';
import type { SimulatedWorld } from './account.ts';
import { change } from './change.ts';
import { fill } from './fill.ts';
import { type Answers, Entry } from './world.ts';

/** The name of a cause. Two checks may fail because of one. */
const plantName = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const Fault = z.strictObject({ plant: plantName, check: z.string(), resource: z.string(), wrong: z.string().min(20) });
const Denial = z.strictObject({ plant: plantName, action: z.string(), resource: z.string(), why: z.string().min(20) });
const Planted = z.strictObject({ faults: z.array(Fault).min(1), denials: z.array(Denial).min(1) });
export type Planted = z.infer<typeof Planted>;

export interface SimulatedAccounts {
  good: SimulatedWorld;
  /** The good one, with answers that differ where a fault is planted or a read is denied. */
  weak: SimulatedWorld;
  planted: Planted;
  /** The weak one as it is once these plants are gone. */
  weakWithout(mended: ReadonlySet<string>): SimulatedWorld;
}

const accounts = { good: '222222222222', weak: '111111111111' } as const;
const regions = ['us-east-1', 'eu-west-1'];

/** `change` says only what differs from the answer so far: the good account's, and what stands further up. `plant` names what it plants. */
const WorldEntry = Entry.extend({ change: z.unknown().optional(), plant: plantName.optional() });
type WorldEntry = z.infer<typeof WorldEntry> & { file: string };

/** One answer for everything, or a list of which the first that fits answers. Both hold in the Regions in use, unless an entry names one. */
const World = z.partialRecord(
  z.enum(allOperations()),
  z.union([z.array(WorldEntry).min(1), z.record(z.string(), z.unknown()), z.string()]),
);
type Entries = Record<string, WorldEntry[]>;

const home = join(import.meta.dirname, 'worlds');

/** Reads both accounts. Times in them are counted back from `now`, in milliseconds since 1970. */
export function loadSimulatedAccounts(now: number, folder = home): SimulatedAccounts {
  const good = readWorld(join(folder, 'good'));
  const weak = readWorld(join(folder, 'weak'));
  const world = (entries: Entries, account: string): SimulatedWorld => ({ account, answers: answersOf(entries, account, now) });
  const file = join(folder, 'faults.yaml');
  const planted = fill(readFile(file, Planted), { account: accounts.weak, region: '', now }) as Planted;
  const weakWithout = (mended: ReadonlySet<string>) => world(worsened(good, weak, mended), accounts.weak);
  const loaded = { good: world(good, accounts.good), weak: weakWithout(new Set()), planted, weakWithout };
  checkPlants(file, planted, weak);
  return loaded;
}

/** What the list names is planted somewhere, and nothing is planted that it does not name. */
function checkPlants(file: string, { faults, denials }: Planted, weak: Entries): void {
  const listed = new Set([...faults, ...denials].map(({ plant }) => plant));
  const used = new Set(
    Object.values(weak)
      .flat()
      .flatMap(({ plant }) => plant ?? []),
  );
  for (const plant of [...used, ...listed])
    if (!listed.has(plant) || !used.has(plant))
      throw refusal(file, listed.has(plant) ? `no answer plants ${plant}` : `${plant} is planted, and not listed`);
}

const answersOf = (world: Entries, account: string, now: number): Answers =>
  Object.fromEntries(
    Object.entries(world).map(([operation, entries]) => [
      operation,
      entries.map(({ file: _file, plant: _plant, ...entry }) => fill(entry, { account, region: entry.region ?? '', now }) as Entry),
    ]),
  );

const questionOf = ({ region, when = {} }: WorldEntry): string => JSON.stringify([region, when]);

/** What the weak account says to a question takes the place of what was said to it before; to new questions it answers first. */
function worsened(good: Entries, weak: Entries, mended: ReadonlySet<string>): Entries {
  const worse = Object.entries(weak).map(([operation, entries]): [string, WorldEntry[]] => {
    const stand = entries.filter(({ plant }) => plant === undefined || !mended.has(plant));
    const { fresh, before } = stand.reduce<Said>((said, entry) => answered(operation, said, entry), {
      fresh: [],
      before: good[operation] ?? [],
    });
    return [operation, [...fresh, ...before]];
  });
  return { ...good, ...Object.fromEntries(worse.filter(([, entries]) => entries.length > 0)) };
}

interface Said {
  fresh: readonly WorldEntry[];
  before: readonly WorldEntry[];
}

function answered(operation: string, { fresh, before }: Said, entry: WorldEntry): Said {
  const said = changed(operation, entry, [...fresh, ...before]);
  const isSame = (one: WorldEntry) => questionOf(one) === questionOf(entry);
  const replace = (list: readonly WorldEntry[]) => list.map((one) => (isSame(one) ? said : one));
  const isKnown = [...fresh, ...before].some(isSame);
  return isKnown ? { fresh: replace(fresh), before: replace(before) } : { fresh: [...fresh, said], before };
}

function changed(operation: string, entry: WorldEntry, soFar: readonly WorldEntry[]): WorldEntry {
  const { change: by, ...rest } = entry;
  if (by === undefined) return rest;
  const { when = {}, region } = entry;
  const base = soFar.find(
    (one) => one.region === region && Object.entries(one.when ?? {}).every(([name, value]) => String(when[name]) === String(value)),
  );
  if (base === undefined) throw refusal(entry.file, `${operation} changes an answer that the good account does not give in ${region}`);
  try {
    return { ...rest, give: change(base.give, by) };
  } catch (error) {
    throw refusal(entry.file, `${operation}: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}

function readWorld(folder: string): Entries {
  const world: Entries = {};
  for (const name of readdirSync(folder).toSorted()) {
    const file = join(folder, name);
    for (const [operation, said] of Object.entries(readFile(file, World))) {
      if (world[operation] !== undefined) throw refusal(file, `another file of this folder also answers ${operation}`);
      const entries: z.infer<typeof WorldEntry>[] = Array.isArray(said) ? said : [{ give: said }];
      world[operation] = entries.flatMap((entry) =>
        (entry.region === undefined ? regions : [entry.region]).map((region) => ({ ...entry, region, file })),
      );
    }
  }
  return world;
}

const refusal = (file: string, problem: string, cause?: unknown): Error =>
  new Error(`${basename(dirname(file))}/${basename(file)}: ${problem}.`, { cause });

function readFile<S extends z.ZodType>(file: string, shape: S): z.output<S> {
  let tree: unknown;
  try {
    tree = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1, merge: true });
  } catch (error) {
    throw refusal(file, error instanceof Error ? error.message : String(error), error);
  }
  const parsed = shape.safeParse(tree);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw refusal(file, `${issue?.path.join(' / ') ?? ''}: ${issue?.message ?? 'not understood'}`, parsed.error);
}
