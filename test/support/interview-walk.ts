/** A seeded walk of two processes and four people through one assessment, checked at every step. */
import { canonicalJson } from '../../knowledge/canonical.ts';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import { createEngine, type Snapshot } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { verifyChain } from '../../workflows/turn/chain.ts';
import { unpack } from '../../workflows/turn/envelope.ts';
import type { Outcome } from '../../workflows/turn/turn.ts';
import { beginEvent, day, eventBy, hour, minute, people, type Who } from './interview.ts';
import { isOver, type Scene, senseless, sensible, wayOn } from './interview-chance.ts';
import { assessmentKey, createInterviewWorld, homeKey, type InterviewWorld } from './interview-world.ts';
import { createRandom, pick } from './sim-world.ts';

export interface WalkCount {
  events: number;
  applied: number;
  refused: number;
  duplicate: number;
  late: number;
  races: number;
  states: Set<string>;
}

interface Acknowledged {
  version: number;
  by: string;
  value: string;
  count: number;
  /** It belongs to an earlier round. */
  earlier?: true;
}

interface Walk {
  catalogue: Catalogue;
  world: InterviewWorld;
  random: () => number;
  /** The newest state that anybody was told of. */
  newest: { snapshot: Snapshot; version: number };
  /** The last acknowledged answer of each question, by version. */
  acknowledged: Map<string, Acknowledged>;
  /** What was acknowledged when it began to be assessed again: it comes back with the old result. */
  before: Map<string, Acknowledged> | null;
  sent: { id: string; event: InterviewEvent }[];
  count: WalkCount;
}

/** Something that must always hold does not. */
export class WalkFailedError extends Error {
  override readonly name = 'WalkFailedError';
}

function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new WalkFailedError(what);
}

export async function walk(catalogue: Catalogue, seed: number, events: number): Promise<WalkCount> {
  const random = createRandom(seed);
  const world = createInterviewWorld([catalogue, catalogue], random);
  const count: WalkCount = { events: 0, applied: 0, refused: 0, duplicate: 0, late: 0, races: 0, states: new Set() };
  const begin = { id: 'begin', event: beginEvent(catalogue) };
  const born = await world.turn(world.writers[0], begin.id, begin.event);
  demand(born.kind === 'applied', 'It could not begin.');
  const path: Walk = {
    catalogue,
    world,
    random,
    newest: { snapshot: born.state.snapshot, version: 1 },
    acknowledged: new Map(),
    before: null,
    sent: [begin],
    count,
  };
  while (count.events < events && !isOver(path.newest.snapshot)) {
    try {
      await step(path);
    } catch (error) {
      const tail = path.sent.slice(-5).map(({ event }) => JSON.stringify(event).slice(0, 300));
      throw new WalkFailedError(`Seed ${seed}, event ${count.events}: ${String(error)}\n${tail.join('\n')}`, { cause: error });
    }
  }
  await checkWhole(path);
  return count;
}

async function step(path: Walk): Promise<void> {
  const { world, random, count } = path;
  world.clock.now += random() < 0.02 ? Math.floor(random() * 12 * day) : Math.floor(random() * 5 * minute);
  // Time also passes for what is due and for what a lost race left.
  if (random() < 0.1) await sweep(path);
  const inputs = random() < 0.15 ? [nextInput(path), nextInput(path)] : [nextInput(path)];
  const first = random() < 0.5 ? 0 : 1;
  const outcomes = await Promise.all(
    inputs.map(({ id, event }, index) => world.turn(world.writers[(first + index) % 2 === 0 ? 0 : 1], id, event)),
  );
  path.sent.push(...inputs);
  count.events += inputs.length;
  const order = outcomes
    .map((outcome, index) => ({ outcome, input: inputs[index] }))
    .toSorted((one, other) => one.outcome.version - other.outcome.version);
  for (const { outcome, input } of order) if (input !== undefined) note(path, input.event, outcome);
  checkNewest(path);
}

