/** The real thing: DynamoDB in AWS, Teams behind its own registrations, Slack behind its signing secret. */
import { createStoreClient } from '../workflows/store/client.ts';
import { createDynamoStore } from '../workflows/store/dynamo.ts';
import { openAws } from './aws.ts';
import { serve } from './serve.ts';
import type { Settings } from './settings.ts';
import { openTrackers } from './tracker.ts';

export async function startProduction(settings: Extract<Settings, { mode: 'production' }>): Promise<() => Promise<void>> {
  const address = settings.storeEndpoint === undefined ? {} : { endpoint: settings.storeEndpoint };
  const client = createStoreClient(address);
  const store = createDynamoStore(client, settings.table);
  const { registrations, slack, seal, port, host, admins, digestCap } = settings;
  const accounts = await openAws(store, settings.aws);
  const trackers = openTrackers(settings.tracker, Date.now);
  const { stop } = await serve({ registrations, slack, seal, store, port, host, admins, digestCap, accounts, trackers });
  process.stderr.write(`${JSON.stringify({ level: 'info', event: 'started', port: settings.port, table: settings.table })}\n`);
  return async () => {
    await stop();
    await accounts.stop();
    client.destroy();
  };
}
