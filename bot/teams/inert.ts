/** Makes words inert: whatever people wrote is shown as they wrote it and does nothing. */
import type { Rich, Span } from '../conversation/view.ts';
import type { TextRun } from './card.ts';
import { withoutMacros } from './macros.ts';
import { execute } from './press-action.ts';

const spans = (rich: Rich): Span[] => (typeof rich === 'string' ? [rich] : rich);

/** The words of one span, without any markup. */
export const spanText = (span: Span): string => {
  if (typeof span === 'string') return span;
  if ('said' in span) return span.said;
  if ('strong' in span) return span.strong;
  if ('open' in span) return span.open;
  return `@${span.name}`;
};

/** The words of a rich text, without any markup. */
export const plain = (rich: Rich): string => spans(rich).map(spanText).join('');

/** Markdown makes links of what looks like an address. */
const unlinked = (text: string): string => text.replace(/(?<=[\p{L}\p{N}])(?:[.@](?=[\p{L}\p{N}])|:(?=\/\/))/gu, '$&\u200b');

/** A mention cannot be escaped, so a name in it goes without the marks of markup. */
export const mentionable = (name: string): string => unlinked(name.replace(/[<>&*_~`[\]{}\\|#!\n]/g, ' '));

/** Markdown of Teams: every punctuation mark that can open markup is escaped, line starts included. */
export const escapeMarkdown = (text: string): string =>
  unlinked(withoutMacros(text))
    .replace(/[\\`*_~[\](){}<>#|!&]/g, '\\$&')
    .replace(/^([ \t]*)([-+=>])/gm, '$1\\$2')
    .replace(/^([ \t]*\d+)([.)])/gm, '$1\\$2');

type Look = Omit<TextRun, 'type' | 'text'>;

const marksOf = (span: Span): Partial<TextRun> => {
  if (typeof span === 'string' || 'said' in span) return {};
  if (!('open' in span)) return { weight: 'Bolder' };
  // Every such field also has a button's way to it, so the fallback for clients without universal actions is left out.
  const { fallback: _, ...selectAction } = execute({ title: span.open, press: span.press, inputs: false });
  return { underline: true, selectAction };
};

/** One list of runs per line. Runs hold plain text only: cards never read markup in them. */
export const runLines = (rich: Rich, look: Look = {}): TextRun[][] => {
  const lines: TextRun[][] = [[]];
  for (const span of spans(rich)) {
    const marks = marksOf(span);
    for (const [index, text] of withoutMacros(spanText(span)).split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ type: 'TextRun', text, ...look, ...marks });
    }
  }
  return lines.filter((line) => line.length > 0);
};

/** As much of the text as fits, cut between words, never inside a character. */
const piece = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const low = text.charCodeAt(max);
  const end = low >= 0xdc00 && low <= 0xdfff && max > 1 ? max - 1 : max;
  const space = Math.max(text.lastIndexOf(' ', end - 1), text.lastIndexOf('\n', end - 1));
  return text.slice(0, space > 0 ? space + 1 : end);
};

/** The text in pieces of at most `max` units; together they are exactly the text. */
export const splitText = (text: string, max: number): string[] => {
  const pieces: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const next = piece(rest, max);
    pieces.push(next);
    rest = rest.slice(next.length);
  }
  return pieces.length > 0 ? pieces : [''];
};

const respan = (span: Span, text: string): Span => {
  if (typeof span === 'string') return text;
  if ('said' in span) return { said: text };
  if ('strong' in span) return { strong: text };
  if ('open' in span) return { ...span, open: text };
  return span;
};

/** A rich text in pieces of at most `max` units each; marks stay with their words, a person is never cut. */
export const splitRich = (rich: Rich, max: number): Rich[] => {
  if (plain(rich).length <= max) return [rich];
  const pieces: Span[][] = [[]];
  let room = max;
  for (const span of spans(rich)) {
    const parts = typeof span !== 'string' && 'person' in span ? [spanText(span)] : splitText(spanText(span), max);
    for (const text of parts) {
      if (text.length > room && room < max) {
        pieces.push([]);
        room = max;
      }
      pieces.at(-1)?.push(respan(span, text));
      room -= text.length;
    }
  }
  return pieces;
};
