/** Many workspaces on the wire: each speaks with its own token, which changes, ends and comes back without anything being lost. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSlack } from '../../bot/slack/open.ts';
import { createSeal, parseSealKeys } from '../../bot/slack/seal.ts';
import { eventOf, mentionOf, postJson, signingSecret } from '../bot/slack/wire.ts';
import { type Ground, hour, minute, startGround, type World } from '../support/app.ts';
import { type SlackEmulator, startSlackEmulator } from '../support/slack-emulator.ts';

const oauth = { clientId: 'C-1', clientSecret: 'not-a-secret-of-anybody', url: 'https://bot.example' };

let ground: Ground;
let slack: SlackEmulator;
let world: World;
let origin: string;
let close: () => void;
/** What Slack answers to the next codes and refresh tokens. */
const grants = new Map<string, object>();
const asked: string[] = [];
let stamps = 0;

const grantOf = (token: string, over: object = {}) => ({
  ok: true,
  access_token: token,
  scope: 'chat:write,channels:history',
  bot_user_id: 'UBOT',
  app_id: 'A1',
  team: { id: 'T1', name: 'First' },
  enterprise: null,
  is_enterprise_install: false,
  authed_user: { id: 'U1' },
  ...over,
});

beforeAll(async () => {
  ground = await startGround();
  slack = await startSlackEmulator();
  slack.addChannel({ id: 'C1' });
  slack.addPerson({ id: 'U1' });
  slack.methods.set('oauth.v2.access', ({ code, refresh_token: refresh }) => {
    const used = code ?? refresh ?? '';
    asked.push(used);
    const grant = grants.get(used);
    // Each works once.
    grants.delete(used);
    return grant ?? { ok: false, error: code === undefined ? 'invalid_refresh_token' : 'invalid_code' };
  });
  const key = randomBytes(32).toString('base64');
  const opened = openSlack(
    { signingSecret, workspaces: [], oauth },
    {
      clock: () => world.now(),
      log: (entry) => world.write(entry),
      slackApiUrl: slack.apiUrl,
      deadlineMs: 60_000,
      installs: {
        rows: {
          readRecord: async (...read) => await world.store.readRecord(...read),
          writeRecords: async (...written) => await world.store.writeRecords(...written),
        },
        seal: createSeal(parseSealKeys(key), randomBytes),
        secret: () => randomBytes(32).toString('base64url'),
        pause: async () => undefined,
        owner: 'here',
      },
    },
  );
  world = await ground.world({ sender: opened.sender, at: Date.now() });
  const server = createServer(opened.door({ converse: world.converse, livesIn: world.livesIn, installed: world.installed }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
afterAll(async () => {
  await world.passes(0);
  close();
  await slack.stop();
  await ground.stop();
});

/** As a browser does it; `test/e2e/slack-install.test.ts` has a real one. */
async function installs(code: string, grant: object): Promise<string> {
  grants.set(code, grant);
  const page = await fetch(`${origin}/slack/install`, { redirect: 'manual' });
  const state = new URL(page.headers.get('location') ?? '').searchParams.get('state') ?? '';
  const cookie = (page.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const query = new URLSearchParams({ code, state }).toString();
  const back = await fetch(`${origin}/slack/oauth_redirect?${query}`, { headers: { cookie } });
  return await back.text();
}

const stamp = () => {
  stamps += 1;
  return `${Math.floor(world.now() / 1000)}.${String(stamps).padStart(6, '0')}`;
};

const mentions = async (text: string, over: object = {}, event: object = {}): Promise<{ status: number; ts: string }> => {
  const ts = stamp();
  const { status } = await postJson(origin, mentionOf({ text: `<@UBOT> ${text}`, ts, team: undefined, ...event }, over));
  await world.passes(1_000);
  return { status, ts };
};

const leaves = async (type: string, over: object = {}, envelope: object = {}): Promise<number> => {
  const seconds = Math.floor(world.now() / 1000);
  const body = {
    type: 'event_callback',
    team_id: 'T1',
    event_id: `Ev${seconds}`,
    event_time: seconds,
    authorizations: [],
    event: { type, ...over },
    ...envelope,
  };
  return (await postJson(origin, body)).status;
};

const cards = (thread: string) => slack.messages().filter((one) => one.thread === thread && one.user === 'UBOT');
const tokensUsed = () => new Set(slack.calls.filter(({ method }) => method.startsWith('chat.')).map(({ token }) => token));
const grants12h = (token: string, refresh: string) => grantOf(token, { refresh_token: refresh, expires_in: 43_200 });

describe('a workspace', () => {
  it('is not heard before it installs the app, and is heard the moment after', async () => {
    expect(await mentions('assess our agent')).toMatchObject({ status: 200 });
    expect(slack.calls.filter(({ method }) => method.startsWith('chat.'))).toEqual([]);
    for (const token of ['xoxb-1', 'xoxb-2', 'xoxb-3', 'xoxb-again']) slack.addToken({ token, team: 'T1', bot: 'UBOT' });
    expect(await installs('code-1', grants12h('xoxb-1', 'xoxe-1'))).toContain('Plumbline is installed in First');
    const { ts } = await mentions('assess our agent');
    expect(cards(ts)).toHaveLength(1);
    expect(tokensUsed()).toEqual(new Set(['xoxb-1']));
  });

  it('goes on with a new token before the old one ends, asked for once though much comes at once', async () => {
    await world.passes(10 * hour + minute);
    grants.set('xoxe-1', grants12h('xoxb-2', 'xoxe-2'));
    slack.calls.length = 0;
    const all = await Promise.all([1, 2, 3].map((one) => mentions(`assess our agent ${one}`)));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(asked.filter((one) => one === 'xoxe-1')).toHaveLength(1);
    expect(tokensUsed()).toEqual(new Set(['xoxb-2']));
  });

  it('that takes its token back and installs the app again goes on where it was', async () => {
    const { ts } = await mentions('assess our helper');
    expect(await leaves('tokens_revoked', { tokens: { oauth: [], bot: ['UBOT'] } })).toBe(200);
    expect(await leaves('app_uninstalled')).toBe(200);
    slack.calls.length = 0;
    await postJson(origin, eventOf({ channel: 'C1', channel_type: 'channel', thread_ts: ts, text: 'go on', ts: stamp() }));
    await world.passes(5 * minute);
    expect(slack.calls).toEqual([]);
    expect(await installs('code-2', grants12h('xoxb-again', 'xoxe-again'))).toContain('is installed');
    await postJson(origin, eventOf({ channel: 'C1', channel_type: 'channel', thread_ts: ts, text: 'go on', ts: stamp() }));
    await world.passes(1_000);
    // The card follows the words.
    expect(cards(ts)).toHaveLength(2);
    expect(cards(ts)[0]?.text).toContain('went on below');
    expect(tokensUsed()).toEqual(new Set(['xoxb-again']));
  });

  it('is not taken away by an old uninstallation that is delivered late', async () => {
    const seconds = Math.floor((world.now() - hour) / 1000);
    const late = { type: 'event_callback', team_id: 'T1', event_time: seconds, event: { type: 'app_uninstalled' } };
    await postJson(origin, late);
    const { ts } = await mentions('assess our searcher');
    expect(cards(ts)).toHaveLength(1);
  });

  it('whose token is refused is looked up again at once', async () => {
    slack.weather.push({ method: 'users.info', error: 'token_revoked' });
    grants.set('xoxe-again', grants12h('xoxb-3', 'xoxe-3'));
    await postJson(origin, mentionOf({ user: 'U1', text: '<@UBOT> help', ts: stamp() }));
    expect(await installs('code-3', grants12h('xoxb-3', 'xoxe-3'))).toContain('is installed');
    slack.calls.length = 0;
    await mentions('assess our teller');
    expect(tokensUsed()).toEqual(new Set(['xoxb-3']));
  });
});

describe('workspaces of one organisation that each install the app', () => {
  const org = { id: 'E1', name: 'Org' };
  const from = (team: string) => ({
    team_id: team,
    authorizations: [{ team_id: team, enterprise_id: 'E1', is_enterprise_install: false }],
  });

  it('are one tenant, and each is spoken to with its own token', async () => {
    for (const number of [5, 6]) {
      const [team, token] = [`T${number}`, `xoxb-t${number}`];
      slack.addPerson({ id: `U${number}`, team });
      slack.addChannel({ id: `C${number}` });
      slack.addToken({ token, team, bot: 'UBOT' });
      await installs(
        `code-${team}`,
        grantOf(token, { team: { id: team, name: team }, enterprise: org, authed_user: { id: `U${number}` } }),
      );
      slack.calls.length = 0;
      const { ts } = await mentions('assess our agent', from(team), { channel: `C${number}`, user: `U${number}` });
      expect(cards(ts)).toHaveLength(1);
      expect(tokensUsed()).toEqual(new Set([token]));
    }
    const keys = JSON.stringify(await world.rows());
    expect(keys).toContain('t#E1#conversation#slack:C5');
    expect(keys).toContain('t#E1#conversation#slack:C6');
  });
});

describe('an installation for a whole organisation', () => {
  const from = (team: string, named: string | null) => ({
    team_id: team,
    authorizations: [{ team_id: named, enterprise_id: 'E9', is_enterprise_install: true }],
  });

  it('serves every workspace of it with one token, and nobody else', async () => {
    slack.addToken({ token: 'xoxb-org', team: 'T1', bot: 'UBOT' });
    slack.addChannel({ id: 'C7' });
    for (const [id, flags] of [
      ['U7', { team_id: 'T7', enterprise_user: { enterprise_id: 'E9', teams: ['T7'] } }],
      ['U8', { team_id: 'T8', enterprise_user: { enterprise_id: 'E9', teams: ['T8'] } }],
      ['U9', { team_id: 'T9', enterprise_user: { enterprise_id: 'E8', teams: ['T9'] } }],
    ] as const)
      slack.addPerson({ id, flags });
    const wide = { team: null, enterprise: { id: 'E9', name: 'Whole Org' }, is_enterprise_install: true };
    expect(await installs('code-org', grantOf('xoxb-org', wide))).toContain('installed in Whole Org');
    slack.calls.length = 0;
    const seven = await mentions('assess our agent', from('T7', null), { channel: 'C7', user: 'U7' });
    const eight = await mentions('assess our helper', from('T8', 'T8'), { channel: 'C7', user: 'U8' });
    const stranger = await mentions('assess our spy', from('T7', null), { channel: 'C7', user: 'U9' });
    expect([seven, eight, stranger].map(({ ts }) => cards(ts).filter(({ to }) => to === undefined).length)).toEqual([1, 1, 0]);
    expect(tokensUsed()).toEqual(new Set(['xoxb-org']));
    const rows = JSON.stringify(await world.rows());
    for (const { ts } of [seven, eight]) expect(rows).toContain(`t#E9#conversation#slack:C7:${ts}`);
  });

  it('ends for all of it, and leaves the workspaces that installed the app by themselves', async () => {
    const authorizations = [{ team_id: null, enterprise_id: 'E9', is_enterprise_install: true }];
    await leaves('app_uninstalled', {}, { team_id: 'T7', enterprise_id: 'E9', authorizations });
    slack.calls.length = 0;
    await mentions('assess our agent', from('T7', null), { channel: 'C7', user: 'U7' });
    expect(tokensUsed()).toEqual(new Set());
    const { ts } = await mentions('assess our first agent');
    expect(cards(ts)).toHaveLength(1);
  });
});

describe('what people say to one another', () => {
  it.each([
    ['outside a thread', {}],
    ['in a thread that we did not open', { thread_ts: '1790000000.000001' }],
  ])('is dropped before anything reads it %s', async (_, place) => {
    const before = [slack.calls.length, world.log.length, (await world.rows()).length];
    // Words that are too long would be refused, and said so in the log, if anybody looked at them.
    const event = { channel: 'C1', channel_type: 'channel', text: 'planted '.repeat(4_000), ts: stamp(), ...place };
    expect((await postJson(origin, eventOf(event))).status).toBe(200);
    await world.passes(0);
    expect([slack.calls.length, world.log.length, (await world.rows()).length]).toEqual(before);
  });
});
