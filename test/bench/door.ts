/** A whole turn through the Teams door beside the floor: CPU of each server's process, and store trips before the answer. */
import { Agent, request } from 'node:http';
import { parseActivity } from '../../bot/teams/parse.ts';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { conversationSubject } from '../../workflows/conversation/subject.ts';
import { createStoreClient, ensureTable } from '../../workflows/store/client.ts';
import { createDynamoStore } from '../../workflows/store/dynamo.ts';
import { pack } from '../../workflows/turn/envelope.ts';
import { startConnector, startKeys } from '../bot/teams/wire.ts';
import { type Child, startChild } from './child.ts';
import type { DoorGiven, Span } from './door-ours.ts';
import { answers, assessmentIds, home, type Pressed, person, pressActivity, pressedQuestion, registration } from './door-places.ts';
import type { HandState } from './hand-reducer.ts';
import { type AssessmentSubject, walkTo } from './interview.ts';
import { compare, median } from './measure.ts';
import { stock } from './stock.ts';
import type { Row } from './table.ts';

export interface DoorSize {
  /** Turns of each server before anything is counted: until then both mostly compile. */
  warmUp: number;
  rounds: number;
  /** Turns of a round, spread over so many assessments that none is pressed twice within a moment. */
  turns: number;
  warm: number;
  cold: number;
}

const goal = 2;
const inFlight = 4;
const warmUps = 1;

interface Server {
  child: Child;
  port: number;
  /** The revision that stands for each assessment. */
  revs: Map<string, number>;
  /** Assessments that this process has not met yet. */
  unmet: string[];
}

interface Scene {
  serviceUrl: string;
  authorization: string;
  pressed: Pressed;
  agent: Agent;
  count: number;
  /** How many cards were updated since the last time this was asked. */
  updates(): number;
}

export async function benchDoor(catalogue: Catalogue, subject: AssessmentSubject, size: DoorSize, endpoint: string): Promise<Row[]> {
  const keys = await startKeys();
  const connector = await startConnector();
  connector.members.set(person.id, { ...person, tenantId: registration.tenant, userRole: 'user' });
  const token = await keys.token({ aud: registration.appId, serviceurl: connector.url, exp: keys.now() + 3_600 });
  const scene: Scene = {
    serviceUrl: connector.url,
    authorization: `Bearer ${token}`,
    pressed: await pressedQuestion(catalogue, subject),
    agent: new Agent({ keepAlive: true }),
    count: 0,
    updates: () => connector.calls.splice(0).filter(({ method }) => method === 'PUT').length,
  };
  const given = { endpoint, openIdMetadata: keys.addresses.openIdMetadata, issuer: keys.addresses.issuer, trips: false };
  const ids = assessmentIds(size.warm + size.cold * (size.rounds + warmUps) + tripTurns);
  await stockBoth(catalogue, subject, ids, endpoint, scene);
  const servers: Child[] = [];
  const open = async (module: URL, over: object): Promise<Server> => {
    const child = startChild(module, { ...given, ...over } satisfies Partial<DoorGiven>);
    servers.push(child);
    return { child, port: await child.ask<number>({ ask: 'port' }), revs: new Map(), unmet: ids.slice(size.warm) };
  };
  try {
    const bot = new URL('./door-ours.ts', import.meta.url);
    const ours = await open(bot, { table: 'door-ours' });
    const floor = await open(new URL('./door-floor.ts', import.meta.url), { table: 'door-floor' });
    const rows = await measure(scene, { ours, floor }, ids.slice(0, size.warm), size);
    const witness = await open(bot, { table: 'door-ours', trips: true });
    witness.unmet = ids.slice(-tripTurns);
    return [...rows, ...(await countTrips(scene, witness))];
  } finally {
    await Promise.all(servers.map((child) => child.stop()));
    scene.agent.destroy();
    connector.stop();
    keys.stop();
  }
}

async function stockBoth(catalogue: Catalogue, subject: AssessmentSubject, ids: string[], endpoint: string, scene: Scene): Promise<void> {
  const client = createStoreClient({ endpoint });
  for (const table of ['door-ours', 'door-floor']) {
    await ensureTable(client, table);
    const store = createDynamoStore(client, table);
    if (table === 'door-ours') {
      await stock({ store, client, table }, catalogue, subject, ids, answers);
      await stockConversation(store, scene);
      continue;
    }
    const { state } = await walkTo(catalogue, subject, ids[0] ?? '', answers);
    const hand: HandState = { step: 'asking', context: state.snapshot.context };
    // The floor keeps the same item with its own state in it.
    await stock({ store, client, table }, catalogue, { ...subject, close: () => hand }, ids, answers);
  }
  client.destroy();
}

/** The conversation in which everything happens, met before. */
async function stockConversation(store: ReturnType<typeof createDynamoStore>, { serviceUrl }: Scene): Promise<void> {
  const parsed = parseActivity(pressActivity(serviceUrl, 'met', { do: 'pause' }), registration);
  if (parsed.kind !== 'incoming') throw new RangeError(`The driver's own activity was ${parsed.kind}.`);
  const { tenant, reference, actor } = parsed.incoming;
  const key = { tenant, kind: 'conversation' as const, id: home };
  const met = { type: 'met' as const, kind: 'channel' as const, reference, person: actor, by: actor.id, at: 0 };
  const { state } = conversationSubject.step(key, await conversationSubject.fresh(key, met), met);
  const empty = { seen: new Uint8Array(), head: 'ab'.repeat(32), effects: [], projection: conversationSubject.project(state) };
  await store.commit({ key, expected: 0, snapshot: pack(conversationSubject.close(state)), at: 0, ...empty });
}

