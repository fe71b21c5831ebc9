/** Opens the store that a command of the command line is told of. */
import type { Store } from '../../workflows/store/store.ts';

export type OpenStore = (address: { endpoint?: string; table: string }) => Promise<Store>;

/** The SDK is loaded only here: every other command starts without it. */
export const openDynamo: OpenStore = async ({ table, ...address }) => {
  const { createStoreClient } = await import('../../workflows/store/client.ts');
  const { createDynamoStore } = await import('../../workflows/store/dynamo.ts');
  return createDynamoStore(createStoreClient(address), table);
};
