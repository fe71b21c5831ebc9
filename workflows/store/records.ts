/** Small things beside the items: aliases, installations, challenges. Their revision decides every race, so no turn is needed for them. */
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  type Put,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type RecordKey, recordAddress, recordPrefix } from './table.ts';

export interface StoredRecord {
  key: RecordKey;
  /** Counts writes, from 1. */
  rev: number;
  body: Record<string, unknown>;
}

export interface RecordChange {
  key: RecordKey;
  /** The revision that was read; 0 when there must be none. */
  expected: number;
  /** Null takes the record away. */
  body: Record<string, unknown> | null;
  /** From when on it is not there any more, in milliseconds; without it the record stays. */
  expires?: number;
}

export interface RecordStore {
  /** A consistent read; null when there is none, or when it has expired at `now`. */
  readRecord(key: RecordKey, now: number): Promise<StoredRecord | null>;
  /** All records of one kind of a tenant, in the order of their ids. */
  listRecords(tenant: string, kind: RecordKey['kind'], now: number): Promise<StoredRecord[]>;
  /** All changes or none. An expired record counts as none, so `expected` is 0 for it. At most 20 changes. */
  writeRecords(changes: readonly RecordChange[], now: number): Promise<'written' | 'conflict'>;
}

type Row = Record<string, AttributeValue>;

const isOver = (row: Row, now: number): boolean => row['until'] !== undefined && Number(row['until'].N) <= now;

const recordOf = (key: RecordKey, row: Row): StoredRecord => ({
  key,
  rev: Number(row['rev']?.N ?? 0),
  body: JSON.parse(row['body']?.S ?? '{}') as Record<string, unknown>,
});

export function createRecordStore(client: DynamoDBClient, table: string): RecordStore {
  return {
    async readRecord(key, now) {
      const { Item: row } = await client.send(new GetItemCommand({ TableName: table, Key: addressOf(key), ConsistentRead: true }));
      return row === undefined || isOver(row, now) ? null : recordOf(key, row);
    },

    async listRecords(tenant, kind, now) {
      const found: StoredRecord[] = [];
      const { pk, sk } = recordPrefix(tenant, kind);
      let start: Row | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
            ExpressionAttributeValues: { ':pk': { S: pk }, ':sk': { S: sk } },
            ConsistentRead: true,
            ...(start === undefined ? {} : { ExclusiveStartKey: start }),
          }),
        );
        for (const row of page.Items ?? []) {
          if (!isOver(row, now)) found.push(recordOf({ tenant, kind, id: row['id']?.S ?? '' }, row));
        }
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
      return found;
    },

    async writeRecords(changes, now) {
      try {
        await client.send(new TransactWriteItemsCommand({ TransactItems: changes.map((change) => writeOf(table, change, now)) }));
        return 'written';
      } catch (error) {
        if (isLost(error)) return 'conflict';
        throw error;
      }
    },
  };
}

function addressOf(key: RecordKey): Row {
  const { pk, sk } = recordAddress(key);
  return { pk: { S: pk }, sk: { S: sk } };
}

/** Another was faster, or is at the same records at this moment: nothing was written either way. */
function isLost(error: unknown): boolean {
  if (error instanceof ConditionalCheckFailedException) return true;
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  return codes.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict');
}

function conditionOf(
  expected: number,
  now: number,
): Pick<Put, 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'> {
  if (expected > 0) return { ConditionExpression: 'rev = :expected', ExpressionAttributeValues: { ':expected': { N: String(expected) } } };
  return {
    ConditionExpression: 'attribute_not_exists(pk) OR #until <= :now',
    ExpressionAttributeNames: { '#until': 'until' },
    ExpressionAttributeValues: { ':now': { N: String(now) } },
  };
}

function writeOf(table: string, { key, expected, body, expires }: RecordChange, now: number): TransactWriteItem {
  const condition = conditionOf(expected, now);
  if (body === null) return { Delete: { TableName: table, Key: addressOf(key), ...condition } };
  const item: Row = {
    ...addressOf(key),
    id: { S: key.id },
    rev: { N: String(expected + 1) },
    body: { S: JSON.stringify(body) },
    // The table's own clean-up takes seconds; what has expired is filtered on read all the same.
    ...(expires === undefined ? {} : { until: { N: String(expires) }, ttl: { N: String(Math.ceil(expires / 1000)) } }),
  };
  return { Put: { TableName: table, Item: item, ...condition } };
}
