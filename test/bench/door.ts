/** A whole turn through the Teams door beside the floor: CPU of each server's process, and store trips before the answer. */
import { Agent } from 'node:http';
import { parseActivity } from '../../bot/teams/parse.ts';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { conversationSubject } from '../../workflows/conversation/subject.ts';
import { createStoreClient, ensureTable } from '../../workflows/store/client.ts';
import { createDynamoStore } from '../../workflows/store/dynamo.ts';
import { pack } from '../../workflows/turn/envelope.ts';
import { startConnector, startKeys } from '../bot/teams/wire.ts';
import { type Child, startChild } from './child.ts';
import type { DoorGiven } from './door-ours.ts';
import { answers, assessmentIds, home, person, pressActivity, pressedQuestion, registration } from './door-places.ts';
import {
  countTrips,
  type DoorSize,
  measureTurns,
  type Platform,
  PressRefusedError,
  post,
  type Server,
  tripTurns,
  warmUps,
} from './driver.ts';
import type { HandState } from './hand-reducer.ts';
import { type AssessmentSubject, walkTo } from './interview.ts';
import { stock } from './stock.ts';
import type { Row } from './table.ts';

export async function benchDoor(catalogue: Catalogue, subject: AssessmentSubject, size: DoorSize, endpoint: string): Promise<Row[]> {
  const keys = await startKeys();
  const connector = await startConnector();
  connector.members.set(person.id, { ...person, tenantId: registration.tenant, userRole: 'user' });
  const token = await keys.token({ aud: registration.appId, serviceurl: connector.url, exp: keys.now() + 3_600 });
  const agent = new Agent({ keepAlive: true });
  let count = 0;
  const platform: Platform = {
    name: 'Teams',
    goal: 2,
    pressed: await pressedQuestion(catalogue, subject),
    async deliver({ port }, { a, q, c, r }) {
      count += 1;
      const body = JSON.stringify(pressActivity(connector.url, `f:${count}`, { do: 'answer', a, q, c, r }));
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const { status, text } = await post(agent, port, '/api/messages', headers, body);
      if (status !== 200 || !text.includes('AdaptiveCard')) throw new PressRefusedError(`${status} ${text.slice(0, 300)}`);
    },
    updates: () => connector.calls.splice(0).filter(({ method }) => method === 'PUT').length,
  };
  const given = { endpoint, openIdMetadata: keys.addresses.openIdMetadata, issuer: keys.addresses.issuer, trips: false };
  const ids = assessmentIds(size.warm + size.cold * (size.rounds + warmUps) + tripTurns);
  await stockBoth(catalogue, subject, ids, endpoint, connector.url);
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
    const rows = await measureTurns(platform, { ours, floor }, ids.slice(0, size.warm), size);
    const witness = await open(bot, { table: 'door-ours', trips: true });
    witness.unmet = ids.slice(-tripTurns);
    return [...rows, ...(await countTrips(platform, witness))];
  } finally {
    await Promise.all(servers.map((child) => child.stop()));
    agent.destroy();
    connector.stop();
    keys.stop();
  }
}

async function stockBoth(
  catalogue: Catalogue,
  subject: AssessmentSubject,
  ids: string[],
  endpoint: string,
  serviceUrl: string,
): Promise<void> {
  const client = createStoreClient({ endpoint });
  for (const table of ['door-ours', 'door-floor']) {
    await ensureTable(client, table);
    const store = createDynamoStore(client, table);
    if (table === 'door-ours') {
      await stock({ store, client, table }, catalogue, subject, ids, answers);
      await stockConversation(store, serviceUrl);
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
async function stockConversation(store: ReturnType<typeof createDynamoStore>, serviceUrl: string): Promise<void> {
  const parsed = parseActivity(pressActivity(serviceUrl, 'met', { do: 'pause' }), registration);
  if (parsed.kind !== 'incoming') throw new RangeError(`The driver's own activity was ${parsed.kind}.`);
  const { tenant, reference, actor } = parsed.incoming;
  const key = { tenant, kind: 'conversation' as const, id: home };
  const met = { type: 'met' as const, kind: 'channel' as const, reference, person: actor, by: actor.id, at: 0 };
  const { state } = conversationSubject.step(key, await conversationSubject.fresh(key, met), met);
  const empty = { seen: new Uint8Array(), head: 'ab'.repeat(32), effects: [], projection: conversationSubject.project(state) };
  await store.commit({ key, expected: 0, snapshot: pack(conversationSubject.close(state)), at: 0, ...empty });
}
