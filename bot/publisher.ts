/**
 * Keeps a workload's entry in its tenant's portfolio: small, beside the items, so that a list of workloads costs one read. Where a
 * tenant's settings say that others lead now, each workload of that list is told.
 */
import type { Assessment } from '../workflows/interview/engine.ts';
import { type BegunEntry, portfolioEntry } from '../workflows/roadmap/portfolio.ts';
import { roadmapKey } from '../workflows/roadmap/roadmap-subject.ts';
import type { Item, Store } from '../workflows/store/store.ts';
import type { Workshop } from '../workflows/turn/workshop.ts';
import { ownEnvelope, type Subjects } from './conversation/subjects.ts';

export interface PublisherPorts {
  store: Pick<Store, 'readRecord' | 'writeRecords' | 'listRecords'>;
  subjects: Subjects;
  workshop(): Workshop;
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

export function createPublisher({ store, subjects, workshop, now }: PublisherPorts): (item: Item) => Promise<void> {
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
  /** Told once for a version of the settings, however often that is tried; what is read then are the newest settings. */
  const tellLeads = async ({ key: { tenant }, version }: Item): Promise<void> => {
    for (const { key } of await store.listRecords(tenant, 'portfolio', now()))
      await subjects.turn(workshop(), roadmapKey(tenant, key.id), `leads ${version}`, { type: 'leads.changed', ...ownEnvelope(now()) });
  };
  return async (item) => {
    if (item.key.kind === 'settings') return await tellLeads(item);
    if (item.key.kind === 'assessment') return await enter(item, begins(item, await workshop().stateOf(subjects.assessment, item)));
    const entry = portfolioEntry(await workshop().stateOf(subjects.roadmap, item));
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
