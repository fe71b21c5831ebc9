/** Warm copies of items in this process, newest kept, the least used dropped. A warm copy may only lead to a write. */
import type { Item } from '../store/store.ts';

export interface WarmItem {
  item: Item;
  state: unknown;
}

export interface Warm {
  get(name: string): WarmItem | undefined;
  /** Keeps the copy with the higher version. */
  keep(name: string, copy: WarmItem): void;
  drop(name: string): void;
  /** The copy with another item of the same version, for what does not move the version. Drops a copy that is behind. */
  refresh(name: string, item: Item): void;
}

export function createWarm(most: number): Warm {
  const copies = new Map<string, WarmItem>();
  return {
    get(name) {
      const copy = copies.get(name);
      if (copy === undefined) return undefined;
      copies.delete(name);
      copies.set(name, copy);
      return copy;
    },
    keep(name, copy) {
      const held = copies.get(name);
      if (held !== undefined && held.item.version > copy.item.version) return;
      copies.delete(name);
      copies.set(name, copy);
      const oldest = copies.keys().next().value;
      if (copies.size > most && oldest !== undefined) copies.delete(oldest);
    },
    drop(name) {
      copies.delete(name);
    },
    refresh(name, item) {
      const held = copies.get(name);
      if (held === undefined || held.item.version > item.version) return;
      if (held.item.version < item.version) copies.delete(name);
      else copies.set(name, { item, state: held.state });
    },
  };
}
