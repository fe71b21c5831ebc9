/** Two tenants with the same ids in everything: whatever either does, the other's store answers as if it were alone. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../../workflows/store/store.ts';
import { recordKinds } from '../../../workflows/store/table.ts';
import { effectId, type ItemKey, itemKinds, type PendingEffect } from '../../../workflows/turn/effects.ts';
import { startDynoxide, type TestServer } from '../../support/dynoxide.ts';
import { createSimStore } from '../../support/sim-store.ts';

const now = Date.UTC(2026, 5, 3, 10, 20);
const hour = 3_600_000;

/** Few ids, so that the same are met again and again; some would run into one another if keys were only joined. */
const ids = ['a', 'a#b', '19:abc#1;messageid=7%2F', ''];
/** Names that contain, begin or escape one another. */
const pairs = [
  ['t1', 't2'],
  ['t', 't#a'],
  ['T0', 'T0~x'],
  ['a%23b', 'a#b'],
  ['one', 'one '],
] as const;

interface Step {
  method: keyof Store;
  kind: ItemKey['kind'];
  record: (typeof recordKinds)[number];
  id: string;
  name: string;
  n: number;
}

type Deed = (store: Store, tenant: string, step: Step) => Promise<unknown>;

const keyIn = (tenant: string, { kind, id }: Step): ItemKey => ({ tenant, kind, id });
const recordIn = (tenant: string, { record, id }: Step) => ({ tenant, kind: record, id });
const bytes = (n: number) => new Uint8Array([n]);
const pending = (n: number): PendingEffect => ({
  id: effectId(n, 1),
  body: { kind: 'say', what: `word ${n}`, conversation: 'c', params: {} },
  owner: 'p',
  lease: now,
});
/** What lists go over all tenants, for the sweeper, is told apart by the key that every row carries. */
const mine = <T extends { key: ItemKey }>(tenant: string, rows: readonly T[]): T[] => rows.filter(({ key }) => key.tenant === tenant);

/** One row a method: a method of the store that has none does not compile. What comes back names no tenant but the one that asked. */
const deeds: Record<keyof Store, Deed> = {
  load: async (store, tenant, step) => await store.load(keyIn(tenant, step)),
  async commit(store, tenant, step) {
    const key = keyIn(tenant, step);
    const expected = (await store.load(key))?.version ?? 0;
    const { n } = step;
    return await store.commit({
      key,
      expected: n === 0 ? expected + 1 : expected,
      snapshot: bytes(n),
      seen: bytes(n),
      head: `h${n}`,
      effects: [pending(expected + 1)],
      projection: { n },
      at: now + n,
    });
  },
  async claim(store, tenant, step) {
    const key = keyIn(tenant, step);
    const [effect] = (await store.load(key))?.effects ?? [pending(1)];
    return effect === undefined ? 'none' : await store.claim(key, [effect], `p${step.n}`, now + step.n);
  },
  async finish(store, tenant, step) {
    const key = keyIn(tenant, step);
    const item = await store.load(key);
    const [effect] = item?.effects ?? [];
    if (item === null || effect === undefined) return 'none';
    return await store.finish(key, {
      owner: effect.owner,
      ids: [effect.id],
      cards: { [step.name]: { conversation: 'c', message: `m${step.n}` } },
    });
  },
  openItems: async (store, tenant) => (await store.openItems(now + hour, 1000)).filter((key) => key.tenant === tenant),
  writeLog: async (store, tenant, step) =>
    await store.writeLog(keyIn(tenant, step), {
      seq: step.n,
      prev: 'p',
      at: now,
      actor: 'ana',
      type: step.name,
      digest: 'd',
      hash: `h ${step.name}`,
      payload: step.name,
    }),
  readLog: async (store, tenant, step) => await store.readLog(keyIn(tenant, step)),
  writeText: async (store, tenant, step) => await store.writeText(keyIn(tenant, step), step.name, `text ${step.n}`),
  readText: async (store, tenant, step) => await store.readText(keyIn(tenant, step), step.name),
  writeCatalogue: async (store, _, step) => await store.writeCatalogue(`hash ${step.n}`, bytes(step.n)),
  // Catalogues belong to nobody: their name is their content, so whoever wrote one wrote the same.
  async readCatalogue(store, _, step) {
    const body = await store.readCatalogue(`hash ${step.n}`);
    return body === null || body[0] === step.n;
  },
  writeEvidence: async (store, tenant, step) => await store.writeEvidence(keyIn(tenant, step), step.name, bytes(step.n), now + step.n),
  async readEvidence(store, tenant, step) {
    const body = await store.readEvidence(keyIn(tenant, step), step.name, now);
    return body === null ? null : [...body];
  },
  writeDue: async (store, tenant, step) =>
    await store.writeDue(keyIn(tenant, step), step.name, now + hour + step.n, { type: `fires ${step.n}` }, now),
  removeDue: async (store, tenant, step) => await store.removeDue(keyIn(tenant, step), step.name, now + hour + step.n, now),
  async removeDueRow(store, tenant) {
    const [row] = mine(tenant, await store.due(now + 2 * hour, 1000));
    if (row !== undefined) await store.removeDueRow(row);
  },
  async moveDueRow(store, tenant, step) {
    const [row] = mine(tenant, await store.due(now + 2 * hour, 1000));
    if (row !== undefined) await store.moveDueRow(row, now + hour + 10 + step.n, now);
  },
  due: async (store, tenant) =>
    mine(tenant, await store.due(now + 2 * hour, 1000)).map(({ key, id, at, event }) => ({ key, id, at, event })),
  // Says only that hours which are over are swept; the rows here are due later.
  sweptTo: async (store) => await store.sweptTo(now),
  quarantine: async (store, tenant, step) =>
    await store.quarantine({ key: keyIn(tenant, step), eventId: step.name, event: `${step.n}`, error: 'why', at: now + step.n }),
  quarantined: async (store, tenant) => await store.quarantined(tenant),
  async release(store, tenant) {
    const [row] = await store.quarantined(tenant);
    if (row !== undefined) await store.release(row);
  },
  count: async (store, tenant, step) => await store.count(tenant, step.name),
  readCount: async (store, tenant, step) => await store.readCount(tenant, step.name),
  readRecord: async (store, tenant, step) => await store.readRecord(recordIn(tenant, step), now),
  listRecords: async (store, tenant, step) => await store.listRecords(tenant, step.record, now),
  async writeRecords(store, tenant, step) {
    const key = recordIn(tenant, step);
    const expected = (await store.readRecord(key, now))?.rev ?? 0;
    return await store.writeRecords([{ key, expected, body: step.n === 0 ? null : { n: step.n, of: step.name } }], now);
  },
};

