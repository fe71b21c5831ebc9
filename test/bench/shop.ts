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

export interface ShopHabits {
  now(): number;
  /** Resolves when the surface may speak: what an item looks like before its receipts is seen while it waits. */
  maySpeak(): Promise<void>;
}

const usual: ShopHabits = { now: () => Date.now(), maySpeak: () => Promise.resolve() };

/** Everything the product uses, with the leases and memories it uses. */
export async function openShop({ endpoint, table }: ShopAddress, { now, maySpeak } = usual): Promise<Shop> {
  const client = createStoreClient({ endpoint });
  await ensureTable(client, table);
  const store = createDynamoStore(client, table);
  const workshop = createWorkshop({
    store,
    now,
    random: Math.random,
    pause: (ms) => pause(ms),
    owner: randomUUID().slice(0, 8),
    leaseMs: 30_000,
    seen: seenPolicy,
    warmItems: 2_000,
    background: () => undefined,
    publish: () => Promise.resolve(),
    speak: async ({ body, item }) => {
      await maySpeak();
      const isNew = body.kind === 'paint' && body.conversation !== '' && item.cards[body.card] === undefined;
      return { kind: 'sent', ...(isNew ? { cards: { [body.card]: { conversation: body.conversation, message: '1700000000000' } } } : {}) };
    },
    tell: () => Promise.resolve(),
    log: () => undefined,
  });
  return { client, store, workshop };
}
