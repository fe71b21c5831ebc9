/** Faults put into the ports on purpose. A campaign that does not find one of these is too weak to be believed. */

import type { Item, Store } from '../../workflows/store/store.ts';
import { type ItemKey, itemName } from '../../workflows/turn/effects.ts';
import { auditRow } from '../../workflows/turn/seal.ts';
import type { Fault } from './sim-process.ts';
import type { SimStore } from './sim-store.ts';
import { type Chaos, deadly, rough, sleepy } from './sim-wire.ts';

/** The same store with some methods replaced. */
function withStore(name: string, change: (store: SimStore) => Partial<Store>, chaos: Chaos = rough): Fault {
  return { name, chaos, store: (store) => new Proxy(store, overlay(change(store))) };
}

function overlay(methods: Partial<Store>): ProxyHandler<Store> {
  return {
    get: (target, name, receiver) => Reflect.get(name in methods ? methods : target, name, name in methods ? methods : receiver) as unknown,
  };
}

const isAudit = (id: string) => id.endsWith('.00');

export const faults: readonly Fault[] = [
  { name: 'acknowledges before it writes', acknowledgesFirst: true },

  withStore('commits without a condition', (store) => ({ commit: store.commitAnyway })),

  { name: 'remembers one event id only', seen: { entries: 1, ms: -Number.MAX_SAFE_INTEGER } },

  withStore('does not save the event ids', (store) => ({ commit: (change) => store.commit({ ...change, seen: new Uint8Array() }) })),

  { name: 'never sweeps', neverSweeps: true },

  withStore('gives up after a lost race', (store) => ({
    async commit(change) {
      await store.commit(change);
      return 'committed';
    },
  })),

  withStore('does not store effects with the turn', (store) => ({ commit: (change) => store.commit({ ...change, effects: [] }) })),

  withStore('finishes without looking at the lease', (store) => ({ finish: store.finishAnyway }), sleepy),

  withStore('claims without a condition', (store) => ({ claim: store.claimAnyway }), sleepy),

  { name: 'takes the ids of told events from the clock', toldId: (id, now) => `${id}@${now}` },

  { name: 'makes a new id for a redelivered event', inputId: (id, attempt) => `${id}/${attempt}` },

  {
    name: 'trusts a warm copy for refusals',
    store(store) {
      const copies = new Map<string, Item | null>();
      return new Proxy(
        store,
        overlay({
          async load(key) {
            const copy = copies.get(itemName(key)) ?? (await store.load(key));
            copies.set(itemName(key), copy);
            return copy;
          },
          async commit(change) {
            copies.delete(itemName(change.key));
            return await store.commit(change);
          },
          async claim(key, effects, owner, lease) {
            copies.delete(itemName(key));
            return await store.claim(key, effects, owner, lease);
          },
        }),
      );
    },
  },

  withStore(
    'removes a due row before it is told',
    (store) => ({
      async due(now, limit) {
        const rows = await store.due(now, limit);
        for (const row of rows) await store.removeDueRow(row);
        return rows;
      },
    }),
    deadly,
  ),

  withStore('calls an hour swept that is not over', (store) => ({ sweptTo: (now) => store.sweptTo(now + 3_600_000) })),

  {
    name: 'marks effects done before they are sent',
    speak:
      (speak, store, { owner }) =>
      async (speech) => {
        await store.finish(speech.key, { owner, ids: [idIn(speech.key, speech.name)], cards: {} });
        return await speak(speech);
      },
  },

  {
    name: 'takes a failed send for a sent one',
    speak: (speak) => (speech) => speak(speech).catch(() => ({ kind: 'sent' as const })),
  },

  {
    name: 'writes the audit row outside the turn',
    store(store) {
      return new Proxy(
        store,
        overlay({
          async commit(change) {
            const done = await store.commit({ ...change, effects: change.effects.filter(({ id }) => !isAudit(id)) });
            const audit = change.effects.find(({ id }) => isAudit(id))?.body;
            if (done === 'committed' && audit?.kind === 'audit')
              await store.writeLog(change.key, auditRow(change.expected + 1, audit.prev, audit.event));
            return done;
          },
          async finish(key, done) {
            const ids = done.ids.filter((id) => !isAudit(id));
            return ids.length === 0 ? ((await store.load(key))?.effects ?? 'lost') : await store.finish(key, { ...done, ids });
          },
          writeLog: async () => undefined,
        }),
      );
    },
  },

  withStore('forgets where a card was posted', (store) => ({ finish: (key, done) => store.finish(key, { ...done, cards: {} }) })),
];

function idIn(key: ItemKey, name: string): string {
  return name.slice(itemName(key).length + 1);
}
