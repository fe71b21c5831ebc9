/** Makes any text inert inside Markdown: what people wrote can neither format, link, mention nor start a block. */

/** Control characters, and the marks that turn the direction of the text around them. */
const unseen = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]/gu;

/** An invisible joiner: it keeps `@name` and addresses from becoming mentions or links. */
const joiner = '\u2060';

/** One line, without what cannot be seen. */
export const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').replace(unseen, '').trim();

/** One line of plain text. Every value that comes out of a result goes through here, ours as well as people's. */
export const inert = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_[\]<>#|~&!$^]/g, '\\$&')
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/:\/\//g, '\\://')
    .replace(/\bwww\./gi, 'www\\.')
    .replace(/@(?=\S)/g, `@${joiner}`);

/** An identifier of ours. Anything that is not one is shown as plain text, so that no back-tick can end the code. */
export const code = (id: string): string => (/^[\w./:* -]+$/.test(id) ? `\`${id}\`` : inert(id));

/** An address of a source; only `https` may become a link. */
export const link = (title: string, url: string | null): string =>
  url !== null && /^https:\/\/[^\s<>()]+$/.test(url) ? `[${inert(title)}](<${url}>)` : inert(title);

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${head.join(' | ')} |`,
  `| ${head.map(() => '---').join(' | ')} |`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
];

/** A section that is left out when it has nothing to say. */
export const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [`## ${title}`, '', ...lines, '']);
