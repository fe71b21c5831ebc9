/** A simulated process: the real turn, relay and sweeper over the simulated wire. */
import type { Store } from '../../workflows/store/store.ts';
import type { ItemKey, ToldEvent } from '../../workflows/turn/effects.ts';
import type { RelayPorts } from '../../workflows/turn/relay.ts';
import { type SeenPolicy, seenPolicy } from '../../workflows/turn/seen.ts';
import type { Subject, TurnEvent } from '../../workflows/turn/subject.ts';
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
  idOf(event: TurnEvent): string | null;
}

export interface ScenarioInput {
  afterMs: number;
  key: ItemKey;
  id: string;
  event: TurnEvent;
}

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
}

export interface SimProcess {
  life: Life;
  /** Handles an event; resolves to how the turn ended, once the platform may be told. */
  hear(input: ScenarioInput, attempt: number): Promise<string>;
}

export function startProcess(outer: ProcessWorld, life: Life): SimProcess {
  const { world, wire, scenario, fault } = outer;
  const now = () => world.now() + life.skew;
  const wired = wireStore(outer, life);
  const store = fault?.store?.(wired) ?? wired;
  const send: RelayPorts['speak'] = async (speech) => {
    if (isPost(speech)) await speech.again?.blindly();
    return await wire.call(life, `speak ${speech.body.kind}`, () => outer.chat.accept(speech, outer.fate()));
  };
  const shop = createWorkshop({
    store,
    now,
    random: world.random,
    pause: (ms) => new Promise((resolve) => world.after(ms, () => life.alive && resolve())),
    owner: life.owner,
    leaseMs,
    seen: fault?.seen ?? seenPolicy,
    warmItems: 100,
    speak: fault?.speak?.(send, store, life) ?? send,
    async tell(inner, to, id, event) {
      const toldId = fault?.toldId?.(id, now()) ?? id;
      await turn(outer, inner, { afterMs: 0, key: to, id: toldId, event: scenario.inside(id, event, now()) });
    },
    log: () => undefined,
  });
  if (fault?.neverSweeps !== true) keepSweeping(outer, life, shop);
  return {
    life,
    hear: (input, attempt) => {
      const id = fault?.inputId?.(input.id, attempt) ?? input.id;
      return turn(outer, shop, { ...input, id });
    },
  };
}

async function turn(outer: ProcessWorld, shop: Workshop, { key, id, event }: ScenarioInput): Promise<string> {
  const before = outer.store.peek(key)?.version ?? 0;
  const outcome = await shop.turn(outer.scenario.subjectOf(key), key, { id, event });
  // Nothing may be decided against on a copy that was old when the event came.
  if (outcome.kind !== 'applied' && outcome.version < before) outer.violated(`${outcome.kind} on an old copy: ${id}`);
  if (outcome.kind === 'late' && outer.world.now() - event.at < 13 * 60_000) outer.violated(`called late though it was not: ${id}`);
  if (outcome.kind === 'quarantined') outer.violated(`quarantined: ${id}`);
  return outcome.kind;
}

function keepSweeping({ world }: ProcessWorld, life: Life, shop: Workshop): void {
  const again = () => {
    if (!life.alive) return;
    void shop
      .sweep()
      .catch(() => undefined)
      .then(() => world.after(sweepMs * (0.75 + world.random() / 2), again));
  };
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
