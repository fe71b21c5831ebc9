/** Makes words inert: whatever people wrote is shown as they wrote it and does nothing. */
import type { KnownBlock, PlainTextElement, RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import type { Rich, Span } from '../conversation/view.ts';
import { limits } from './limits.ts';

export const spans = (rich: Rich): Span[] => (typeof rich === 'string' ? [rich] : rich);

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

/** Takes no room and lets no line break: it only keeps two marks from meaning something together. */
export const joiner = '\u2060';

/** Rich text is never read as markup; only what looks like an escape may be turned back, so it is parted. */
export const inertRich = (text: string): string => text.replace(/&(?=(?:amp|lt|gt);)/g, `&${joiner}`);

/** For plain_text, which a client might still look through for mentions, links and names of emoji. */
export const inertPlain = (text: string): string =>
  inertRich(text)
    .replace(/<(?=\S)/g, `<${joiner}`)
    .replace(/:(?=[\w+'-]+:)/g, `:${joiner}`);

/**
 * For the text beside the blocks, which is mrkdwn wherever it is shown. Escaped marks at the start of a line still make
 * a quote, so they are held off it.
 */
export const inertMrkdwn = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`:]/g, `$&${joiner}`)
    // Slack makes links of what looks like an address, with or without a scheme.
    .replace(/(?<=[\p{L}\p{N}])[.@](?=[\p{L}\p{N}])/gu, `$&${joiner}`)
    .replace(/^([ \t]*)(&gt;|[-+•])/gm, `$1${joiner}$2`);

const dearest = 6;

/** What a character takes at most once its words are inert, however Slack counts escapes. */
const costOf = (char: string): number => {
  if (char === '&') return dearest;
  if (char === '<' || char === '>') return 5;
  return /[*_~`:.@•+-]/.test(char) ? 2 : 1;
};

/** The units of a drawn text, escapes counted as Slack stores them. */
export const unitsOf = (text: string): number => text.length + 4 * (text.split('&').length - 1) + 3 * (text.split(/[<>]/).length - 1);

/** As much of the text as fits, cut between words, never inside a character. */
const piece = (text: string, max: number): string => {
  // Most texts are short: then no character need be looked at.
  if (text.length * dearest <= max) return text;
  let end = 0;
  for (let used = 0; end < text.length; end++) {
    used += costOf(text.charAt(end));
    if (used > max) break;
  }
  if (end === text.length) return text;
  const low = text.charCodeAt(end);
  if (low >= 0xdc00 && low <= 0xdfff) end += end > 1 ? -1 : 1;
  end = Math.max(1, end);
  const space = Math.max(text.lastIndexOf(' ', end - 1), text.lastIndexOf('\n', end - 1));
  return text.slice(0, space > 0 ? space + 1 : end);
};

/** The text in pieces that take at most `max` units; together they are exactly the text. */
export const splitText = (text: string, max: number): string[] => {
  const pieces: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const next = piece(rest, max);
    pieces.push(next);
    rest = rest.slice(next.length);
  }
  return pieces.length > 0 ? pieces : [''];
};

/** The first words. Only for names of controls, whose whole words stand beside them. */
export const shorten = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const low = text.charCodeAt(max - 1);
  const end = low >= 0xdc00 && low <= 0xdfff ? max - 2 : max - 1;
  return `${text.slice(0, end).trimEnd()}…`;
};

const respan = (span: Span, text: string): Span => {
  if (typeof span === 'string') return text;
  if ('said' in span) return { said: text };
  if ('strong' in span) return { strong: text };
  if ('open' in span) return { ...span, open: text };
  return span;
};

