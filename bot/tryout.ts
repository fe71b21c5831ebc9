/** The try-out: bot, embedded DynamoDB and a page of Microsoft's test client for each person, on this machine alone. It never calls AWS. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createStoreClient, ensureTable } from '../workflows/store/client.ts';
import { createDynamoStore } from '../workflows/store/dynamo.ts';
import { startEmbedded } from '../workflows/store/embedded.ts';
import { openSimulatedAws } from './aws.ts';
import type { OutFile } from './conversation/surface.ts';
import { createLog } from './log.ts';
import { openMovedClock } from './moved-clock.ts';
import { serve } from './serve.ts';
import type { Settings } from './settings.ts';
import { type Playground, startPlayground } from './teams/playground.ts';
import { type TryoutPage, tryoutPages } from './teams/tryout-people.ts';
import { openTrackers } from './tracker.ts';
import { tryoutBanner } from './tryout-banner.ts';
import { copiesOf, furnish, homeOf, type OpenPage } from './tryout-rooms.ts';

const table = 'plumbline';

type TryoutSettings = Extract<Settings, { mode: 'tryout' }>;

export async function startTryout(settings: TryoutSettings): Promise<() => Promise<void>> {
  const folder = resolve(settings.dataFolder);
  const botUrl = `http://127.0.0.1:${settings.botPort}/api/messages`;
  // They need seconds, so they start beside everything else.
  const starting = startPages(settings, botUrl, folder);
  const given = settings.storeEndpoint === undefined ? {} : { endpoint: settings.storeEndpoint };
  const embedded = await startEmbedded({ folder, ...given, log: note });
  const client = createStoreClient({ endpoint: embedded.endpoint });
  await ensureTable(client, table);
  const store = createDynamoStore(client, table);
  const accounts = await openSimulatedAws(store, settings.simulatedDelayMs);
  const pages = await starting;
  const open = pages.flatMap(({ page, playground }): OpenPage[] =>
    'url' in playground ? [{ page, serviceUrl: playground.serviceUrl }] : [],
  );
  const clock = settings.clockFile === undefined ? null : openMovedClock(resolve(settings.clockFile), () => Date.now());
  const { app, stop } = await serve({
    accounts,
    trackers: openTrackers(settings.tracker, Date.now),
    registrations: [{ kind: 'tryout' }],
    slack: null,
    store,
    port: settings.botPort,
    host: undefined,
    local: {
      files: (file) => writeExport(join(folder, 'exports'), file),
      home: (person) => homeOf(open, person),
      copiesOf: (conversation) => copiesOf(open, conversation),
      clock,
    },
  });
  await furnish(app, open, clock?.now() ?? Date.now());
  process.stdout.write(tryoutBanner({ pages, botUrl, simulated: accounts.simulated, data: `${folder} (${embedded.kind})` }));
  return async () => {
    await Promise.all(pages.map(async ({ playground }) => ('stop' in playground ? await playground.stop() : undefined)));
    await stop();
    await accounts.stop();
    client.destroy();
    await embedded.stop();
  };
}

const note = (line: string): void => void process.stderr.write(`${line}\n`);

/** One that does not come up is said, and the others go on. */
async function startPages(
  settings: TryoutSettings,
  botUrl: string,
  dataFolder: string,
): Promise<{ page: TryoutPage; playground: Playground }[]> {
  const log = createLog(note, 'warn');
  return await Promise.all(
    tryoutPages.map(async (page, index) => {
      const port = Math.min(settings.playgroundPort + index, 65_535);
      return { page, playground: await startPlayground({ page, botUrl, port, dataFolder, log }) };
    }),
  );
}

async function writeExport(folder: string, file: OutFile): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, file.name);
  await writeFile(path, file.body, 'utf8');
  return path;
}