async function sweep(path: Walk): Promise<void> {
  const { world, random } = path;
  const writer = pick(random, world.writers);
  await writer.workshop.relay.idle();
  await writer.workshop.sweep();
  await refresh(path);
}

/** The product itself acted: its turns were told to nobody, so the newest state is read. */
async function refresh(path: Walk): Promise<void> {
  const { workshop, subject } = path.world.writers[0];
  const opened = await workshop.read(subject, assessmentKey);
  demand(opened !== null, 'The assessment is gone from the store.');
  const { newest } = path;
  const isSame = opened.item.version !== newest.version || canonicalJson(opened.state.snapshot) === canonicalJson(newest.snapshot);
  demand(isSame, 'What was stored restores to another state than the one that was told.');
  path.newest = { snapshot: opened.state.snapshot, version: opened.item.version };
}

function nextInput(path: Walk): { id: string; event: InterviewEvent } {
  const { world, random, sent, newest, catalogue } = path;
  const chance = random();
  const scene: Scene = { catalogue, snapshot: newest.snapshot, random };
  const id = `e${sent.length}-${Math.floor(random() * 1e9)}`;
  if (chance < 0.04) return pick(random, sent);
  const { now } = world.clock;
  if (chance < 0.08) return { id, event: eventBy('dan', now, sensible(scene)) };
  if (chance < 0.12) return { id, event: eventBy('ana', now - 2 * hour, sensible(scene)) };
  const who = pick<Who>(random, ['ana', 'ana', 'ana', 'cleo', 'ben']);
  const bare = chance < 0.2 ? senseless(scene) : sensible(scene);
  const isNews = (bare.type.startsWith('scan.') || bare.type === 'account.tried') && chance >= 0.2;
  const event = eventBy(
    isNews ? 'plumbline' : bare.type === 'undo-cancel' ? (newest.snapshot.context.requester.id as Who) : who,
    now,
    bare,
  );
  return { id, event: random() < 0.2 ? { ...event, typed: true } : event };
}

function note(path: Walk, event: InterviewEvent, outcome: Outcome<Assessment>): void {
  const { count, newest } = path;
  demand(outcome.kind !== 'quarantined', `Quarantined: ${event.type}`);
  count[outcome.kind] += 1;
  if (outcome.kind !== 'applied') return;
  demand(event.by !== people.dan.id, `A stranger changed something: ${event.type}`);
  count.races += outcome.races;
  if (outcome.version > newest.version) path.newest = { snapshot: outcome.state.snapshot, version: outcome.version };
  count.states.add(JSON.stringify(outcome.state.snapshot.value));
  noteRound(path, event);
  if (event.type !== 'answer' && event.type !== 'accept-proposal') return;
  const answer = outcome.state.snapshot.context.answers[event.key];
  demand(event.rev === (path.acknowledged.get(event.key)?.count ?? 0), `${event.key} was answered over an answer that nobody had seen.`);
  demand(answer?.by === event.by, `The answer to ${event.key} was acknowledged and is not there.`);
  path.acknowledged.set(event.key, {
    version: outcome.version,
    by: event.by,
    value: JSON.stringify(answer.value),
    count: (path.acknowledged.get(event.key)?.count ?? 0) + 1,
  });
}

/** A new round begins with nothing answered, though every revision goes on; given up, it leaves the old answers as they were. */
function noteRound(path: Walk, event: InterviewEvent): void {
  const { acknowledged, before } = path;
  if (event.type === 'finish') path.before = null;
  if (event.type === 'assess-again') {
    path.before = acknowledged;
    path.acknowledged = new Map([...acknowledged].map(([key, said]) => [key, { ...said, earlier: true }]));
  }
  if (event.type !== 'keep-baseline' || before === null) return;
  const back = [...acknowledged].map(([key, now]): [string, Acknowledged] => {
    const old = before.get(key);
    if (old === undefined || old.earlier === true) return [key, { ...now, earlier: true }];
    return [key, now.earlier === true ? old : { ...old, count: now.count + 1 }];
  });
  path.acknowledged = new Map(back);
  path.before = null;
}

