/** Real processes, really killed: two of them over one dynoxide on disk, while a platform over HTTP delivers and records. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Item, type Store, StoreFailedError } from '../../../workflows/store/store.ts';
import { itemName } from '../../../workflows/turn/effects.ts';
import { startDynoxide, type TestServer } from '../../support/dynoxide.ts';
import { killInput, killLeaseMs, killScenario, killTable, type SentSpeech } from '../../support/kill-scenario.ts';
import { createChat } from '../../support/sim-chat.ts';
import { checkRest } from '../../support/sim-check.ts';
import { createRandom, pick } from '../../support/sim-world.ts';

const kills = Number(process.env['PLUMBLINE_KILLS'] ?? 300);
const random = createRandom(Number(process.env['PLUMBLINE_SEED'] ?? 1));
const eventEveryMs = 20;
const mostWaiting = 16;
const noVersion: Omit<Item, 'key' | 'version' | 'cards'> = {
  snapshot: new Uint8Array(),
  seen: new Uint8Array(),
  head: '',
  effects: [],
  projection: {},
};

let folder: string;
let server: TestServer;
let store: Store;
let platform: Server;
const chat = createChat();
const acknowledged = new Map<string, string>();
/** Posts and acknowledgements so far: what a life is measured by, so that a busy machine does not kill before anything was done. */
let progress = 0;
const begun = new Set<ChildProcess>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-kill-'));
  // In one file, because a process that is killed so soon must start fast.
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL('../../support/kill-child.ts', import.meta.url)),
      outDir: folder,
      minify: true,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'child.cjs' } },
    },
  });
  server = await startDynoxide(folder);
  store = await server.store(killTable);
  // The very first sweep of a table looks back two days, which takes longer than most lives here.
  await store.sweptTo(Date.now());
  platform = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      progress += 1;
      const { version, cards, ...speech } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as SentSpeech;
      const spoken = chat.accept({ ...speech, item: { ...noVersion, key: speech.key, version, cards } }, 'takes');
      response.end(JSON.stringify(spoken));
    });
  });
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  for (const child of begun) child.kill('SIGKILL');
  platform.close();
  platform.closeAllConnections();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const addressOf = (listening: Server) => (listening.address() as AddressInfo).port;

it(
  `loses, doubles and disorders nothing over ${kills} kills`,
  async () => {
    const beganAt = performance.now();
    const ports = await Promise.all([freePort(), freePort()]);
    const plan = { left: kills, births: 0, storeKills: 0, over: false };
    const lives = ports.map((port) => liveAndDie(port, plan));
    const sent = await sendEvents(ports, plan);
    const survivors = await Promise.all(lives);
    const killed = performance.now();
    await restOf(sent);
    for (const child of survivors) child.kill('SIGKILL');
    const rested = performance.now();

    const items = new Map(await Promise.all(killScenario.keys.map(async (key) => [itemName(key), await store.load(key)] as const)));
    const counted = await store.readCount('t1', 'stale-posts');
    const checked = await checkRest({
      scenario: killScenario,
      keys: killScenario.keys,
      chat,
      acknowledged,
      store: {
        peek: (key) => items.get(itemName(key)) ?? null,
        readLog: (key) => store.readLog(key),
        openItems: (before, limit) => store.openItems(before, limit),
        dueRows: () => [],
        counted: () => counted,
      },
    });
    const seconds = (killed - beganAt) / 1000;
    console.info(
      `${kills} kills (${plan.storeKills} of the store too) in ${seconds.toFixed(1)} s, ${(kills / seconds).toFixed(1)}/s; ` +
        `${acknowledged.size} events, ${checked.turns} turns, at rest after ${((rested - killed) / 1000).toFixed(1)} s; ` +
        `${checked.doubled} messages twice, ${counted} counted as stale posts`,
    );
    expect(checked.violations).toEqual([]);
    expect(acknowledged.size).toBe(sent);
    expect(checked.turns).toBeGreaterThanOrEqual(sent);
  },
  120_000 + kills * 1000,
);

interface Plan {
  left: number;
  births: number;
  storeKills: number;
  over: boolean;
}

/** One place where processes live, one after the other; the last one stays. */
async function liveAndDie(port: number, plan: Plan): Promise<ChildProcess> {
  while (true) {
    const child = await begin(port, plan);
    if (plan.left <= 0) {
      plan.over = true;
      return child;
    }
    await liveOn();
    plan.left -= 1;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    if (random() < 0.15) {
      plan.storeKills += 1;
      const pid = server.embedded.pid();
      if (pid !== null) killQuietly(pid);
    }
    await gone;
  }
}

/** Ends at any moment within or just after a little progress. */
async function liveOn(): Promise<void> {
  const enough = progress + Math.floor(random() * 8);
  const longest = performance.now() + 1500;
  while (progress < enough && performance.now() < longest) await pause(3);
  await pause(random() * 25);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was killed a moment ago and is just being started again.
  }
}

async function begin(port: number, plan: Plan): Promise<ChildProcess> {
  plan.births += 1;
  const args = [
    join(folder, 'child.cjs'),
    server.embedded.endpoint,
    `http://127.0.0.1:${addressOf(platform)}`,
    String(port),
    `p${plan.births}`,
  ];
  const child = spawn(process.execPath, ['--no-warnings', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  begun.add(child);
  child.once('exit', () => begun.delete(child));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`The child ended with ${code} before it was ready.`)));
  });
  return child;
}

/** Sends events until the last kill; each is sent again until it is acknowledged. Returns how many there are. */
async function sendEvents(ports: readonly number[], plan: Plan): Promise<number> {
  let count = 0;
  while (!plan.over) {
    count += 1;
    const input = killInput(`e${count}`, random, Date.now());
    void (async () => {
      while (!acknowledged.has(input.id)) {
        const outcome = await deliver(pick(random, ports), JSON.stringify(input));
        if (outcome === null) {
          await pause(50 + random() * 400);
          continue;
        }
        progress += 1;
        acknowledged.set(input.id, outcome);
      }
    })();
    do await pause(eventEveryMs);
    while (count - acknowledged.size >= mostWaiting && !plan.over);
  }
  return count;
}

async function deliver(port: number, body: string): Promise<string | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body, signal: AbortSignal.timeout(5000) });
    const text = await answer.text();
    return answer.ok ? text : null;
  } catch {
    return null;
  }
}

/** Waits until all is acknowledged, performed and fired. */
async function restOf(sent: number): Promise<void> {
  let quiet = 0;
  while (quiet < 4) {
    await pause(killLeaseMs / 3);
    quiet = acknowledged.size === sent && (await isAtRest()) ? quiet + 1 : 0;
  }
}

async function isAtRest(): Promise<boolean> {
  try {
    const open = await store.openItems(Number.MAX_SAFE_INTEGER, 100);
    return open.length === 0 && (await store.due(Date.now() + 60_000, 10)).length === 0;
  } catch (error) {
    // The last kill may have been the store's: it is just being started again.
    if (error instanceof StoreFailedError) return false;
    throw error;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const port = addressOf(probe);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
