/** The known word that looks most like a mistyped one. */

/** Levenshtein distance: how many letters must be added, removed or changed. */
const distance = (one: string, two: string): number => {
  let row = Array.from({ length: two.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= two.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === two[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[two.length] ?? 0;
};

/** The first of the nearest, so that the same mistake always gets the same hint. `undefined` when nothing is known. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const one of known) {
    const far = distance(word, one);
    if (far < least) [best, least] = [one, far];
  }
  return best;
};