const methods = Object.keys(deeds) as (keyof Store)[];

const anyStep: fc.Arbitrary<Step> = fc.record({
  method: fc.constantFrom(...methods),
  kind: fc.constantFrom(...itemKinds),
  record: fc.constantFrom(...recordKinds),
  id: fc.constantFrom(...ids),
  name: fc.constantFrom('x', 'x#1'),
  n: fc.integer({ min: 0, max: 3 }),
});

/** What each step answered, by the tenant that took it. */
async function answersOf(store: Store, tenants: readonly string[], steps: readonly { who: number; step: Step }[]): Promise<unknown[][]> {
  const answers: unknown[][] = tenants.map(() => []);
  for (const { who, step } of steps) {
    const tenant = tenants[who];
    if (tenant !== undefined) answers[who]?.push(await deeds[step.method](store, tenant, step));
  }
  return answers;
}

function neverMeet(open: () => Promise<Store>, runs: number): void {
  it('answers each as if it were alone, whatever method is called in whatever order', async () => {
    const called = new Set<keyof Store>();
    const steps = fc.array(fc.record({ who: fc.nat({ max: 1 }), step: anyStep }), { minLength: 60, maxLength: 90 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pairs), steps, async (tenants, taken) => {
        const together = await answersOf(await open(), tenants, taken);
        for (const who of [0, 1]) {
          const alone = await answersOf(
            await open(),
            tenants,
            taken.filter((one) => one.who === who),
          );
          expect(together[who]).toEqual(alone[who]);
        }
        for (const { step } of taken) called.add(step.method);
      }),
      { numRuns: runs },
    );
    expect([...called].toSorted()).toEqual(methods.toSorted());
  }, 90_000);
}

describe('two tenants in the simulated store', () => {
  neverMeet(async () => createSimStore(), 100);
});

describe('two tenants in a table of dynoxide', () => {
  let server: TestServer;
  let tables = 0;
  beforeAll(async () => {
    server = await startDynoxide();
  });
  afterAll(() => server.stop());
  neverMeet(async () => {
    tables += 1;
    return await server.store(`tenants-${tables}`);
  }, 4);
});
