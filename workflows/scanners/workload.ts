/** Which things belong to the workload that is assessed: by name, by tag, and by what its agents, flows, runtimes and models use. */
import { z } from 'zod';
import { createLook } from './create-look.ts';
import { noLists, type Reads } from './look.ts';
import { type Unread, UnreadError } from './reading.ts';
import type { Operation } from './reads.ts';
import { type Bounds, type FollowPorts, follow, type Gap, mayBeHidden } from './workload/follow.ts';
import { followedOperations, kinds } from './workload/kinds.ts';
import { wholeOf } from './workload/words.ts';

export interface Workload {
  /** Every tag must be there with this value. */
  tags?: Readonly<Record<string, string>>;
  /** ARNs of agents, knowledge bases, runtimes and whatever else is the workload's own. */
  resources?: readonly string[];
}

/** A Region in which nobody could say what carries the workload's tags. */
interface Untagged {
  region: string;
  unread: Unread;
}

/** What a workload holds. `everything` where nothing was named: the whole account is the workload. */
export type Belongings =
  | { kind: 'everything' }
  | { kind: 'named'; resources: ReadonlySet<string>; untagged: readonly Untagged[]; gaps: readonly Gap[] };

/** What watches over the account, and who may act in all of it, concerns every workload there. */
const ofTheAccount = [
  /^arn:[^:]+:(?:access-analyzer|cloudtrail|config|guardduty|macie2|securityhub):/,
  /^arn:[^:]+:iam::\d{12}:(?:root$|user\/)/,
  /^arn:[^:]+:bedrock-agentcore:[^:]*:\d{12}:token-vault\/[^/]+$/,
  /^arn:[^:]+:sagemaker:[^:]*:\d{12}:workforce\//,
];

/** What may belong stays in: that a thing is outside the workload is said only where everything that could lead to it was read. */
export const belongs = (belongings: Belongings, resource: string, usedBy: readonly string[]): boolean =>
  belongings.kind === 'everything' || [resource, ...usedBy].some((one) => holds(belongings, one));

/** A version or alias belongs with its agent; the account, its Regions and what watches over them belong to everybody. */
function holds({ resources, untagged, gaps }: Extract<Belongings, { kind: 'named' }>, resource: string): boolean {
  if (!resource.startsWith('arn:') || ofTheAccount.some((pattern) => pattern.test(resource))) return true;
  const names = [resource, wholeOf(resource), resource.replace(/:[^:/]+$/, ''), resource.replace(/\/[^/]+$/, '')];
  if (names.some((name) => resources.has(name))) return true;
  const region = resource.split(':')[3] ?? '';
  return untagged.some((one) => region === '' || one.region === region) || mayBeHidden(gaps, resource);
}

const tagReads = { 'resource-groups-tagging-api:GetResources': z.object({ ResourceARN: z.string() }) };

/** What is read here, and of each answer what is looked at. */
export const workloadReads: readonly Reads[] = [tagReads, ...kinds.map(({ reads }) => reads)];

export const workloadOperations: readonly Operation[] = [
  ...new Set<Operation>(['resource-groups-tagging-api:GetResources', ...followedOperations]),
];

interface Tagged {
  arns: readonly string[];
  untagged: readonly Untagged[];
}

/** Everything in a Region that carries all of these tags. */
async function taggedIn(ports: FollowPorts, tags: Readonly<Record<string, string>>, region: string): Promise<Tagged> {
  const untagged: Untagged[] = [];
  const look = createLook(
    { id: "The workload's tags", reads: tagReads },
    {
      ...ports,
      region,
      lists: noLists,
      belongs: () => true,
      missed: () => {},
      cut: () =>
        void untagged.push({
          region,
          unread: { kind: 'unknown', action: 'tag:GetResources', detail: 'only the first part of a long list' },
        }),
      outside: () => {},
    },
  );
  const TagFilters = Object.entries(tags).map(([Key, value]) => ({ Key, Values: [value] }));
  try {
    const found = await look.list('resource-groups-tagging-api:GetResources', { TagFilters });
    return { arns: found.map(({ ResourceARN }) => ResourceARN), untagged };
  } catch (error) {
    if (!(error instanceof UnreadError)) throw error;
    return { arns: [], untagged: [{ region, unread: error.unread }] };
  }
}

/** Resolves a workload against the Regions that are looked at. What could not be read is told, so that its absence is not taken for a no. */
export async function belongingsOf(
  ports: FollowPorts,
  { tags = {}, resources = [] }: Workload,
  regions: readonly string[],
  bounds?: Bounds,
): Promise<Belongings> {
  const isTagged = Object.keys(tags).length > 0;
  if (resources.length === 0 && !isTagged) return { kind: 'everything' };
  const tagged = isTagged ? await Promise.all(regions.map((region) => taggedIn(ports, tags, region))) : [];
  const { found, gaps } = await follow(ports, [...resources, ...tagged.flatMap(({ arns }) => arns)], bounds);
  return { kind: 'named', resources: found, untagged: tagged.flatMap(({ untagged }) => untagged), gaps };
}
