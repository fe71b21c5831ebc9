/** A store in memory for fast campaigns. The contract suite runs against it too: that is what makes it honest. */
import type { RecordStore, StoredRecord } from '../../workflows/store/records.ts';
import type { DueRow, Item, LogRow, QuarantineRow, Store } from '../../workflows/store/store.ts';
import {
  dueBucket,
  dueBuckets,
  duePlace,
  dueSort,
  keyOf,
  lateBucket,
  partitionOf,
  type RecordKey,
  recordAddress,
} from '../../workflows/store/table.ts';
import type { Calendar, ItemKey, PendingEffect } from '../../workflows/turn/effects.ts';

const clockSlack = 600_000;
const firstSweep = 2 * 24 * 3_600_000;

/** What a test may look at without a request. */
export interface SimStore extends Store {
  peek(key: ItemKey): Item | null;
  dueRows(): readonly DueRow[];
  /** All counts of a name, over all tenants. */
  counted(name: string): number;
  /** The same as `commit`, `claim` and `finish` without their conditions: for faults that are put in on purpose. */
  commitAnyway: Store['commit'];
  claimAnyway: Store['claim'];
  finishAnyway: Store['finish'];
}

export function createSimStore(): SimStore {
  return { ...items(), ...logs(), ...evidence(), ...dues(), ...aside(), ...records() };
}

type Items = Pick<
  SimStore,
  'load' | 'commit' | 'claim' | 'finish' | 'openItems' | 'peek' | 'commitAnyway' | 'claimAnyway' | 'finishAnyway'
>;

function items(): Items {
  const held = new Map<string, Item>();
  const open = new Map<string, number>();
  const all = (item: Item | null, effects: readonly PendingEffect[], fits: (now: PendingEffect, was: PendingEffect) => boolean) =>
    item !== null &&
    effects.every((was) => {
      const now = item.effects.find((effect) => effect.id === was.id);
      return now !== undefined && fits(now, was);
    });
  const peek = (key: ItemKey) => held.get(partitionOf(key)) ?? null;
  const careless: Pick<Items, 'commitAnyway' | 'claimAnyway' | 'finishAnyway'> = {
    async commitAnyway(change) {
      const name = partitionOf(change.key);
      const item = held.get(name);
      held.set(name, {
        key: change.key,
        version: change.expected + 1,
        snapshot: change.snapshot,
        seen: change.seen,
        head: change.head,
        effects: [...(item?.effects ?? []), ...change.effects].toSorted((one, other) => (one.id < other.id ? -1 : 1)),
        cards: item?.cards ?? {},
        projection: change.projection,
      });
      if (change.effects.length > 0) open.set(name, change.at);
      return 'committed';
    },
    async claimAnyway(key, effects, owner, lease) {
      const item = held.get(partitionOf(key));
      if (item === undefined) return 'taken';
      const taken = new Set(effects.map((effect) => effect.id));
      const next = item.effects.map((effect) => (taken.has(effect.id) ? { ...effect, owner, lease } : effect));
      held.set(partitionOf(key), { ...item, effects: next });
      return 'claimed';
    },
    async finishAnyway(key, { ids, cards }) {
      const name = partitionOf(key);
      const item = held.get(name);
      if (item === undefined) return 'lost';
      const left = item.effects.filter((effect) => !ids.includes(effect.id));
      held.set(name, { ...item, effects: left, cards: { ...item.cards, ...cards } });
      if (left.length === 0) open.delete(name);
      return left;
    },
  };
  return {
    ...careless,
    peek,
    load: async (key) => peek(key),
    commit: async (change) => ((peek(change.key)?.version ?? 0) === change.expected ? await careless.commitAnyway(change) : 'conflict'),
    async claim(key, effects, owner, lease) {
      const stands = all(peek(key), effects, (now, was) => now.owner === was.owner && now.lease === was.lease);
      return stands ? await careless.claimAnyway(key, effects, owner, lease) : 'taken';
    },
    async finish(key, done) {
      const item = peek(key);
      if (item === null || done.ids.some((id) => item.effects.find((effect) => effect.id === id)?.owner !== done.owner)) return 'lost';
      if (done.ids.length === 0 && item.effects.length > 0) return 'lost';
      return await careless.finishAnyway(key, done);
    },
    async openItems(before, limit) {
      const due = [...open].filter(([, at]) => at < before).toSorted(([, one], [, other]) => one - other);
      return due.slice(0, limit).map(([name]) => keyOf(name));
    },
  };
}

function evidence(): Pick<Store, 'writeEvidence' | 'readEvidence'> {
  const kept = new Map<string, { body: Uint8Array; until: number }>();
  const name = (key: ItemKey, id: string) => JSON.stringify([partitionOf(key), id]);
  return {
    writeEvidence: async (key, id, body, until) => void kept.set(name(key, id), { body: Uint8Array.from(body), until }),
    async readEvidence(key, id, now) {
      const found = kept.get(name(key, id));
      return found === undefined || found.until <= now ? null : found.body;
    },
  };
}

