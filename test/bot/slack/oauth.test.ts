/** The way to Slack and back: only the browser that began may finish, once, within ten minutes; every other end says what to do. */

import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createInstallations } from '../../../bot/slack/installations.ts';
import { createInstallRoutes, type Granted } from '../../../bot/slack/oauth.ts';
import { createSeal, parseSealKeys } from '../../../bot/slack/seal.ts';
import { createSimStore } from '../../support/sim-store.ts';

const settings = { clientId: 'C-1', clientSecret: 'not-a-secret', url: 'https://bot.example' };
const rows = createSimStore();
const clock = { now: 1_790_000_000_000 };
const installations = createInstallations({
  rows,
  seal: createSeal(parseSealKeys(randomBytes(32).toString('base64')), randomBytes),
  clock: () => clock.now,
});
const granted: Granted[] = [];
const logged: string[] = [];
const exchanged: string[] = [];
const written: unknown[] = [];
let answer: () => unknown = () => null;
let admits = async (): Promise<void> => undefined;

const grant = {
  access_token: 'xoxb-1',
  scope: 'chat:write',
  bot_user_id: 'UBOT',
  app_id: 'A1',
  team: { id: 'T1', name: '<script>alert(1)</script>' },
  authed_user: { id: 'U1' },
};

const routes = createInstallRoutes({
  settings,
  rows: {
    ...rows,
    async writeRecords(...change) {
      written.push(change);
      return await rows.writeRecords(...change);
    },
  },
  installations,
  secret: () => randomBytes(32).toString('base64url'),
  clock: () => clock.now,
  log: ({ event, reason }) => logged.push(`${event} ${typeof reason === 'string' ? reason : ''}`),
  nameOf: async () => 'Ana',
  exchange: async (code) => {
    exchanged.push(code);
    return answer();
  },
  installed: async (one) => {
    await admits();
    granted.push(one);
  },
});
const server = createServer(express().use(routes));
let origin = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  granted.length = 0;
  logged.length = 0;
  exchanged.length = 0;
  answer = () => grant;
  admits = async () => undefined;
});

async function begin(cookie = '') {
  const page = await fetch(`${origin}/slack/install`, { redirect: 'manual', headers: { cookie } });
  const to = new URL(page.headers.get('location') ?? '');
  const set = page.headers.get('set-cookie') ?? '';
  return { to, set, state: to.searchParams.get('state') ?? '', cookie: set.split(';')[0] ?? '' };
}

async function back(query: Record<string, string>, cookie: string) {
  const page = await fetch(`${origin}/slack/oauth_redirect?${new URLSearchParams(query).toString()}`, { headers: { cookie } });
  return { status: page.status, headers: page.headers, text: await page.text() };
}

describe('the way to Slack', () => {
  it('asks for the permissions, names the way back, and leaves half of the proof in the browser', async () => {
    const { to, set, state, cookie } = await begin();
    expect(`${to.origin}${to.pathname}`).toBe('https://slack.com/oauth/v2/authorize');
    expect(to.searchParams.get('redirect_uri')).toBe('https://bot.example/slack/oauth_redirect');
    expect(to.searchParams.get('scope')?.split(',')).toEqual(expect.arrayContaining(['chat:write', 'channels:history']));
    expect(set).toMatch(/HttpOnly; Secure; SameSite=Lax$/);
    expect(cookie).not.toContain(state);
  });

  it('stores neither half as it is', async () => {
    const { state, cookie } = await begin();
    const kept = JSON.stringify(written.at(-1));
    expect(kept).toContain('sign-in');
    expect(kept).not.toContain(state);
    expect(kept).not.toContain(cookie.split('=')[1]);
  });
});

describe('the way back', () => {
  it('ends on a page that runs nothing, is kept nowhere and tells nobody its address', async () => {
    const { state, cookie } = await begin();
    const { status, headers, text } = await back({ code: 'c', state }, cookie);
    expect(status).toBe(200);
    expect(text).not.toContain('<script>');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer']);
    expect(granted).toEqual([{ surface: 'slack', tenant: 'T1', person: { id: 'U1', name: 'Ana' }, scopes: ['chat:write'] }]);
  });

  it('works for two pages of one browser', async () => {
    const first = await begin();
    const second = await begin(first.cookie);
    for (const { state } of [first, second]) expect((await back({ code: 'c', state }, second.cookie)).status).toBe(200);
  });

  it.each([
    ['without a state', async () => ({ state: '', cookie: (await begin()).cookie })],
    ['with a state that nobody gave out', async () => ({ state: 'made-up', cookie: (await begin()).cookie })],
    ['without the cookie', async () => ({ state: (await begin()).state, cookie: '' })],
    ['with the cookie of another browser', async () => ({ state: (await begin()).state, cookie: (await begin()).cookie })],
  ])('%s asks Slack for nothing', async (_, how) => {
    const { state, cookie } = await how();
    expect(await back({ code: 'c', state }, cookie)).toMatchObject({ status: 400, text: expect.stringContaining('cannot be used') });
    expect([exchanged, granted]).toEqual([[], []]);
  });

  it('is good once, though it is used twice at the same moment', async () => {
    const { state, cookie } = await begin();
    const all = await Promise.all([1, 2, 3].map(() => back({ code: 'c', state }, cookie)));
    expect(all.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 400, 400]);
    expect(exchanged).toHaveLength(1);
  });

  it('after ten minutes is too late', async () => {
    const { state, cookie } = await begin();
    clock.now += 600_000;
    expect((await back({ code: 'c', state }, cookie)).text).toContain('longer than ten minutes');
    expect(exchanged).toEqual([]);
  });

  it('uses the state up when it is denied', async () => {
    const { state, cookie } = await begin();
    expect((await back({ error: 'access_denied', state }, cookie)).text).toContain('Nothing was installed');
    expect((await back({ code: 'c', state }, cookie)).status).toBe(400);
  });

  it.each([
    ['Slack refuses the code', () => Promise.reject(new Error('invalid_code'))],
    ['Slack grants no token', () => ({ ...grant, access_token: undefined })],
  ])('says how to go on when %s, and keeps nothing', async (_, refuses) => {
    await installations.remove('T1', clock.now);
    answer = refuses;
    const { state, cookie } = await begin();
    const { status, text } = await back({ code: 'c', state }, cookie);
    expect([status, text]).toEqual([502, expect.stringContaining('Begin again')]);
    expect(await installations.read('T1')).toBeNull();
    expect(logged).toEqual([expect.stringContaining('slack.install-failed')]);
    expect(logged.join()).not.toContain('xoxb');
  });

  it('can be gone again when the first admin could not be named', async () => {
    admits = () => Promise.reject(new Error('the store is away'));
    const first = await begin();
    expect((await back({ code: 'c', state: first.state }, first.cookie)).status).toBe(502);
    admits = async () => undefined;
    const second = await begin();
    expect((await back({ code: 'c', state: second.state }, second.cookie)).status).toBe(200);
    expect(granted).toHaveLength(1);
  });
});
