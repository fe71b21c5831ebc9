/** Worlds without a server, made and forked in a moment: for pressing every button there is. */
import { type ItemKey, itemName } from '../../workflows/turn/effects.ts';
import { createWorld, type World, type WorldOptions } from './app.ts';
import { createSimStore, type SimStore } from './sim-store.ts';

export interface MemoryWorld extends World {
  /** The same items, cards and time in a world of its own. */
  fork(): Promise<MemoryWorld>;
  /** How often something was written. */
  writes(): number;
}

export async function memoryWorld(how: WorldOptions = {}): Promise<MemoryWorld> {
  return await worldOver(createSimStore(), { keys: new Map(), texts: [], evidence: [] }, how);
}

/** What was written, so that it can be copied: a store cannot be listed. */
interface Written {
  keys: Map<string, ItemKey>;
  texts: { key: ItemKey; id: string; body: string }[];
  evidence: { key: ItemKey; id: string; body: Uint8Array; until: number }[];
}

async function worldOver(base: SimStore, written: Written, how: WorldOptions): Promise<MemoryWorld> {
  let writes = 0;
  const store: SimStore = {
    ...base,
    async commit(change) {
      writes += 1;
      written.keys.set(itemName(change.key), change.key);
      return await base.commit(change);
    },
    async writeEvidence(key, id, body, until) {
      written.evidence.push({ key, id, body, until });
      await base.writeEvidence(key, id, body, until);
    },
    async writeText(key, id, body) {
      written.texts.push({ key, id, body });
      await base.writeText(key, id, body);
    },
  };
  const world = await createWorld(store, async () => [], how);
  return {
    ...world,
    writes: () => writes,
    async fork() {
      const next = createSimStore();
      for (const key of written.keys.values()) await copyItem(base, next, key);
      for (const { key, id, body } of written.texts) await next.writeText(key, id, body);
      for (const { key, id, body, until } of written.evidence) await next.writeEvidence(key, id, body, until);
      const copied = { keys: new Map(written.keys), texts: [...written.texts], evidence: [...written.evidence] };
      return await worldOver(next, copied, { ...how, platform: world.platform.copy(), at: world.now() });
    },
  };
}

async function copyItem(from: SimStore, to: SimStore, key: ItemKey): Promise<void> {
  const item = from.peek(key);
  if (item === null) return;
  const { version, cards, ...rest } = item;
  await to.commitAnyway({ ...rest, expected: version - 1, at: 0 });
  await to.finishAnyway(key, { owner: '', ids: [], cards });
}