function checkNewest({ world, newest, acknowledged, catalogue }: Walk): void {
  const item = world.store.peek(assessmentKey);
  demand(item !== null && item.version >= newest.version, 'The store is behind what was acknowledged.');
  const { answers, earlier } = newest.snapshot.context;
  for (const [key, said] of acknowledged) {
    const kept = (said.earlier === true ? earlier : answers)[key];
    demand(kept !== undefined && kept.by === said.by && JSON.stringify(kept.value) === said.value, `The answer to ${key} was lost.`);
    demand(kept.rev === said.count, `${key} was answered ${said.count} times and says ${kept.rev}.`);
  }
  if (isOver(newest.snapshot)) return;
  const bare = wayOn(catalogue, newest.snapshot);
  const who = bare.type === 'undo-cancel' ? (newest.snapshot.context.requester.id as Who) : 'ana';
  const now = newest.snapshot.context.cancelledAt ?? world.clock.now;
  const next = world.writers[0].subject.step(
    assessmentKey,
    { engine: createdOnce(catalogue), snapshot: newest.snapshot },
    eventBy(who, now, bare),
  );
  demand(next.changed, `Stuck in ${JSON.stringify(newest.snapshot.value)}: ${bare.type} is not possible.`);
}

const engines = new WeakMap<Catalogue, ReturnType<typeof createEngine>>();

function createdOnce(catalogue: Catalogue): ReturnType<typeof createEngine> {
  const made = engines.get(catalogue) ?? createEngine(catalogue);
  engines.set(catalogue, made);
  return made;
}

async function isAtWork({ world }: Walk): Promise<boolean> {
  const { workshop, subject } = world.writers[0];
  const snapshot = (await workshop.read(subject, assessmentKey))?.state.snapshot;
  const trial = snapshot?.context.trial ?? null;
  return snapshot?.value.scan === 'looking' || snapshot?.value.scan === 'stopping' || (trial !== null && trial.end === null);
}

/** At the end: everything is delivered, the log folds to the state, the chain holds, what is stored restores. */
async function checkWhole(path: Walk): Promise<void> {
  const { world, catalogue } = path;
  await world.settle();
  // The calendar goes on asking after a trial or a scan of which nothing is heard, until it gives it up.
  for (let more = 0; more < 8 && (await isAtWork(path)); more += 1) await world.settle();
  await world.settle();
  const item = world.store.peek(assessmentKey);
  demand(item !== null, 'The assessment is gone from the store.');
  demand(item.effects.length === 0, `${item.effects.length} effects were left undone.`);
  const rows = await world.store.readLog(assessmentKey);
  const faults = verifyChain(rows, item.head, item.version);
  demand(faults.length === 0, `The chain does not hold: ${JSON.stringify(faults)}`);
  const stored = await world.writers[1].subject.open(assessmentKey, unpack(item.snapshot));
  const engine = createEngine(catalogue);
  let folded = engine.initial();
  for (const { payload } of rows) folded = engine.step(folded, JSON.parse(payload ?? 'null') as InterviewEvent).snapshot;
  demand(canonicalJson(folded) === canonicalJson(stored.snapshot), 'The fold of the log is another state than the stored one.');
  await refresh(path);
  checkNewest(path);
  const home = world.store.peek(homeKey);
  demand(home !== null && JSON.stringify(unpack(home.snapshot)).includes('"a1"'), 'The conversation does not know its assessment.');
  const { result } = stored.snapshot.context;
  demand(result === null || (await world.store.readText(assessmentKey, result.id)) !== null, `The result ${result?.id} was not stored.`);
  demand(world.store.counted('undeliverable') === 0, 'Something could not be delivered.');
}
