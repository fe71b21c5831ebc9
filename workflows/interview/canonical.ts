/** One text for one value: keys sorted at every depth, so that equal results have equal bytes. */

export const sortKeys = <T>(value: T): T => sorted(value) as T;

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([one], [two]) => (one < two ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
};

export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));
