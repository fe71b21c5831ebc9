/** Real processes with both real doors, really killed: what people were told is taken in is there, once, and their cards show it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTenancy } from '../../bot/tenancy.ts';
import type { Store } from '../../workflows/store/store.ts';
import { verifyChain } from '../../workflows/turn/chain.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import { registrationOf, startKeys } from '../bot/teams/wire.ts';
import { startTeams } from '../support/app-wire.ts';
import { startDynoxide, type TestServer } from '../support/dynoxide.ts';
import { type KilledProcess, slackTalks, type Talk, teamsTalks } from '../support/kill-doors.ts';
import { portOf } from '../support/kill-run.ts';
import { createRandom, pick } from '../support/sim-world.ts';
import { type SlackEmulator, startSlackEmulator } from '../support/slack-emulator.ts';

const kills = Number(process.env['PLUMBLINE_KILLS'] ?? 12);
const random = createRandom(Number(process.env['PLUMBLINE_SEED'] ?? 1));
/** A send is given up after an eighth of it: a machine that is busy for less must not look like a platform that is late. */
const leaseMs = 8000;
const table = 'plumbline';
const registration = registrationOf(1);
const { appId } = registration;

let folder: string;
let server: TestServer;
let store: Store;
let slack: SlackEmulator;
let teams: Awaited<ReturnType<typeof startTeams>>;
let keys: Awaited<ReturnType<typeof startKeys>>;
type Child = ChildProcess & { stdout: Readable };
const begun = new Set<ChildProcess>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-doors-'));
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'));
  // In one file, because a process that is killed so soon must start fast.
  await build({
    entryPoints: [fileURLToPath(new URL('../support/kill-doors-child.ts', import.meta.url))],
    outfile: join(folder, 'child.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // What is patched while it runs has to be the package itself.
    external: ['botbuilder', 'botframework-*'],
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(folder, 'child.cjs')).href) },
    logLevel: 'error',
  });
  server = await startDynoxide(folder);
  store = await server.store(table);
  await store.sweptTo(Date.now());
  slack = await startSlackEmulator();
  [teams, keys] = [await startTeams(), await startKeys()];
}, 120_000);

