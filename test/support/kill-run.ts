/** Two real processes over one dynoxide on disk, killed again and again while events come in: what every kill test needs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { type Store, StoreFailedError } from '../../workflows/store/store.ts';
import type { Spoken } from '../../workflows/turn/relay.ts';
import { startDynoxide, type TestServer } from './dynoxide.ts';
import { killLeaseMs, killTable, type SentSpeech } from './kill-scenario.ts';
import type { ScenarioInput } from './sim-process.ts';
import { pick } from './sim-world.ts';

export interface KillPorts {
  /** The program of a process, TypeScript. Its arguments are store, platform and owner, then `more`; it says on which port it listens. */
  child: string;
  /** Asked at each birth. */
  more?: () => readonly string[];
  random: () => number;
  /** The platform takes a message. */
  accept(speech: SentSpeech): Spoken;
}

export interface KillWorld {
  store: Store;
  /** Sends inputs while processes die so often; returns what came of it once all of them were acknowledged and all is at rest. */
  run(plan: KillPlan): Promise<Killed>;
  stop(): Promise<void>;
}

export interface KillPlan {
  kills: number;
  /** So many inputs are sent in any case, however fast processes die. */
  least: number;
  everyMs: number;
  /** The most inputs that wait for their acknowledgement. */
  waiting: number;
  next(count: number): Promise<ScenarioInput> | ScenarioInput;
  acknowledged(input: ScenarioInput, answer: string): void;
  /** Nothing is due any more. */
  isQuiet(): Promise<boolean>;
}

export interface Killed {
  sent: number;
  storeKills: number;
  seconds: number;
  restSeconds: number;
}

export async function startKilling(ports: KillPorts): Promise<KillWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-kill-'));
  // In one file, because a process that is killed so soon must start fast.
  await build({
    entryPoints: [ports.child],
    outfile: join(folder, 'child.cjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(ports.child).href) },
    logLevel: 'error',
  });
  const server = await startDynoxide(folder);
  const store = await server.store(killTable);
  const progress = { count: 0 };
  const platform = await startPlatform(ports, progress);
  const begun = new Set<ChildProcess>();
  return {
    store,
    run: async (plan) => await run({ ports, folder, server, store, progress, platform, begun }, plan),
    async stop() {
      for (const child of begun) child.kill('SIGKILL');
      platform.close();
      platform.closeAllConnections();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Parts {
  ports: KillPorts;
  folder: string;
  server: TestServer;
  store: Store;
  /** Posts and acknowledgements so far: what a life is measured by, so that a busy machine does not kill before anything was done. */
  progress: { count: number };
  platform: Server;
  begun: Set<ChildProcess>;
}

async function startPlatform({ accept }: KillPorts, progress: { count: number }): Promise<Server> {
  const platform = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const sent = JSON.parse(Buffer.concat(chunks).toString('utf8')) as SentSpeech;
      // We were too busy to look: whoever sent it has given up, and may have said something newer by now.
      if (Date.now() > sent.until) return void response.writeHead(503).end();
      progress.count += 1;
      response.end(JSON.stringify(accept(sent)));
    });
  });
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
  return platform;
}

const addressOf = (listening: Server) => (listening.address() as AddressInfo).port;

interface Course {
  left: number;
  births: number;
  storeKills: number;
  over: boolean;
  open: number;
  /** On which port the process of each place listens; null while none does. */
  ports: (number | null)[];
  /** Why no process lives any more. */
  broken: unknown;
}

async function run(parts: Parts, plan: KillPlan): Promise<Killed> {
  const beganAt = performance.now();
  const course: Course = { left: plan.kills, births: 0, storeKills: 0, over: false, open: 0, ports: [null, null], broken: null };
  const lives = Promise.all(course.ports.map((_, place) => liveAndDie(parts, place, course)));
  lives.catch((error: unknown) => {
    course.broken = error;
  });
  const sent = await sendEvents(parts, course, plan);
  const survivors = await lives;
  const killedAt = performance.now();
  await restOf(parts, course, plan);
  for (const child of survivors) child.kill('SIGKILL');
  const { storeKills } = course;
  return { sent, storeKills, seconds: (killedAt - beganAt) / 1000, restSeconds: (performance.now() - killedAt) / 1000 };
}

