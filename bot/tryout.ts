/** The try-out: bot, embedded DynamoDB and Microsoft's test client on this machine alone. It never calls AWS. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createStoreClient, ensureTable } from '../workflows/store/client.ts';
import { createDynamoStore } from '../workflows/store/dynamo.ts';
import { type Embedded, startEmbedded } from '../workflows/store/embedded.ts';
import { openSimulatedAws } from './aws.ts';
import type { OutFile } from './conversation/surface.ts';
import { createLog } from './log.ts';
import { serve } from './serve.ts';
import type { Settings } from './settings.ts';
import { startPlayground } from './teams/playground.ts';

const table = 'plumbline';

export async function startTryout(settings: Extract<Settings, { mode: 'tryout' }>): Promise<() => Promise<void>> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const note = (line: string) => process.stderr.write(`${line}\n`);
  const folder = resolve(settings.dataFolder);
  const given = settings.storeEndpoint === undefined ? {} : { endpoint: settings.storeEndpoint };
  const embedded = await startEmbedded({ folder, ...given, log: note });
  const client = createStoreClient({ endpoint: embedded.endpoint });
  await ensureTable(client, table);
  const store = createDynamoStore(client, table);
  const accounts = await openSimulatedAws(store, settings.simulatedDelayMs);
  const { stop } = await serve({
    accounts,
    registrations: [{ kind: 'tryout' }],
    slack: null,
    store,
    port: settings.botPort,
    host: undefined,
    files: (file) => writeExport(join(folder, 'exports'), file),
  });
  const botUrl = `http://127.0.0.1:${settings.botPort}/api/messages`;
  const playground = await startPlayground({ botUrl, port: settings.playgroundPort, dataFolder: folder, log: createLog(note, 'warn') });
  say(banner(playground, embedded, botUrl, folder, accounts.simulated));
  return async () => {
    if ('stop' in playground) await playground.stop();
    await stop();
    await accounts.stop();
    client.destroy();
    await embedded.stop();
  };
}

function banner(
  playground: Awaited<ReturnType<typeof startPlayground>>,
  embedded: Embedded,
  botUrl: string,
  folder: string,
  simulated: { weak: string; good: string },
): string {
  const where =
    'url' in playground
      ? [
          `  Open  ${playground.url}  and type:  assess our support agent, it runs on Bedrock and files tickets`,
          "  The page is Microsoft's Agents Playground: pre-release software under its own terms, for evaluation only.",
        ]
      : [
          `  The test client could not start: ${playground.unavailable}`,
          `  The bot itself runs at ${botUrl} and takes Bot Framework messages from this machine.`,
        ];
  return [
    '',
    'Plumbline try-out',
    ...where,
    `  To look before you ask: connect the simulated account ${simulated.weak} (weak) or ${simulated.good} (good). They are no AWS accounts.`,
    `  Reachable from this machine only. No AWS account is called. Data: ${folder} (${embedded.kind}). Ctrl-C stops everything.`,
    '',
  ].join('\n');
}

async function writeExport(folder: string, file: OutFile): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, file.name);
  await writeFile(path, file.body, 'utf8');
  return path;
}
