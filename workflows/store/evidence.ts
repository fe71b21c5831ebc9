/** What scans found, in parts that fit into items of the table. */
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { queryAll } from './query.ts';
import type { Store } from './store.ts';
import { partitionOf, sortKeys } from './table.ts';

/** An item holds 400 KB with its names. */
const largestPart = 300 * 1024;

export function createEvidenceStore(client: DynamoDBClient, table: string): Pick<Store, 'writeEvidence' | 'readEvidence'> {
  return {
    async writeEvidence(key, id, body, until) {
      const parts = Math.max(1, Math.ceil(body.byteLength / largestPart));
      for (let part = 0; part < parts; part += 1) {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: {
              pk: { S: partitionOf(key) },
              sk: { S: sortKeys.evidence(id, part) },
              body: { B: body.subarray(part * largestPart, (part + 1) * largestPart) },
              parts: { N: String(parts) },
              until: { N: String(until) },
            },
          }),
        );
      }
    },
    async readEvidence(key, id, now) {
      const rows = await queryAll(client, table, partitionOf(key), sortKeys.evidencePrefix(id));
      const [first] = rows;
      if (first === undefined || rows.length !== Number(first['parts']?.N) || Number(first['until']?.N) <= now) return null;
      return Buffer.concat(rows.map((row) => row['body']?.B ?? new Uint8Array()));
    },
  };
}
