/** Our bot in a process of its own: the real door, the real token check, the real turn, the real store client. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../bot/app.ts';
import { openLine, type TokenAddresses } from '../../bot/teams/channel.ts';
import { createTeamsDoor } from '../../bot/teams/door.ts';
import { createTeamsSender } from '../../bot/teams/sender.ts';
import { createStoreClient, ensureTable } from '../../workflows/store/client.ts';
import { createDynamoStore } from '../../workflows/store/dynamo.ts';
import { answerBench, givenToChild } from './child.ts';
import { registration } from './door-places.ts';
import type { Span } from './driver.ts';
import { openCatalogue } from './interview.ts';
import { cpuNow } from './measure.ts';

/** What either server is given. */
export interface DoorGiven {
  endpoint: string;
  table: string;
  openIdMetadata: string;
  issuer: string;
  /** Notes every store call and every acknowledgement; costs CPU, so not while CPU is measured. */
  trips: boolean;
}

export type DoorQuestion = { ask: 'port' | 'cpu' | 'trips' };

const given = givenToChild() as DoorGiven;

/** Stands for Microsoft's token service: its answer is cached for an hour, so a turn pays only for setting a header. */
const addresses: TokenAddresses = {
  issuer: given.issuer,
  openIdMetadata: given.openIdMetadata,
  credentials: (appId) => ({
    isValidAppId: (id: string) => Promise.resolve(id === appId),
    isAuthenticationDisabled: () => Promise.resolve(false),
    createCredentials: () =>
      Promise.resolve({
        signRequest: (request: { headers: { set(name: string, value: string): void } }) => {
          request.headers.set('authorization', 'Bearer outgoing');
          return Promise.resolve(request);
        },
      } as never),
  }),
};

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
  const lines = [openLine(registration, addresses)];
  const clock = () => Date.now();
  const log = (line: { level: string }) => {
    if (line.level !== 'info') process.stderr.write(`${JSON.stringify(line)}\n`);
  };
  const app = await createApp({
    store: createDynamoStore(client, given.table),
    catalogue: openCatalogue(),
    sender: createTeamsSender({ lines, clock }),
    draw: () => Promise.resolve(null),
    tryout: false,
    now: clock,
    random: Math.random,
    log,
  });
  const door = createTeamsDoor({ lines, converse: app.converse, clock, log });
  const server = createServer((request, response) => {
    const from = performance.now();
    if (given.trips) response.once('finish', () => spans.push({ name: 'acknowledged', from, to: performance.now() }));
    door(request, response);
  });
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
