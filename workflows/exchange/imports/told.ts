/** Texts that come out of a file of others: one short line that can neither steer a terminal nor carry a secret along. */
import { looksSecret, redactText } from '../../scanners/redact.ts';

/** Nobody needs more of a text to know what it says, and the search for secrets stays quick. */
const mostRead = 4000;

/** Characters that show nothing, and marks that turn the direction of the text around them. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** One line of what can be seen. */
export const plain = (text: string): string => text.slice(0, mostRead).replace(/\s+/gu, ' ').replace(unseen, '').trim();

/** A secret is looked for in both readings: with the unseen characters, and closed up where they stood. */
export const told = (text: string): string => {
  const read = text.slice(0, mostRead);
  return redactText(looksSecret(read) ? read : plain(read));
};

/** What somebody gave as a reason, to stand inside a sentence of ours. */
export const because = (text: string | undefined): string => (text ?? '').replace(/[.\s]+$/, '') || 'no reason is given';
