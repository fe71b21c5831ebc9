/** The store on DynamoDB: one table, plain commands, conditions in sight. */

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { ToldEvent } from '../turn/effects.ts';
import { createItemStore } from './dynamo-items.ts';
import { createEvidenceStore } from './evidence.ts';
import { queryAll } from './query.ts';
import { createRecordStore } from './records.ts';
import { type DueRow, type LogRow, type QuarantineRow, type Store, StoreFailedError } from './store.ts';
import {
  cataloguePartition,
  dueBucket,
  dueBuckets,
  dueSort,
  keyOf,
  lateBucket,
  partitionOf,
  sortKeys,
  sweepPartition,
  tenantPartition,
} from './table.ts';

type Row = Record<string, AttributeValue>;

export function createDynamoStore(client: DynamoDBClient, table: string): Store {
  return namingFailures({
    ...createItemStore(client, table),
    ...logs(client, table),
    ...texts(client, table),
    ...createEvidenceStore(client, table),
    ...dues(client, table),
    ...aside(client, table),
    ...createRecordStore(client, table),
  });
}

/** The turn sets an event aside for a fault in it, never for a store that was out of reach: so the two must be told apart. */
function namingFailures(store: Store): Store {
  return new Proxy(store, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return async (...parameters: unknown[]) => {
        try {
          return await (Reflect.apply(method, target, parameters) as Promise<unknown>);
        } catch (error) {
          throw new StoreFailedError(`The store failed at ${String(name)}: ${error instanceof Error ? error.message : String(error)}`, {
            cause: error,
          });
        }
      };
    },
  });
}

function logs(client: DynamoDBClient, table: string): Pick<Store, 'writeLog' | 'readLog'> {
  return {
    async writeLog(key, row) {
      const { payload, ...sealed } = row;
      const item: Row = {
        pk: { S: partitionOf(key) },
        sk: { S: sortKeys.log(row.seq) },
        row: { S: JSON.stringify(sealed) },
        ...(payload === null ? {} : { payload: { S: payload } }),
      };
      await putOnce(client, table, item);
    },
    async readLog(key) {
      const rows = await queryAll(client, table, partitionOf(key), sortKeys.logPrefix);
      return rows.map((row) => ({ ...(JSON.parse(row['row']?.S ?? '') as Omit<LogRow, 'payload'>), payload: row['payload']?.S ?? null }));
    },
  };
}

function texts(client: DynamoDBClient, table: string): Pick<Store, 'writeText' | 'readText' | 'writeCatalogue' | 'readCatalogue'> {
  const read = async (pk: string, sk: string) =>
    (await client.send(new GetItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true }))).Item;
  return {
    async writeText(key, id, body) {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: { pk: { S: partitionOf(key) }, sk: { S: sortKeys.text(id) }, body: { B: deflateRawSync(body) } },
        }),
      );
    },
    async readText(key, id) {
      const body = (await read(partitionOf(key), sortKeys.text(id)))?.['body']?.B;
      return body === undefined ? null : inflateRawSync(body).toString('utf8');
    },
    async writeCatalogue(hash, body) {
      await putOnce(client, table, { pk: { S: cataloguePartition(hash) }, sk: { S: sortKeys.item }, body: { B: body } });
    },
    async readCatalogue(hash) {
      return (await read(cataloguePartition(hash), sortKeys.item))?.['body']?.B ?? null;
    },
  };
}

/** A clock may be this much ahead of another process's before a due row could be written behind the sweep. */
const clockSlack = 600_000;
/** How far back the first sweep of a table looks. */
const firstSweep = 2 * 24 * 3_600_000;

