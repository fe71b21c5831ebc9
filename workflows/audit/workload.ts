/** Finds the assessment that somebody means by a workload's name or an id, among all items of a table. */
import type { FoundItem } from '../store/audit.ts';
import type { ItemKey } from '../turn/effects.ts';

export interface FoundWorkload {
  key: ItemKey;
  /** The item's partition key. */
  item: string;
  name: string;
}

export type Finding = { kind: 'found'; workload: FoundWorkload } | { kind: 'none' | 'many'; there: FoundWorkload[] };

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** By its id, the name of its item, or the workload's name in any case. `there` are those of that name, or all where there is none. */
export function findWorkload(items: readonly FoundItem[], wanted: string): Finding {
  const all = items.flatMap(({ name: item, key, projection }): FoundWorkload[] =>
    key?.kind === 'assessment' && projection !== null ? [{ key, item, name: String(projection['name'] ?? '') }] : [],
  );
  const byId = all.filter(({ key, item }) => key.id === wanted || item === wanted);
  const fitting = byId.length > 0 ? byId : all.filter(({ name }) => folded(name) === folded(wanted));
  const [first, ...more] = fitting;
  if (first === undefined) return { kind: 'none', there: all };
  return more.length === 0 ? { kind: 'found', workload: first } : { kind: 'many', there: fitting };
}

/** True for the assessment itself and for what belongs to it: its gaps and its roadmap. */
export function belongsTo(key: ItemKey, { tenant, id }: ItemKey): boolean {
  if (key.tenant !== tenant || apart.has(key.kind)) return false;
  return key.id === id || (key.kind !== 'assessment' && key.id.startsWith(`${id}.`));
}

/** Kinds whose ids are not made from an assessment's. */
const apart: ReadonlySet<ItemKey['kind']> = new Set(['conversation', 'person', 'settings']);
