/** A store in memory that can be put back to how it was: what was written stands on a tape, and an earlier piece of it is played anew. */
import type { Store } from '../../workflows/store/store.ts';
import { createSimStore } from './sim-store.ts';

export interface TapedStore {
  store: Store;
  /** What was written so far; to be put back later. */
  mark(): Tape;
  /** How often something was written. */
  writes(): number;
  putBack(tape: Tape): Promise<void>;
}

type Name = keyof Store;
export type Tape = readonly { name: Name; given: readonly unknown[] }[];

const reads: ReadonlySet<string> = new Set<Name>([
  'load',
  'openItems',
  'readLog',
  'readText',
  'readCatalogue',
  'readEvidence',
  'quarantined',
  'readCount',
  'readRecord',
  'listRecords',
]);

export function createTapedStore(): TapedStore {
  let base = createSimStore();
  let tape: { name: Name; given: readonly unknown[] }[] = [];
  const carryOut = (name: Name, given: readonly unknown[]): unknown => Reflect.apply(base[name], base, given);
  const store = new Proxy({} as Store, {
    get: (_, name) => {
      // What is asked of every object, such as whether it is a promise.
      if (typeof name !== 'string' || !(name in base)) return undefined;
      return (...given: unknown[]) => {
        if (!reads.has(name)) tape.push({ name: name as Name, given });
        return carryOut(name as Name, given);
      };
    },
  });
  return {
    store,
    mark: () => [...tape],
    writes: () => tape.length,
    async putBack(earlier) {
      base = createSimStore();
      tape = [...earlier];
      for (const { name, given } of earlier) await carryOut(name, given);
    },
  };
}
