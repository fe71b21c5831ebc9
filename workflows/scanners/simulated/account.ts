/** A simulated account: a server on loopback that speaks AWS's protocols and answers from data. It is not AWS, and everything that shows it says so. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { operationOf } from '../operations.ts';
import { route, type WireRequest } from './route.ts';
import { assumeRole, type Trust } from './trust.ts';
import { type Answers, lookUp, nothingThere } from './world.ts';
import { type Given, type WireAnswer, writeAnswer } from './write.ts';

export interface SimulatedWorld {
  account: string;
  answers: Answers;
}

export interface SimulatedAws {
  endpoint: string;
  /** Keys with which a request reaches one of the accounts. */
  keysOf(account: string): { accessKeyId: string; secretAccessKey: string };
  /** Whom the account's role lets in from now on; nobody before. */
  trust(account: string, trust: Trust): void;
  /** What the account answers from now on. */
  put(world: SimulatedWorld): void;
  stop(): Promise<void>;
}

const largestBody = 1_000_000;
const keepMs = 120_000;

export interface SimulatedOptions {
  /** Any free one without it. */
  port?: number;
  /** Holds every answer back, as a long way to a Region does; without it a scan is over before anybody sees it run. */
  delayMs?: number;
  /** Answers what is not asked of AWS; `null` where the request is for AWS. */
  aside?(request: WireRequest): WireAnswer | null;
}

export async function startSimulatedAws(worlds: readonly SimulatedWorld[], options: SimulatedOptions = {}): Promise<SimulatedAws> {
  const { port = 0, delayMs = 0, aside = () => null } = options;
  const byKey = new Map(worlds.map((world) => [keyOf(world.account), world]));
  const trusts = new Map<string, Trust>();
  const server = createServer((request, response) => {
    const held = delayMs > 0 ? sleep(delayMs) : undefined;
    void readRequest(request)
      .then(async (read) => aside(read) ?? (await answer(byKey, trusts, read)))
      .catch(() => ({ status: 500, headers: {}, body: '' }))
      .then(async (written) => {
        await held;
        reply(response, written);
      });
  });
  // Longer than any scan's pauses: a connection that closes while it is used again would look like a fault of AWS.
  server.keepAliveTimeout = keepMs;
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', done);
  });
  const { port: open } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${open}`,
    keysOf: (account) => ({ accessKeyId: keyOf(account), secretAccessKey: 'simulated' }),
    trust: (account, trust) => void trusts.set(account, trust),
    put: (world) => void byKey.set(keyOf(world.account), world),
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** Where the bot itself runs, as far as the simulation goes. */
const ourAccount = '999999999999';
export const ourKey = 'SIMULATED';

const keyOf = (account: string): string => `SIMULATED${account}`;

async function answer(
  worlds: ReadonlyMap<string, SimulatedWorld>,
  trusts: ReadonlyMap<string, Trust>,
  read: WireRequest,
): Promise<WireAnswer> {
  const assumed = assumeRole(read.body, trusts, keyOf);
  if (assumed !== null) return assumed;
  const asked = await route(read);
  if (asked === null) return { status: 400, headers: { 'x-amzn-errortype': 'UnknownOperationException' }, body: '{}' };
  const { operation, form } = asked;
  const key = /Credential=([^/]+)\//.exec(read.headers['authorization'] ?? '')?.[1] ?? '';
  const world = worlds.get(key);
  const say = async (): Promise<Given> => {
    if (key === ourKey && operation === 'sts:GetCallerIdentity') return identity(ourAccount);
    if (world === undefined) return { error: 'InvalidClientTokenId', message: 'No simulated account has this key.', status: 403 };
    if (operation === 'sts:GetCallerIdentity') return identity(world.account);
    return lookUp(world.answers, asked) ?? (await nothingThere(operation, form));
  };
  return writeAnswer(form, operationOf(operation).name, await say());
}

const identity = (account: string): Given => ({
  give: {
    Account: account,
    Arn: `arn:aws:sts::${account}:assumed-role/PlumblineRead/simulated`,
    UserId: 'SIMULATED:simulated',
  },
});

async function readRequest(request: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > largestBody) throw new RangeError('The request is too large.');
    chunks.push(chunk as Buffer);
  }
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')]));
  return { method: request.method ?? 'GET', path: request.url ?? '/', headers, body: Buffer.concat(chunks).toString() };
}

function reply(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  response.writeHead(status, headers);
  response.end(body);
}