async function measure(scene: Scene, servers: Record<'ours' | 'floor', Server>, warm: readonly string[], size: DoorSize): Promise<Row[]> {
  const cost = async (server: Server, ids: readonly string[]): Promise<number> => {
    const before = await server.child.ask<number>({ ask: 'cpu' });
    await pressAll(scene, server, ids);
    const spent = (await server.child.ask<number>({ ask: 'cpu' })) - before;
    const updates = scene.updates();
    if (updates < ids.length * 0.9) throw new PressRefusedError(`${ids.length} presses led to ${updates} updates of cards.`);
    return spent / ids.length;
  };
  const taking = (turns: number) => Array.from({ length: turns }, (_, index) => warm[index % warm.length] ?? '');
  for (const server of [servers.ours, servers.floor]) await cost(server, taking(size.warmUp));
  const warmIds = taking(size.turns);
  const { cost: found, ratio } = await compare(
    {
      warmOurs: () => cost(servers.ours, warmIds),
      warmFloor: () => cost(servers.floor, warmIds),
      coldOurs: () => cost(servers.ours, servers.ours.unmet.splice(0, size.cold)),
      coldFloor: () => cost(servers.floor, servers.floor.unmet.splice(0, size.cold)),
    },
    size.rounds,
    warmUps,
  );
  const us = (value: number) => `${value.toFixed(0)} us`;
  const row = (what: string, one: keyof typeof found, other: keyof typeof found): Row => ({
    what,
    ours: us(found[one]),
    floor: us(found[other]),
    ratio: ratio(one, other),
    goal,
  });
  return [
    row(`whole turn in Teams, CPU, ${answers} answers, warm`, 'warmOurs', 'warmFloor'),
    row(`whole turn in Teams, CPU, ${answers} answers, cold`, 'coldOurs', 'coldFloor'),
  ];
}

/** A few at a time; no assessment twice at once. */
async function pressAll(scene: Scene, server: Server, ids: readonly string[]): Promise<void> {
  const queue = [...ids];
  const work = async (): Promise<void> => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) await press(scene, server, id);
  };
  await Promise.all(Array.from({ length: inFlight }, work));
}

/** The server did not take a press in: nothing measured here would mean anything. */
export class PressRefusedError extends Error {
  override readonly name = 'PressRefusedError';
}

async function press(scene: Scene, server: Server, id: string): Promise<void> {
  const { pressed, serviceUrl } = scene;
  scene.count += 1;
  const rev = server.revs.get(id) ?? pressed.rev;
  const choice = pressed.choices[rev % 2] ?? pressed.choices[0];
  const body = JSON.stringify(pressActivity(serviceUrl, `f:${scene.count}`, { do: 'answer', a: id, q: pressed.key, c: choice, r: rev }));
  const { status, text } = await post(scene, server.port, body);
  if (status !== 200 || !text.includes('AdaptiveCard')) throw new PressRefusedError(`${status} ${text.slice(0, 300)}`);
  server.revs.set(id, rev + 1);
}

function post({ agent, authorization }: Scene, port: number, body: string): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json', authorization, 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const call = request({ port, host: '127.0.0.1', path: '/api/messages', method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
    });
    call.on('error', reject);
    call.end(body);
  });
}

const tripTurns = 9;

/** The first press in a process that knows nothing, and the second one. */
async function countTrips(scene: Scene, witness: Server): Promise<Row[]> {
  const counts: Record<'cold' | 'warm', number[]> = { cold: [], warm: [] };
  const names: Record<'cold' | 'warm', string> = { cold: '', warm: '' };
  for (const id of witness.unmet) {
    for (const kind of ['cold', 'warm'] as const) {
      await witness.child.ask({ ask: 'trips' });
      await press(scene, witness, id);
      const chain = tripsBeforeAnswer(await witness.child.ask<Span[]>({ ask: 'trips' }));
      counts[kind].push(chain.length);
      names[kind] = chain.join(', ');
    }
  }
  const row = (kind: 'cold' | 'warm', most: number): Row => ({
    what: `store trips one after the other before the answer, ${kind}: ${names[kind]}`,
    ours: `${median(counts[kind])}`,
    floor: `${most}`,
    ratio: Math.max(...counts[kind]),
    goal: most,
  });
  return [row('cold', 2), row('warm', 1)];
}

/** The longest chain of calls of which each began after the one before had ended. */
function tripsBeforeAnswer(spans: readonly Span[]): string[] {
  const answered = spans.find(({ name }) => name === 'acknowledged')?.to ?? 0;
  const before = spans.filter(({ name, to }) => name !== 'acknowledged' && to < answered).toSorted((one, other) => one.to - other.to);
  const chain: Span[] = [];
  for (const span of before) if (span.from >= (chain.at(-1)?.to ?? 0)) chain.push(span);
  return chain.map(({ name }) => name);
}
