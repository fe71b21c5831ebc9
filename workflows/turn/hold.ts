/** Holding effects while they are performed: renewed before it runs short, given back when a platform wants to be asked later. */
import type { Store } from '../store/store.ts';
import type { ItemKey, PendingEffect } from './effects.ts';

/** An effect that this process holds. */
export interface Held extends PendingEffect {
  /** An earlier attempt, here or elsewhere, may have sent it already. */
  stale: boolean;
}

interface Holder {
  store: Pick<Store, 'claim'>;
  now(): number;
  owner: string;
  leaseMs: number;
}

/** The process slept or waited so long that another may have taken its effects over. */
export class HoldLostError extends Error {
  override readonly name = 'HoldLostError';
}

/** The platform took nothing and says when to come again. */
export class LaterError extends Error {
  override readonly name = 'LaterError';
  readonly afterMs: number;
  constructor(message: string, afterMs: number) {
    super(message);
    this.afterMs = afterMs;
  }
}

export function isHoldShort({ now, leaseMs }: Holder, effect: Held): boolean {
  return effect.lease - now() < leaseMs / 2;
}

/** Nothing is sent in the second half of a lease: it is renewed first, for the whole batch. Empty when another has taken it. */
export async function keepHold(holder: Holder, key: ItemKey, held: Held[]): Promise<Held[]> {
  const lease = holder.now() + holder.leaseMs;
  if (!held.some((effect) => isHoldShort(holder, effect))) return held;
  if ((await holder.store.claim(key, held, holder.owner, lease)) === 'taken') return [];
  return held.map((effect) => ({ ...effect, lease }));
}

/** Nobody holds them until then. What was certainly not sent is marked as never tried; what may have been keeps the mark of an owner. */
export async function giveBack({ store, now, owner }: Holder, key: ItemKey, held: readonly Held[], afterMs: number): Promise<void> {
  const lease = now() + afterMs;
  const groups = [
    { effects: held.filter(({ stale }) => !stale), owner: '' },
    { effects: held.filter(({ stale }) => stale), owner },
  ];
  for (const group of groups) {
    if (group.effects.length > 0) await store.claim(key, group.effects, group.owner, lease);
  }
}
