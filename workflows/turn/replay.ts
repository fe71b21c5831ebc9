/** Applies after a fix what was kept aside: oldest first, and an item whose event still fails keeps its later ones waiting. */
import type { QuarantineRow, Store } from '../store/store.ts';
import { itemName } from './effects.ts';
import type { Outcome } from './turn.ts';

/** `refused`: the item no longer takes the event; `waiting`: an earlier event of the same item still fails. */
type Replayed = 'applied' | 'duplicate' | 'refused' | 'still-failing' | 'waiting';

export interface ReplayLine {
  row: QuarantineRow;
  outcome: Replayed;
}

/**
 * What took effect is released, what failed stays, and so does what is refused now unless `dropRefused` is set: a person was told
 * that it was kept. Running it again is harmless, because a released event is remembered as seen.
 */
export async function replayQuarantined(
  store: Pick<Store, 'quarantined' | 'release'>,
  tenant: string,
  run: (row: QuarantineRow) => Promise<Exclude<Replayed, 'waiting'>>,
  dropRefused: boolean,
): Promise<ReplayLine[]> {
  const rows = (await store.quarantined(tenant)).toSorted((one, other) => one.at - other.at || (one.eventId < other.eventId ? -1 : 1));
  const failing = new Set<string>();
  const lines: ReplayLine[] = [];
  for (const row of rows) {
    const name = itemName(row.key);
    const outcome = failing.has(name) ? 'waiting' : await run(row);
    if (outcome === 'still-failing') failing.add(name);
    if (outcome === 'applied' || outcome === 'duplicate' || (outcome === 'refused' && dropRefused)) await store.release(row);
    lines.push({ row, outcome });
  }
  return lines;
}

/** What a turn's outcome means for the event that was kept. */
export function replayed(outcome: Outcome<unknown>): Exclude<Replayed, 'waiting'> {
  if (outcome.kind === 'quarantined') return 'still-failing';
  return outcome.kind === 'late' ? 'refused' : outcome.kind;
}
