/** Workspaces install the app in a real browser, against the pages and the Web API of a Slack that others wrote, and are answered after. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { type Collection, createServer as createEmulate, type Entity, type ServicePlugin, type Store, serve } from '@emulators/core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSlack } from '../../bot/slack/open.ts';
import { createSeal, parseSealKeys } from '../../bot/slack/seal.ts';
import { mentionOf, postJson, signingSecret } from '../bot/slack/wire.ts';
import { type Ground, startGround, type World } from '../support/app.ts';
import { browserMissing, openPlainPage } from '../support/browser.ts';

type Row = Entity & Record<string, unknown>;
type Seed = (store: Store, url: string, config: Record<string, unknown>) => void;

/** The file that holds the service of Slack; its name changes with each version, and the version is pinned. */
async function loadSlack(): Promise<{ slackPlugin: ServicePlugin; seedFromConfig: Seed }> {
  const folder = new URL('../../node_modules/emulate/dist/', import.meta.url);
  const holdsIt = (name: string) => /^dist-.*\.js$/.test(name) && /^ {2}slackPlugin$/m.test(readFileSync(new URL(name, folder), 'utf8'));
  const file = readdirSync(folder).find(holdsIt) ?? '';
  return (await import(pathToFileURL(new URL(file, folder).pathname).href)) as { slackPlugin: ServicePlugin; seedFromConfig: Seed };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${portOf(server)}`;
};

const clientSecret = 'not-a-secret-of-anybody-either';

async function startEmulator(redirect: string) {
  const { slackPlugin, seedFromConfig } = await loadSlack();
  const probe = createServer();
  await listen(probe);
  const port = portOf(probe);
  await new Promise((resolve) => probe.close(resolve));
  const url = `http://127.0.0.1:${port}`;
  const { app, store } = createEmulate(slackPlugin, { port, baseUrl: url });
  slackPlugin.seed?.(store, url);
  seedFromConfig(store, url, {
    oauth_apps: [{ client_id: 'C-1', client_secret: clientSecret, name: 'Plumbline', redirect_uris: [redirect], scopes: [] }],
    users: [{ name: 'ana', real_name: 'Ana' }],
  });
  /** Slack says of every channel whether strangers read along; emulate does not. */
  const answer: typeof app.fetch = async (request, ...rest) => {
    const told = await app.fetch(request, ...rest);
    if (new URL(request.url).pathname !== '/api/conversations.info') return told;
    const body = (await told.json()) as { channel?: object };
    return Response.json({ ...body, channel: { ...body.channel, is_ext_shared: false } });
  };
  const server = serve({ fetch: answer, port, hostname: '127.0.0.1' });
  const rows = (name: string): Collection<Row> => store.collection<Row>(`slack.${name}`);
  return {
    url,
    rows,
    /** Who installs next does so in this workspace. */
    moveTo(team: string, name: string) {
      for (const kind of ['teams', 'users', 'channels']) for (const { id } of rows(kind).all()) rows(kind).update(id, { team_id: team });
      for (const { id } of rows('teams').all()) rows('teams').update(id, { name });
    },
    idOf: (user: string) => String(rows('users').findOneBy('name', user)?.['user_id']),
    stop: () => server.close(),
  };
}

async function startBot(ground: Ground) {
  const server = createServer();
  const origin = await listen(server);
  const emulator = await startEmulator(`${origin}/slack/oauth_redirect`);
  const world: { here?: World } = {};
  const clock = { ahead: 0 };
  const now = () => Date.now() + clock.ahead;
  const granted: object[] = [];
  const slack = openSlack(
    { signingSecret, workspaces: [], oauth: { clientId: 'C-1', clientSecret, url: origin } },
    {
      clock: now,
      log: (entry) => world.here?.write(entry),
      slackApiUrl: `${emulator.url}/api/`,
      authorizeUrl: `${emulator.url}/oauth/v2/authorize`,
      installs: {
        rows: {
          readRecord: async (...key) => (await world.here?.store.readRecord(...key)) ?? null,
          writeRecords: async (...changes) => (await world.here?.store.writeRecords(...changes)) ?? 'conflict',
        },
        seal: createSeal(parseSealKeys(randomBytes(32).toString('base64')), randomBytes),
        secret: () => randomBytes(32).toString('base64url'),
        pause: async () => undefined,
        owner: 'here',
      },
    },
  );
  const here = await ground.world({ sender: slack.sender, at: Date.now() });
  world.here = here;
  const installed = async (one: Parameters<World['installed']>[0]) => {
    granted.push(one);
    await here.installed(one);
  };
  server.on('request', slack.door({ converse: here.converse, livesIn: here.livesIn, installed }));
  return {
    origin,
    emulator,
    clock,
    granted,
    world: here,
    async stop() {
      await here.passes(0);
      server.closeAllConnections();
      server.close();
      emulator.stop();
    },
  };
}

