/** What of a text people see: marks that are invisible and turn, end or break the words around them are left out. */
import type { View } from './view.ts';

// Control characters except line feed and tab, and the marks that turn the direction of reading.
const invisible = /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;

// Half a character cannot be sent anywhere.
const halves = /\p{Surrogate}/gu;

export const visible = (text: string): string =>
  text.replace(invisible, (mark) => (mark === '\n' || mark === '\t' ? mark : '')).replace(halves, '\ufffd');

/** What travels unseen, and pictures, which are known by identity. */
const unseen = new Set(['press', 'id', 'picture']);

const seen = (value: unknown, key?: string): unknown => {
  if (typeof value === 'string') return visible(value);
  if (Array.isArray(value)) return value.map((one) => seen(one));
  if (typeof value !== 'object' || value === null || (key !== undefined && unseen.has(key))) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, unseen.has(name) ? inner : seen(inner, name)]));
};

/** The view with every text as people see it. Names of people come from the platform, so not every text was cleaned before. */
export const visibleView = (view: View): View => seen(view) as View;
