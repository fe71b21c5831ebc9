/** Fills a table with copies of one assessment, as many as a deployment may hold. */
import { type AttributeValue, BatchWriteItemCommand, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import type { Store } from '../../workflows/store/store.ts';
import { partitionOf, sortKeys } from '../../workflows/store/table.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import { pack } from '../../workflows/turn/envelope.ts';
import { remember } from '../../workflows/turn/seen.ts';
import { type AssessmentSubject, assessmentKey, conversationId, walkTo } from './interview.ts';

export interface Stocking {
  store: Store;
  client: DynamoDBClient;
  table: string;
}

const message = '1700000000000';

/** Stores one assessment with so many answers under each id, its card already posted in its conversation. */
export async function stock(
  { store, client, table }: Stocking,
  catalogue: Catalogue,
  subject: AssessmentSubject,
  ids: readonly string[],
  answers: number,
): Promise<void> {
  const [first, ...others] = ids;
  if (first === undefined) return;
  const { state } = await walkTo(catalogue, subject, first, answers);
  const seen = Array.from({ length: 50 }).reduce<Uint8Array>(
    (all, _, index) => remember(all, `past-${index}`, Date.now()),
    new Uint8Array(),
  );
  const key = assessmentKey(first);
  const head = 'ab'.repeat(32);
  const projection = subject.project(state);
  await store.commit({ key, expected: 0, snapshot: pack(subject.close(state)), seen, head, effects: [], projection, at: 0 });
  const card = { conversation: conversationId(first), message };
  await store.finish(key, { owner: 'stock', ids: [], cards: { main: card } });
  await copyItem(client, table, key, others.map(assessmentKey));
}

function addressOf(key: ItemKey): Record<string, AttributeValue> {
  return { pk: { S: partitionOf(key) }, sk: { S: sortKeys.item } };
}

const mostAtOnce = 25;

/** Stores what stands under one key under others too. */
export async function copyItem(client: DynamoDBClient, table: string, from: ItemKey, keys: readonly ItemKey[]): Promise<void> {
  const { Item: item } = await client.send(new GetItemCommand({ TableName: table, Key: addressOf(from) }));
  for (let start = 0; start < keys.length; start += mostAtOnce) {
    const puts = keys.slice(start, start + mostAtOnce).map((key) => ({ PutRequest: { Item: { ...item, ...addressOf(key) } } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: puts } }));
  }
}