const costOfText = (text: string): number =>
  (text.match(/[&<>*_~`:.@•+-]/g) ?? []).reduce((sum, char) => sum + costOf(char) - 1, text.length);

/** Pieces of spans that take at most `max` units each; marks stay with their words, `whole` spans are never cut. */
export const splitSpans = (list: Span[], max: number, whole: (span: Span) => number | null): Span[][] => {
  const pieces: Span[][] = [[]];
  let room = max;
  for (const span of list) {
    const fixed = whole(span);
    for (const text of fixed === null ? splitText(spanText(span), max) : [spanText(span)]) {
      const need = fixed ?? costOfText(text);
      if (need > room && room < max) {
        pieces.push([]);
        room = max;
      }
      pieces.at(-1)?.push(respan(span, text));
      room -= need;
    }
  }
  return pieces;
};

/** Words where Slack reads neither markup nor names of emoji. */
export const plainText = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  // Joiners make a text longer, so it is cut after them.
  text: shorten(inertPlain(text.trim() === '' ? '–' : text), max),
  emoji: false,
});

export const slackUser = /^[UW][A-Z0-9]+$/;

const mentioned = (span: Span): number | null =>
  typeof span !== 'string' && 'person' in span && slackUser.test(span.person) ? limits.mentionUnits : null;

const element = (span: Span, bold: boolean): RichTextElement[] => {
  const style = bold || (typeof span !== 'string' && !('said' in span)) ? { style: { bold: true } } : {};
  if (typeof span !== 'string' && 'person' in span && slackUser.test(span.person)) {
    return [{ type: 'user', user_id: span.person, ...style }];
  }
  const text = inertRich(spanText(span));
  return text === '' ? [] : [{ type: 'text', text, ...style }];
};

/** A person without an id of Slack is words, and words may be cut. */
const worded = (rich: Rich): Span[] =>
  spans(rich).map((span) => (typeof span !== 'string' && 'person' in span && mentioned(span) === null ? { strong: spanText(span) } : span));

const mostUnits = (list: Span[]): number => list.reduce((sum, span) => sum + (mentioned(span) ?? 6 * spanText(span).length), 0);

export const piecesOf = (rich: Rich): Span[][] => {
  const list = worded(rich).filter((span) => spanText(span) !== '');
  if (list.length === 0) return [];
  // Only a long text has to be counted mark by mark.
  return mostUnits(list) <= limits.richUnits ? [list] : splitSpans(list, limits.richUnits - 100, mentioned);
};

const elementUnits = (one: RichTextElement): number => (one.type === 'text' ? unitsOf(one.text) : limits.mentionUnits);

/** Groups of lines that are each small enough for one rich text. */
const grouped = (list: RichTextElement[][]): RichTextElement[][][] => {
  const groups: RichTextElement[][][] = [];
  let used = 0;
  for (const line of list) {
    const need = line.reduce((sum, one) => sum + elementUnits(one), 1);
    const last = groups.at(-1);
    if (last && last.length < limits.linesPerBlock && used + need <= limits.richUnits) {
      last.push(line);
      used += need;
    } else {
      groups.push([line]);
      used = need;
    }
  }
  return groups;
};

const richText = (elements: RichTextBlock['elements']): RichTextBlock => ({ type: 'rich_text', elements });

const section = (elements: RichTextElement[]): RichTextSection => ({ type: 'rich_text_section', elements });

/** Texts below each other; empty ones are left out. */
export const lines = (list: Rich[], bold = false): KnownBlock[] => {
  const drawn = list.flatMap(piecesOf).map((part) => part.flatMap((span) => element(span, bold)));
  return grouped(drawn).map((group) =>
    richText([section(group.flatMap((line, index): RichTextElement[] => (index > 0 ? [{ type: 'text', text: '\n' }, ...line] : line)))]),
  );
};

/** Items below each other, each with a mark; a long item goes on in a further one. */
export const listOf = (items: Rich[], style: 'bullet' | 'ordered'): RichTextBlock[] => {
  const drawn = items
    .flatMap((item) => (plain(item) === '' ? [['–']] : piecesOf(item)))
    .map((part) => part.flatMap((span) => element(span, false)));
  return grouped(drawn).map((group) => richText([{ type: 'rich_text_list', style, elements: group.map((line) => section(line)) }]));
};