function logs(): Pick<Store, 'writeLog' | 'readLog' | 'writeText' | 'readText' | 'writeCatalogue' | 'readCatalogue'> {
  const rows = new Map<string, Map<number, LogRow>>();
  const texts = new Map<string, string>();
  const catalogues = new Map<string, Uint8Array>();
  const textName = (key: ItemKey, id: string) => JSON.stringify([partitionOf(key), id]);
  return {
    async writeLog(key, row) {
      const name = partitionOf(key);
      const mine = rows.get(name) ?? new Map<number, LogRow>();
      if (!mine.has(row.seq)) mine.set(row.seq, { ...row });
      rows.set(name, mine);
    },
    readLog: async (key) => [...(rows.get(partitionOf(key))?.values() ?? [])].toSorted((one, other) => one.seq - other.seq),
    writeText: async (key, id, body) => void texts.set(textName(key, id), body),
    readText: async (key, id) => texts.get(textName(key, id)) ?? null,
    async writeCatalogue(hash, body) {
      if (!catalogues.has(hash)) catalogues.set(hash, body);
    },
    readCatalogue: async (hash) => catalogues.get(hash) ?? null,
  };
}

function dues(): Pick<SimStore, 'writeDue' | 'removeDue' | 'removeDueRow' | 'moveDueRow' | 'due' | 'sweptTo' | 'dueRows'> {
  const rows = new Map<string, DueRow>();
  const swept = new Map<Calendar, number>();
  const name = (bucket: string, sort: string) => `${bucket}|${sort}`;
  return {
    dueRows: () => [...rows.values()],
    async writeDue(key, id, at, event, now, calendar = 'general') {
      const place = duePlace(key, id, at, now, calendar);
      rows.set(name(place.bucket, place.sort), { key, id, at, event, first: at, place });
    },
    async moveDueRow(row, at, now, calendar = 'general') {
      rows.delete(name(row.place.bucket, row.place.sort));
      const place = duePlace(row.key, row.id, at, now, calendar);
      rows.set(name(place.bucket, place.sort), { ...row, at, place });
    },
    async removeDue(key, id, at, now, calendar = 'general') {
      rows.delete(name(dueBucket(key, at, at, calendar), dueSort(key, id, at)));
      if (at < now + clockSlack) rows.delete(name(lateBucket(calendar), dueSort(key, id, at)));
    },
    removeDueRow: async ({ place }) => void rows.delete(name(place.bucket, place.sort)),
    async due(now, limit, { calendar = 'general', after, since, looking } = {}) {
      const mark = swept.get(calendar) ?? now - firstSweep;
      if (looking !== true && since === undefined) swept.set(calendar, mark);
      if (rows.size === 0) return [];
      const buckets = dueBuckets(since ?? mark, now, calendar);
      const place = (row: DueRow) => buckets.indexOf(row.place.bucket);
      const compare = (one: DueRow, other: DueRow) => place(one) - place(other) || (one.place.sort < other.place.sort ? -1 : 1);
      return [...rows.values()]
        .filter((row) => row.at <= now && place(row) !== -1)
        .filter((row) => row.at >= (since ?? 0) || row.place.bucket === lateBucket(calendar))
        .filter((row) => after === undefined || compare(after, row) < 0)
        .toSorted(compare)
        .slice(0, limit);
    },
    async sweptTo(now, calendar = 'general') {
      swept.set(calendar, now - clockSlack);
    },
  };
}

function records(): RecordStore {
  const rows = new Map<string, StoredRecord & { until: number }>();
  const nameOf = (key: RecordKey) => JSON.stringify(recordAddress(key));
  const at = (key: RecordKey, now: number) => {
    const row = rows.get(nameOf(key));
    return row === undefined || row.until <= now ? null : row;
  };
  const bare = ({ key, rev, body }: StoredRecord): StoredRecord => ({ key, rev, body: structuredClone(body) });
  return {
    async readRecord(key, now) {
      const row = at(key, now);
      return row === null ? null : bare(row);
    },
    listRecords: async (tenant, kind, now) =>
      [...rows.values()]
        .filter(({ key, until }) => key.tenant === tenant && key.kind === kind && until > now)
        .map(bare)
        .toSorted((one, other) => (one.key.id < other.key.id ? -1 : 1)),
    async writeRecords(changes, now) {
      if (changes.some(({ key, expected }) => (at(key, now)?.rev ?? 0) !== expected)) return 'conflict';
      for (const { key, expected, body, expires = Number.POSITIVE_INFINITY } of changes) {
        if (body === null) rows.delete(nameOf(key));
        else rows.set(nameOf(key), { key, rev: expected + 1, body: structuredClone(body), until: expires });
      }
      return 'written';
    },
  };
}

function aside(): Pick<SimStore, 'quarantine' | 'quarantined' | 'release' | 'count' | 'readCount' | 'counted'> {
  const rows = new Map<string, QuarantineRow>();
  const counts = new Map<string, number>();
  const rowName = (row: QuarantineRow) => JSON.stringify([row.key.tenant, row.eventId]);
  const countName = (tenant: string, name: string) => JSON.stringify([tenant, name]);
  return {
    async quarantine(row) {
      if (!rows.has(rowName(row))) rows.set(rowName(row), row);
    },
    quarantined: async (tenant) =>
      [...rows.values()].filter((row) => row.key.tenant === tenant).toSorted((one, other) => one.at - other.at),
    release: async (row) => void rows.delete(rowName(row)),
    count: async (tenant, name) => void counts.set(countName(tenant, name), (counts.get(countName(tenant, name)) ?? 0) + 1),
    readCount: async (tenant, name) => counts.get(countName(tenant, name)) ?? 0,
    counted: (name) =>
      [...counts].filter(([full]) => (JSON.parse(full) as string[])[1] === name).reduce((sum, [, count]) => sum + count, 0),
  };
}
