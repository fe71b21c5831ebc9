/** The try-out as its user starts it: a process of its own, on ports and a data folder of its own, without any credentials. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RunningTryout {
  child: ChildProcess;
  url: string;
  output(): string;
}

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Starts the bot as `npm start` does. */
export async function startTryout(dataFolder: string, settings: Record<string, string> = {}): Promise<RunningTryout> {
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    PLUMBLINE_DATA: dataFolder,
    PLUMBLINE_PORT: String(await freePort()),
    PLUMBLINE_PLAYGROUND_PORT: String(await freePort()),
    ...settings,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'bot/local.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (bytes: Buffer) => {
    output += bytes.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  for (let waited = 0; waited < 45_000; waited += 200) {
    const url = output.match(/Open {2}(http:\S+)/)?.[1];
    if (url !== undefined) return { child, url, output: () => output };
    if (child.exitCode !== null) break;
    await sleep(200);
  }
  child.kill('SIGKILL');
  throw new Error(`The bot did not start.\n${output}`);
}

/** As Ctrl-C does; resolves with the code it ended with. */
export async function stopTryout({ child }: RunningTryout): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  return await ended;
}
