/** GitHub's API as a third party wrote it (`emulate`), inside a process or behind a door of ours on a real port. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer as createEmulate, type ServicePlugin, type Store } from '@emulators/core';
import { type Door, openDoor } from './door.ts';
import { owner, token } from './github-place.ts';

export interface Shown {
  number: number;
  title: string;
  body: string;
  state: string;
  state_reason: string | null;
  labels: { name: string }[];
  assignees: { login: string }[];
}

export interface GithubEmulator extends Door, GithubEye {}

interface Loaded {
  githubPlugin: ServicePlugin;
  seedFromConfig: Seed;
}

type Seed = (store: Store, baseUrl: string, config: Record<string, unknown>) => void;

/** The package shows only a server on a port of its own, so its service is read from the file that exports it; the version is pinned. */
async function loadGithub(): Promise<Loaded> {
  const folder = new URL('../../node_modules/emulate/dist/', import.meta.url);
  const file = readdirSync(folder).find(
    (name) => /^dist-.*\.js$/.test(name) && /^ {2}githubPlugin,?$/m.test(readFileSync(new URL(name, folder), 'utf8')),
  );
  if (file === undefined) throw new Error('emulate ships no GitHub service any more.');
  return (await import(new URL(file, folder).href)) as { githubPlugin: ServicePlugin; seedFromConfig: Seed };
}

/** GitHub without a door: what it answers to a request. */
export type Github = Door['inside'];

let loading: Promise<Loaded> | null = null;
const tokens = { [token]: { login: owner, id: 1, scopes: ['repo'] } };

/** Repositories `secret` (private) and `open` (public) of `octo`, with `ana` beside it. */
export async function createGithubService(url: string): Promise<Github> {
  loading ??= loadGithub();
  const { githubPlugin, seedFromConfig } = await loading;
  const { app, store } = createEmulate(githubPlugin, { baseUrl: url, tokens });
  githubPlugin.seed?.(store, url);
  seedFromConfig(store, url, {
    users: [{ login: owner }, { login: 'ana' }],
    repos: [
      { owner, name: 'secret', private: true },
      { owner, name: 'open' },
    ],
  });
  return async (request) => await app.fetch(request);
}

/** What people see and do there, past the weather. */
export interface GithubEye {
  ask(method: string, path: string, body?: object): Promise<unknown>;
  issues(repository: string): Promise<Shown[]>;
  comments(repository: string, number: number): Promise<string[]>;
}

export function eyeOn(github: Github, url: string): GithubEye {
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const init = { method, headers: { authorization: `Bearer ${token}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const told = await github(new Request(`${url}${path}`, init));
    if (!told.ok) throw new Error(`${method} ${path}: ${told.status} ${await told.text()}`);
    return told.status === 204 ? null : await told.json();
  };
  return {
    ask,
    issues: async (repository) => (await ask('GET', `/repos/${repository}/issues?state=all&per_page=100&direction=asc`)) as Shown[],
    comments: async (repository, number) =>
      ((await ask('GET', `/repos/${repository}/issues/${number}/comments`)) as { body: string }[]).map(({ body }) => body),
  };
}

/** The service behind a door on a port. */
export async function startGithubEmulator(): Promise<GithubEmulator> {
  const door = await openDoor();
  door.inside = await createGithubService(door.url);
  return { ...door, ...eyeOn(door.inside, door.url) };
}
