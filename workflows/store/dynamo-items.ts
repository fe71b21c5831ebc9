/** The turn's item in DynamoDB: load, commit, claim, finish. Conditions decide every race. */
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { ItemKey, PendingEffect } from '../turn/effects.ts';
import { cardToAttribute, effectsFromAttribute, effectToAttribute, itemFromAttributes, projectionToAttribute } from './item-codec.ts';
import type { Commit, Finished, Store } from './store.ts';
import { keyOf, openIndex, openShard, openShards, partitionOf, sortKeys } from './table.ts';

type ItemStore = Pick<Store, 'load' | 'commit' | 'claim' | 'finish' | 'openItems'>;

export function createItemStore(client: DynamoDBClient, table: string): ItemStore {
  return {
    async load(key) {
      const answer = await client.send(new GetItemCommand({ TableName: table, Key: address(key), ConsistentRead: true }));
      return answer.Item === undefined ? null : itemFromAttributes(answer.Item);
    },

    async commit(change) {
      const done = await onCondition(() => client.send(new UpdateItemCommand({ TableName: table, ...commitUpdate(change) })));
      return done === 'refused' ? 'conflict' : 'committed';
    },

    async claim(key, effects, owner, lease) {
      const done = await onCondition(() =>
        client.send(new UpdateItemCommand({ TableName: table, ...claimUpdate(key, effects, owner, lease) })),
      );
      return done === 'refused' ? 'taken' : 'claimed';
    },

    async finish(key, done) {
      const write = (what: Finished, last: boolean) =>
        onCondition(() => client.send(new UpdateItemCommand({ TableName: table, ...finishUpdate(key, what, last) })));
      // The index entry goes with the last effect; when others came meanwhile, the second form leaves it.
      const whole = await write(done, true);
      if (whole !== 'refused') return [];
      if (done.ids.length === 0) return 'lost';
      const part = await write(done, false);
      if (part === 'refused') return 'lost';
      const left = effectsFromAttribute(part.Attributes?.['fx']);
      // The others were finished between the two forms: nothing is left, and nobody else would take the entry away.
      if (left.length === 0) await write({ ...done, ids: [], cards: {} }, true);
      return left;
    },

    async openItems(before, limit) {
      const pages = await Promise.all(
        openShards().map((shard) =>
          client.send(
            new QueryCommand({
              TableName: table,
              IndexName: openIndex,
              KeyConditionExpression: '#open = :shard AND openAt < :before',
              ExpressionAttributeNames: { '#open': 'open' },
              ExpressionAttributeValues: { ':shard': { S: shard }, ':before': { N: String(before) } },
              Limit: limit,
            }),
          ),
        ),
      );
      return pages.flatMap((page) => (page.Items ?? []).map((row) => keyOf(row['pk']?.S ?? '')));
    },
  };
}

type Update = Omit<UpdateItemCommandInput, 'TableName'>;

function address(key: ItemKey) {
  return { pk: { S: partitionOf(key) }, sk: { S: sortKeys.item } };
}

function commitUpdate(change: Commit): Update {
  const names: Record<string, string> = {};
  const values: Update['ExpressionAttributeValues'] = {
    ':v': { N: String(change.expected + 1) },
    ':snap': { B: change.snapshot },
    ':seen': { B: change.seen },
    ':head': { B: Buffer.from(change.head, 'hex') },
    ':pj': projectionToAttribute(change.projection),
  };
  const sets = ['v = :v', 'snap = :snap', 'seen = :seen', 'head = :head', 'pj = :pj'];
  if (change.effects.length > 0) {
    names['#open'] = 'open';
    sets.push('#open = :open', 'openAt = :at');
    values[':open'] = { S: openShard(change.key) };
    values[':at'] = { N: String(change.at) };
  }
  if (change.expected === 0) {
    sets.push('fx = :fx', 'cards = :cards');
    values[':fx'] = { M: Object.fromEntries(change.effects.map((effect) => [effect.id, effectToAttribute(effect)])) };
    values[':cards'] = { M: {} };
  } else {
    values[':expected'] = { N: String(change.expected) };
    for (const [index, effect] of change.effects.entries()) {
      names[`#e${index}`] = effect.id;
      values[`:e${index}`] = effectToAttribute(effect);
      sets.push(`fx.#e${index} = :e${index}`);
    }
  }
  return {
    Key: address(change.key),
    UpdateExpression: `SET ${sets.join(', ')}`,
    ConditionExpression: change.expected === 0 ? 'attribute_not_exists(pk)' : 'v = :expected',
    ...(Object.keys(names).length === 0 ? {} : { ExpressionAttributeNames: names }),
    ExpressionAttributeValues: values,
    ReturnConsumedCapacity: 'TOTAL',
  };
}

function claimUpdate(key: ItemKey, effects: PendingEffect[], owner: string, lease: number): Update {
  const names: Record<string, string> = {};
  const values: Update['ExpressionAttributeValues'] = { ':owner': { S: owner }, ':lease': { N: String(lease) } };
  const sets: string[] = [];
  const conditions: string[] = [];
  for (const [index, effect] of effects.entries()) {
    names[`#e${index}`] = effect.id;
    values[`:o${index}`] = { S: effect.owner };
    values[`:l${index}`] = { N: String(effect.lease) };
    sets.push(`fx.#e${index}.o = :owner`, `fx.#e${index}.l = :lease`);
    conditions.push(`fx.#e${index}.o = :o${index} AND fx.#e${index}.l = :l${index}`);
  }
  return {
    Key: address(key),
    UpdateExpression: `SET ${sets.join(', ')}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

function finishUpdate(key: ItemKey, done: Finished, last: boolean): Update {
  const names: Record<string, string> = {};
  // A value that no condition uses would make the whole update invalid.
  const values: Update['ExpressionAttributeValues'] = done.ids.length === 0 ? {} : { ':owner': { S: done.owner } };
  const removes = done.ids.map((id, index) => {
    names[`#e${index}`] = id;
    return `fx.#e${index}`;
  });
  const conditions = done.ids.map((_, index) => `fx.#e${index}.o = :owner`);
  const sets = Object.entries(done.cards).map(([name, card], index) => {
    names[`#c${index}`] = name;
    values[`:c${index}`] = cardToAttribute(card);
    return `cards.#c${index} = :c${index}`;
  });
  if (last) {
    names['#open'] = 'open';
    removes.push('#open', 'openAt');
    conditions.push('size(fx) = :n');
    values[':n'] = { N: String(done.ids.length) };
  }
  return {
    Key: address(key),
    UpdateExpression: `${sets.length > 0 ? `SET ${sets.join(', ')} ` : ''}REMOVE ${removes.join(', ')}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    // The last form leaves nothing pending, and an item is long to read back.
    ...(last ? {} : { ReturnValues: 'ALL_NEW' as const }),
    ReturnConsumedCapacity: 'TOTAL',
  };
}

async function onCondition<T>(send: () => Promise<T>): Promise<T | 'refused'> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'refused';
    throw error;
  }
}
