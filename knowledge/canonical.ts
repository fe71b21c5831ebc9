/** One text for one value: keys sorted at every depth, so that equal results have equal bytes. */

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([one], [two]) => (one < two ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
};

/** The same value with its keys in order: it keeps its type. */
export function sortKeys<T>(value: T): T;
export function sortKeys(value: unknown): unknown {
  return sorted(value);
}

export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));
