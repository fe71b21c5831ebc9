/** The last look at facts before they leave the scanner: long texts and anything shaped like a secret become a word that says so. */
import type { Facts } from './verdict.ts';

const longest = 200;
const mostItems = 20;

/** Shapes of secrets that people put where they do not belong. */
const secretShapes: readonly RegExp[] = [
  /\b(?:AKIA|ASIA|ABSK)[A-Za-z0-9+/=]{12,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?:ghp|gho|ghs|github_pat)_[A-Za-z0-9_]{20,}/,
  /\bATATT3[A-Za-z0-9_=-]{20,}/,
  /\bxox[abeprs]-[A-Za-z0-9-]{10,}/,
  /\bsk-[A-Za-z0-9_-]{20,}/,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/,
  // An ARN of Secrets Manager names a secret and is none.
  /(?:password|passwd|(?<!:secretsmanager:[a-z0-9-]*:\d*:)secret|token|api[_-]?key)["']?\s*[:=]\s*["']?[^\s"',;]{6,}/i,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/i,
];

export const looksSecret = (text: string): boolean => secretShapes.some((shape) => shape.test(text));

export const redactText = (text: string): string => {
  if (looksSecret(text)) return '(withheld: looks like a secret)';
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
};

const redactItems = (items: readonly string[]): string[] => {
  const shown = items.slice(0, mostItems).map(redactText);
  return items.length > mostItems ? [...shown, `and ${items.length - mostItems} more`] : shown;
};

export const redactFacts = (facts: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string' ? redactText(value) : Array.isArray(value) ? redactItems(value as readonly string[]) : value,
    ]),
  ) as Facts;
