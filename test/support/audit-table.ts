/** A real table with audited items in it, and the hands of somebody who may write to it past the product. */
import { type AttributeValue, DeleteItemCommand, type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type AuditStore, createAuditStore } from '../../workflows/store/audit.ts';
import { createStoreClient } from '../../workflows/store/client.ts';
import type { Store } from '../../workflows/store/store.ts';
import { partitionOf } from '../../workflows/store/table.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import { pack } from '../../workflows/turn/envelope.ts';
import { chain, pendingOf } from './chains.ts';
import { startDynoxide } from './dynoxide.ts';

export type Row = Record<string, AttributeValue>;

export interface AuditTable {
  endpoint: string;
  table: string;
  store: Store;
  audit: AuditStore;
  /** An item with a log of so many rows; the last `pending` of them are not written yet. */
  item(key: ItemKey, rows: number, pending?: number): Promise<string>;
  get(key: ItemKey, sort: string): Promise<Row>;
  put(row: Row): Promise<void>;
  remove(key: ItemKey, sort: string): Promise<void>;
}

/** Each call has a table of its own on one server. */
export async function startAuditTables(): Promise<{ open(): Promise<AuditTable>; stop(): Promise<void> }> {
  const server = await startDynoxide();
  const client = createStoreClient({ endpoint: server.embedded.endpoint });
  let tables = 0;
  return {
    async open() {
      tables += 1;
      const table = `audit-${tables}`;
      const store = await server.store(table);
      const audit = createAuditStore(client, table);
      return { endpoint: server.embedded.endpoint, table, store, audit, ...hands(client, table, store) };
    },
    async stop() {
      client.destroy();
      await server.stop();
    },
  };
}

function hands(client: DynamoDBClient, table: string, store: Store): Pick<AuditTable, 'item' | 'get' | 'put' | 'remove'> {
  const address = (key: ItemKey, sort: string): Row => ({ pk: { S: partitionOf(key) }, sk: { S: sort } });
  return {
    async item(key, length, pending = 0) {
      const { rows } = chain(length);
      for (const row of rows) {
        const last = row.seq > length - pending;
        const effects = last ? pendingOf([row]) : [];
        const kept = pack({ rows: row.seq });
        const change = { key, expected: row.seq - 1, snapshot: kept, seen: new Uint8Array(), head: row.hash, effects, at: 0 };
        await store.commit({ ...change, projection: { name: `Item ${key.id}` } });
        if (!last) await store.writeLog(key, row);
      }
      return partitionOf(key);
    },
    async get(key, sort) {
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: address(key, sort), ConsistentRead: true }));
      if (Item === undefined) throw new Error(`There is no ${sort}.`);
      return Item;
    },
    async put(row) {
      await client.send(new PutItemCommand({ TableName: table, Item: row }));
    },
    async remove(key, sort) {
      await client.send(new DeleteItemCommand({ TableName: table, Key: address(key, sort) }));
    },
  };
}
