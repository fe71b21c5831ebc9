/** Seals in an item's log that payloads of it are erased, through a turn that leaves the item as it stands. */
import type { Store } from '../store/store.ts';
import { type ItemKey, itemName } from '../turn/effects.ts';
import { createKeyedQueue } from '../turn/queue.ts';
import { seenPolicy } from '../turn/seen.ts';
import type { Turnable } from '../turn/subject.ts';
import { runTurn, type TurnPorts } from '../turn/turn.ts';
import { createWarm } from '../turn/warm.ts';
import { type EraseEvent, type EraseOrder, eraseEvent } from './erasings.ts';

export interface RecordPorts extends Pick<TurnPorts, 'now' | 'random' | 'pause'> {
  store: Store;
}

/** The record could not be written, so nothing may be erased. */
export class UnrecordedError extends Error {
  override readonly name = 'UnrecordedError';
}

/** Any item, also one that this build cannot read: what it holds is carried along unread. */
const asItStands = (kind: ItemKey['kind']): Turnable<unknown, EraseEvent> => ({
  kind,
  fresh: ({ id }) => Promise.reject(new Error(`There is no item ${id}.`)),
  open: (_key, envelope) => Promise.resolve(envelope),
  step: (_key, state) => ({ state, effects: [], changed: true }),
  outside: ({ event }) => ({ event, texts: [] }),
  results: () => [],
  close: (state) => state,
  project: () => null,
});

/**
 * The id of the event is made from the rows, so that the same wish is recorded once, however often and from wherever it comes. The row
 * is the effect of its turn as any other; the running service writes it at its next sweep.
 */
export async function recordErasing(
  ports: RecordPorts,
  key: ItemKey,
  rows: readonly number[],
  order: EraseOrder,
): Promise<'recorded' | 'recorded-before'> {
  const turn: TurnPorts = {
    ...ports,
    queue: createKeyedQueue(),
    warm: createWarm(0),
    owner: 'erasing',
    leaseMs: 0,
    seen: seenPolicy,
    committed: () => undefined,
  };
  const { kind } = await runTurn(turn, asItStands(key.kind), key, { id: `erase ${rows.join(' ')}`, event: eraseEvent(rows, order) });
  if (kind === 'applied') return 'recorded';
  if (kind === 'duplicate') return 'recorded-before';
  throw new UnrecordedError(`That payloads of ${itemName(key)} are erased could not be recorded (${kind}).`);
}
