/** What a rule works on and how it reports. */
import type { Knowledge } from '../read.ts';
import type { Entry, Problem } from '../yaml-file.ts';

/** What the rules compare the catalogue with, beside the catalogue itself. */
export interface Background {
  /** SHA-256 of the normalised reference questions, whose wording we must not copy. */
  referenceQuestions: ReadonlySet<string>;
  /** Words of the trade that nobody can avoid, with the syllables they count for. */
  domainWords: ReadonlyMap<string, number>;
  /** Every id that was ever released. */
  releasedIds: readonly string[];
}

export type Rule = (knowledge: Knowledge, background: Background) => Problem[];

export const at = (entry: Entry<unknown>, path: readonly PropertyKey[], rule: string, message: string, fix: string): Problem => ({
  file: entry.file.file,
  line: entry.file.lineOf(path),
  rule,
  message,
  fix,
});
