/** Counts how hard a text is to read: syllables, sentences, the Flesch-Kincaid grade. */

/** Words whose vowels the counting rule below gets wrong. */
const spoken: Readonly<Record<string, number>> = {
  area: 3,
  areas: 3,
  being: 2,
  business: 2,
  create: 2,
  created: 3,
  creates: 2,
  creating: 3,
  data: 2,
  every: 2,
  everyone: 3,
  everything: 3,
  idea: 3,
  ideas: 3,
  people: 2,
  queue: 1,
  queues: 1,
  quiet: 2,
  reliable: 4,
  somebody: 3,
  someone: 2,
  something: 2,
  sometimes: 2,
  unique: 2,
  via: 2,
};

const countByVowels = (word: string): number => {
  const stem = word
    .replace(/(?<=[^aeiouytd])ed$/, '')
    .replace(/(?<=[^aeiouycgsxzh])es$/, '')
    .replace(/(?<=[^aeiouyl])e$/, '')
    .replace(/(?<=[aeiouy]l)e$/, '')
    .replace(/^y/, '');
  return Math.max(1, stem.match(/[aeiouy]{1,2}/g)?.length ?? 0);
};

export const syllables = (word: string, domainWords: ReadonlyMap<string, number>): number => {
  // KMS, S3, URLs: short names that readers take in at a glance.
  if (/^[A-Z0-9]{2,}s?$/.test(word) || /\d/.test(word)) return 1;
  const lower = word.toLowerCase().replace(/[^a-z]/g, '');
  return domainWords.get(lower) ?? domainWords.get(lower.replace(/s$/, '')) ?? spoken[lower] ?? countByVowels(lower);
};

export const wordsOf = (text: string): string[] =>
  text
    .replace(/['’]/g, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');

const sentencesOf = (text: string): number => Math.max(1, text.split(/[.!?;:]+(?:\s|$)/).filter((part) => /\w/.test(part)).length);

/** Roughly the US school year in which a text is easy to read. */
export const grade = (text: string, domainWords: ReadonlyMap<string, number>): number => {
  const words = wordsOf(text);
  if (words.length === 0) return 0;
  const spokenParts = words.reduce((sum, word) => sum + syllables(word, domainWords), 0);
  return 0.39 * (words.length / sentencesOf(text)) + 11.8 * (spokenParts / words.length) - 15.59;
};

/** The words that make a text hard, hardest first. */
export const hardWords = (text: string, domainWords: ReadonlyMap<string, number>): string[] =>
  [...new Set(wordsOf(text.toLowerCase()))]
    .filter((word) => syllables(word, domainWords) >= 3)
    .toSorted((one, two) => syllables(two, domainWords) - syllables(one, domainWords))
    .slice(0, 4);
