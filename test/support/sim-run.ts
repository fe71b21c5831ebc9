/** One simulated run: several processes, a platform that delivers again, and the checks when all is quiet. */
import { type Chat, createChat } from './sim-chat.ts';
import { checkRest, type Told } from './sim-check.ts';
import {
  type Fault,
  type Heard,
  type ProcessWorld,
  type Scenario,
  type ScenarioInput,
  type SimProcess,
  startProcess,
} from './sim-process.ts';
import { createSimStore, type SimStore } from './sim-store.ts';
import { type Chaos, type CrashPoint, createWire, type Life } from './sim-wire.ts';
import { createWorld, pick } from './sim-world.ts';

export interface SimOptions {
  seed: number;
  scenario: Scenario;
  chaos: Chaos;
  processes?: number;
  /** Crashes at exact points: the n-th call of the run, before or after it took effect. */
  planned?: readonly CrashPoint[];
  fault?: Fault;
}

export interface SimResult {
  violations: string[];
  /** Calls made: each is a point for a crash. */
  points: number;
  crashes: number;
  turns: number;
  /** Messages that stand twice, and stale posts that were counted: never less than those. */
  doubled: number;
  counted: number;
  virtualMs: number;
}

/** What is there when a run rests. */
export interface Rest {
  store: SimStore;
  chat: Chat;
  told: readonly Told[];
  now: number;
}

/** A Monday. */
export const start = Date.UTC(2026, 0, 5, 9, 50);
const usual = { roughMs: 4 * 60_000, leastMs: 0 };
const longestMs = 60 * 60_000;
/** What comes due later than this waits for its day; a scan of which nothing was heard is given up sooner. */
const soonMs = 20 * 60_000;
const mostSteps = 400_000;

/** How the platforms deliver again what was not acknowledged. */
const deliveries = [
  { name: 'slack', timeoutMs: 3000, againMs: [100, 60_000, 300_000] },
  { name: 'teams', timeoutMs: 15_000, againMs: [100, 2000, 15_000, 60_000] },
] as const;

export async function simulate(options: SimOptions, rested?: (rest: Rest) => Promise<string[]>): Promise<SimResult> {
  const { seed, scenario, chaos } = options;
  const { roughMs, leastMs } = scenario.lasts ?? usual;
  const world = createWorld(seed, start);
  const store = createSimStore();
  const chat = createChat();
  await scenario.before?.(store, chat);
  const violations: string[] = [];
  const refused = new Set<string>();
  const processes: SimProcess[] = [];
  let births = 0;
  let isCalm = false;
  const rough = () => !isCalm && chaos.failure > 0;
  const outer: ProcessWorld = {
    world,
    store,
    chat,
    scenario,
    fault: options.fault ?? null,
    fate: () => (rough() && world.random() < 0.03 ? 'busy' : rough() && world.random() < 0.01 ? 'gone' : 'takes'),
    violated: (what) => violations.push(what),
    refused: (id) => void refused.add(id),
    quietMs: () => (scenario.lasts === undefined || !inbox.settled() ? 0 : quietFor(store, scenario.keys, inbox.next(), world.now())),
    wire: createWire({
      world,
      chaos,
      planned: options.planned ?? [],
      crashed: (life) => {
        processes.splice(
          processes.findIndex((one) => one.life === life),
          1,
        );
        world.after(500 + world.random() * (chaos.crash > 0 ? 40_000 : 1000), begin);
      },
    }),
  };
  const begin = () => {
    births += 1;
    const life: Life = { owner: `p${births}`, alive: true, frozenUntil: 0, skew: Math.floor((world.random() - 0.5) * 1000) };
    processes.push(startProcess(outer, life));
  };
  for (let count = 0; count < (options.processes ?? 3); count += 1) begin();
  const inputs = scenario.inputs(world.random, start);
  const inbox = createInbox(outer, inputs, processes, () => (rough() ? 0.08 : 0));
  world.after(roughMs, () => {
    isCalm = true;
    outer.wire.calmDown();
  });
  const { keys } = scenario;
  let restSince: number | null = null;
  const comes = () => store.dueRows().some((row) => scenario.lasts === undefined || row.at <= world.now() + soonMs);
  const isDone = () => world.now() >= start + leastMs && inbox.settled() && inbox.next() === null;
  const resting = () => {
    const rests = isDone() && !comes() && keys.every((key) => (store.peek(key)?.effects.length ?? 0) === 0);
    if (!rests) restSince = null;
    else restSince ??= world.now();
    return restSince !== null && world.now() - restSince > 50_000;
  };
  await world.run(() => resting() || world.now() - start > leastMs + longestMs, mostSteps);
  const checked = await checkRest({
    scenario,
    store,
    chat,
    keys,
    acknowledged: inbox.acknowledged,
    refused: (id) => refused.has(id),
    now: world.now(),
  });
  violations.push(...checked.violations, ...((await rested?.({ store, chat, told: checked.told, now: world.now() })) ?? []));
  return {
    violations,
    points: outer.wire.points(),
    crashes: outer.wire.crashes(),
    turns: checked.turns,
    doubled: checked.doubled,
    counted: store.counted('stale-posts'),
    virtualMs: world.now() - start,
  };
}

