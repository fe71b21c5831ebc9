/** Joins turn, relay and sweeper over one store: what a process needs to turn items of every kind. */
import type { Item } from '../store/store.ts';
import { type EffectBody, type ItemKey, itemName, type ToldEvent } from './effects.ts';
import { unpack } from './envelope.ts';
import { createKeyedQueue } from './queue.ts';
import { createRelay, type Relay, type RelayPorts } from './relay.ts';
import type { RelayNote } from './relay-note.ts';
import type { Subject, TurnEvent, TurnInput } from './subject.ts';
import { sweep } from './sweeper.ts';
import { type Outcome, runTurn, type TurnPorts } from './turn.ts';
import { createWarm } from './warm.ts';

export interface WorkshopPorts extends Omit<TurnPorts, 'queue' | 'warm' | 'committed'> {
  /** How many items are kept warm. */
  warmItems: number;
  speak: RelayPorts['speak'];
  wake?: RelayPorts['wake'];
  background: RelayPorts['background'];
  publish: RelayPorts['publish'];
  /** Delivers an event from one item, or from a due row, to another. */
  tell(workshop: Workshop, to: ItemKey, id: string, event: ToldEvent): Promise<void>;
  log(note: RelayNote | { note: 'due-failed'; id: string; error: string }): void;
}

export interface Opened<S> {
  item: Item;
  state: S;
}

export interface Workshop {
  turn<S, E extends TurnEvent>(subject: Subject<S, E>, key: ItemKey, input: TurnInput<E>): Promise<Outcome<S>>;
  /** A consistent read; null when there is no such item. Throws what `open` throws. */
  read<S, E extends TurnEvent>(subject: Subject<S, E>, key: ItemKey): Promise<Opened<S> | null>;
  /** The copy at hand, else a read: for drawing and for routing what will be decided by a write. */
  glance<S, E extends TurnEvent>(subject: Subject<S, E>, key: ItemKey): Promise<Opened<S> | null>;
  /** The state of an item that is at hand. */
  stateOf<S, E extends TurnEvent>(subject: Subject<S, E>, item: Item): Promise<S>;
  relay: Relay;
  sweep(): Promise<{ fired: number; performed: number }>;
}

export function createWorkshop(ports: WorkshopPorts): Workshop {
  const warm = createWarm(ports.warmItems);
  const relayPorts: RelayPorts = {
    ...ports,
    queue: createKeyedQueue(),
    newest: async (key, version) => {
      const copy = warm.get(itemName(key));
      return copy !== undefined && copy.item.version >= version ? copy.item : await ports.store.load(key);
    },
    noted: (key, done, cards) => {
      const copy = warm.get(itemName(key));
      if (copy === undefined) return;
      const item = {
        ...copy.item,
        effects: copy.item.effects.filter((effect) => !done.includes(effect.id)),
        cards: { ...copy.item.cards, ...cards },
      };
      warm.keep(itemName(key), { ...copy, item });
    },
    refreshed: (item) => warm.refresh(itemName(item.key), item),
    tell: (to, id, event: Extract<EffectBody, { kind: 'tell' }>['event']) => ports.tell(workshop, to, id, event),
  };
  const relay = createRelay(relayPorts);
  const turnPorts: TurnPorts = { ...ports, queue: createKeyedQueue(), warm, committed: (item) => relay.kick(item) };

  const workshop: Workshop = {
    relay,
    turn: (subject, key, input) => runTurn(turnPorts, subject, key, input),
    async read<S, E extends TurnEvent>(subject: Subject<S, E>, key: ItemKey) {
      const item = await ports.store.load(key);
      if (item === null) return null;
      const state = await subject.open(key, unpack(item.snapshot));
      warm.keep(itemName(key), { item, state });
      return { item, state };
    },
    async glance(subject, key) {
      const copy = warm.get(itemName(key));
      // The key's kind is the subject's, so the state is what this subject put there.
      if (copy !== undefined) return copy as Opened<Awaited<ReturnType<typeof subject.open>>>;
      return await workshop.read(subject, key);
    },
    async stateOf(subject, item) {
      const copy = warm.get(itemName(item.key));
      if (copy !== undefined && copy.item.version === item.version) return copy.state as Awaited<ReturnType<typeof subject.open>>;
      return await subject.open(item.key, unpack(item.snapshot));
    },
    sweep: () =>
      sweep({
        store: ports.store,
        relay,
        now: ports.now,
        tell: relayPorts.tell,
        failed: (row, error) =>
          ports.log({ note: 'due-failed', id: row.id, error: error instanceof Error ? error.message : String(error) }),
      }),
  };
  return workshop;
}
