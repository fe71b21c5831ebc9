/** Due rows: what is to happen when. They stand in buckets by calendar and hour, so reading costs what is due, not what exists. */
import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { Calendar, ToldEvent } from '../turn/effects.ts';
import { putOnce } from './put-once.ts';
import type { DueFrom, DueRow, Store } from './store.ts';
import { dueBucket, dueBuckets, duePlace, dueSort, dueTime, keyOf, lateBucket, partitionOf, sortKeys, sweepPartition } from './table.ts';

type Row = Record<string, AttributeValue>;

/** A clock may be this much ahead of another process's before a due row could be written behind the sweep. */
const clockSlack = 600_000;
/** How far back the first sweep of a table looks. */
const firstSweep = 2 * 24 * 3_600_000;

type DueStore = Pick<Store, 'writeDue' | 'removeDue' | 'removeDueRow' | 'moveDueRow' | 'due' | 'sweptTo'>;

export function createDueStore(client: DynamoDBClient, table: string): DueStore {
  const remove = (bucket: string, sort: string) =>
    client.send(new DeleteItemCommand({ TableName: table, Key: { pk: { S: bucket }, sk: { S: sort } } }));
  const write = async ({ key, id, at, event, first, place }: DueRow) => {
    const item: Row = {
      pk: { S: place.bucket },
      sk: { S: place.sort },
      item: { S: partitionOf(key) },
      id: { S: id },
      at: { N: String(at) },
      event: { S: JSON.stringify(event) },
      ...(first === at ? {} : { first: { N: String(first) } }),
    };
    await client.send(new PutItemCommand({ TableName: table, Item: item }));
  };
  return {
    async writeDue(key, id, at, event, now, calendar = 'general') {
      await write({ key, id, at, event, first: at, place: duePlace(key, id, at, now, calendar) });
    },
    async removeDue(key, id, at, now, calendar = 'general') {
      await remove(dueBucket(key, at, at, calendar), dueSort(key, id, at));
      // A row that was written late stands elsewhere; before its time there is none, give or take the clocks.
      if (at < now + clockSlack) await remove(lateBucket(calendar), dueSort(key, id, at));
    },
    async removeDueRow(row) {
      await remove(row.place.bucket, row.place.sort);
    },
    async moveDueRow(row, at, now, calendar = 'general') {
      const place = duePlace(row.key, row.id, at, now, calendar);
      if (place.bucket === row.place.bucket && place.sort === row.place.sort) return;
      await write({ ...row, at, place });
      await remove(row.place.bucket, row.place.sort);
    },
    async due(now, limit, from = {}) {
      const rows: DueRow[] = [];
      for (const bucket of await bucketsFrom(client, table, now, from)) {
        if (rows.length >= limit) break;
        rows.push(...(await dueIn(client, table, bucket, { ...from, now, limit: limit - rows.length })));
      }
      return rows;
    },
    async sweptTo(now, calendar = 'general') {
      const item = { ...markOf(calendar), at: { N: String(now - clockSlack) } };
      await client.send(new PutItemCommand({ TableName: table, Item: item }));
    },
  };
}

const markOf = (calendar: Calendar) => ({ pk: { S: sweepPartition(calendar) }, sk: { S: sortKeys.item } });

async function bucketsFrom(client: DynamoDBClient, table: string, now: number, from: DueFrom): Promise<string[]> {
  const { calendar = 'general', after, since } = from;
  const isLate = after?.place.bucket === lateBucket(calendar);
  // A row stands in its own hour, so what comes after it needs no mark.
  const begin = since ?? (after === undefined || isLate ? await sweptFrom(client, table, now, from) : after.at);
  const buckets = dueBuckets(begin, now, calendar);
  return after === undefined ? buckets : buckets.slice(buckets.indexOf(after.place.bucket));
}

async function sweptFrom(client: DynamoDBClient, table: string, now: number, { calendar = 'general', looking }: DueFrom): Promise<number> {
  const key = markOf(calendar);
  const found = await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }));
  if (found.Item !== undefined) return Number(found.Item['at']?.N ?? now);
  // Never swept before: rows may have come due while the first process of this table was down.
  if (looking !== true) await putOnce(client, table, { ...key, at: { N: String(now - firstSweep) } });
  return now - firstSweep;
}

interface Reading extends DueFrom {
  now: number;
  limit: number;
}

async function dueIn(client: DynamoDBClient, table: string, bucket: string, reading: Reading): Promise<DueRow[]> {
  const { now, limit, calendar = 'general', since = 0, after } = reading;
  const rows: DueRow[] = [];
  let start: Row | undefined = after?.place.bucket === bucket ? { pk: { S: bucket }, sk: { S: after.place.sort } } : undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :bucket AND sk BETWEEN :since AND :now',
        ExpressionAttributeValues: {
          ':bucket': { S: bucket },
          ':since': { S: dueTime(bucket === lateBucket(calendar) ? 0 : since) },
          ':now': { S: `${dueTime(now)}~` },
        },
        Limit: limit - rows.length,
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    rows.push(...(page.Items ?? []).map((row) => rowOf(bucket, row)));
    start = page.LastEvaluatedKey;
  } while (start !== undefined && rows.length < limit);
  return rows;
}

function rowOf(bucket: string, row: Row): DueRow {
  const at = Number(row['at']?.N ?? 0);
  return {
    key: keyOf(row['item']?.S ?? ''),
    id: row['id']?.S ?? '',
    at,
    first: Number(row['first']?.N ?? at),
    event: JSON.parse(row['event']?.S ?? 'null') as ToldEvent,
    place: { bucket, sort: row['sk']?.S ?? '' },
  };
}
