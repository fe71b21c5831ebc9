/** The turn: load, transition, one conditional write, then the acknowledgement; the relay performs what the turn wants done. */
import { type Item, type Store, StoreFailedError } from '../store/store.ts';
import { checkSize, type EffectBody, effectId, type ItemKey, itemName, type PendingEffect } from './effects.ts';
import { pack, unpack } from './envelope.ts';
import type { KeyedQueue } from './queue.ts';
import { auditRow, noHead } from './seal.ts';
import { hasSeen, isLate, remember, type SeenPolicy } from './seen.ts';
import type { OutsideText, Turnable, TurnEvent, TurnInput } from './subject.ts';
import type { Warm } from './warm.ts';

export interface TurnPorts {
  store: Store;
  queue: KeyedQueue;
  warm: Warm;
  /** Milliseconds since 1970. */
  now(): number;
  /** Uniform in [0, 1), for the jitter after a lost race. */
  random(): number;
  pause(ms: number): Promise<void>;
  /** The name under which this process holds leases. New at every start: what an earlier start left behind is not ours. */
  owner: string;
  leaseMs: number;
  seen: SeenPolicy;
  /** Told of each commit, so that its effects are performed after the acknowledgement. */
  committed(item: Item): void;
}

export type Outcome<S> =
  /** `effects` is what the turn wants done, its audit row first. */
  | { kind: 'applied'; state: S; version: number; races: number; effects: readonly EffectBody[] }
  /** Seen before, or not possible now, or too old to tell: nothing was written. `state` is null when the item does not exist. */
  | { kind: 'duplicate' | 'refused' | 'late'; state: S | null; version: number }
  | { kind: 'quarantined'; version: number };

/** The world was faster five times running. The platform delivers again; nothing was lost. */
export class TurnContentionError extends Error {
  override readonly name = 'TurnContentionError';
}

const mostRaces = 5;
const mostSnapshotBytes = 200 * 1024;

export function runTurn<S, E extends TurnEvent>(
  ports: TurnPorts,
  subject: Turnable<S, E>,
  key: ItemKey,
  input: TurnInput<E>,
): Promise<Outcome<S>> {
  return ports.queue(`turn:${itemName(key)}`, async () => {
    let consistent = false;
    for (let races = 0; races < mostRaces; ) {
      const warm = consistent ? undefined : ports.warm.get(itemName(key));
      const loaded = await loadState(ports, subject, key, input, warm);
      if ('fault' in loaded) return await quarantine(ports, key, input, loaded);
      const outcome = await decide(ports, subject, key, input, loaded, races);
      if (outcome.kind === 'applied') return outcome;
      ports.warm.drop(itemName(key));
      if (outcome.kind === 'lost-race') {
        races += 1;
        await ports.pause(ports.random() * 20 * 2 ** races);
      } else if (warm === undefined) {
        return outcome.kind === 'fault' ? await quarantine(ports, key, input, outcome) : outcome;
      }
      // A warm copy may only lead to a write: anything else is decided again on a consistent read.
      consistent = true;
    }
    throw new TurnContentionError(`${itemName(key)} was written by others ${mostRaces} times while one event waited.`);
  });
}

interface Loaded<S> {
  item: Item;
  state: S;
}

async function loadState<S, E extends TurnEvent>(
  ports: TurnPorts,
  subject: Turnable<S, E>,
  key: ItemKey,
  input: TurnInput<E>,
  warm: { item: Item; state: unknown } | undefined,
): Promise<Loaded<S> | Fault> {
  // The warm map is shared by all kinds; the key's kind is the subject's, so the state is what this subject put there.
  if (warm !== undefined) return { item: warm.item, state: warm.state as S };
  const item = (await ports.store.load(key)) ?? emptyItem(key);
  try {
    const state = item.version === 0 ? await subject.fresh(key, input.event) : await subject.open(key, unpack(item.snapshot));
    if (item.version > 0) ports.warm.keep(itemName(key), { item, state });
    return { item, state };
  } catch (error) {
    return faultOf(error, item);
  }
}

interface Fault {
  kind: 'fault';
  fault: string;
  version: number;
}

/** A store out of reach says nothing about the event: the platform delivers it again. Everything else is a fault of ours. */
function faultOf(error: unknown, item: Item): Fault {
  if (error instanceof StoreFailedError) throw error;
  const fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { kind: 'fault', fault, version: item.version };
}

