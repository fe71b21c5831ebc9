/**
 * Performs what turns want done, in order per item, and marks a turn's effects done in one update; what fails for a day is set aside.
 */
import type { Item, Store } from '../store/store.ts';
import {
  type BackgroundEffect,
  type CardRef,
  type EffectBody,
  effectName,
  type ItemKey,
  itemName,
  type PendingEffect,
  type ToldEvent,
  versionOf,
} from './effects.ts';
import { giveBack, type Held, HoldLostError, isHoldShort, keepHold, LaterError } from './hold.ts';
import { isOvertaken } from './overtaken.ts';
import type { KeyedQueue } from './queue.ts';
import { type RelayNote, reasonOf } from './relay-note.ts';
import { auditRow } from './seal.ts';
import { setAside, tellUnreached } from './set-aside.ts';

/** The effects that speak to people; everything else the relay does itself. */
export type SpokenEffect = Extract<EffectBody, { kind: 'paint' | 'direct' | 'say' | 'file' }>;

export interface Speech {
  key: ItemKey;
  /** The effect's full name: the idempotency key where a platform takes one. */
  name: string;
  body: SpokenEffect;
  /** The newest known item; what is shown is drawn from it. */
  item: Item;
  /** Set when an earlier holder may already have sent this: the platform is read back first. Both throw when the hold has run short. */
  again?: {
    /** Awaited where the platform cannot be read: counts that the same is sent again without knowing. */
    blindly(): Promise<void>;
    /** Called after reading, which may have taken long. */
    check(): void;
  };
}

export type Spoken =
  | { kind: 'sent'; cards?: Record<string, CardRef> }
  /** The platform refused for good (the bot was removed, the person left). */
  | { kind: 'undeliverable'; reason: string; tell?: { to: ItemKey; event: ToldEvent } }
  /** The platform took nothing and says when to come again. */
  | { kind: 'later'; afterMs: number };

export interface RelayPorts {
  store: Store;
  /** May be the turn's own: the relay waits in lines of its own. */
  queue: KeyedQueue;
  now(): number;
  /** New at every start of a process: what an earlier start left behind is not ours. */
  owner: string;
  leaseMs: number;
  /** The newest copy of an item that this process knows, at least as new as `version`. */
  newest(key: ItemKey, version: number): Promise<Item | null>;
  /** Takes note of what is no longer pending and which cards stand, for the warm copy. */
  noted(key: ItemKey, done: string[], cards: Record<string, CardRef>): void;
  /** Takes note of an item just read: receipts do not move the version, so a warm copy cannot know that they came. */
  refreshed(item: Item): void;
  speak(speech: Speech): Promise<Spoken>;
  /** An event for another item, or a fired schedule: runs a turn. */
  tell(to: ItemKey, id: string, event: Extract<EffectBody, { kind: 'tell' }>['event']): Promise<void>;
  /** Starts or stops work beside the turns and returns at once. Throws in a process that does no such work: another one does it then. */
  background(key: ItemKey, body: BackgroundEffect): void;
  /** Enters what an item says of itself in its tenant's portfolio, from the newest state. Doing it again changes nothing. */
  publish(item: Item): Promise<void>;
  /** Comes back after a while; without it the sweeper does, a little later. */
  wake?(ms: number, work: () => void): void;
  log(line: RelayNote): void;
}

