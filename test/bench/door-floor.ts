/** The floor for Teams: a server written by hand in the same shape, which does only what cannot be left out. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerBench, givenToChild } from './child.ts';
import type { DoorGiven, DoorQuestion } from './door-ours.ts';
import { registration } from './door-places.ts';
import { type Committed, createFloorTurns } from './floor-turn.ts';
import { tenant } from './interview.ts';
import { cpuNow } from './measure.ts';

const given = givenToChild() as DoorGiven;
const turns = createFloorTurns({ ...given, tenant });
const agent = new Agent({ keepAlive: true });

interface Body {
  id: string;
  serviceUrl: string;
  timestamp: string;
  channelId: string;
  from: { aadObjectId: string };
  conversation: { id: string };
  value: { action: { data: { press: { a: string; q: string; c: string; r: number } } } };
}

async function fetchKey(): Promise<KeyObject> {
  const { jwks_uri: keysAt } = (await (await fetch(given.openIdMetadata)).json()) as { jwks_uri: string };
  const { keys } = (await (await fetch(keysAt)).json()) as { keys: { kty: string; n: string; e: string }[] };
  const [first] = keys;
  if (first === undefined) throw new RangeError('There is no key.');
  return createPublicKey({ format: 'jwk', key: first });
}

/** Signature, issuer, audience, times and service address, as the SDK checks them. */
function isGenuine(key: KeyObject, authorization: string, serviceUrl: string): boolean {
  const token = authorization.slice('Bearer '.length);
  const [head = '', payload = '', signature = ''] = token.split('.');
  const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg: string };
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<'iss' | 'aud' | 'serviceurl', string> & {
    exp: number;
    nbf: number;
  };
  const now = Date.now() / 1000;
  const fits = claims.iss === given.issuer && claims.aud === registration.appId && claims.serviceurl === serviceUrl;
  if (alg !== 'RS256' || !fits || claims.exp + 300 < now || claims.nbf - 300 > now) return false;
  return verify('RSA-SHA256', Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url'));
}

/** A card as small as a card can be. */
function cardOf({ context, version }: Committed): object {
  const body = [{ type: 'TextBlock', text: `${context.name}: ${context.turns} answers, version ${version}`, wrap: true }];
  return { type: 'AdaptiveCard', version: '1.5', body };
}

function update(serviceUrl: string, conversation: string, card: object): Promise<void> {
  const text = JSON.stringify({
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  });
  const headers = { 'content-type': 'application/json', authorization: 'Bearer outgoing', 'content-length': Buffer.byteLength(text) };
  const url = `${serviceUrl}v3/conversations/${encodeURIComponent(conversation)}/activities/1700000000000`;
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'PUT', agent, headers }, (response) => {
      response.resume().on('end', () => resolve());
    });
    call.on('error', reject);
    call.end(text);
  });
}

async function bodyOf(incoming: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Body;
}

async function hear(key: KeyObject, incoming: IncomingMessage): Promise<{ status: number; body: object }> {
  const body = await bodyOf(incoming);
  if (!isGenuine(key, incoming.headers.authorization ?? '', body.serviceUrl)) return { status: 401, body: {} };
  const { id, value, from, timestamp, conversation } = body;
  const { press } = value.action.data;
  try {
    const done = await turns.turn({ id, press, by: from.aadObjectId, at: Date.parse(timestamp), from: conversation.id });
    if (done === 'duplicate') return { status: 200, body: {} };
    turns.afterwards(done, () => update(body.serviceUrl, conversation.id, cardOf(done)));
    return { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: cardOf(done) } };
  } catch (error) {
    return { status: 500, body: { error: String(error) } };
  }
}

async function start(): Promise<number> {
  const key = await fetchKey();
  const server = createServer((incoming, response) => {
    hear(key, incoming).then(
      ({ status, body }) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      () => response.writeHead(400).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const starting = start();

answerBench(async ({ ask }: DoorQuestion) => {
  const port = await starting;
  if (ask === 'port') return port;
  await turns.idle();
  return cpuNow();
});
