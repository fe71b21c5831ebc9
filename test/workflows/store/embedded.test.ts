/** The embedded store: starts, keeps its data, is never opened twice, and says what is wrong. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStoreClient, ensureTable } from '../../../workflows/store/client.ts';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../../../workflows/store/embedded.ts';
import { findPrograms } from '../../../workflows/store/embedded-program.ts';

let folder: string;
const running: Embedded[] = [];
const lines: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-embedded-'));
  lines.length = 0;
});

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const one = await startEmbedded({ folder, log: (line) => lines.push(line), ...options });
  running.push(one);
  return one;
}

async function put(endpoint: string, name: string): Promise<void> {
  const client = createStoreClient({ endpoint });
  await ensureTable(client, 'kept');
  await client.send(new PutItemCommand({ TableName: 'kept', Item: { pk: { S: name }, sk: { S: 'item' } } }));
  client.destroy();
}

async function has(endpoint: string, name: string): Promise<boolean> {
  const client = createStoreClient({ endpoint });
  const found = await client.send(new GetItemCommand({ TableName: 'kept', Key: { pk: { S: name }, sk: { S: 'item' } } }));
  client.destroy();
  return found.Item !== undefined;
}

/** A process that has ended may stay in the list until its parent asks for it. */
function isRunning(pid: number): boolean {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)])
      .toString()
      .trim()
      .startsWith('Z');
  } catch {
    return false;
  }
}

const here = { PATH: process.env['PATH'] };

describe('the embedded store', () => {
  it('answers as soon as it is said to be started', async () => {
    const store = await start();
    await put(store.endpoint, 'a');
    expect(store.kind).toBe('dynoxide');
    expect(await has(store.endpoint, 'a')).toBe(true);
  });

  it('keeps its data over a restart', async () => {
    const first = await start();
    await put(first.endpoint, 'kept');
    await first.stop();
    expect(await has((await start()).endpoint, 'kept')).toBe(true);
  });

  it('keeps what was written before its server was killed, and starts the server again at the same address', async () => {
    const store = await start();
    await put(store.endpoint, 'before');
    const killed = store.pid();
    process.kill(killed ?? 0, 'SIGKILL');
    await expect.poll(() => store.pid() !== killed && has(store.endpoint, 'before').catch(() => false)).toBe(true);
    expect(lines.join()).toContain('ended by itself');
  });

  it('refuses a folder that a living process uses, and names the process', async () => {
    await start();
    await expect(start()).rejects.toThrow(`Process ${process.pid} is using the data`);
  });

  it('takes over a folder whose holder is gone', async () => {
    const dead = spawn('true');
    await new Promise((resolve) => dead.once('exit', resolve));
    writeFileSync(join(folder, 'plumbline.lock'), JSON.stringify({ holder: { pid: dead.pid, began: null }, server: null }));
    await start();
    expect(readFileSync(join(folder, 'plumbline.lock'), 'utf8')).toContain(`"pid":${process.pid}`);
  });

  it('takes over a folder whose holder had our process id in an earlier life', async () => {
    const lock = { holder: { pid: process.pid, began: 'an earlier boot' }, server: null };
    writeFileSync(join(folder, 'plumbline.lock'), JSON.stringify(lock));
    await expect(start()).resolves.toMatchObject({ kind: 'dynoxide' });
  });

  it('takes over a folder whose lock file cannot be read', async () => {
    writeFileSync(join(folder, 'plumbline.lock'), 'half a li');
    await expect(start()).resolves.toMatchObject({ kind: 'dynoxide' });
  });

  it('ends the server that a killed process left behind before it opens the file', async () => {
    const code = `import { startEmbedded } from '${join(import.meta.dirname, '../../../workflows/store/embedded.ts')}';
      const store = await startEmbedded({ folder: process.argv[1], log: () => {} });
      console.log(store.pid());
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const orphan = Number(await new Promise<string>((resolve) => child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()))));
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    expect(() => process.kill(orphan, 0)).not.toThrow();
    await start();
    expect(isRunning(orphan)).toBe(false);
  });

  it('leaves no lock and no server behind when it is stopped', async () => {
    const store = await start();
    const pid = store.pid() ?? 0;
    await store.stop();
    await pause(20);
    expect(existsSync(join(folder, 'plumbline.lock'))).toBe(false);
    expect(isRunning(pid)).toBe(false);
  });

  it('does not take another program on its port for its own server, and gives the folder free', async () => {
    const first = await start({ folder: null });
    const port = Number(new URL(first.endpoint).port);
    await expect(start({ port })).rejects.toThrow('another program answers there');
    expect(existsSync(join(folder, 'plumbline.lock'))).toBe(false);
  });

  it('uses an address that it is given and starts nothing', async () => {
    const store = await start({ endpoint: 'http://127.0.0.1:9' });
    expect(store).toMatchObject({ kind: 'given', endpoint: 'http://127.0.0.1:9' });
    expect(store.pid()).toBeNull();
    expect(existsSync(join(folder, 'plumbline.lock'))).toBe(false);
  });
});

describe('the program of the embedded store', () => {
  it('is the one that the variable names, before all others', () => {
    expect(findPrograms({ ...here, PLUMBLINE_DYNOXIDE: process.execPath })[0]).toMatchObject({ command: process.execPath });
  });

  it('is not silently another when the one that was named cannot be run', () => {
    expect(() => findPrograms({ ...here, PLUMBLINE_DYNOXIDE: '/nowhere/dynoxide' })).toThrow('/nowhere/dynoxide');
  });

  it('is DynamoDB Local at last', () => {
    const kinds = findPrograms(here).map((program) => program.kind);
    if (kinds.includes('dynamodb-local')) expect(kinds.at(-1)).toBe('dynamodb-local');
    expect(findPrograms({ PATH: '' }).map((program) => program.kind)).not.toContain('dynamodb-local');
  });
});
