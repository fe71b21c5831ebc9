/**
 * A storm: everybody's reminder came due while nothing ran for a week. The real items, turns, relay, drain and DynamoDB protocol; only
 * time and the chat platforms are simulated, and a platform refuses whatever comes faster than it allows.
 */
import { type AttributeValue, BatchWriteItemCommand, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { createReminding, digestPaces, type Reminding, spokeIn } from '../../bot/reminding.ts';
import { type PersonEvent, type PersonIndex, personSubject } from '../../workflows/conversation/person.ts';
import { createStoreClient, ensureTable } from '../../workflows/store/client.ts';
import { createDynamoStore } from '../../workflows/store/dynamo.ts';
import type { Store } from '../../workflows/store/store.ts';
import { partitionOf, sortKeys } from '../../workflows/store/table.ts';
import { readSpent, type Spent } from '../../workflows/turn/allowance.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import { pack } from '../../workflows/turn/envelope.ts';
import { createPacer, type Pace } from '../../workflows/turn/pacer.ts';
import { seenPolicy } from '../../workflows/turn/seen.ts';
import { createWorkshop } from '../../workflows/turn/workshop.ts';
import { type Traffic, watchTraffic } from './traffic.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

const minute = 60_000;

/** A Thursday: everybody is told what waits for them, to be reminded on Friday at nine. Then nothing runs. */
const told = Date.UTC(2026, 10, 5, 12);
/** Friday a week later. */
export const back = Date.UTC(2026, 10, 13, 9);

/** Where it is a working hour when the bot comes back, and where it is night. */
const awake = ['Europe/Berlin', 'Asia/Kolkata', 'Africa/Johannesburg', 'Asia/Dubai'];
/** With the moment from which on people there may be spoken to. */
export const asleep: Readonly<Record<string, number>> = {
  'America/Los_Angeles': Date.UTC(2026, 10, 13, 17),
  'Asia/Tokyo': Date.UTC(2026, 10, 16, 0),
};
const zones = [...awake, ...awake, ...Object.keys(asleep)];

export interface Organisation {
  tenant: string;
  surface: 'slack' | 'teams';
  /** Of all people. */
  share: number;
  /** What its platform takes. */
  takes: Pace;
}

/** A platform allows a little more at once than is used, and in one of them less a minute than its maker promises. */
export const organisations: readonly Organisation[] = [
  { tenant: 'large', surface: 'slack', share: 0.5, takes: { perMinute: digestPaces.slack.perMinute, atOnce: 10 } },
  { tenant: 'teams', surface: 'teams', share: 0.35, takes: { perMinute: digestPaces.teams.perMinute, atOnce: 40 } },
  { tenant: 'slow', surface: 'slack', share: 0.1, takes: { perMinute: 150, atOnce: 10 } },
  { tenant: 'small', surface: 'slack', share: 0.05, takes: { perMinute: digestPaces.slack.perMinute, atOnce: 10 } },
];

export interface Digest {
  tenant: string;
  person: string;
  zone: string;
  at: number;
}

export interface Storm {
  clock: VirtualClock;
  drain: Reminding;
  traffic: Traffic;
  /** What arrived. */
  digests: Digest[];
  /** How often a platform said that it was asked too often. */
  refused(): number;
  people: readonly { tenant: string; person: string; zone: string }[];
  /** Rows that came due so far, those too that were put off to a better hour. */
  dueRows(): number;
  requests(): number;
  /** Rows that were read to find them: due rows, the mark of the sweep, the lease, what each day came to. */
  rowsRead(): number;
  spent(tenant: string, at: number): Promise<Spent>;
  /** Looks every minute from `at` on until nothing waits; returns when the last digest arrived. */
  worksOff(at: number): Promise<number>;
  close(): void;
}

export interface StormAddress {
  endpoint: string;
  table: string;
}

export interface StormSize {
  people: number;
  /** What waits for each of them. */
  duties: number;
}

export async function brewStorm(address: StormAddress, size: StormSize, cap: number): Promise<Storm> {
  const people = peopleOf(size.people);
  await stockPeople(address, people, size.duties);
  const client = createStoreClient(address);
  const store = createDynamoStore(client, address.table);
  const traffic = watchTraffic(client);
  const clock = createVirtualClock(traffic.settled);
  const now = () => back + clock.now();
  const platforms = new Map(organisations.map(({ tenant, takes }) => [tenant, createPlatform(takes, now)]));
  const digests: Digest[] = [];
  const zoneOf = new Map(people.map(({ tenant, person, zone }) => [`${tenant} ${person}`, zone]));
  let putOff = 0;
  const workshop = createWorkshop({
    store,
    now,
    random: () => 0.5,
    pause: (ms) => clock.sleep(ms),
    wake: (ms, work) => void clock.sleep(ms).then(work),
    owner: 'storm',
    leaseMs: 40_000,
    seen: seenPolicy,
    warmItems: 200,
    background: () => undefined,
    publish: () => Promise.resolve(),
    async speak({ key, body }) {
      if (body.kind !== 'direct') return { kind: 'sent' };
      const afterMs = platforms.get(key.tenant)?.refuses() ?? 0;
      if (afterMs > 0) return { kind: 'later', afterMs };
      digests.push({ tenant: key.tenant, person: key.id, zone: zoneOf.get(`${key.tenant} ${key.id}`) ?? '', at: now() });
      return { kind: 'sent', cards: { [body.card]: { conversation: `chat with ${key.id}`, message: `${digests.length}` } } };
    },
    tell: () => Promise.reject(new Error('Nothing else lives here.')),
    log: (note) => drain.heed(note),
  });
  const drain = createReminding({
    store,
    now,
    pause: clock.sleep,
    owner: 'storm',
    digestCap: cap,
    surfaceOf: async (tenant) => organisations.find((one) => one.tenant === tenant)?.surface ?? null,
    async fire(key, id, event) {
      const inside = { ...event, by: 'plumbline', at: now() } as unknown as PersonEvent;
      const outcome = spokeIn(await workshop.turn(personSubject, key, { id, event: inside }));
      if (!outcome.spoke) putOff += 1;
      return outcome;
    },
    log: () => undefined,
  });
  return {
    clock,
    drain,
    traffic,
    digests,
    people,
    dueRows: () => people.length + putOff,
    requests: traffic.requests,
    rowsRead: () => traffic.rowsRead('digest#', 'sweep#digest', 'r#lease#', ...organisations.map(({ tenant }) => `t#${tenant}#allowances`)),
    spent: async (tenant, at) => await readSpent(store, tenant, at),
    refused: () => [...platforms.values()].reduce((sum, platform) => sum + platform.refused(), 0),
    async worksOff(at) {
      const work = async () => {
        await clock.sleep(at - now());
        let busy = true;
        void drain
          .look()
          .then(() => drain.idle())
          .then(() => workshop.relay.idle())
          .finally(() => {
            busy = false;
          });
        await clock.sleep(minute);
        while (busy) {
          await drain.look();
          await clock.sleep(minute);
        }
        // What a platform refused comes back by itself.
        await clock.sleep(minute);
      };
      await clock.through(work());
      return digests.at(-1)?.at ?? at;
    },
    close: () => client.destroy(),
  };
}

function createPlatform(takes: Pace, now: () => number) {
  const pacer = createPacer(takes, now);
  let refused = 0;
  return {
    refused: () => refused,
    /** Milliseconds to wait, in whole seconds as platforms say it; 0 when the message is taken. */
    refuses() {
      const wait = pacer.wait();
      if (wait === 0) pacer.take();
      else refused += 1;
      return Math.ceil(wait / 1000) * 1000;
    },
  };
}

function peopleOf(count: number) {
  const people: { tenant: string; person: string; zone: string }[] = [];
  for (const { tenant, share } of organisations) {
    for (let n = 0; n < Math.round(count * share); n += 1) {
      people.push({ tenant, person: `${tenant}-${n}`, zone: zones[n % zones.length] ?? 'UTC' });
    }
  }
  return people;
}

/** Everybody's item as their events make it, written without running each event for everybody. */
async function stockPeople({ endpoint, table }: StormAddress, people: Storm['people'], duties: number): Promise<void> {
  const client = createStoreClient({ endpoint });
  await ensureTable(client, table);
  const store = createDynamoStore(client, table);
  await store.sweptTo(told, 'digest');
  const states = new Map<string, { state: PersonIndex; item: Record<string, AttributeValue> }>();
  const puts: Record<string, AttributeValue>[] = [];
  for (const { tenant, person, zone } of people) {
    const key: ItemKey = { tenant, kind: 'person', id: person };
    const known = states.get(zone) ?? (await firstOf({ client, store, table }, key, zone, duties));
    states.set(zone, known);
    const at = known.state.digests.dueAt ?? 0;
    puts.push({ ...known.item, pk: { S: partitionOf(key) } });
    await store.writeDue(key, 'digest', at, { type: 'digest.due', due: at }, told, 'digest');
  }
  for (let start = 0; start < puts.length; start += 25) {
    const items = puts.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: items } }));
  }
  client.destroy();
}

