/** Times as other tools write them: seconds, milliseconds or ISO 8601, with or without a zone. */

/** Below this a number counts seconds: as milliseconds it would be early in 1973. */
const leastMilliseconds = 100_000_000_000;

const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/i;

const fromNumber = (value: number): number | undefined =>
  Number.isFinite(value) && value > 0 ? Math.round(value < leastMilliseconds ? value * 1000 : value) : undefined;

/** Without a zone it is taken as UTC. */
const fromText = (text: string): number | undefined => {
  const match = iso.exec(text);
  if (match === null) return undefined;
  const at = Date.parse(match[1] === undefined ? `${text.replace(' ', 'T')}Z` : text);
  return at > 0 ? at : undefined;
};

/** The first of several fields that holds a time. */
export const firstMoment = (...fields: readonly (number | string | null | undefined)[]): number | undefined => {
  for (const field of fields) {
    const at = typeof field === 'number' ? fromNumber(field) : typeof field === 'string' ? fromText(field) : undefined;
    if (at !== undefined) return at;
  }
  return undefined;
};
