/** Which data events CloudTrail keeps: by trails that are running and by event data stores, the account's own first. */
import { z } from 'zod';
import type { Look } from '../look.ts';

const Selector = z.object({
  FieldSelectors: z.array(
    z.object({
      Field: z.string(),
      Equals: z.array(z.string()).optional(),
    }),
  ),
});
type Selector = z.output<typeof Selector>;

export const dataEventReads = {
  'cloudtrail:DescribeTrails': z.object({
    TrailARN: z.string(),
    HomeRegion: z.string(),
    IsOrganizationTrail: z.boolean().default(false),
  }),
  'cloudtrail:GetTrailStatus': z.object({ IsLogging: z.boolean() }),
  'cloudtrail:GetEventSelectors': z.object({ TrailARN: z.string(), AdvancedEventSelectors: z.array(Selector).default([]) }),
  'cloudtrail:ListEventDataStores': z.object({ EventDataStoreArn: z.string() }),
  'cloudtrail:GetEventDataStore': z.object({
    EventDataStoreArn: z.string(),
    Status: z.enum(['CREATED', 'ENABLED', 'PENDING_DELETION', 'STARTING_INGESTION', 'STOPPING_INGESTION', 'STOPPED_INGESTION']),
    AdvancedEventSelectors: z.array(Selector).default([]),
  }),
};

interface DataEvents {
  /** Resource types of which data events are kept. */
  kept: readonly string[];
  /** Of these, the ones of which only a part is kept: single events, single resources, only reads or only writes. */
  narrowed: readonly string[];
  /** Trails and stores that were looked into. */
  sources: readonly string[];
}

const valuesOf = ({ FieldSelectors }: Selector, field: string): readonly string[] =>
  FieldSelectors.find(({ Field }) => Field === field)?.Equals ?? [];

const keptBy = (selectors: readonly Selector[]): { type: string; isNarrow: boolean }[] =>
  selectors
    .filter((selector) => valuesOf(selector, 'eventCategory').includes('Data'))
    .flatMap((selector) => {
      const isNarrow = selector.FieldSelectors.some(({ Field }) => Field !== 'eventCategory' && Field !== 'resources.type');
      return valuesOf(selector, 'resources.type').map((type) => ({ type, isNarrow }));
    });

async function* selectorsOf(look: Look<typeof dataEventReads>): AsyncGenerator<{ source: string; selectors: readonly Selector[] }> {
  const trails = await look.list('cloudtrail:DescribeTrails');
  // A trail of the organization may be closed to this account: what the account's own trails keep is known without it.
  for (const { TrailARN, HomeRegion } of trails.toSorted(
    (one, other) => Number(one.IsOrganizationTrail) - Number(other.IsOrganizationTrail),
  )) {
    const { IsLogging } = await look.get('cloudtrail:GetTrailStatus', { Name: TrailARN });
    if (!IsLogging) continue;
    const { AdvancedEventSelectors } = await look.from(HomeRegion).get('cloudtrail:GetEventSelectors', { TrailName: TrailARN });
    yield { source: TrailARN, selectors: AdvancedEventSelectors };
  }
  for (const { EventDataStoreArn } of await look.list('cloudtrail:ListEventDataStores')) {
    const store = await look.get('cloudtrail:GetEventDataStore', { EventDataStore: EventDataStoreArn });
    if (store.Status === 'ENABLED') yield { source: EventDataStoreArn, selectors: store.AdvancedEventSelectors };
  }
}

/** Looks until each wanted group of types is covered, or there is nothing left to look into. A group is covered by any of its types. */
export async function dataEventsFor(look: Look<typeof dataEventReads>, wanted: readonly (readonly string[])[]): Promise<DataEvents> {
  const whole = new Set<string>();
  const part = new Set<string>();
  const sources: string[] = [];
  const isDone = (): boolean => wanted.every((types) => types.some((type) => whole.has(type)));
  for await (const { source, selectors } of selectorsOf(look)) {
    sources.push(source);
    for (const { type, isNarrow } of keptBy(selectors)) (isNarrow ? part : whole).add(type);
    if (isDone()) break;
  }
  return { kept: [...new Set([...whole, ...part])].toSorted(), narrowed: [...part].filter((type) => !whole.has(type)).toSorted(), sources };
}
