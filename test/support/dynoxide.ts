/** A dynoxide of the test's own, in memory unless a folder is given, with stores over fresh tables. */

import { createStoreClient, ensureTable } from '../../workflows/store/client.ts';
import { createDynamoStore } from '../../workflows/store/dynamo.ts';
import { type Embedded, EmbeddedStoreError, startEmbedded } from '../../workflows/store/embedded.ts';
import type { Store } from '../../workflows/store/store.ts';

export interface TestServer {
  embedded: Embedded;
  /** A store over the named table, which is made when it is missing. */
  store(table: string): Promise<Store>;
  stop(): Promise<void>;
}

/** Started again as often as it is killed; and on another port where somebody took the one that was free a moment ago. */
export async function startDynoxide(folder: string | null = null, tries = 3): Promise<TestServer> {
  try {
    return overServer(await startEmbedded({ folder, mostRestarts: Number.MAX_SAFE_INTEGER, log: () => undefined }));
  } catch (error) {
    if (!(error instanceof EmbeddedStoreError) || tries <= 1) throw error;
    return await startDynoxide(folder, tries - 1);
  }
}

export function overServer(embedded: Embedded): TestServer {
  const client = createStoreClient({ endpoint: embedded.endpoint });
  return {
    embedded,
    async store(table) {
      await ensureTable(client, table);
      return createDynamoStore(client, table);
    },
    async stop() {
      client.destroy();
      await embedded.stop();
    },
  };
}
