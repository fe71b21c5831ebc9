/** Cleans what a person typed: invisible control marks go, the words stay. */
import { limits } from './limits.ts';

// Control characters except line feed and tab, and the marks that turn the direction of reading.
const invisible = /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;

const lineBreaks = /\r\n?|[\u2028\u2029]/g;

export const cleanText = (text: string): string =>
  text
    .replace(lineBreaks, '\n')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('\u00a0', ' ')
    .replace(invisible, (mark) => (mark === '\n' || mark === '\t' ? mark : ''))
    .trim();

/** The clean text, or `too-long`: a text that is cut would say something else than its author did. */
export const normaliseText = (text: string): { text: string } | 'too-long' => {
  const clean = cleanText(text);
  return clean.length > limits.incomingUnits ? 'too-long' : { text: clean };
};