type Decided<S> = Exclude<Outcome<S>, { kind: 'quarantined' }> | Fault | { kind: 'lost-race' };

async function decide<S, E extends TurnEvent>(
  ports: TurnPorts,
  subject: Turnable<S, E>,
  key: ItemKey,
  input: TurnInput<E>,
  { item, state }: Loaded<S>,
  races: number,
): Promise<Decided<S>> {
  const known = { state: item.version === 0 ? null : state, version: item.version };
  if (hasSeen(item.seen, input.id)) return { kind: 'duplicate', ...known };
  if (isLate(item.seen, item.version, input.event.at, ports.now(), ports.seen)) return { kind: 'late', ...known };
  let prepared: Prepared<S>;
  try {
    const whole = subject.gather === undefined ? input : { ...input, event: await subject.gather(key, input.event) };
    const { event, texts } = subject.outside(whole);
    const step = subject.step(key, state, event);
    if (!step.changed) return { kind: 'refused', ...known };
    prepared = prepare(ports, subject, item, { ...input, event }, step);
    prepared.texts.push(...texts, ...subject.results(key, state, step.state, input.id));
  } catch (error) {
    return faultOf(error, item);
  }
  for (const text of prepared.texts) await ports.store.writeText(key, text.id, text.body);
  const { next } = prepared;
  const written = await ports.store.commit({
    key,
    expected: item.version,
    snapshot: next.snapshot,
    seen: next.seen,
    head: next.head,
    effects: prepared.fresh,
    projection: next.projection,
    at: ports.now(),
  });
  if (written === 'conflict') return { kind: 'lost-race' };
  ports.warm.keep(itemName(key), { item: next, state: prepared.state });
  ports.committed(next);
  return { kind: 'applied', state: prepared.state, version: next.version, races, effects: prepared.fresh.map(({ body }) => body) };
}

interface Prepared<S> {
  state: S;
  next: Item;
  fresh: PendingEffect[];
  texts: OutsideText[];
}

/** The snapshot would not fit; the person is told by the error edge and nothing is cut. */
export class SnapshotTooLargeError extends Error {
  override readonly name = 'SnapshotTooLargeError';
}

function prepare<S, E extends TurnEvent>(
  ports: TurnPorts,
  subject: Turnable<S, E>,
  item: Item,
  input: TurnInput<E>,
  step: { state: S; effects: EffectBody[] },
): Prepared<S> {
  const version = item.version + 1;
  const snapshot = pack(subject.close(step.state));
  if (snapshot.byteLength > mostSnapshotBytes) {
    throw new SnapshotTooLargeError(`${itemName(item.key)} would grow to ${snapshot.byteLength} bytes; ${mostSnapshotBytes} is the most.`);
  }
  const head = auditRow(version, item.head, input.event).hash;
  const waits = hasOthersBefore(item, ports);
  const bodies: EffectBody[] = [{ kind: 'audit', prev: item.head, event: input.event }, ...step.effects];
  const fresh = bodies.map((body, index) => ({
    id: effectId(version, index),
    body: checkSize(body),
    // Order is kept per item: while earlier effects are another's, or were left by somebody, ours wait for them without a lease.
    owner: waits ? '' : ports.owner,
    lease: waits ? 0 : ports.now() + ports.leaseMs,
  }));
  return {
    state: step.state,
    fresh,
    texts: [],
    next: {
      ...item,
      version,
      snapshot,
      seen: remember(item.seen, input.id, ports.now(), ports.seen),
      head,
      effects: [...item.effects, ...fresh],
      projection: subject.project(step.state) ?? item.projection,
    },
  };
}

function hasOthersBefore(item: Item, ports: TurnPorts): boolean {
  return item.effects.some((effect) => effect.owner !== ports.owner || effect.lease <= ports.now());
}

async function quarantine<E extends TurnEvent>(
  ports: TurnPorts,
  key: ItemKey,
  input: TurnInput<E>,
  { fault, version }: Fault,
): Promise<{ kind: 'quarantined'; version: number }> {
  await ports.store.quarantine({ key, eventId: input.id, event: JSON.stringify(input.event), error: fault, at: ports.now() });
  return { kind: 'quarantined', version };
}

function emptyItem(key: ItemKey): Item {
  return { key, version: 0, snapshot: new Uint8Array(), seen: new Uint8Array(), head: noHead, effects: [], cards: {}, projection: {} };
}
