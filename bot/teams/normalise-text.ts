/** Cleans what a person typed: invisible control marks go, the words stay. */
import { visible } from '../conversation/visible.ts';
import { limits } from './limits.ts';

const lineBreaks = /\r\n?|[\u2028\u2029]/g;

export const cleanText = (text: string): string =>
  visible(text.replace(lineBreaks, '\n').replaceAll('&nbsp;', ' ').replaceAll('\u00a0', ' ')).trim();

/** The clean text, or `too-long`: a text that is cut would say something else than its author did. */
export const normaliseText = (text: string): { text: string } | 'too-long' => {
  const clean = cleanText(text);
  return clean.length > limits.incomingUnits ? 'too-long' : { text: clean };
};
