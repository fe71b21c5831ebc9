/** A workshop as the product runs it, over the embedded store, with a surface that only says "sent". */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createStoreClient, ensureTable } from '../../workflows/store/client.ts';
import { createDynamoStore } from '../../workflows/store/dynamo.ts';
import type { Store } from '../../workflows/store/store.ts';
import { seenPolicy } from '../../workflows/turn/seen.ts';
import { createWorkshop, type Workshop } from '../../workflows/turn/workshop.ts';

export interface Shop {
  client: DynamoDBClient;
  store: Store;
  workshop: Workshop;
}

export interface ShopAddress {
  endpoint: string;
  table: string;
}

/** Everything the product uses, with the leases and memories it uses. */
export async function openShop({ endpoint, table }: ShopAddress): Promise<Shop> {
  const client = createStoreClient({ endpoint });
  await ensureTable(client, table);
  const store = createDynamoStore(client, table);
  const workshop = createWorkshop({
    store,
    now: () => Date.now(),
    random: Math.random,
    pause: (ms) => pause(ms),
    owner: randomUUID().slice(0, 8),
    leaseMs: 30_000,
    seen: seenPolicy,
    warmItems: 2_000,
    speak: ({ body, item }) =>
      Promise.resolve(
        body.kind === 'paint' && item.cards[body.card] === undefined
          ? { kind: 'sent', cards: { [body.card]: { conversation: body.conversation, message: '1700000000000' } } }
          : { kind: 'sent' },
      ),
    tell: () => Promise.resolve(),
    log: () => undefined,
  });
  return { client, store, workshop };
}
