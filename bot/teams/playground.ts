/** Starts Microsoft's Agents Playground as the Teams client of one person of the try-out: made-up people, this machine only. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Log } from './log.ts';
import { type TryoutPage, type TryoutUser, tryoutBot, tryoutTeam, tryoutTenant, tryoutUsers } from './tryout-people.ts';

export interface PlaygroundOptions {
  /** Where the bot takes messages, for example `http://127.0.0.1:3978/api/messages`. */
  botUrl: string;
  /** The wanted port; another one is used when it is taken. */
  port: number;
  /** Whose page it is. */
  page: TryoutPage;
  /** Where the playground keeps its settings and its log, in a folder for each page. */
  dataFolder: string;
  log: Log;
  /** How long it may take to come up. */
  patienceMs?: number;
}

export type Playground = { url: string; serviceUrl: string; stop: () => Promise<void> } | { unavailable: string };

const person = ({ role, id, user }: TryoutUser): Record<string, string> => ({
  id: user,
  name: role,
  userPrincipleName: `${role.toLowerCase()}@example.com`,
  aadObjectId: id,
  givenName: role,
  surname: 'Example',
  email: `${role.toLowerCase()}@example.com`,
});

const settings = ({ role, personal, group }: TryoutPage): string => {
  const everybody = tryoutUsers.map(person);
  return stringify({
    version: '0.1.1',
    tenantId: tryoutTenant,
    bot: { id: tryoutBot, name: 'Plumbline' },
    currentUser: everybody.find(({ name }) => name === role),
    users: everybody.filter(({ name }) => name !== role),
    personalChat: personal,
    groupChat: group,
    team: tryoutTeam,
  });
};

const findCli = (): string | undefined => {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json')), 'cli.js');
  } catch {
    return undefined;
  }
};

const start = async (cli: string, options: PlaygroundOptions): Promise<ChildProcess> => {
  const folder = join(options.dataFolder, 'playground', options.page.role.toLowerCase());
  await mkdir(folder, { recursive: true });
  const config = join(folder, '.m365agentsplayground.yml');
  await writeFile(config, settings(options.page));
  const preload = new URL('./loopback-only.js', import.meta.url).href;
  const args = ['--import', preload, cli, '-e', options.botUrl, '-c', 'msteams', '-p', String(options.port), '--dt'];
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  return spawn(process.execPath, args, {
    cwd: folder,
    // Its own group, so that stopping takes everything it started; a short environment, so that it learns no secrets.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH,
      HOME,
      ...(TMPDIR ? { TMPDIR } : {}),
      TEAMSAPPTESTER_BROWSER: 'none',
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: config,
      M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'playground.log'),
    },
  });
};

const stopGroup = async (child: ChildProcess): Promise<void> => {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(-pid, name);
    } catch {
      // It ended in between.
    }
  };
  signal('SIGTERM');
  const force = setTimeout(() => signal('SIGKILL'), 3_000);
  await ended;
  clearTimeout(force);
};

/** The port it listens on, or why it did not come up. */
const listening = (child: ChildProcess, patienceMs: number): Promise<{ port: number } | { reason: string }> =>
  new Promise((resolve) => {
    let output = '';
    const timer = setTimeout(() => resolve({ reason: `it did not come up within ${patienceMs / 1000} s` }), patienceMs);
    const settle = (result: { port: number } | { reason: string }): void => {
      clearTimeout(timer);
      resolve(result);
    };
    const read = (chunk: Buffer): void => {
      output = `${output}${chunk.toString('utf8')}`.slice(-4_000);
      const port = /Listening on (\d+)/.exec(output)?.[1];
      if (port) settle({ port: Number(port) });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => settle({ reason: error.message }));
    child.once('exit', (code) => settle({ reason: `it ended with code ${code ?? 'none'}: ${output.trim().slice(-400)}` }));
  });

export const startPlayground = async (options: PlaygroundOptions): Promise<Playground> => {
  const cli = findCli();
  if (!cli) return { unavailable: 'the package @microsoft/m365agentsplayground is not installed' };
  const child = await start(cli, options);
  const onExit = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  process.once('exit', onExit);
  const stop = async (): Promise<void> => {
    process.removeListener('exit', onExit);
    await stopGroup(child);
  };
  const result = await listening(child, options.patienceMs ?? 30_000);
  if ('reason' in result) {
    await stop();
    return { unavailable: result.reason };
  }
  const url = `http://127.0.0.1:${result.port}`;
  options.log({ level: 'info', event: 'teams.playground-listening', url });
  // As it names itself in what it sends.
  return { url, serviceUrl: `http://localhost:${result.port}/_connector`, stop };
};