/** For how long nothing happens unless somebody does something. */
function quietFor(store: SimStore, keys: Scenario['keys'], next: number | null, now: number): number {
  if (keys.some((key) => (store.peek(key)?.effects.length ?? 0) > 0)) return 0;
  const coming = [...(next === null ? [] : [next]), ...store.dueRows().map(({ at }) => at)];
  return Math.max(0, Math.min(...coming) - now);
}

interface Inbox {
  acknowledged: ReadonlyMap<string, string>;
  /** Nothing is being delivered. */
  settled(): boolean;
  /** When the next thing is done; null where nothing is left to do. */
  next(): number | null;
}

/** The platform's side of delivery: retries until it is told, doubles some, gives up at last. */
function createInbox(
  outer: ProcessWorld,
  inputs: readonly ScenarioInput[],
  processes: readonly SimProcess[],
  doubles: () => number,
): Inbox {
  const { world, wire, fault } = outer;
  const acknowledged = new Map<string, string>();
  const answered = new Set<string>();
  const ahead = new Map(inputs.map(({ id, afterMs }) => [id, world.now() + afterMs]));
  let open = 0;
  const deliver = (input: ScenarioInput, attempt: number, how: (typeof deliveries)[number]) => {
    open += 1;
    let over = false;
    const end = (isDelivered: boolean) => {
      if (over) return;
      over = true;
      open -= 1;
      const again = how.againMs[attempt];
      if (isDelivered || answered.has(input.id) || again === undefined) return;
      open += 1;
      world.after(again, () => {
        open -= 1;
        if (!answered.has(input.id)) deliver(input, attempt + 1, how);
      });
    };
    world.after(how.timeoutMs, () => end(false));
    const process = processes.length === 0 ? null : pick(world.random, processes);
    if (process === null) return;
    const tell = async (heard: Heard) => {
      await wire.call(process.life, 'acknowledge', () => {
        if (!answered.has(input.id)) for (const [id, outcome] of heard) acknowledged.set(id, outcome);
        answered.add(input.id);
        end(true);
      });
    };
    const heard =
      fault?.acknowledgesFirst === true
        ? tell(new Map([[input.id, 'applied']])).then(() => process.hear(input, attempt))
        : process.hear(input, attempt).then(tell);
    heard.catch(() => end(false));
  };
  for (const input of inputs) {
    const how = pick(world.random, deliveries);
    if (input.looks !== undefined) world.after(input.looks.afterMs, () => input.looks?.at(outer.store, outer.chat));
    world.after(input.afterMs, () => {
      ahead.delete(input.id);
      deliver(input, 0, how);
      if (world.random() >= doubles()) return;
      open += 1;
      world.after(world.random() * 120_000, () => {
        open -= 1;
        deliver(input, how.againMs.length, how);
      });
    });
  }
  return {
    acknowledged,
    settled: () => open === 0,
    next: () => (ahead.size === 0 ? null : Math.min(...ahead.values())),
  };
}
