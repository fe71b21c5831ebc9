/** Keeps a workload's entry in its tenant's portfolio: small, beside the items, so that a list of workloads costs one read. */
import type { Assessment } from '../workflows/interview/engine.ts';
import { type BegunEntry, portfolioEntry } from '../workflows/roadmap/portfolio.ts';
import type { RoadmapState } from '../workflows/roadmap/roadmap-state.ts';
import type { Item, Store } from '../workflows/store/store.ts';

export interface PublisherPorts {
  store: Pick<Store, 'readRecord' | 'writeRecords'>;
  roadmapOf(item: Item): Promise<RoadmapState>;
  assessmentOf(item: Item): Promise<Assessment>;
  now(): number;
}

/** Another process may write the same entry at the same moment. */
const mostTries = 3;

export class PublishContentionError extends Error {
  override readonly name = 'PublishContentionError';
}

type Body = Record<string, unknown>;

/** What shall stand in place of what stands: null for nothing at all, `stays` where whoever wrote it knew more. */
type Entering = (known: Body | null) => Body | null | 'stays';

export function createPublisher({ store, roadmapOf, assessmentOf, now }: PublisherPorts): (item: Item) => Promise<void> {
  const enter = async ({ key: { tenant, id } }: Item, entering: Entering): Promise<void> => {
    const key = { tenant, kind: 'portfolio' as const, id };
    for (let tries = 0; tries < mostTries; tries += 1) {
      const known = await store.readRecord(key, now());
      const body = entering(known?.body ?? null);
      if (body === 'stays' || (body === null && known === null)) return;
      if ((await store.writeRecords([{ key, expected: known?.rev ?? 0, body }], now())) === 'written') return;
    }
    throw new PublishContentionError(`The entry of ${id} was written by others ${mostTries} times.`);
  };
  return async (item) => {
    if (item.key.kind === 'assessment') return await enter(item, begins(item, await assessmentOf(item)));
    const entry = portfolioEntry(await roadmapOf(item));
    if (entry === null) return;
    await enter(item, (known) => (Number(known?.['version'] ?? -1) >= item.version ? 'stays' : { version: item.version, ...entry }));
  };
}

/** Known by its name alone until its roadmap tells of a result; what ended without one is no workload any more. */
function begins({ key, version }: Item, { snapshot: { value, context } }: Assessment): Entering {
  return (known) => {
    const isOurs = known === null || known['begun'] !== undefined;
    if (!isOurs || Number(known?.['begun'] ?? -1) >= version) return 'stays';
    if (value.activity === 'gone') return null;
    const { name, home, bornAt } = context;
    const entry: BegunEntry = {
      begun: version,
      assessment: key.id,
      workload: name,
      home: home.kind === 'personal' ? null : home.conversation,
      at: bornAt,
    };
    return { ...entry };
  };
}
