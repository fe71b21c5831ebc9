/** What the issue of a gap says in every tracker: its title, its parts, its labels, and the names by which it is found again. */
import { createHash } from 'node:crypto';
import { looksSecret } from '../scanners/redact.ts';
import type { Audience, Draft } from './ticket.ts';
import { issueWords, phaseLabels } from './words.ts';

/** GitHub takes 256 characters and Jira 255; what is longer is cut, as the body says it all. */
const longestTitle = 200;
const longestText = 2_000;
const mostLines = 30;

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

/** A piece of the text. What it says is plain, and not yet safe in any markup. */
export type Part =
  | { kind: 'strong' | 'text' | 'heading'; text: string }
  | { kind: 'bullets'; lines: readonly string[] }
  | { kind: 'link'; text: string; url: string };

/** `where` is what the tracker calls the place that others read. */
export function partsOf(draft: Draft, audience: Audience, where: 'repository' | 'project'): Part[] {
  const isOurs = audience === 'members';
  const text = (told: string): Part => ({ kind: 'text', text: fit(told, audience) });
  const under = (title: string, ...parts: readonly Part[]): Part[] => [{ kind: 'heading', text: title }, ...parts];
  const bullets = (lines: readonly string[]): Part => ({
    kind: 'bullets',
    lines: lines.slice(0, mostLines).map((line) => fit(line, audience)),
  });
  const { found, steps, due, link } = draft;
  return [
    { kind: 'strong', text: fit(draft.title, audience) },
    ...(isOurs ? [text(issueWords.from(draft.workload))] : []),
    ...under(issueWords.why, text(draft.why)),
    ...(isOurs ? [] : under(issueWords.found, { kind: 'text', text: issueWords.withheld(where) })),
    ...(isOurs && found.length > 0 ? under(issueWords.found, bullets(found)) : []),
    ...under(issueWords.firstStep, text(draft.firstStep)),
    ...(steps.length === 0 ? [] : under(issueWords.steps, bullets(steps))),
    ...(due === undefined ? [] : [text(issueWords.due(due))]),
    ...(link === undefined || !isOurs ? [] : [{ kind: 'link' as const, text: issueWords.back, url: link }]),
    { kind: 'text', text: issueWords.rule },
  ];
}

/** All that a tracker hears of what we call something. */
export const hashOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 32);
