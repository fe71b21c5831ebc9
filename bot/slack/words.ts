/** Reads Slack's way of writing as the plain words that a person typed. */
import { visible } from '../conversation/visible.ts';

const lineBreaks = /\r\n?|[\u2028\u2029]/g;

export const mostUnits = 20_000;

export const cleanText = (text: string): string => visible(text.replace(lineBreaks, '\n').replaceAll('\u00a0', ' ')).trim();

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** One pass, so that nothing is undone twice. */
const unescaped = (text: string): string => text.replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity] ?? entity);

export interface ReadText {
  text: string;
  mentions: { id: string; name: string }[];
}

/** The address that Slack made of a word is that word again; where the words hide the address, both stay. */
const linkText = (target: string, label: string | undefined): string => {
  if (label === undefined || target === label) return unescaped(target);
  return target.endsWith(label) ? unescaped(label) : `${unescaped(label)} (${unescaped(target)})`;
};

/** The clean text, or `too-long`: a text that is cut would say something else than its author did. */
export const readText = (raw: string, bot: string): ReadText | 'too-long' => {
  const mentions: ReadText['mentions'] = [];
  // What a person types as < arrives escaped, so brackets are always Slack's own.
  const text = raw.replace(/<([^<>|]*)(?:\|([^<>]*))?>|&(?:lt|gt|amp);/g, (all, target: string | undefined, label: string | undefined) => {
    if (target === undefined) return unescaped(all);
    if (target === `@${bot}`) return ' ';
    const id = /^@([UW][A-Z0-9]+)$/.exec(target)?.[1];
    if (id !== undefined) {
      if (!mentions.some((mention) => mention.id === id)) mentions.push({ id, name: id });
      return `@${id}`;
    }
    if (target.startsWith('#')) return `#${unescaped(label || target.slice(1))}`;
    if (target.startsWith('!')) return unescaped(label || `@${target.slice(1)}`);
    return linkText(target, label || undefined);
  });
  const clean = cleanText(text);
  return clean.length > mostUnits ? 'too-long' : { text: clean, mentions };
};
