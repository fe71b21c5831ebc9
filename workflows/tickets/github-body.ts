/** Writes the issue of a gap as GitHub takes it: Markdown, and a hidden mark by which it is found again. */
import { inert, link } from '../exchange/markdown-text.ts';
import { hashOf, type Part, partsOf } from './body.ts';
import type { Audience, Draft, Note } from './ticket.ts';
import { noteWords } from './words.ts';

const joiner = '\u2060';

/** In GitHub a number sign, `GH-` and a commit's hash become links to something else, escaped or not. */
const unlinked = (text: string): string =>
  text
    .replace(/#(?=\d)/g, `#${joiner}`)
    .replace(/\bGH-(?=\d)/gi, (at) => at + joiner)
    .replace(/\b[0-9a-f]{7,40}\b/g, (hash) => (/\d/.test(hash) && /[a-f]/.test(hash) ? hash.slice(0, 4) + joiner + hash.slice(4) : hash));

const line = (text: string): string => unlinked(inert(text));

function markdown(part: Part): string {
  switch (part.kind) {
    case 'strong':
      return `**${line(part.text)}**`;
    case 'text':
      return line(part.text);
    case 'heading':
      return `### ${part.text}`;
    case 'bullets':
      return part.lines.map((text) => `- ${line(text)}`).join('\n');
    case 'link':
      return link(part.text, part.url);
  }
}

export const bodyFor = (draft: Draft, audience: Audience): string =>
  [...partsOf(draft, audience, 'repository').map(markdown), markFor(draft)].join('\n\n');

/** The start of the mark is the gap's alone, so that the issue is found again whatever asked for it. */
const gapMark = (gap: string): string => `<!-- plumbline gap ${hashOf(gap)} `;
const markFor = ({ gap, effect }: Pick<Draft, 'gap' | 'effect'>): string => `${gapMark(gap)}from ${hashOf(effect)} -->`;

/** Whether a body is one that was written for the gap. */
export const isFor = (body: string, gap: string): boolean => body.includes(gapMark(gap));

const noteMark = (effect: string): string => `<!-- plumbline note ${hashOf(effect)} -->`;

export const noteFor = ({ about, day, effect }: Note): string => `${noteWords[about](day)}\n\n${noteMark(effect)}`;

export const holdsNote = (body: string, { effect }: Pick<Note, 'effect'>): boolean => body.includes(noteMark(effect));
