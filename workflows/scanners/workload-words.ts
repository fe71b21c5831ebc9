/** Reads what people write down as belonging to a workload: tags and ARNs, one a line. Pure; refusals are values. */
import type { ScanWorkload } from './job.ts';

/** More than these are several workloads, or everything in the account. */
export const mostTags = 10;
export const mostNamed = 20;
/** In all, so that a form can show them. */
const longestTags = 2_000;
const longestNamed = 2_500;

const longest = { key: 128, value: 256, arn: 300 } as const;

/** A partition, a service, and an account of twelve digits or none (a bucket has none). */
const arn = /^arn:aws[\w-]*:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12})?:\S+$/;
/** What AWS takes in a tag, and nothing that breaks a line. */
const tagText = /^[\p{L}\p{N}\p{Zs}_.:/=+@-]*$/u;

export type WorkloadMistake = { kind: 'no-tag' | 'no-arn' | 'twice'; said: string } | { kind: 'too-many-tags' | 'too-many-resources' };

export const isArn = (text: string): boolean => text.length <= longest.arn && arn.test(text);

export const isTag = (key: string, value: string): boolean =>
  key.trim() !== '' &&
  key !== '__proto__' &&
  key.length <= longest.key &&
  value.length <= longest.value &&
  tagText.test(key) &&
  tagText.test(value);

/** Null where every part is as it must be to be kept. */
export function mistakeIn({ tags = {}, resources = [] }: ScanWorkload): WorkloadMistake | null {
  const pairs = Object.entries(tags).map((pair) => pair.join('='));
  if (pairs.length > mostTags || pairs.join('\n').length > longestTags) return { kind: 'too-many-tags' };
  if (resources.length > mostNamed || resources.join('\n').length > longestNamed) return { kind: 'too-many-resources' };
  const odd = Object.entries(tags).find(([key, value]) => !isTag(key, value));
  if (odd !== undefined) return { kind: 'no-tag', said: odd.join('=') };
  const stranger = resources.find((one) => !isArn(one));
  return stranger === undefined ? null : { kind: 'no-arn', said: stranger };
}

const partsOf = (text: string, between: RegExp): string[] =>
  text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `key=value`, one a line or with commas between them (no tag holds one); what stands behind the first sign is the value. */
export function tagsIn(text: string): { tags: Record<string, string> } | WorkloadMistake {
  const tags = new Map<string, string>();
  for (const part of partsOf(text, /[\n\r,;]+/)) {
    const [key = '', ...rest] = part.split('=').map((piece) => piece.trim());
    const value = rest.join('=');
    if (rest.length === 0 || !isTag(key, value)) return { kind: 'no-tag', said: part };
    if (tags.has(key) && tags.get(key) !== value) return { kind: 'twice', said: key };
    tags.set(key, value);
  }
  const found = Object.fromEntries(tags);
  return mistakeIn({ tags: found }) ?? { tags: found };
}

/** ARNs on lines, or with commas or spaces between them. */
export function resourcesIn(text: string): { resources: string[] } | WorkloadMistake {
  const resources = [...new Set(partsOf(text, /[\s,;]+/))];
  return mistakeIn({ resources }) ?? { resources };
}