interface Place {
  client: DynamoDBClient;
  store: Store;
  table: string;
}

async function firstOf({ client, store, table }: Place, key: ItemKey, zone: string, duties: number) {
  const events = [{ type: 'lives' as const, zone }, ...Array.from({ length: duties }, (_, n) => dutyTold(n))];
  let state = await personSubject.fresh(key, { type: 'lives', zone, by: key.id, at: told });
  for (const event of events) ({ state } = personSubject.step(key, state, { ...event, by: 'plumbline', at: told }));
  const snapshot = pack(personSubject.close(state));
  const projection = personSubject.project(state);
  await store.commit({ key, expected: 0, snapshot, seen: new Uint8Array(), head: 'ab'.repeat(32), effects: [], projection, at: told });
  const address = { pk: { S: partitionOf(key) }, sk: { S: sortKeys.item } };
  const { Item: item = {} } = await client.send(new GetItemCommand({ TableName: table, Key: address }));
  return { state, item };
}

/** Overdue since some day of the week without a bot. */
function dutyTold(n: number) {
  const assessment = `a${n % 7}`;
  const control = `ai-control-${n}`;
  return {
    type: 'duty' as const,
    via: 'project channel',
    duty: {
      id: `task ${assessment}.${control}`,
      kind: 'task' as const,
      assessment,
      control,
      title: `Number ${n} of the things that are to be done about the agent`,
      workload: 'Support agent',
      label: 'High' as const,
      due: `2026-11-${String(6 + (n % 6)).padStart(2, '0')}`,
      since: told,
    },
  };
}