let ground: Ground;
let bot: Awaited<ReturnType<typeof startBot>>;

describe.skipIf(browserMissing)(`installing the app${browserMissing === undefined ? '' : ` (${browserMissing})`}`, () => {
  let browser: Awaited<ReturnType<typeof openPlainPage>>;
  let page: Page;

  beforeAll(async () => {
    ground = await startGround();
    bot = await startBot(ground);
    browser = await openPlainPage();
    page = browser.page;
  });
  afterAll(async () => {
    await browser.close();
    await bot.stop();
    await ground.stop();
  });

  const read = () => page.locator('main').innerText();
  const begin = () => page.goto(`${bot.origin}/slack/install`);
  const asks = async (team: string, channel: string) => {
    const token = bot.emulator
      .rows('tokens')
      .all()
      .findLast((row) => row['team_id'] === team);
    const user = bot.emulator.idOf('ana');
    const authorizations = [{ team_id: team, enterprise_id: null, is_enterprise_install: false }];
    // Two workspaces may ask within one second; each message still has its own stamp.
    const ts = `${Math.floor(Date.now() / 1000)}.${team.replace(/\D/g, '').padEnd(6, '0')}`;
    const event = { channel, user, team, text: `<@${String(token?.['bot_user_id'])}> assess our agent`, ts };
    const { status } = await postJson(bot.origin, mentionOf(event, { team_id: team, authorizations }));
    await bot.world.passes(0);
    const written = bot.emulator
      .rows('messages')
      .all()
      .filter((row) => row['thread_ts'] === ts);
    return { status, written: written.length };
  };
  const channel = () => String(bot.emulator.rows('channels').all()[0]?.['channel_id']);

  it('ends on a page that says what to do next, and the workspace is answered', async () => {
    bot.emulator.moveTo('T1', 'First & <b>Co</b>');
    await begin();
    expect(page.url()).toContain(bot.emulator.url);
    await page.getByRole('button', { name: /ana/i }).click();
    expect(await read()).toContain('Plumbline is installed in First & <b>Co</b>');
    expect(await read()).toContain('assess our support agent');
    expect(bot.granted).toMatchObject([
      { tenant: 'T1', person: { id: bot.emulator.idOf('ana'), name: 'ana' }, scopes: expect.arrayContaining(['chat:write']) },
    ]);
    expect(await asks('T1', channel())).toEqual({ status: 200, written: 1 });
  });

  it('is refused when what Slack sent back is used again', async () => {
    await page.reload();
    expect(await read()).toContain('This link cannot be used');
    expect(bot.granted).toHaveLength(1);
  });

  it('works for a second workspace, and the first goes on', async () => {
    bot.emulator.moveTo('T2', 'Second');
    await begin();
    await page.getByRole('button', { name: /ana/i }).click();
    expect(await read()).toContain('Plumbline is installed in Second');
    expect(bot.granted).toMatchObject([{ tenant: 'T1' }, { tenant: 'T2' }]);
    expect(await asks('T2', channel())).toEqual({ status: 200, written: 1 });
  });

  it('leaves no token in the table as it is, nor in the log', async () => {
    const tokens = bot.emulator
      .rows('tokens')
      .all()
      .map((row) => String(row['token']));
    const kept = JSON.stringify([await bot.world.rows(), bot.world.log]);
    expect(tokens.filter((token) => token.startsWith('xoxb-')).length).toBeGreaterThan(1);
    expect(tokens.filter((token) => kept.includes(token))).toEqual([]);
    expect(kept).toContain('"T2"');
  });

  it('does nothing when it is denied, and can begin again', async () => {
    await begin();
    const state = new URL(page.url()).searchParams.get('state') ?? '';
    await page.goto(`${bot.origin}/slack/oauth_redirect?${new URLSearchParams({ error: 'access_denied', state }).toString()}`);
    expect(await read()).toContain('Nothing was installed');
    await page.getByRole('link', { name: 'Begin again' }).click();
    expect(page.url()).toContain(bot.emulator.url);
    expect(bot.granted).toHaveLength(2);
  });

  it('is refused in another browser than the one that began it', async () => {
    await begin();
    const other = await browser.another();
    await other.goto(page.url());
    await other.getByRole('button', { name: /ana/i }).click();
    expect(await other.locator('main').innerText()).toContain('This link cannot be used');
    expect(bot.granted).toHaveLength(2);
  });

  it('is refused after ten minutes', async () => {
    await begin();
    bot.clock.ahead = 11 * 60_000;
    await page.getByRole('button', { name: /ana/i }).click();
    expect(await read()).toContain('This took longer than ten minutes');
    expect(bot.granted).toHaveLength(2);
  });
});
