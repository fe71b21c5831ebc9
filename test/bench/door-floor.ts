/** The floor: a server written by hand in the same shape, which does only what cannot be left out. */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { InterviewContext } from '../../workflows/interview/context.ts';
import { partitionOf } from '../../workflows/store/table.ts';
import { pack, unpack } from '../../workflows/turn/envelope.ts';
import { answerBench, givenToChild } from './child.ts';
import type { DoorGiven, DoorQuestion } from './door-ours.ts';
import { registration } from './door-places.ts';
import { answerByHand, type HandState } from './hand-reducer.ts';
import { assessmentKey } from './interview.ts';
import { cpuNow } from './measure.ts';

const given = givenToChild() as DoorGiven;

const client = new DynamoDBClient({
  endpoint: given.endpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  cacheMiddleware: true,
});

interface Kept {
  version: number;
  state: HandState;
  seen: string[];
}

interface Body {
  id: string;
  serviceUrl: string;
  timestamp: string;
  channelId: string;
  from: { aadObjectId: string };
  conversation: { id: string };
  value: { action: { data: { press: { a: string; q: string; c: string; r: number } } } };
}

const warm = new Map<string, Kept>();
const running = new Set<Promise<void>>();
const agent = new Agent({ keepAlive: true });

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

function address(id: string, sort = 'item') {
  return { pk: { S: partitionOf(assessmentKey(id)) }, sk: { S: sort } };
}

async function load(id: string): Promise<Kept> {
  const { Item: item } = await client.send(new GetItemCommand({ TableName: given.table, Key: address(id), ConsistentRead: true }));
  const { step, context, seen } = unpack(item?.['snap']?.B ?? new Uint8Array()) as HandState & { seen?: string[] };
  return { version: Number(item?.['v']?.N ?? 0), state: { step, context }, seen: seen ?? [] };
}

interface Committed {
  id: string;
  version: number;
  event: string;
  hash: string;
  context: InterviewContext;
}

/** One conditional write: the state, the recent event ids and what is still to be done. */
async function turn(body: Body): Promise<Committed | 'duplicate'> {
  const { press } = body.value.action.data;
  const kept = warm.get(press.a) ?? (await load(press.a));
  if (kept.seen.includes(body.id)) return 'duplicate';
  const value = { kind: 'choice' as const, choices: [press.c] };
  const event = {
    type: 'answer' as const,
    key: press.q,
    value,
    rev: press.r,
    by: body.from.aadObjectId,
    name: '',
    at: Date.parse(body.timestamp),
    from: body.conversation.id,
  };
  const state = answerByHand(kept.state, event);
  const version = kept.version + 1;
  const seen = [...kept.seen.slice(-49), body.id];
  const log = JSON.stringify(event);
  const hash = createHash('sha256').update(log).digest('hex');
  await client.send(
    new UpdateItemCommand({
      TableName: given.table,
      Key: address(press.a),
      UpdateExpression: 'SET v = :next, snap = :snap, head = :head, fx.#e = :log',
      ConditionExpression: 'v = :version',
      ExpressionAttributeNames: { '#e': `${version}` },
      ExpressionAttributeValues: {
        ':next': { N: `${version}` },
        ':version': { N: `${kept.version}` },
        ':snap': { B: pack({ ...state, seen }) },
        ':head': { S: hash },
        ':log': { S: log },
      },
    }),
  );
  warm.set(press.a, { version, state, seen });
  return { id: press.a, version, event: log, hash, context: state.context };
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

async function afterwards(body: Body, done: Committed): Promise<void> {
  const Item = { ...address(done.id, `log#${done.version}`), event: { S: done.event }, hash: { S: done.hash } };
  await client.send(new PutItemCommand({ TableName: given.table, Item }));
  await update(body.serviceUrl, body.conversation.id, cardOf(done));
  await client.send(
    new UpdateItemCommand({
      TableName: given.table,
      Key: address(done.id),
      UpdateExpression: 'REMOVE fx.#e',
      ExpressionAttributeNames: { '#e': `${done.version}` },
    }),
  );
}

async function bodyOf(incoming: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Body;
}

async function hear(key: KeyObject, incoming: IncomingMessage): Promise<{ status: number; body: object }> {
  const body = await bodyOf(incoming);
  if (!isGenuine(key, incoming.headers.authorization ?? '', body.serviceUrl)) return { status: 401, body: {} };
  try {
    const done = await turn(body);
    if (done === 'duplicate') return { status: 200, body: {} };
    const later = afterwards(body, done).finally(() => running.delete(later));
    running.add(later);
    return { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: cardOf(done) } };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) warm.delete(body.value.action.data.press.a);
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
  await Promise.all(running);
  return cpuNow();
});
