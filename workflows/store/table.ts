/** The one table: key names, its definition, and which shard a thing belongs to. */
import { createHash } from 'node:crypto';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { type Calendar, type ItemKey, itemKinds } from '../turn/effects.ts';

export const openIndex = 'open-effects';
export const shards = 4;
const hour = 3_600_000;

export function tableDefinition(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
      { AttributeName: 'open', AttributeType: 'S' },
      { AttributeName: 'openAt', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: openIndex,
        KeySchema: [
          { AttributeName: 'open', KeyType: 'HASH' },
          { AttributeName: 'openAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  };
}

/** Parts are joined by `#`, so a part that holds one (a Teams conversation id may) is percent-encoded. */
function part(text: string): string {
  return text.replace(/[%#]/g, (sign) => encodeURIComponent(sign));
}

export function partitionOf(key: ItemKey): string {
  return `t#${part(key.tenant)}#${key.kind}#${part(key.id)}`;
}

export function keyOf(partition: string): ItemKey {
  const [, tenant, kind, id] = partition.split('#');
  if (tenant === undefined || id === undefined || !isItemKind(kind)) {
    throw new UnknownPartitionError(`"${partition}" is not the partition of a turn's item.`);
  }
  return { tenant: decodeURIComponent(tenant), kind, id: decodeURIComponent(id) };
}

/** What all partitions of a tenant's items begin with; of all tenants without one. */
export function tenantPrefix(tenant?: string): string {
  return tenant === undefined ? 't#' : `t#${part(tenant)}#`;
}

/** False for what belongs to no kind of item that this build knows. */
export function isItemPartition(partition: string): boolean {
  const [begin, tenant, kind, id, more] = partition.split('#');
  return begin === 't' && tenant !== undefined && id !== undefined && more === undefined && isItemKind(kind);
}

const isItemKind = (kind: string | undefined): kind is ItemKey['kind'] => itemKinds.some((one) => one === kind);

export class UnknownPartitionError extends Error {
  override readonly name = 'UnknownPartitionError';
}

export const sortKeys = {
  item: 'item',
  log: (seq: number) => `log#${String(seq).padStart(8, '0')}`,
  logPrefix: 'log#',
  text: (id: string) => `text#${id}`,
  evidence: (id: string, place: number) => `evidence#${id}#${String(place).padStart(4, '0')}`,
  evidencePrefix: (id: string) => `evidence#${id}#`,
  count: (name: string) => `count#${name}`,
  quarantine: (eventId: string) => `event#${digest(eventId)}`,
} as const;

export function tenantPartition(tenant: string, what: 'counts' | 'quarantine'): string {
  return `t#${part(tenant)}#${what}`;
}

/** The kinds of small record that stand beside the items. */
export const recordKinds = [
  'alias',
  'installation',
  'sign-in',
  'challenge',
  'join',
  'identity',
  'watch',
  'connection',
  'lease',
  'allowance',
  'portfolio',
] as const;

/** What is kept as a record. Aliases and sign-ins belong to no tenant yet: theirs is the empty name. */
export interface RecordKey {
  tenant: string;
  kind: (typeof recordKinds)[number];
  id: string;
}

/** Records of a tenant stand together, so that they can be listed; those of nobody are spread. */
export function recordAddress({ tenant, kind, id }: RecordKey): { pk: string; sk: string } {
  if (tenant === '') return { pk: `r#${kind}#${part(id)}`, sk: 'record' };
  return { pk: `t#${part(tenant)}#${kind}s`, sk: `record#${id}` };
}

export function recordPrefix(tenant: string, kind: RecordKey['kind']): { pk: string; sk: string } {
  return { pk: recordAddress({ tenant, kind, id: '' }).pk, sk: 'record#' };
}

export function cataloguePartition(hash: string): string {
  return `catalogue#${hash}`;
}

export function openShard(key: ItemKey): string {
  return `open#${shardOf(partitionOf(key), shards)}`;
}

export function openShards(): string[] {
  return Array.from({ length: shards }, (_, shard) => `open#${shard}`);
}

/** How the buckets of a calendar are named. A whole organisation's digests come due within one minute, so they are spread wider. */
const calendars: Record<Calendar, { bucket: string; sweep: string; shards: number }> = {
  general: { bucket: 'due', sweep: 'sweep', shards },
  digest: { bucket: 'digest', sweep: 'sweep#digest', shards: 8 },
};

/** Where a calendar keeps up to when it is swept. */
export function sweepPartition(calendar: Calendar): string {
  return calendars[calendar].sweep;
}

/** Rows that were written after their time. Their hour may be swept already, and a bucket named after the clock could not be found again. */
export function lateBucket(calendar: Calendar): string {
  return `${calendars[calendar].bucket}#late`;
}

/** The bucket of a due row: its calendar, hour and shard. */
export function dueBucket(key: ItemKey, at: number, now: number, calendar: Calendar): string {
  if (at < now) return lateBucket(calendar);
  const { bucket, shards: spread } = calendars[calendar];
  return `${bucket}#${hourName(at)}#${shardOf(partitionOf(key), spread)}`;
}

/** The late ones first, then hour by hour. */
export function dueBuckets(from: number, to: number, calendar: Calendar): string[] {
  const { bucket, shards: spread } = calendars[calendar];
  const buckets = [lateBucket(calendar)];
  for (let time = from - (from % hour); time <= to; time += hour) {
    for (let shard = 0; shard < spread; shard += 1) buckets.push(`${bucket}#${hourName(time)}#${shard}`);
  }
  return buckets;
}

/** Where a due row stands. */
export function duePlace(key: ItemKey, id: string, at: number, now: number, calendar: Calendar): { bucket: string; sort: string } {
  return { bucket: dueBucket(key, at, now, calendar), sort: dueSort(key, id, at) };
}

/** Sorts by time. */
export function dueSort(key: ItemKey, id: string, at: number): string {
  return `${dueTime(at)}#${partitionOf(key)}#${part(id)}`;
}

/** The beginning of the sort keys of a moment; what follows it there is smaller than `~`. */
export function dueTime(at: number): string {
  return String(at).padStart(14, '0');
}

function hourName(time: number): string {
  return new Date(time).toISOString().slice(0, 13);
}

function shardOf(name: string, spread: number): number {
  return createHash('sha256').update(name).digest().readUInt8(0) % spread;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
