/** A simulated process: the real turn, relay and sweeper over the simulated wire. */
import type { Store } from '../../workflows/store/store.ts';
import type { ItemKey, ToldEvent } from '../../workflows/turn/effects.ts';
import type { RelayPorts } from '../../workflows/turn/relay.ts';
import { type SeenPolicy, seenPolicy } from '../../workflows/turn/seen.ts';
import type { Subject, TurnEvent, TurnInput } from '../../workflows/turn/subject.ts';
import type { Outcome } from '../../workflows/turn/turn.ts';
import { createWorkshop, type Workshop } from '../../workflows/turn/workshop.ts';
import { type Chat, isPost } from './sim-chat.ts';
import type { SimStore } from './sim-store.ts';
import type { Chaos, Life, Wire } from './sim-wire.ts';
import type { World } from './sim-world.ts';

/** What people do in a run, and the items they do it to. Plug a subject in by writing one of these. */
export interface Scenario {
  /** All items that may come to be. */
  keys: readonly ItemKey[];
  subjectOf(key: ItemKey): Subject<unknown, TurnEvent>;
  inputs(random: () => number, start: number): ScenarioInput[];
  /** An event told by another item or by a due row, as the product makes it. */
  inside(id: string, event: ToldEvent, at: number): TurnEvent;
  /** The id under which a logged event came in; null when this kind of event does not carry one. */
  idOf(event: TurnEvent, key: ItemKey): string | null;
  /** What stands before the run begins. */
  before?(store: SimStore, chat: Chat): Promise<void>;
  /** What a process has beside its turns; without it there is nothing. */
  fit?(machine: Machine): Fittings;
  /** How long the world is rough, and how long the calendar is lived through; a run of days. */
  lasts?: { roughMs: number; leastMs: number };
}

export interface ScenarioInput {
  afterMs: number;
  key: ItemKey;
  id: string;
  event: TurnEvent;
  /** What somebody saw before, and when. */
  looks?: { afterMs: number; at(store: Eye, chat: Chat): void };
}

/** What people can see of the items: what stands. */
export type Eye = Pick<SimStore, 'peek'>;

/** What the beside of a process is made from. */
export interface Machine {
  life: Life;
  wire: Wire;
  world: World;
  /** Over the wire. */
  store: Store;
  now(): number;
  pause(ms: number): Promise<void>;
  /** Its turns are watched. */
  workshop: Workshop;
}

export interface Fittings {
  subjectOf(key: ItemKey): Subject<unknown, TurnEvent>;
  background: RelayPorts['background'];
  publish: RelayPorts['publish'];
  /** What is shown; null where nothing is said after all. */
  draw(speech: Parameters<RelayPorts['speak']>[0]): Promise<object | null>;
  /** Looks for whom to remind. */
  look(): Promise<unknown>;
  /** Handles what somebody pressed, with turns that are noted. */
  hear(input: ScenarioInput, workshop: Workshop): Promise<void>;
}

/** How the turns of one input ended, by event id. */
export type Heard = ReadonlyMap<string, string>;

/** A fault put into the ports of a process, to see whether the campaign finds it. */
export interface Fault {
  name: string;
  /** The world that brings it out soonest; the sound design is run in the same worlds. */
  chaos?: Chaos;
  store?(store: SimStore): Store;
  speak?(speak: RelayPorts['speak'], store: Store, life: Life): RelayPorts['speak'];
  toldId?(id: string, now: number): string;
  inputId?(id: string, attempt: number): string;
  seen?: SeenPolicy;
  neverSweeps?: true;
  acknowledgesFirst?: true;
}

export const leaseMs = 30_000;
export const sweepMs = 20_000;

export interface ProcessWorld {
  world: World;
  wire: Wire;
  store: SimStore;
  chat: Chat;
  scenario: Scenario;
  fault: Fault | null;
  /** The platform's mood for one message. */
  fate(): 'takes' | 'busy' | 'gone';
  violated(what: string): void;
  /** An item rightly took no notice of an event. */
  refused(id: string): void;
  /** For how long nothing can happen by itself. */
  quietMs(): number;
}

export interface SimProcess {
  life: Life;
  /** Handles an event; resolves to how its turns ended, once the platform may be told. */
  hear(input: ScenarioInput, attempt: number): Promise<Heard>;
}