export interface Relay {
  /** Performs what a freshly committed item wants. Never throws; failures wait for the sweeper. */
  kick(item: Item): void;
  /** Takes over what a crash left. Returns how many effects were performed. */
  sweep(limit: number): Promise<number>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

/** So many effects in one claim: DynamoDB takes expressions of 4 KB. */
const mostAtOnce = 25;

export function createRelay(ports: RelayPorts): Relay {
  const running = new Set<Promise<unknown>>();
  const inLine = async (key: ItemKey, work: () => Promise<number>): Promise<number> => {
    const mine = ports.queue(`relay:${itemName(key)}`, work).catch((error: unknown) => {
      ports.log({ note: 'stopped', item: itemName(key), error: reasonOf(error) });
      return 0;
    });
    running.add(mine);
    try {
      return await mine;
    } finally {
      running.delete(mine);
    }
  };
  return {
    kick(item) {
      const fresh = new Map(item.effects.filter(({ id }) => versionOf(id) === item.version).map(({ id, lease }) => [id, lease]));
      if (fresh.size > 0) void inLine(item.key, () => carryOn(ports, item.key, item.version, fresh));
    },
    async sweep(limit) {
      let performed = 0;
      for (const key of await ports.store.openItems(ports.now(), limit)) {
        performed += await inLine(key, () => takeOver(ports, key, new Map()));
      }
      return performed;
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

/** Effects to perform in order, and the item they belong to with all cards that stand. */
interface Batch {
  item: Item;
  effects: Held[];
}

/** Goes on after a commit of this process: at once when nothing comes before, else with whatever may be taken. */
async function carryOn(ports: RelayPorts, key: ItemKey, version: number, fresh: Fresh): Promise<number> {
  const item = await ports.newest(key, version);
  if (item === null) return 0;
  const mine = item.effects.filter((effect) => isFresh(ports, effect, fresh));
  // A copy with anything pending before ours is not trusted: that may be done, and may have posted cards, without our knowing.
  if (mine.length === 0 || item.effects[0]?.id !== mine[0]?.id) return await takeOver(ports, key, fresh);
  return await drain(ports, { item, effects: mine.map((effect) => ({ ...effect, stale: false })) });
}

/** The effects of a turn that this process has just committed, with the leases they were committed with: nobody has tried them yet. */
type Fresh = ReadonlyMap<string, number>;

/** False as soon as anybody claimed it, this process too: a claim moves the lease. */
function isFresh(ports: RelayPorts, effect: PendingEffect, fresh: Fresh): boolean {
  return effect.owner === ports.owner && effect.lease > 0 && fresh.get(effect.id) === effect.lease;
}

/** Performs all effects up to the first that somebody else is at. */
async function takeOver(ports: RelayPorts, key: ItemKey, fresh: Fresh): Promise<number> {
  let performed = 0;
  while (true) {
    const item = await ports.store.load(key);
    if (item === null) return performed;
    ports.refreshed(item);
    if (item.effects.length === 0) {
      await ports.store.finish(key, { owner: ports.owner, ids: [], cards: {} });
      return performed;
    }
    const now = ports.now();
    const busy = item.effects.findIndex((effect) => effect.lease > now && !isFresh(ports, effect, fresh));
    const free = item.effects.slice(0, busy === -1 ? undefined : busy).slice(0, mostAtOnce);
    if (free.length === 0) return performed;
    const effects = free.map((effect) => ({ ...effect, stale: effect.owner !== '' && !isFresh(ports, effect, fresh) }));
    const count = await claimAndDrain(ports, { item, effects });
    performed += count;
    if (count < effects.length) return performed;
  }
}

async function claimAndDrain(ports: RelayPorts, { item, effects }: Batch): Promise<number> {
  const lease = ports.now() + ports.leaseMs;
  if ((await ports.store.claim(item.key, effects, ports.owner, lease)) === 'taken') return 0;
  return await drain(ports, { item, effects: effects.map((effect) => ({ ...effect, owner: ports.owner, lease })) });
}

/** Performs a batch, notes what is done, and goes on with what others left without a lease. Returns how many of the batch are done. */
async function drain(ports: RelayPorts, batch: Batch): Promise<number> {
  const { key } = batch.item;
  const { done, cards } = await performInOrder(ports, batch);
  if (done.length === 0) return 0;
  const left = await ports.store.finish(key, { owner: ports.owner, ids: done, cards });
  if (left === 'lost') {
    ports.log({ note: 'lease-lost', item: itemName(key) });
    const item = await ports.store.load(key);
    if (item !== null) ports.refreshed(item);
    return done.length;
  }
  ports.noted(key, done, cards);
  const held = left.findIndex((effect) => effect.lease > 0);
  const waiting = left.slice(0, held === -1 ? undefined : held).slice(0, mostAtOnce);
  if (done.length < batch.effects.length || waiting.length === 0) return done.length;
  const item = { ...batch.item, effects: left, cards: { ...batch.item.cards, ...cards } };
  await claimAndDrain(ports, { item, effects: waiting.map((effect) => ({ ...effect, stale: false })) });
  return done.length;
}

interface Performed {
  done: string[];
  cards: Record<string, CardRef>;
}

async function performInOrder(ports: RelayPorts, { item, effects }: Batch): Promise<Performed> {
  const done: string[] = [];
  const cards: Record<string, CardRef> = {};
  let held = effects;
  for (const { id, body } of effects) {
    try {
      held = await keepHold(ports, item.key, held);
      const effect = held.find((one) => one.id === id);
      if (effect === undefined) break;
      Object.assign(cards, await perform(ports, { ...item, cards: { ...item.cards, ...cards } }, effect));
      done.push(id);
    } catch (error) {
      const effect = effectName(item.key, id);
      const later = error instanceof LaterError ? error.afterMs : null;
      ports.log(later === null ? { note: 'failed', effect, error: reasonOf(error) } : { note: 'later', effect, afterMs: later });
      // A hold that was lost says nothing about the effect.
      if (!(error instanceof HoldLostError) && (await setAside(ports, item, { id, body }, reasonOf(error)))) {
        done.push(id);
        continue;
      }
      // Later effects of the item wait, so that order is kept; the sweeper comes back when the lease has run out.
      const waiting = held.filter((one) => !done.includes(one.id));
      if (later !== null) await comeBack(ports, item.key, waiting, later);
      break;
    }
  }
  return { done, cards };
}

/** Frees what waits for the platform, and takes it up again when that is ready. */
async function comeBack(ports: RelayPorts, key: ItemKey, held: Held[], afterMs: number): Promise<void> {
  await giveBack(ports, key, held, afterMs);
  ports.wake?.(afterMs, () => void ports.queue(`relay:${itemName(key)}`, () => takeOver(ports, key, new Map())).catch(() => undefined));
}

async function perform(ports: RelayPorts, item: Item, effect: Held): Promise<Record<string, CardRef>> {
  const { body } = effect;
  const { key } = item;
  switch (body.kind) {
    case 'audit':
      await ports.store.writeLog(key, auditRow(versionOf(effect.id), body.prev, body.event));
      return {};
    case 'schedule':
      await ports.store.writeDue(key, body.id, body.at, body.event, ports.now(), body.calendar);
      return {};
    case 'cancel':
      await ports.store.removeDue(key, body.id, body.at, ports.now(), body.calendar);
      return {};
    case 'tell':
      await ports.tell(body.to, effectName(key, effect.id), body.event);
      return {};
    case 'scan':
    case 'stop-scan':
    case 'try':
    case 'prove':
    case 'recheck':
    case 'ticket':
      ports.background(key, body);
      return {};
    case 'publish':
      await ports.publish((await ports.newest(key, versionOf(effect.id))) ?? item);
      return {};
    case 'paint':
    case 'direct':
    case 'say':
    case 'file':
      return await speak(ports, item, effect, body);
    default:
      return body satisfies never;
  }
}

/** `held` is the item with the cards that stand; what is shown is drawn from the newest that is known. */
async function speak(ports: RelayPorts, held: Item, effect: Held, body: SpokenEffect): Promise<Record<string, CardRef>> {
  const { key, cards } = held;
  // A card that stands nowhere and belongs nowhere needs no repainting.
  if (body.kind === 'paint' && body.conversation === '' && cards[body.card] === undefined) return {};
  const newest = await ports.newest(key, versionOf(effect.id));
  // A post that may have arrived is not skipped: the newer update would post once more and know nothing of the first.
  const mayStand = effect.stale && body.kind === 'paint' && cards[body.card] === undefined;
  if (newest === null || (isOvertaken(newest, effect) && !mayStand)) return {};
  // Only who holds the effects posts cards, so what was read and done since is the truth about them.
  const item = { ...newest, cards };
  const name = effectName(key, effect.id);
  const check = () => {
    if (isHoldShort(ports, effect)) throw new HoldLostError(`${name} was held too long to be sent now.`);
  };
  const blindly = async () => {
    // What no platform can tell us: accepted, but its id was not stored yet. Counted, and both copies act once.
    ports.log({ note: 'stale-post', effect: name });
    await ports.store.count(key.tenant, 'stale-posts');
    check();
  };
  // Between this look at the clock and the send nothing is awaited: a process that was asleep must not speak for another.
  check();
  const spoken = await ports.speak({ key, name, body, item, ...(effect.stale ? { again: { blindly, check } } : {}) });
  if (spoken.kind === 'later') throw new LaterError('The platform is asked too often', spoken.afterMs);
  if (spoken.kind === 'sent') return spoken.cards ?? {};
  ports.log({ note: 'undeliverable', effect: name, reason: spoken.reason });
  await ports.store.count(key.tenant, 'undeliverable');
  await tellUnreached(ports, key, name, body);
  if (spoken.tell !== undefined) await ports.tell(spoken.tell.to, `${name} cut-off`, spoken.tell.event);
  return {};
}
