/** Changes to a tree of data, written as only what differs: the faults of a simulated account stand out this way. */

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What `by` names replaces what was there, `null` removes it, and the rest stays. In a list, `name=support` stands for the item whose
 * `name` is "support", and `+` for items to add. Naming an item that is not there is a mistake.
 */
export function change(value: unknown, by: unknown): unknown {
  if (!isTree(by)) return by;
  if (Array.isArray(value)) return changeList(value, by);
  const changed: Record<string, unknown> = { ...(isTree(value) ? value : {}) };
  for (const [name, inner] of Object.entries(by)) {
    if (inner === null) delete changed[name];
    else changed[name] = change(changed[name], inner);
  }
  return changed;
}

function changeList(list: readonly unknown[], by: Tree): unknown[] {
  let changed = [...list];
  for (const [name, inner] of Object.entries(by)) {
    if (name === '+') {
      changed.push(...(inner as unknown[]));
      continue;
    }
    const [field = '', wanted] = name.split(/=(.*)/s);
    const at = changed.findIndex((item) => isTree(item) && String(item[field]) === wanted);
    if (at === -1) throw new RangeError(`there is no item with ${name}`);
    changed = inner === null ? changed.toSpliced(at, 1) : changed.with(at, change(changed[at], inner));
  }
  return changed;
}
