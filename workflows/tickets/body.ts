/** Writes the issue of a gap: its title, its Markdown, its labels, and a hidden mark by which it is found again. */
import { createHash } from 'node:crypto';
import { inert, link } from '../exchange/markdown-text.ts';
import { looksSecret } from '../scanners/redact.ts';
import type { Audience, Draft, Note } from './ticket.ts';
import { issueWords, noteWords, phaseLabels } from './words.ts';

/** GitHub takes 256 characters; what is longer is cut, as the body says it all. */
const longestTitle = 200;
const longestText = 2_000;
const mostLines = 30;

const joiner = '\u2060';

/** In GitHub a number sign, `GH-` and a commit's hash become links to something else, escaped or not. */
const unlinked = (text: string): string =>
  text
    .replace(/#(?=\d)/g, `#${joiner}`)
    .replace(/\bGH-(?=\d)/gi, (at) => at + joiner)
    .replace(/\b[0-9a-f]{7,40}\b/g, (hash) => (/\d/.test(hash) && /[a-f]/.test(hash) ? hash.slice(0, 4) + joiner + hash.slice(4) : hash));

const { hidden } = issueWords;

/** What names a thing of an account, in the order in which it is taken out: an ARN holds an account. */
const names: readonly (readonly [RegExp, string])[] = [
  [/\barn:[\w*-]+:[^\s"'`<>()[\]{},;]*/giu, hidden.arn],
  [/\bs3:\/\/[^\s"'`<>()[\]{},;]*/giu, hidden.resource],
  [/(?<!\p{Nd})\p{Nd}{4}[-\s]?\p{Nd}{4}[-\s]?\p{Nd}{4}(?!\p{Nd})/gu, hidden.account],
  [/\b(?:acl|ami|eni|fs|i|igw|nat|rtb|sg|snap|subnet|tgw|vol|vpc|vpce)-[0-9a-f]{8,17}\b/giu, hidden.resource],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu, hidden.address],
  [/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g, hidden.address],
];

const redacted = (text: string): string => names.reduce((left, [shape, word]) => left.replace(shape, word), text);

/** A text as it may be read there. A secret is withheld from everybody. */
function fit(text: string, audience: Audience): string {
  if (looksSecret(text)) return issueWords.secret;
  const shown = audience === 'members' ? text : redacted(text);
  return [...shown].slice(0, longestText).join('');
}

const lineFor =
  (audience: Audience) =>
  (text: string): string =>
    unlinked(inert(fit(text, audience)));

export function titleFor({ title, workload }: Pick<Draft, 'title' | 'workload'>, audience: Audience): string {
  const whole = audience === 'members' ? `${workload}: ${title}` : title;
  const plain = fit(whole, audience)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  const signs = [...plain];
  return signs.length > longestTitle ? `${signs.slice(0, longestTitle - 1).join('')}…` : plain;
}

/** How grave it is, is left out where others read: with the title it would point at the open door. */
export function labelsFor({ label, phase }: Pick<Draft, 'label' | 'phase'>, audience: Audience): string[] {
  const grave = audience === 'members' ? [`severity: ${label.toLowerCase()}`] : [];
  return ['plumbline', ...grave, `phase: ${phaseLabels[phase]}`];
}

export function bodyFor(draft: Draft, audience: Audience): string {
  const line = lineFor(audience);
  const isOurs = audience === 'members';
  const part = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [`### ${title}`, '', ...lines, '']);
  return [
    `**${line(draft.title)}**`,
    '',
    ...(isOurs ? [line(issueWords.from(draft.workload)), ''] : []),
    ...part(issueWords.why, [line(draft.why)]),
    ...part(issueWords.found, isOurs ? bullets(draft.found.map(line)) : [issueWords.withheld]),
    ...part(issueWords.firstStep, [line(draft.firstStep)]),
    ...part(issueWords.steps, bullets(draft.steps.map(line))),
    ...(draft.due === undefined ? [] : [issueWords.due(draft.due), '']),
    ...(draft.link === undefined || !isOurs ? [] : [link(issueWords.back, draft.link), '']),
    issueWords.rule,
    '',
    markFor(draft),
  ].join('\n');
}

const bullets = (lines: readonly string[]): string[] => lines.slice(0, mostLines).map((text) => `- ${text}`);

const hashOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 32);

/** The start of the mark is the gap's alone, so that the issue is found again whatever asked for it. */
const gapMark = (gap: string): string => `<!-- plumbline gap ${hashOf(gap)} `;
const markFor = ({ gap, effect }: Pick<Draft, 'gap' | 'effect'>): string => `${gapMark(gap)}from ${hashOf(effect)} -->`;

/** Whether a body is one that was written for the gap. */
export const isFor = (body: string, gap: string): boolean => body.includes(gapMark(gap));

const noteMark = (effect: string): string => `<!-- plumbline note ${hashOf(effect)} -->`;

export const noteFor = ({ about, day, effect }: Note): string => `${noteWords[about](day)}\n\n${noteMark(effect)}`;

export const holdsNote = (body: string, { effect }: Pick<Note, 'effect'>): boolean => body.includes(noteMark(effect));
