/** Teams as seen from the wire: signing keys and their addresses, a connector that remembers, and activities. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { TokenAddresses } from '../../../bot/teams/channel.ts';
import type { ProductionRegistration } from '../../../bot/teams/registration.ts';

const id = (number: number, kind: number): string => `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const registrationOf = (number: number): ProductionRegistration => ({
  kind: 'production',
  appId: id(number, 1),
  tenant: id(number, 2),
  credential: { kind: 'password', password: 'not-a-secret' },
});

export const activityOf = ({ appId, tenant }: ProductionRegistration, over: object = {}): Record<string, unknown> => ({
  type: 'message',
  id: 'activity-1',
  channelId: 'msteams',
  serviceUrl: 'https://smba.example/emea/',
  timestamp: '2026-11-22T10:00:00Z',
  text: 'hello',
  from: { id: '29:requester', name: 'Requester', aadObjectId: 'person-1' },
  recipient: { id: `28:${appId}`, name: 'Plumbline' },
  conversation: { id: 'a:chat-1', conversationType: 'personal', tenantId: tenant },
  channelData: { tenant: { id: tenant } },
  ...over,
});

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
};

export interface Call {
  method: string;
  path: string;
  authorization: string | undefined;
  body: Record<string, unknown>;
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Milliseconds to wait; never answers when Infinity. */
  after?: number;
}

/** A connector that keeps what it was told and answers as the test wants. */
export const startConnector = async () => {
  const calls: Call[] = [];
  const wanted: Answer[] = [];
  const members = new Map<string, object>();
  let count = 0;
  const usual = (call: Call): Answer => {
    const member = /\/members\/([^/?]+)$/.exec(call.path)?.[1];
    if (!member) return { status: 200, body: { id: `message-${++count}` } };
    const found = members.get(decodeURIComponent(member));
    return found ? { status: 200, body: found } : { status: 404, body: { error: { code: 'MemberNotFound', message: 'none' } } };
  };
  const answerTo = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const call: Call = {
      method,
      path: url,
      authorization: headers.authorization,
      body: (await bodyOf(request)) as Record<string, unknown>,
    };
    calls.push(call);
    const isLookup = method === 'GET' && url.includes('/members/');
    const answer = (isLookup ? undefined : wanted.shift()) ?? usual(call);
    if (answer.after === Number.POSITIVE_INFINITY) return;
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  };
  const server = createServer((request, response) => void answerTo(request, response));
  const url = `${await listen(server)}/`;
  return {
    url,
    calls,
    /** Messages only, without the look-ups of people. */
    sent: () => calls.filter(({ method }) => method !== 'GET'),
    answerNext: (...answers: Answer[]) => wanted.push(...answers),
    members,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

export type Connector = Awaited<ReturnType<typeof startConnector>>;

const issuer = 'https://api.botframework.com';

/** Lets a process speak to a connector of ours without asking Microsoft for a token. */
export const credentialsOf: TokenAddresses['credentials'] = (appId) => ({
  isValidAppId: async (given: string) => given === appId,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () =>
    ({
      signRequest: async (request: { headers: { set(name: string, value: string): void } }) => {
        request.headers.set('authorization', `Bearer token-of-${appId}`);
        return request;
      },
    }) as never,
});

/** Keys of Teams and their addresses on this machine. */
export const startKeys = async () => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  const stranger = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'key-1', use: 'sig', endorsements: ['msteams'] };
  let origin = '';
  let away = false;
  const server = createServer((request, response) => {
    response.writeHead(away ? 503 : 200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        request.url === '/openid'
          ? { issuer, jwks_uri: `${origin}/keys`, id_token_signing_alg_values_supported: ['RS256'] }
          : { keys: [jwk] },
      ),
    );
  });
  origin = await listen(server);
  const addresses: TokenAddresses = {
    issuer,
    openIdMetadata: `${origin}/openid`,
    credentials: credentialsOf,
  };
  const now = () => Math.floor(Date.now() / 1000);
  const token = (
    claims: { aud: string; serviceurl: string; iss?: string; exp?: number; [claim: string]: unknown },
    how: { kid?: string; forged?: boolean } = {},
  ): Promise<string> =>
    new SignJWT({ iss: issuer, nbf: now() - 60, exp: now() + 600, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: how.kid ?? 'key-1', typ: 'JWT' })
      .sign(how.forged ? stranger.privateKey : pair.privateKey);
  return {
    addresses,
    token,
    now,
    goAway: () => {
      away = true;
    },
    stop: () => server.close(),
  };
};

export const startApp = async (app: Express) => {
  const server = createServer(app);
  const origin = await listen(server);
  return { origin, stop: () => server.close() };
};