function dues(client: DynamoDBClient, table: string): Pick<Store, 'writeDue' | 'removeDue' | 'removeDueRow' | 'due' | 'sweptTo'> {
  const remove = (bucket: string, sort: string) =>
    client.send(new DeleteItemCommand({ TableName: table, Key: { pk: { S: bucket }, sk: { S: sort } } }));
  return {
    async writeDue(key, id, at, event, now) {
      const item: Row = {
        pk: { S: dueBucket(key, at, now) },
        sk: { S: dueSort(key, id, at) },
        item: { S: partitionOf(key) },
        id: { S: id },
        at: { N: String(at) },
        event: { S: JSON.stringify(event) },
      };
      await client.send(new PutItemCommand({ TableName: table, Item: item }));
    },
    async removeDue(key, id, at, now) {
      await remove(dueBucket(key, at, at), dueSort(key, id, at));
      // A row that was written late stands elsewhere; before its time there is none, give or take the clocks.
      if (at < now + clockSlack) await remove(lateBucket, dueSort(key, id, at));
    },
    async removeDueRow(row) {
      await remove(row.place.bucket, row.place.sort);
    },
    async due(now, limit) {
      const from = await sweptFrom(client, table, now);
      const rows: DueRow[] = [];
      for (const bucket of dueBuckets(from, now)) {
        if (rows.length >= limit) break;
        rows.push(...(await dueIn(client, table, bucket, now, limit - rows.length)));
      }
      return rows;
    },
    async sweptTo(now) {
      const item = { pk: { S: sweepPartition }, sk: { S: sortKeys.item }, at: { N: String(now - clockSlack) } };
      await client.send(new PutItemCommand({ TableName: table, Item: item }));
    },
  };
}

async function sweptFrom(client: DynamoDBClient, table: string, now: number): Promise<number> {
  const key = { pk: { S: sweepPartition }, sk: { S: sortKeys.item } };
  const found = await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }));
  if (found.Item !== undefined) return Number(found.Item['at']?.N ?? now);
  // Never swept before: rows may have come due while the first process of this table was down.
  await putOnce(client, table, { ...key, at: { N: String(now - firstSweep) } });
  return now - firstSweep;
}

async function dueIn(client: DynamoDBClient, table: string, bucket: string, now: number, limit: number): Promise<DueRow[]> {
  const page = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :bucket AND sk <= :now',
      ExpressionAttributeValues: { ':bucket': { S: bucket }, ':now': { S: `${String(now).padStart(14, '0')}~` } },
      Limit: limit,
      ConsistentRead: true,
    }),
  );
  return (page.Items ?? []).map((row) => ({
    key: keyOf(row['item']?.S ?? ''),
    id: row['id']?.S ?? '',
    at: Number(row['at']?.N ?? 0),
    event: JSON.parse(row['event']?.S ?? 'null') as ToldEvent,
    place: { bucket, sort: row['sk']?.S ?? '' },
  }));
}

function aside(client: DynamoDBClient, table: string): Pick<Store, 'quarantine' | 'quarantined' | 'release' | 'count' | 'readCount'> {
  return {
    async quarantine(row) {
      const item: Row = {
        pk: { S: tenantPartition(row.key.tenant, 'quarantine') },
        sk: { S: sortKeys.quarantine(row.eventId) },
        row: { S: JSON.stringify(row) },
      };
      await putOnce(client, table, item);
    },
    async quarantined(tenant) {
      const rows = await queryAll(client, table, tenantPartition(tenant, 'quarantine'), 'event#');
      return rows.map((row) => JSON.parse(row['row']?.S ?? '') as QuarantineRow).toSorted((one, other) => one.at - other.at);
    },
    async release(row) {
      const key = { pk: { S: tenantPartition(row.key.tenant, 'quarantine') }, sk: { S: sortKeys.quarantine(row.eventId) } };
      await client.send(new DeleteItemCommand({ TableName: table, Key: key }));
    },
    async count(tenant, name) {
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: { pk: { S: tenantPartition(tenant, 'counts') }, sk: { S: sortKeys.count(name) } },
          UpdateExpression: 'ADD n :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        }),
      );
    },
    async readCount(tenant, name) {
      const key = { pk: { S: tenantPartition(tenant, 'counts') }, sk: { S: sortKeys.count(name) } };
      const found = await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }));
      return Number(found.Item?.['n']?.N ?? 0);
    },
  };
}

/** Writes a row that never changes: a second write of the same row is no error and no change. */
async function putOnce(client: DynamoDBClient, table: string, item: Row): Promise<void> {
  try {
    await client.send(new PutItemCommand({ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