afterAll(async () => {
  for (const child of begun) child.kill('SIGKILL');
  await slack.stop();
  teams.stop();
  keys.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Answers that lead on and lose nobody's way. */
const labels = ['Start', "Don't know", 'Back'];

it(
  `loses and doubles nothing through the doors of Slack and Teams over ${kills} kills`,
  async () => {
    const plan: Plan = { left: kills, over: false, broken: null, ports: [null, null], said: 0 };
    const lives = Promise.all(plan.ports.map((_, place) => liveAndDie(place, plan))).catch((error: unknown) => {
      plan.broken = error;
      throw error;
    });
    lives.catch(() => undefined);
    const lines = {
      origin: () => `http://127.0.0.1:${pick(random, plan.ports) ?? nobody}`,
      async pause() {
        if (plan.broken !== null) throw plan.broken;
        await pause(30 + random() * 200);
      },
    };
    // A channel each, because only about a message a second goes into one.
    for (const number of [1, 2, 3]) slack.addPerson({ id: `U${number}` });
    for (const number of [1, 2, 3]) slack.addChannel({ id: `C${number}` });
    const token = async () => `Bearer ${await keys.token({ aud: appId, serviceurl: teams.url })}`;
    const inTeams = teamsTalks({ messages: teams.messages, members: teams.members, token }, teams.url, lines);
    const inSlack = slackTalks(slack, lines);
    const talks = [...[1, 2, 3].map((number) => inSlack(`U${number}`, `C${number}`)), ...['Ana', 'Ben'].map(inTeams)];
    const names = await Promise.all(talks.map((talk, index) => talkOn(talk, index, plan)));
    const survivors = await lives;
    await restOf();
    for (const child of survivors) child.kill('SIGKILL');

    const effects = talks.flatMap((talk) => talk.messages().flatMap(({ effect }) => effect ?? []));
    const copies = await Promise.all(talks.map((talk, index) => checkTalk(talk, names[index] ?? [])));
    expect(effects.length).toBeGreaterThan(0);
    expect(effects.filter((effect, index) => effects.indexOf(effect) !== index)).toEqual([]);
    console.info(
      `${kills} kills, ${names.flat().length} acknowledged; ${copies.reduce((sum, count) => sum + count, 0)} copies of cards were left`,
    );
  },
  120_000 + kills * 15_000,
);

interface Plan {
  left: number;
  over: boolean;
  /** Why no process lives any more. */
  broken: unknown;
  /** On which port the process of each place listens; null while none does. */
  ports: (number | null)[];
  /** What was said and pressed so far: a life is measured by it, so that a busy machine does not kill before anything was done. */
  said: number;
}

/** Nobody listens there. */
const nobody = 1;
const longestLifeMs = 4000;

/** Says one thing after the other, each acknowledged before the next, and presses what is there. Returns the names that it gave. */
async function talkOn(talk: Talk, index: number, plan: Plan): Promise<string[]> {
  await talk.says(`assess workload ${index}`);
  // Nobody goes on before there is a card.
  while (talk.messages().length === 0) {
    if (plan.broken !== null) throw plan.broken;
    await pause(50);
  }
  const names: string[] = [];
  while (!plan.over || names.length < 2) {
    const name = `W${index} number ${names.length + 1}`;
    await talk.says(`rename to ${name}`);
    names.push(name);
    await talk.presses(pick(random, labels));
    plan.said += 1;
  }
  return names;
}

/** What was acknowledged is in the log once and in order, the log is whole, and the newest card shows it. Returns the spare copies. */
async function checkTalk(talk: Talk, names: string[]): Promise<number> {
  const messages = talk.messages();
  const ids = [...new Set(messages.flatMap(({ assessments }) => assessments))];
  expect(ids).toHaveLength(1);
  const org = talk.surface === 'slack' ? { surface: talk.surface, id: 'T1' } : { surface: talk.surface, id: registration.tenant };
  const tenant = await createTenancy(store, Date.now).tenantOf(org);
  const key: ItemKey = { tenant, kind: 'assessment', id: ids[0] ?? '' };
  const [item, rows] = [await store.load(key), await store.readLog(key)];
  const renames = rows.map(({ payload }) => JSON.parse(payload ?? '{}') as { type?: string; workload?: string });
  expect(renames.filter(({ type }) => type === 'rename').map(({ workload }) => workload)).toEqual(names);
  expect(item && verifyChain(rows, item.head, item.version)).toEqual([]);
  expect(item?.effects).toEqual([]);
  const cards = messages.filter(({ assessments }) => assessments.length > 0);
  expect(cards.at(-1)?.words).toContain(names.at(-1));
  return cards.length - 1;
}

/** One place where processes live, one after the other; the last one stays. */
async function liveAndDie(place: number, plan: Plan): Promise<ChildProcess> {
  while (true) {
    const child = await begin();
    plan.ports[place] = await portOf(child);
    await liveOn(plan);
    if (plan.left <= 0) {
      plan.over = true;
      return child;
    }
    plan.left -= 1;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    plan.ports[place] = null;
    child.kill('SIGKILL');
    await gone;
  }
}

/** Ends at any moment within or just after a little talk. */
async function liveOn(plan: Plan): Promise<void> {
  const enough = plan.said + Math.floor(random() * 4);
  const longest = performance.now() + longestLifeMs;
  while (plan.said < enough && performance.now() < longest) await pause(5);
  await pause(random() * 500);
}

async function begin(): Promise<Child> {
  const catalogue = fileURLToPath(new URL('../fixtures/catalogues/pocket-1.json', import.meta.url));
  const { issuer, openIdMetadata } = keys.addresses;
  const { settings, apiUrl: slackApiUrl } = slack;
  const places = { store: server.embedded.endpoint, table, catalogue, leaseMs };
  const killed: KilledProcess = { ...places, slack: settings, slackApiUrl, registration, keys: { issuer, openIdMetadata } };
  const child = spawn(process.execPath, ['--no-warnings', join(folder, 'child.cjs'), JSON.stringify(killed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  begun.add(child);
  child.once('exit', () => begun.delete(child));
  return child;
}

/** Waits until all effects are performed. */
async function restOf(): Promise<void> {
  let quiet = 0;
  while (quiet < 4) {
    await pause(500);
    quiet = (await store.openItems(Number.MAX_SAFE_INTEGER, 100)).length === 0 ? quiet + 1 : 0;
  }
}
