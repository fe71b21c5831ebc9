/** Brings two wordings of the same text to the same form: case, accents, punctuation and white space do not count. */
import { createHash } from 'node:crypto';

export const normalise = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

export const fingerprint = (text: string): string => createHash('sha256').update(normalise(text)).digest('hex');
