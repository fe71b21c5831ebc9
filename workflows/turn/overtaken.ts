/** Which updates of a card need not be sent any more. */
import type { Item } from '../store/store.ts';
import type { PendingEffect } from './effects.ts';

/** An update that a newer one of the same card has overtaken need not be sent: the newer one shows everything. */
export function isOvertaken(item: Item, effect: PendingEffect): boolean {
  const { body } = effect;
  if (body.kind !== 'paint' || body.fresh === true) return false;
  return item.effects.some((other) => other.id > effect.id && other.body.kind === 'paint' && other.body.card === body.card);
}