/** One place where processes live, one after the other; the last one stays. */
async function liveAndDie(parts: Parts, place: number, course: Course): Promise<ChildProcess> {
  const { random } = parts.ports;
  while (true) {
    const child = await begin(parts, place, course);
    if (course.left <= 0) {
      course.over = true;
      return child;
    }
    await liveOn(parts);
    course.left -= 1;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    course.ports[place] = null;
    child.kill('SIGKILL');
    if (random() < 0.15) {
      course.storeKills += 1;
      const pid = parts.server.embedded.pid();
      if (pid !== null) killQuietly(pid);
    }
    await gone;
  }
}

/** Ends at any moment within or just after a little progress. */
async function liveOn({ progress, ports: { random } }: Parts): Promise<void> {
  const enough = progress.count + Math.floor(random() * 8);
  const longest = performance.now() + 1500;
  while (progress.count < enough && performance.now() < longest) await pause(3);
  await pause(random() * 25);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was killed a moment ago and is just being started again.
  }
}

async function begin({ ports, folder, server, platform, begun }: Parts, place: number, course: Course): Promise<ChildProcess> {
  course.births += 1;
  const places = [server.embedded.endpoint, `http://127.0.0.1:${addressOf(platform)}`, `p${course.births}`];
  const args = ['--no-warnings', join(folder, 'child.cjs'), ...places, ...(ports.more?.() ?? [])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  begun.add(child);
  child.once('exit', () => begun.delete(child));
  course.ports[place] = await portOf(child);
  return child;
}

/** A port of its own choice: one that was looked for beforehand may be somebody else's by now. */
export async function portOf(child: ChildProcess & { stdout: Readable }): Promise<number> {
  return await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (said: Buffer) => resolve(Number(said.toString('utf8'))));
    child.once('exit', (code, signal) => reject(new Error(`The child ended with ${signal ?? code} before it was ready.`)));
  });
}

/** Sends events until the last kill; each is sent again until it is acknowledged. Returns how many there are. */
async function sendEvents({ ports: { random }, progress }: Parts, course: Course, plan: KillPlan): Promise<number> {
  const send = async (input: ScenarioInput) => {
    for (let answer: string | null = null; answer === null; ) {
      if (course.broken !== null) return;
      answer = await deliver(pick(random, course.ports), JSON.stringify(input));
      if (answer === null) await pause(50 + random() * 400);
      else plan.acknowledged(input, answer);
    }
    progress.count += 1;
    course.open -= 1;
  };
  let count = 0;
  const goesOn = () => course.broken === null && (!course.over || count < plan.least);
  while (goesOn()) {
    count += 1;
    course.open += 1;
    void send(await inputAt(plan, count));
    do await pause(plan.everyMs);
    while (course.open >= plan.waiting && goesOn());
  }
  return count;
}

async function deliver(port: number | null, body: string): Promise<string | null> {
  if (port === null) return null;
  try {
    const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body, signal: AbortSignal.timeout(5000) });
    const text = await answer.text();
    return answer.ok ? text : null;
  } catch {
    return null;
  }
}

/** People look at what stands; where the store is just being started again, they look a moment later. */
async function inputAt({ next }: KillPlan, count: number): Promise<ScenarioInput> {
  while (true) {
    try {
      return await next(count);
    } catch (error) {
      if (!(error instanceof StoreFailedError)) throw error;
      await pause(50);
    }
  }
}

/** Waits until all is acknowledged, performed and fired. */
async function restOf({ store }: Parts, course: Course, plan: KillPlan): Promise<void> {
  const isAtRest = async () =>
    course.open === 0 && (await store.openItems(Number.MAX_SAFE_INTEGER, 100)).length === 0 && (await plan.isQuiet());
  let quiet = 0;
  while (quiet < 4) {
    await pause(killLeaseMs / 3);
    quiet = (await throughFailures(isAtRest)) ? quiet + 1 : 0;
  }
}

/** The last kill may have been the store's: it is just being started again. */
async function throughFailures(asks: () => Promise<boolean>): Promise<boolean> {
  try {
    return await asks();
  } catch (error) {
    if (error instanceof StoreFailedError) return false;
    throw error;
  }
}
