/** Watches what goes over the wire to DynamoDB: what is under way, and how many rows are read from which partitions. */
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';

export interface Traffic {
  /** Resolves when nothing is under way and whoever waited for an answer has gone on. */
  settled(): Promise<void>;
  /** Rows read from partitions whose names begin so, as the server counts them. */
  rowsRead(...prefixes: string[]): number;
  requests(): number;
}

interface Asked {
  Key?: Record<string, AttributeValue>;
  ExpressionAttributeValues?: Record<string, AttributeValue>;
}

interface Answered {
  ScannedCount?: number;
  Item?: unknown;
}

export function watchTraffic(client: DynamoDBClient): Traffic {
  const read = new Map<string, number>();
  let requests = 0;
  let underWay = 0;
  let quiet: () => void = () => undefined;
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        underWay += 1;
        requests += 1;
        try {
          const result = await next(args);
          const rows = rowsIn(commandName, result.output as Answered);
          const partition = partitionIn(args.input as Asked);
          if (rows > 0) read.set(partition, (read.get(partition) ?? 0) + rows);
          return result;
        } finally {
          underWay -= 1;
          if (underWay === 0) quiet();
        }
      },
    { step: 'initialize', name: 'watchTraffic' },
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    async settled() {
      for (let turns = 0; turns < 2; turns += 1) {
        if (underWay > 0) {
          turns = 0;
          await new Promise<void>((resolve) => {
            quiet = resolve;
          });
        }
        await turn();
      }
    },
    rowsRead: (...prefixes) =>
      [...read].filter(([name]) => prefixes.some((prefix) => name.startsWith(prefix))).reduce((sum, [, rows]) => sum + rows, 0),
    requests: () => requests,
  };
}

function rowsIn(command: string, { ScannedCount, Item }: Answered): number {
  if (command.startsWith('Query')) return ScannedCount ?? 0;
  return command.startsWith('GetItem') && Item !== undefined ? 1 : 0;
}

function partitionIn({ Key, ExpressionAttributeValues }: Asked): string {
  return Key?.['pk']?.S ?? ExpressionAttributeValues?.[':bucket']?.S ?? ExpressionAttributeValues?.[':pk']?.S ?? '';
}
