/**
 * GitHub's API as a third party wrote it (`emulate`), behind a door of ours on a real port: it records what is asked, and lets answers
 * fail, be lost, or never come.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createEmulate, type ServicePlugin, type Store } from '@emulators/core';

export const token = 'not-a-token-of-anybody';
export const owner = 'octo';

/** How a request is taken. `lost`: it is done, and no answer arrives, or a wrong one. `silent`: it is not done, and nobody answers. */
export type Weather =
  | { kind: 'lost'; status?: number }
  /** It is done, and the answer is held back for ever. */
  | { kind: 'held' }
  | { kind: 'silent' }
  | { kind: 'says'; status: number; headers?: Record<string, string>; body?: unknown; text?: string };

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

export interface Shown {
  number: number;
  title: string;
  body: string;
  state: string;
  state_reason: string | null;
  labels: { name: string }[];
  assignees: { login: string }[];
}

export interface GithubEmulator {
  url: string;
  asked: Asked[];
  /** Asked before each request; null lets it through. */
  weather: { of(asked: Asked): Weather | null };
  /** As somebody of the repository would, past the weather. */
  ask(method: string, path: string, body?: object): Promise<unknown>;
  issues(repository: string): Promise<Shown[]>;
  comments(repository: string, number: number): Promise<string[]>;
  stop(): Promise<void>;
}

type Seed = (store: Store, baseUrl: string, config: Record<string, unknown>) => void;

/** The package shows only a server on a port of its own, so its service is read from the file that exports it; the version is pinned. */
async function loadGithub(): Promise<{ githubPlugin: ServicePlugin; seedFromConfig: Seed }> {
  const folder = new URL('../../node_modules/emulate/dist/', import.meta.url);
  const file = readdirSync(folder).find(
    (name) => /^dist-.*\.js$/.test(name) && /^ {2}githubPlugin,?$/m.test(readFileSync(new URL(name, folder), 'utf8')),
  );
  if (file === undefined) throw new Error('emulate ships no GitHub service any more.');
  return (await import(new URL(file, folder).href)) as { githubPlugin: ServicePlugin; seedFromConfig: Seed };
}

/** Repositories `secret` (private) and `open` (public) of `octo`, with `ana` beside it. */
export async function startGithubEmulator(): Promise<GithubEmulator> {
  const { githubPlugin, seedFromConfig } = await loadGithub();
  const asked: Asked[] = [];
  const weather: GithubEmulator['weather'] = { of: () => null };
  let inside: (request: Request) => Response | Promise<Response>;
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokens = { [token]: { login: owner, id: 1, scopes: ['repo'] } };
  const { app, store } = createEmulate(githubPlugin, { baseUrl: url, tokens });
  inside = (request) => app.fetch(request);
  githubPlugin.seed?.(store, url);
  seedFromConfig(store, url, {
    users: [{ login: owner }, { login: 'ana' }],
    repos: [
      { owner, name: 'secret', private: true },
      { owner, name: 'open' },
    ],
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = await textOf(request);
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const one = { method: request.method ?? '', path: pathname, query: searchParams, body: given === '' ? {} : JSON.parse(given) };
    asked.push(one);
    const how = weather.of(one);
    if (how?.kind === 'silent') return;
    if (how?.kind === 'says') {
      response.writeHead(how.status, { 'content-type': how.text === undefined ? 'application/json' : 'text/html', ...how.headers });
      response.end(how.text ?? JSON.stringify(how.body ?? { message: 'Something' }));
      return;
    }
    const told = await inside(requestOf(url, request, given));
    if (how?.kind === 'held') return;
    if (how?.kind === 'lost') {
      if (how.status === undefined) response.destroy();
      else response.writeHead(how.status).end();
      return;
    }
    const body = Buffer.from(await told.arrayBuffer());
    response.writeHead(told.status, Object.fromEntries(told.headers)).end(body);
  }

  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const init = { method, headers: { authorization: `Bearer ${token}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const told = await inside(new Request(`${url}${path}`, init));
    if (!told.ok) throw new Error(`${method} ${path}: ${told.status} ${await told.text()}`);
    return told.status === 204 ? null : await told.json();
  };
  return {
    url,
    asked,
    weather,
    ask,
    issues: async (repository) => (await ask('GET', `/repos/${repository}/issues?state=all&per_page=100&direction=asc`)) as Shown[],
    comments: async (repository, number) =>
      ((await ask('GET', `/repos/${repository}/issues/${number}/comments`)) as { body: string }[]).map(({ body }) => body),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

function requestOf(url: string, { url: path = '/', method = 'GET', headers }: IncomingMessage, body: string): Request {
  const given = Object.entries(headers).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return new Request(`${url}${path}`, { method, headers: given, ...(body === '' ? {} : { body }) });
}
