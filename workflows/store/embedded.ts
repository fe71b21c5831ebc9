/** The embedded store: a DynamoDB server of our own beside the process, so that everything runs with no account and no network. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type FolderLock, lockFolder } from './embedded-lock.ts';
import { type Environment, findPrograms, programVariable, type ServerProgram } from './embedded-program.ts';

export interface EmbeddedOptions {
  /** Where the data lives; null keeps it in memory. */
  folder: string | null;
  /** A free one is found when none is given. */
  port?: number;
  /** A server that runs already: nothing is started and `stop` does nothing. */
  endpoint?: string;
  env?: Environment;
  /** The program to use in place of the best one found. */
  program?: ServerProgram;
  /** A server that ends by itself is started again, but not for ever: so many times within a minute. */
  mostRestarts?: number;
  log(line: string): void;
}

export interface Embedded {
  endpoint: string;
  kind: ServerProgram['kind'] | 'given';
  /** The server's process; changes when the server had to be started again. Null for a server that was given. */
  pid(): number | null;
  stop(): Promise<void>;
}

export class EmbeddedStoreError extends Error {
  override readonly name = 'EmbeddedStoreError';
}

const usualRestarts = 5;
const restartWindowMs = 60_000;

export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  if (options.endpoint !== undefined) {
    return { endpoint: options.endpoint, kind: 'given', pid: () => null, stop: async () => undefined };
  }
  const program = options.program ?? chooseProgram(options);
  if (options.folder !== null) mkdirSync(options.folder, { recursive: true });
  const lock = options.folder === null ? null : await lockFolder(options.folder, endProcess);
  try {
    const port = options.port ?? (await freePort());
    return await supervise({ ...options, program, port, lock });
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function chooseProgram(options: EmbeddedOptions): ServerProgram {
  const [program] = findPrograms(options.env ?? process.env);
  if (program === undefined) {
    throw new EmbeddedStoreError(
      `No store can be started: there is no dynoxide for ${process.platform}-${process.arch} and no Java for DynamoDB Local. ` +
        `Install one of them, set ${programVariable} to a dynoxide binary, or name the address of a DynamoDB server that runs already.`,
    );
  }
  if (program.kind === 'dynamodb-local') {
    options.log('No dynoxide here: using DynamoDB Local (Java). It starts slowly and may lose the last writes when it is killed.');
  }
  return program;
}

interface Supervised extends EmbeddedOptions {
  program: ServerProgram;
  port: number;
  lock: FolderLock | null;
}

async function supervise(options: Supervised): Promise<Embedded> {
  const endpoint = `http://127.0.0.1:${options.port}`;
  const mostRestarts = options.mostRestarts ?? usualRestarts;
  const begun: number[] = [];
  let stopping = false;
  let child = await launch(options, endpoint);
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);

  const watch = (watched: ChildProcess) => {
    // It may have ended between its first answer and now.
    if (hasEnded(watched)) return void restart();
    watched.once('exit', (code, signal) => {
      if (stopping) return;
      options.log(`The store ended by itself (${signal ?? code}); starting it again.`);
      void restart();
    });
  };
  const restart = async () => {
    const now = performance.now();
    begun.push(now);
    if (begun.filter((time) => now - time < restartWindowMs).length > mostRestarts) {
      options.log(`The store ended more than ${mostRestarts} times within a minute; it stays down until Plumbline is started again.`);
      return;
    }
    try {
      child = await launch(options, endpoint);
      if (stopping) child.kill('SIGTERM');
      else watch(child);
    } catch (error) {
      options.log(`The store did not come back: ${error instanceof Error ? error.message : String(error)}`);
      await pause(500);
      if (!stopping) void restart();
    }
  };
  watch(child);
  return {
    endpoint,
    kind: options.program.kind,
    pid: () => child.pid ?? null,
    async stop() {
      if (stopping) return;
      stopping = true;
      process.off('exit', killWithUs);
      await endChild(child);
      options.lock?.release();
    },
  };
}

/** Starts the server and waits until it answers. */
async function launch(options: Supervised, endpoint: string): Promise<ChildProcess> {
  const { program, port, folder } = options;
  // Whoever answers there already would be taken for our server.
  if (await answers(endpoint)) throw new EmbeddedStoreError(`The store did not start on port ${port}: another program answers there.`);
  // A group of its own: Ctrl-C at the terminal must reach Plumbline, which ends the store last.
  const child = spawn(program.command, program.args(port, folder), { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-2000);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? code}`));
  });
  if (child.pid !== undefined) options.lock?.noteServer(child.pid);
  let failure: string | null = null;
  void ended.then((reason) => {
    failure = reason;
  });
  const deadline = performance.now() + program.readyMs;
  while (failure === null && performance.now() < deadline) {
    // The wait ends early when the server does, so that a busy port is told at once.
    if (await answers(endpoint)) break;
    await Promise.race([pause(20), ended]);
  }
  if (failure === null && performance.now() < deadline) return child;
  child.kill('SIGKILL');
  const reason = failure ?? `it did not answer within ${program.readyMs / 1000} s`;
  throw new EmbeddedStoreError(
    `The store (${program.from}) did not start on port ${port}: ${reason}. It said: ${said.trim() || 'nothing'}`,
  );
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(1000) });
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function endChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise<true>((resolve) => child.once('exit', () => resolve(true)));
  child.kill('SIGTERM');
  if (await Promise.race([ended, pause(5000, false)])) return;
  child.kill('SIGKILL');
  await ended;
}

/** Ends a server that a killed process left behind: it still has the file open. */
async function endProcess(pid: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (let tries = 0; tries < 100; tries += 1) {
      try {
        process.kill(pid, tries === 0 ? signal : 0);
      } catch {
        return;
      }
      await pause(20);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new EmbeddedStoreError('No free port was found on 127.0.0.1.'));
      });
    });
  });
}