export function startProcess(outer: ProcessWorld, life: Life): SimProcess {
  const { world, wire, scenario, fault } = outer;
  const now = () => Math.floor(world.now() + life.skew);
  const wired = wireStore(outer, life);
  const store = fault?.store?.(wired) ?? wired;
  const send: RelayPorts['speak'] = async (speech) => {
    const shown = await fittings?.draw(speech);
    if (shown === null) return { kind: 'sent' };
    if (isPost(speech)) await speech.again?.blindly();
    return await wire.call(life, `speak ${speech.body.kind}`, () => outer.chat.accept(speech, outer.fate(), shown));
  };
  const pause = (ms: number) => new Promise<void>((resolve) => world.after(ms, () => life.alive && resolve()));
  const shop = createWorkshop({
    store,
    now,
    random: world.random,
    pause,
    owner: life.owner,
    leaseMs,
    seen: fault?.seen ?? seenPolicy,
    warmItems: 100,
    speak: fault?.speak?.(send, store, life) ?? send,
    background: (key, body) => fittings?.background(key, body),
    publish: async (item) => await fittings?.publish(item),
    async tell(_inner, to, id, event) {
      const toldId = fault?.toldId?.(id, now()) ?? id;
      await watched.turn((fittings ?? scenario).subjectOf(to), to, { id: toldId, event: scenario.inside(toldId, event, now()) });
    },
    log: () => undefined,
  });
  const watched: Workshop = { ...shop, turn: async (subject, key, input) => await turn(outer, shop, subject, key, input) };
  const fittings = scenario.fit?.({ life, wire, world, store, now, pause, workshop: watched });
  if (fault?.neverSweeps !== true) keepSweeping(outer, life, async () => void (await Promise.all([shop.sweep(), fittings?.look()])));
  return {
    life,
    async hear(input, attempt) {
      const id = fault?.inputId?.(input.id, attempt) ?? input.id;
      if (fittings !== undefined) return await heardBy(watched, async (noted) => await fittings.hear({ ...input, id }, noted));
      return new Map([[id, (await watched.turn(scenario.subjectOf(input.key), input.key, { id, event: input.event })).kind]]);
    },
  };
}

/** Every event carries the id under which it came, so that a log can be read back as a list of deliveries. */
export const stamped = (shop: Workshop): Workshop => ({
  ...shop,
  turn: (subject, key, { id, event }) => shop.turn(subject, key, { id, event: { ...event, eventId: id } }),
});

export async function heardBy(workshop: Workshop, hear: (noted: Workshop) => Promise<void>): Promise<Heard> {
  const heard = new Map<string, string>();
  await hear({
    ...workshop,
    async turn(subject, key, input) {
      const outcome = await workshop.turn(subject, key, input);
      heard.set(input.id, outcome.kind);
      return outcome;
    },
  });
  return heard;
}

async function turn<S, E extends TurnEvent>(
  outer: ProcessWorld,
  shop: Workshop,
  subject: Subject<S, E>,
  key: ItemKey,
  { id, event }: TurnInput<E>,
): Promise<Outcome<S>> {
  const before = outer.store.peek(key)?.version ?? 0;
  const whole = outer.scenario.fit === undefined ? shop : stamped(shop);
  const outcome = await whole.turn(subject, key, { id, event });
  // Nothing may be decided against on a copy that was old when the event came.
  if (outcome.kind !== 'applied' && outcome.version < before) outer.violated(`${outcome.kind} on an old copy: ${id}`);
  if (outcome.kind === 'late' && outer.world.now() - event.at < 13 * 60_000) outer.violated(`called late though it was not: ${id}`);
  if (outcome.kind === 'quarantined') outer.violated(`quarantined: ${id}`);
  if (outcome.kind === 'refused') outer.refused(id);
  return outcome;
}

/** With nothing to do a process wakes once an hour: days pass in a run. */
const longestNapMs = 3_600_000;

function keepSweeping({ world, quietMs }: ProcessWorld, life: Life, sweep: () => Promise<void>): void {
  const again = () => {
    if (!life.alive) return;
    void sweep()
      .catch(() => undefined)
      .then(() => rest(sweepMs * (0.75 + world.random() / 2)));
  };
  const rest = (ms: number) =>
    world.after(ms, () => {
      const nap = life.alive ? Math.min(quietMs(), longestNapMs) : 0;
      if (nap > 0) rest(nap);
      else again();
    });
  world.after(world.random() * 2000, again);
}

function wireStore({ wire, store }: ProcessWorld, life: Life): SimStore {
  return new Proxy(store, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return (...parameters: unknown[]) =>
        wire.call(life, String(name), () => Reflect.apply(method, target, parameters) as Promise<unknown>);
    },
  });
}
