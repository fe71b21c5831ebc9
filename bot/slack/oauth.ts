/** Installs the app by OAuth: sends the browser to Slack, takes it back once, and keeps what Slack granted. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from 'express';
import { z } from 'zod';
import { denied, done, expired, failed, type InstallPage, showPage, unknownState } from './install-page.ts';
import { type Installation, type Installations, installationId, orgOf, type RowKey, type Rows } from './installations.ts';
import type { Log } from './log.ts';
import { neededScopes, optionalScopes } from './scopes.ts';
import { reasonOf } from './send-failure.ts';

export interface OauthSettings {
  clientId: string;
  clientSecret: string;
  /** The address of the bot, `https://…` without a path. Slack sends people back there. */
  url: string;
}

/** The installer becomes the first admin of an organisation that has none. */
export interface Granted {
  surface: 'slack';
  /** The organisation, as the surface knows it. */
  tenant: string;
  person: { id: string; name: string };
  scopes: string[];
}

export interface OauthOptions {
  settings: OauthSettings;
  rows: Rows;
  installations: Installations;
  installed?: ((granted: Granted) => Promise<void>) | undefined;
  /** What the installer is called there; their id when nobody can tell. */
  nameOf(installation: Installation): Promise<string>;
  /** `oauth.v2.access`; throws when Slack refuses. */
  exchange(code: string, redirect: string): Promise<unknown>;
  /** 32 bytes or more that nobody can guess, for an address. */
  secret(): string;
  clock: () => number;
  log: Log;
  /** Only tests set it. */
  authorizeUrl?: string | undefined;
}

const validMs = 600_000;
/** Late comers are told that they are late. */
const rememberedMs = 6 * validMs;
const cookie = 'plumbline-install';
const back = '/slack/oauth_redirect';

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
const same = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(digestOf(one)), Buffer.from(digestOf(other)));
const signInKey = (state: string): RowKey => ({ tenant: '', kind: 'sign-in', id: `slack ${digestOf(state)}` });

const signIn = z.object({ browser: z.string(), until: z.number() });

const name = z.object({ id: z.string().min(1), name: z.string().nullish() }).nullish();

/** `team` is empty where the app is installed for a whole organisation. */
const grant = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().nullish(),
  expires_in: z.number().nullish(),
  scope: z.string(),
  bot_user_id: z.string().min(1),
  app_id: z.string(),
  team: name,
  enterprise: name,
  is_enterprise_install: z.boolean().nullish(),
  authed_user: z.looseObject({ id: z.string().min(1) }),
});

export const installationFrom = (answer: unknown, now: number): Installation => {
  const granted = grant.parse(answer);
  const wide = granted.is_enterprise_install === true;
  const { team, enterprise } = granted;
  return {
    wide,
    ...(team ? { team: team.id } : {}),
    ...(enterprise ? { enterprise: enterprise.id } : {}),
    name: (wide ? enterprise?.name : team?.name) ?? 'your workspace',
    bot: granted.bot_user_id,
    app: granted.app_id,
    scopes: granted.scope.split(',').filter((scope) => scope !== ''),
    installer: granted.authed_user.id,
    at: now,
    token: granted.access_token,
    ...(granted.refresh_token ? { refresh: granted.refresh_token, ends: now + (granted.expires_in ?? 0) * 1000 } : {}),
  };
};

const cookieIn = ({ headers }: IncomingMessage): string => {
  const found = headers.cookie?.split(';').find((one) => one.trim().startsWith(`${cookie}=`));
  return found?.trim().slice(cookie.length + 1) ?? '';
};

/** Read along with a visit from Slack, so it may not be `Strict`. */
const setCookie = (response: ServerResponse, value: string, seconds: number): void => {
  response.setHeader('set-cookie', `${cookie}=${value}; Path=/slack; Max-Age=${seconds}; HttpOnly; Secure; SameSite=Lax`);
};

/** The browser keeps one half, the address of Slack's page the other; only both together finish what was begun. */
const begin = async (options: OauthOptions, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { settings, rows, clock, secret, authorizeUrl = 'https://slack.com/oauth/v2/authorize' } = options;
  const state = secret();
  // Two pages may be open in one browser, and each may be finished.
  const held = cookieIn(request);
  const browser = /^[\w-]{32,128}$/.test(held) ? held : secret();
  const now = clock();
  const body = { browser: digestOf(browser), until: now + validMs };
  const written = await rows.writeRecords([{ key: signInKey(state), expected: 0, body, expires: now + rememberedMs }], now);
  if (written !== 'written') return showPage(response, failed);
  const page = new URL(authorizeUrl);
  page.search = new URLSearchParams({
    client_id: settings.clientId,
    scope: [...Object.keys(neededScopes), ...Object.keys(optionalScopes)].toSorted().join(','),
    redirect_uri: `${settings.url}${back}`,
    state,
  }).toString();
  setCookie(response, browser, rememberedMs / 1000);
  response.writeHead(302, { location: page.href, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).end();
};

/** Uses up the state, whatever comes of it. */
const useUp = async ({ rows, clock }: OauthOptions, state: string, request: IncomingMessage): Promise<'valid' | InstallPage> => {
  const row = state === '' ? null : await rows.readRecord(signInKey(state), clock());
  if (row === null) return unknownState;
  const { browser, until } = signIn.parse(row.body);
  if (!same(browser, digestOf(cookieIn(request)))) return unknownState;
  const used = await rows.writeRecords([{ key: signInKey(state), expected: row.rev, body: null }], clock());
  if (used !== 'written') return unknownState;
  return until > clock() ? 'valid' : expired;
};

const keep = async (options: OauthOptions, code: string): Promise<Installation> => {
  const { installations, installed, nameOf, exchange, settings, clock } = options;
  const installation = installationFrom(await exchange(code, `${settings.url}${back}`), clock());
  await installations.keep(installation);
  const { installer: id, scopes: granted } = installation;
  await installed?.({ surface: 'slack', tenant: orgOf(installation), person: { id, name: await nameOf(installation) }, scopes: granted });
  return installation;
};

const finish = async (options: OauthOptions, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { log, settings } = options;
  const query = new URL(request.url ?? '', settings.url).searchParams;
  const state = await useUp(options, query.get('state') ?? '', request);
  if (state !== 'valid') {
    log({ level: 'warn', event: 'slack.install-refused', reason: state === expired ? 'expired' : 'unknown-state' });
    return showPage(response, state);
  }
  const code = query.get('code');
  if (!code) {
    const reason = query.get('error') === 'access_denied' ? 'denied' : 'no-code';
    log({ level: 'warn', event: 'slack.install-refused', reason });
    return showPage(response, reason === 'denied' ? denied : failed);
  }
  const installation = await keep(options, code);
  log({ level: 'info', event: 'slack.installed', installation: installationId(installation), scopes: installation.scopes.join(' ') });
  const { wide, team, app } = installation;
  showPage(response, done(installation.name, { ...(wide ? {} : { team }), app }));
};

/** GET /slack/install and GET /slack/oauth_redirect. */
export const createInstallRoutes = (options: OauthOptions): Router => {
  const shown =
    (page: typeof begin) =>
    async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      try {
        await page(options, request, response);
      } catch (error) {
        options.log({ level: 'error', event: 'slack.install-failed', reason: reasonOf(error) ?? String(error) });
        showPage(response, failed);
      }
    };
  return Router().get('/slack/install', shown(begin)).get(back, shown(finish));
};
