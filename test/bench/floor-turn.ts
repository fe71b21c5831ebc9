/** The floor's turn, written by hand: the same calls of the AWS SDK as ours, and only what cannot be left out around them. */
import { createHash } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { InterviewContext } from '../../workflows/interview/context.ts';
import { partitionOf } from '../../workflows/store/table.ts';
import { pack, unpack } from '../../workflows/turn/envelope.ts';
import { answerByHand, type HandState } from './hand-reducer.ts';

/** A press of an answer, as either platform tells of it. */
export interface FloorPress {
  /** The id of the delivery. */
  id: string;
  press: { a: string; q: string; c: string; r: number };
  by: string;
  at: number;
  from: string;
}

export interface Committed {
  id: string;
  version: number;
  event: string;
  hash: string;
  context: InterviewContext;
}

export interface FloorTurns {
  /** One conditional write: the state, the recent event ids and what is still to be done. */
  turn(pressed: FloorPress): Promise<Committed | 'duplicate'>;
  /** After the acknowledgement: the row of the log, what is said, and that it is done. */
  afterwards(done: Committed, speak: () => Promise<void>): void;
  /** What is stored about a conversation, read once. */
  conversation(id: string): Promise<void>;
  idle(): Promise<void>;
}

interface Kept {
  version: number;
  state: HandState;
  seen: string[];
}

export function createFloorTurns({ endpoint, table, tenant }: { endpoint: string; table: string; tenant: string }): FloorTurns {
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    cacheMiddleware: true,
  });
  const warm = new Map<string, Kept>();
  const met = new Set<string>();
  const running = new Set<Promise<void>>();
  const address = (kind: 'assessment' | 'conversation', id: string, sort = 'item') => ({
    pk: { S: partitionOf({ tenant, kind, id }) },
    sk: { S: sort },
  });
  const load = async (id: string): Promise<Kept> => {
    const get = new GetItemCommand({ TableName: table, Key: address('assessment', id), ConsistentRead: true });
    const { Item: item } = await client.send(get);
    const { step, context, seen } = unpack(item?.['snap']?.B ?? new Uint8Array()) as HandState & { seen?: string[] };
    return { version: Number(item?.['v']?.N ?? 0), state: { step, context }, seen: seen ?? [] };
  };
  const finish = async (done: Committed, speak: () => Promise<void>): Promise<void> => {
    const Item = { ...address('assessment', done.id, `log#${done.version}`), event: { S: done.event }, hash: { S: done.hash } };
    await client.send(new PutItemCommand({ TableName: table, Item }));
    await speak();
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: address('assessment', done.id),
        UpdateExpression: 'REMOVE fx.#e',
        ExpressionAttributeNames: { '#e': `${done.version}` },
      }),
    );
  };
  return {
    async turn({ id, press, by, at, from }) {
      const kept = warm.get(press.a) ?? (await load(press.a));
      if (kept.seen.includes(id)) return 'duplicate';
      const value = { kind: 'choice' as const, choices: [press.c] };
      const event = { type: 'answer' as const, key: press.q, value, rev: press.r, by, name: '', at, from };
      const state = answerByHand(kept.state, event);
      const version = kept.version + 1;
      const seen = [...kept.seen.slice(-49), id];
      const log = JSON.stringify(event);
      const hash = createHash('sha256').update(log).digest('hex');
      const update = new UpdateItemCommand({
        TableName: table,
        Key: address('assessment', press.a),
        UpdateExpression: 'SET v = :next, snap = :snap, head = :head, fx.#e = :log',
        ConditionExpression: 'v = :version',
        ExpressionAttributeNames: { '#e': `${version}` },
        ExpressionAttributeValues: {
          ':next': { N: `${version}` },
          ':version': { N: `${kept.version}` },
          ':snap': { B: pack({ ...state, seen }) },
          ':head': { S: hash },
          ':log': { S: log },
        },
      });
      await client.send(update).catch((error: unknown) => {
        if (error instanceof ConditionalCheckFailedException) warm.delete(press.a);
        throw error;
      });
      warm.set(press.a, { version, state, seen });
      return { id: press.a, version, event: log, hash, context: state.context };
    },
    afterwards(done, speak) {
      const later = finish(done, speak).finally(() => running.delete(later));
      running.add(later);
    },
    async conversation(id) {
      if (met.has(id)) return;
      met.add(id);
      await client.send(new GetItemCommand({ TableName: table, Key: address('conversation', id), ConsistentRead: true }));
    },
    async idle() {
      await Promise.all(running);
    },
  };
}
