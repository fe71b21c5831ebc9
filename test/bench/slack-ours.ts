/** Our bot for Slack in a process of its own: the real door, the real signature check, the real turn, the real clients. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../bot/app.ts';
import { openSlack } from '../../bot/slack/open.ts';
import { createStoreClient, ensureTable } from '../../workflows/store/client.ts';
import { createDynamoStore } from '../../workflows/store/dynamo.ts';
import { answerBench, givenToChild } from './child.ts';
import type { DoorQuestion } from './door-ours.ts';
import type { Span } from './driver.ts';
import { openCatalogue } from './interview.ts';
import { cpuNow } from './measure.ts';
import { settings } from './slack-places.ts';

/** What either server is given. */
export interface SlackGiven {
  endpoint: string;
  table: string;
  slackApiUrl: string;
  /** Notes every store call and every acknowledgement; costs CPU, so not while CPU is measured. */
  trips: boolean;
}

const given = givenToChild() as SlackGiven;
const spans: Span[] = [];

async function start() {
  const client = createStoreClient({ endpoint: given.endpoint });
  await ensureTable(client, given.table);
  if (given.trips) {
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const from = performance.now();
        const result = await next(args);
        spans.push({ name: (context.commandName ?? '').replace(/Command$/, ''), from, to: performance.now() });
        return result;
      },
      { step: 'initialize', name: 'noteTrips' },
    );
  }
  const clock = () => Date.now();
  const log = (line: { level: string }) => {
    if (line.level !== 'info') process.stderr.write(`${JSON.stringify(line)}\n`);
  };
  const slack = openSlack(settings, { clock, log, slackApiUrl: given.slackApiUrl });
  const app = await createApp({
    store: createDynamoStore(client, given.table),
    catalogue: openCatalogue(),
    sender: slack.sender,
    draw: () => Promise.resolve(null),
    tryout: false,
    now: clock,
    random: Math.random,
    log,
  });
  const door = slack.door(app);
  const server = createServer((request, response) => {
    const from = performance.now();
    if (given.trips) response.once('finish', () => spans.push({ name: 'acknowledged', from, to: performance.now() }));
    door(request, response);
  });
  // A pause between two parts of the benchmark must not close what is kept alive.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { app, port: (server.address() as AddressInfo).port };
}

const starting = start();

answerBench(async ({ ask }: DoorQuestion) => {
  const { app, port } = await starting;
  if (ask === 'port') return port;
  await app.idle();
  return ask === 'cpu' ? cpuNow() : spans.splice(0);
});
