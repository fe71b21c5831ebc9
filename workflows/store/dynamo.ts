/** The store on DynamoDB: one table, plain commands, conditions in sight. */

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { DeleteItemCommand, type DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { createDueStore } from './dues.ts';
import { createItemStore } from './dynamo-items.ts';
import { createEvidenceStore } from './evidence.ts';
import { putOnce } from './put-once.ts';
import { queryAll } from './query.ts';
import { createRecordStore } from './records.ts';
import { type LogRow, type QuarantineRow, type Store, StoreFailedError } from './store.ts';
import { cataloguePartition, partitionOf, sortKeys, tenantPartition } from './table.ts';

type Row = Record<string, AttributeValue>;

export function createDynamoStore(client: DynamoDBClient, table: string): Store {
  return namingFailures({
    ...createItemStore(client, table),
    ...logs(client, table),
    ...texts(client, table),
    ...createEvidenceStore(client, table),
    ...createDueStore(client, table),
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
