/** What an audit needs from the table: every item, its seal, and its log as it really stands there. Only `eraseLog` writes. */
import { type AttributeValue, type DynamoDBClient, GetItemCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import type { ItemKey, PendingEffect } from '../turn/effects.ts';
import type { KeptRow } from '../turn/seats.ts';
import { effectsFromAttribute, projectionFromAttribute } from './item-codec.ts';
import { queryAll } from './query.ts';
import type { LogRow } from './store.ts';
import { isItemPartition, keyOf, partitionOf, sortKeys, tenantPrefix } from './table.ts';

export interface FoundItem {
  /** The partition key, which names the item in the table and everywhere in an audit. */
  name: string;
  /** Null where this build knows no such kind of item. */
  key: ItemKey | null;
  /** Its few facts in clear text; null where only rows of its log are left. */
  projection: Record<string, string | number> | null;
}

export interface Sealed {
  head: string;
  version: number;
  /** Null where they cannot be read. */
  effects: PendingEffect[] | null;
}

export interface AuditStore {
  /**
   * Every item, of one tenant or of all. A scan: it reads the whole table, one read unit for each 8 KB that is stored (texts and
   * evidence too), whatever the tenant; so it is for a person at a command line and never for a turn.
   */
  items(tenant?: string): AsyncIterable<FoundItem>;
  /** Two requests and more for a long log. The item is read before its log, so that a row cannot come too late for its item. */
  readSealed(key: ItemKey): Promise<{ item: Sealed | null; rows: KeptRow[] }>;
  /** Takes the payload away and leaves the digest, so that the chain still holds. What the payload names outside of it stays. */
  eraseLog(key: ItemKey, seq: number): Promise<'erased' | 'erased-before' | 'none'>;
}

type Row = Record<string, AttributeValue>;

export function createAuditStore(client: DynamoDBClient, table: string): AuditStore {
  const readItem = async (key: ItemKey): Promise<Sealed | null> => {
    const address = { pk: { S: partitionOf(key) }, sk: { S: sortKeys.item } };
    const { Item: row } = await client.send(new GetItemCommand({ TableName: table, Key: address, ConsistentRead: true }));
    return row === undefined ? null : sealedOf(row);
  };
  return {
    items: (tenant) => scanItems(client, table, tenant),
    async readSealed(key) {
      let item = await readItem(key);
      for (let tries = 0; ; tries += 1) {
        const rows = (await queryAll(client, table, partitionOf(key), sortKeys.logPrefix)).map(keptRow);
        const again = await readItem(key);
        // Somebody's turn was written meanwhile: its row may be there and the item that was read not know of it.
        if (again?.version === item?.version || tries === mostReadings) return { item, rows };
        item = again;
      }
    },
    async eraseLog(key, seq) {
      const row = { pk: { S: partitionOf(key) }, sk: { S: sortKeys.log(seq) } };
      const found = await client.send(new GetItemCommand({ TableName: table, Key: row, ConsistentRead: true }));
      if (found.Item === undefined) return 'none';
      if (found.Item['payload'] === undefined) return 'erased-before';
      await client.send(new UpdateItemCommand({ TableName: table, Key: row, UpdateExpression: 'REMOVE payload' }));
      return 'erased';
    },
  };
}

const mostReadings = 5;

async function* scanItems(client: DynamoDBClient, table: string, tenant?: string): AsyncGenerator<FoundItem> {
  let start: Row | undefined;
  let last = '';
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        ProjectionExpression: 'pk, sk, pj',
        FilterExpression: 'begins_with(pk, :tenant) AND (sk = :item OR begins_with(sk, :log))',
        ExpressionAttributeValues: {
          ':tenant': { S: tenantPrefix(tenant) },
          ':item': { S: sortKeys.item },
          ':log': { S: sortKeys.logPrefix },
        },
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    for (const row of page.Items ?? []) {
      const name = row['pk']?.S ?? '';
      // A partition comes as a whole and in the order of its sort keys, the item before its log.
      const projection = row['sk']?.S === sortKeys.item ? projectionFromAttribute(row['pj']) : null;
      if (name !== last) yield { name, key: isItemPartition(name) ? keyOf(name) : null, projection };
      last = name;
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

function sealedOf(row: Row): Sealed {
  return {
    head: Buffer.from(row['head']?.B ?? new Uint8Array()).toString('hex'),
    version: Number(row['v']?.N ?? 0),
    effects: effectsIn(row['fx']),
  };
}

function effectsIn(attribute: AttributeValue | undefined): PendingEffect[] | null {
  try {
    return effectsFromAttribute(attribute);
  } catch {
    return null;
  }
}

const StoredRow = z.strictObject({
  seq: z.number(),
  prev: z.string(),
  at: z.number(),
  actor: z.string(),
  type: z.string(),
  digest: z.string(),
  hash: z.string(),
});

const unreadable = { seq: 0, prev: '', at: 0, actor: '', type: '', digest: '', hash: '' } as const;

/** A row however it stands there: what was tampered with must be named, not end the reading. */
function keptRow(row: Row): KeptRow {
  const sort = row['sk']?.S ?? '';
  const number = Number(sort.slice(sortKeys.logPrefix.length));
  const place = Number.isSafeInteger(number) && sortKeys.log(number) === sort ? number : 0;
  const payload = row['payload'] === undefined ? null : (row['payload'].S ?? '');
  const text = row['row']?.S ?? '';
  const fields = fieldsIn(text);
  if (fields === null) return { ...unreadable, seq: place, payload, place, damaged: true };
  // Every byte counts: what reads the same and is written otherwise was not written by us.
  return { ...fields, payload, place, ...(JSON.stringify(fields) === text ? {} : { damaged: true }) };
}

function fieldsIn(text: string): Omit<LogRow, 'payload'> | null {
  try {
    const read = StoredRow.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
