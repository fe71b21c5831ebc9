/** Keeps a workload's entry in its tenant's portfolio: small, beside the items, so that a list of workloads costs one read. */
import { portfolioEntry } from '../workflows/roadmap/portfolio.ts';
import type { RoadmapState } from '../workflows/roadmap/roadmap-state.ts';
import type { Item, Store } from '../workflows/store/store.ts';

export interface PublisherPorts {
  store: Pick<Store, 'readRecord' | 'writeRecords'>;
  roadmapOf(item: Item): Promise<RoadmapState>;
  now(): number;
}

/** Another process may write the same entry at the same moment. */
const mostTries = 3;

export class PublishContentionError extends Error {
  override readonly name = 'PublishContentionError';
}

/** An entry that is newer than the item at hand stays: whoever wrote it knew more. */
export function createPublisher({ store, roadmapOf, now }: PublisherPorts): (item: Item) => Promise<void> {
  return async (item) => {
    const entry = portfolioEntry(await roadmapOf(item));
    if (entry === null) return;
    const key = { tenant: item.key.tenant, kind: 'portfolio' as const, id: item.key.id };
    for (let tries = 0; tries < mostTries; tries += 1) {
      const known = await store.readRecord(key, now());
      if (known !== null && Number(known.body['version']) >= item.version) return;
      const body = { version: item.version, ...entry };
      if ((await store.writeRecords([{ key, expected: known?.rev ?? 0, body }], now())) === 'written') return;
    }
    throw new PublishContentionError(`The entry of ${item.key.id} was written by others ${mostTries} times.`);
  };
}
