/** Performs what turns want done, in order per item, and marks all effects of a turn done in one update. */
import type { Item, Store } from '../store/store.ts';
import { type CardRef, type EffectBody, effectName, type ItemKey, itemName, type PendingEffect, versionOf } from './effects.ts';
import type { KeyedQueue } from './queue.ts';

/** The effects that speak to people; everything else the relay does itself. */
export type SpokenEffect = Extract<EffectBody, { kind: 'paint' | 'direct' | 'say' | 'file' }>;

export interface Speech {
  key: ItemKey;
  /** The effect's full name: the idempotency key where a platform takes one. */
  name: string;
  body: SpokenEffect;
  /** The newest known item; what is shown is drawn from it. */
  item: Item;
  /** True when an earlier holder may already have sent this: read back first, where the platform can be read. */
  stale: boolean;
}

export type Spoken =
  | { kind: 'sent'; cards?: Record<string, CardRef> }
  /** The platform refused for good (the bot was removed, the person left). */
  | { kind: 'undeliverable'; reason: string };

export interface RelayPorts {
  store: Store;
  queue: KeyedQueue;
  now(): number;
  owner: string;
  leaseMs: number;
  /** The newest copy of an item that this process knows, at least as new as `version`. */
  newest(key: ItemKey, version: number): Promise<Item | null>;
  /** Takes note of what is still pending and which cards stand, for the warm copy. */
  noted(key: ItemKey, done: string[], cards: Record<string, CardRef>): void;
  speak(speech: Speech): Promise<Spoken>;
  /** An event for another item, or a fired schedule: runs a turn. */
  tell(to: ItemKey, id: string, event: Extract<EffectBody, { kind: 'tell' }>['event']): Promise<void>;
  log(line: RelayNote): void;
}

export type RelayNote =
  | { note: 'failed'; effect: string; error: string }
  | { note: 'lease-lost'; item: string }
  | { note: 'undeliverable'; effect: string; reason: string }
  | { note: 'stale-post'; effect: string };

export interface Relay {
  /** Performs the effects that this process holds in a freshly committed item. Never throws; failures wait for the sweeper. */
  kick(item: Item): void;
  /** Takes over what a crash left. Returns how many effects were performed. */
  sweep(limit: number): Promise<number>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export function createRelay(ports: RelayPorts): Relay {
  const running = new Set<Promise<unknown>>();
  const track = (work: Promise<unknown>) => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };
  return {
    kick(item) {
      const mine = item.effects.filter((effect) => versionOf(effect.id) === item.version && effect.owner === ports.owner);
      if (mine.length > 0) track(ports.queue(itemName(item.key), () => drain(ports, item.key, mine, false)).catch(() => undefined));
    },
    async sweep(limit) {
      let performed = 0;
      for (const key of await ports.store.openItems(ports.now(), limit)) {
        performed += await ports.queue(itemName(key), () => takeOver(ports, key));
      }
      return performed;
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

/** Performs effects in order; goes on with those that others left without a lease. Returns how many were performed. */
async function drain(ports: RelayPorts, key: ItemKey, effects: PendingEffect[], stale: boolean): Promise<number> {
  const done: string[] = [];
  const cards: Record<string, CardRef> = {};
  let failed: string | null = null;
  for (const effect of effects) {
    try {
      Object.assign(cards, await perform(ports, key, effect, stale));
      done.push(effect.id);
    } catch (error) {
      // Later effects of the item wait, so that order is kept; the sweeper comes back when the lease has run out.
      failed = error instanceof Error ? error.message : String(error);
      ports.log({ note: 'failed', effect: effectName(key, effect.id), error: failed });
      break;
    }
  }
  if (done.length === 0) return 0;
  const left = await ports.store.finish(key, { owner: ports.owner, ids: done, cards });
  if (left === 'lost') {
    ports.log({ note: 'lease-lost', item: itemName(key) });
    return done.length;
  }
  ports.noted(key, done, cards);
  const waiting = left.filter((effect) => effect.lease === 0);
  if (failed !== null || waiting.length === 0) return done.length;
  const lease = ports.now() + ports.leaseMs;
  if ((await ports.store.claim(key, waiting, ports.owner, lease)) === 'taken') return done.length;
  return done.length + (await drain(ports, key, waiting, false));
}

async function takeOver(ports: RelayPorts, key: ItemKey): Promise<number> {
  const item = await ports.store.load(key);
  if (item === null) return 0;
  const now = ports.now();
  if (item.effects.some((effect) => effect.lease > now)) return 0;
  const stale = item.effects;
  if (stale.length === 0) return 0;
  if ((await ports.store.claim(key, stale, ports.owner, now + ports.leaseMs)) === 'taken') return 0;
  let performed = 0;
  for (const group of byTurn(stale)) {
    const count = await drain(ports, key, group, true);
    performed += count;
    if (count < group.length) break;
  }
  return performed;
}

function byTurn(effects: PendingEffect[]): PendingEffect[][] {
  const groups = new Map<number, PendingEffect[]>();
  for (const effect of effects) {
    const version = versionOf(effect.id);
    groups.set(version, [...(groups.get(version) ?? []), effect]);
  }
  return [...groups.values()];
}

async function perform(ports: RelayPorts, key: ItemKey, effect: PendingEffect, stale: boolean): Promise<Record<string, CardRef>> {
  const { body } = effect;
  switch (body.kind) {
    case 'audit':
      await ports.store.writeLog(key, { ...body.row, hash: body.hash, payload: body.payload });
      return {};
    case 'schedule':
      await ports.store.writeDue(key, body.id, body.at, body.event, ports.now());
      return {};
    case 'cancel':
      await ports.store.removeDue(key, body.id, body.at);
      return {};
    case 'tell':
      await ports.tell(body.to, effectName(key, effect.id), body.event);
      return {};
    case 'paint':
    case 'direct':
    case 'say':
    case 'file':
      return await speak(ports, key, effect, body, stale);
    default:
      return body satisfies never;
  }
}

async function speak(
  ports: RelayPorts,
  key: ItemKey,
  effect: PendingEffect,
  body: SpokenEffect,
  stale: boolean,
): Promise<Record<string, CardRef>> {
  const item = await ports.newest(key, versionOf(effect.id));
  if (item === null || isOvertaken(item, effect)) return {};
  const name = effectName(key, effect.id);
  const isPost = body.kind !== 'paint' || body.fresh === true || item.cards[body.card] === undefined;
  if (stale && effect.owner !== '' && isPost) {
    // The one case that Teams cannot tell us: accepted, but its id was not stored yet. Counted, and both copies act once.
    ports.log({ note: 'stale-post', effect: name });
    await ports.store.count(key.tenant, 'stale-posts');
  }
  const spoken = await ports.speak({ key, name, body, item, stale });
  if (spoken.kind === 'sent') return spoken.cards ?? {};
  ports.log({ note: 'undeliverable', effect: name, reason: spoken.reason });
  await ports.store.count(key.tenant, 'undeliverable');
  return {};
}

/** An update that a newer one of the same card has overtaken need not be sent: the newer one shows everything. */
function isOvertaken(item: Item, effect: PendingEffect): boolean {
  const { body } = effect;
  if (body.kind !== 'paint' || body.fresh === true) return false;
  return item.effects.some((other) => other.id > effect.id && other.body.kind === 'paint' && other.body.card === body.card);
}
