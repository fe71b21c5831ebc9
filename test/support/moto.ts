/** Moto as a process: on a free port, open while it is seeded, then with IAM enforced, and gone at the end whatever happens. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const command = process.env['PLUMBLINE_MOTO'] ?? 'moto_server';

/** Why nothing can run here, or `null`. */
export const motoMissing: string | null =
  spawnSync(command, ['--help'], { stdio: 'ignore' }).status === 0
    ? null
    : `no ${command} here, so nothing is scanned on an AWS server that is not ours (pipx install 'moto[server]')`;

interface Moto {
  endpoint: string;
  /** From now on each call needs a right and a true signature. */
  enforce(): Promise<void>;
  stop(): Promise<void>;
}

const freePort = async (): Promise<number> =>
  await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const answers = async (endpoint: string): Promise<boolean> => {
  try {
    return (await fetch(`${endpoint}/moto-api/data.json`)).ok;
  } catch {
    return false;
  }
};

const running = new Set<ChildProcess>();
// Also where the test run ends before its last hook.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(command, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  running.add(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    running.delete(child);
    child.kill('SIGKILL');
    await ended;
  };
  for (let waited = 0; waited < 30_000 && child.exitCode === null; waited += 100) {
    if (await answers(endpoint)) {
      const enforce = async () => void (await fetch(`${endpoint}/moto-api/reset-auth`, { method: 'POST', body: '0' }));
      return { endpoint, enforce, stop };
    }
    await sleep(100);
  }
  await stop();
  throw new Error('moto_server did not start.');
}
