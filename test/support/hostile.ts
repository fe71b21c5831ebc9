/** Hostile texts from the corpus, and how they are put into views, messages and people's mouths. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Block, View } from '../../bot/conversation/view.ts';
import { visible } from '../../bot/conversation/visible.ts';

interface Case {
  name: string;
  text: string;
  why: string;
  seen?: string;
}

export interface Hostile {
  name: string;
  text: string;
  /** What must be read of it. */
  seen: string;
}

const files = ['slack', 'teams', 'anywhere'];

export const hostileTexts: readonly Hostile[] = files.flatMap((file) => {
  const cases = parse(readFileSync(new URL(`../cases/hostile/${file}.yaml`, import.meta.url), 'utf8')) as Case[];
  return cases.map(({ name, text, seen = text }) => ({ name, text, seen }));
});

/** Stands where people's words go, so that views are made once for all texts. */
export const harmless = 'Zebra';

const swapped = (value: unknown, from: RegExp, to: string): unknown => {
  if (typeof value === 'string') return value.replace(from, () => to);
  if (Array.isArray(value)) return value.map((one) => swapped(one, from, to));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === 'press' ? inner : swapped(inner, from, to)]));
};

/** The view in which people say this text wherever they said a marked one. */
export const saying = (view: View, from: RegExp, text: string): View => swapped(view, from, text) as View;

const press = { do: 'x' };

/** Every place of a view that may hold people's words. */
export const everyPlace = (text: string): View => {
  const said = [{ said: text }];
  const mixed = ['You said ', { said: text }, ' · ', { person: 'p1', name: text }];
  const blocks: Block[] = [
    { type: 'title', text: said },
    { type: 'heading', text: mixed },
    { type: 'text', text: mixed },
    { type: 'text', text: said, subtle: true },
    { type: 'status', tone: 'bad', word: 'Missing', text: said },
    { type: 'facts', facts: [{ name: 'Name', value: said }] },
    { type: 'list', items: [said, mixed] },
    { type: 'list', items: [said, mixed], ordered: true },
    { type: 'table', head: ['Part', 'State'], rows: [[said, mixed]] },
    { type: 'choice', id: 'one', label: 'Which', multi: false, options: [{ id: 'a', text, hint: text, press }] },
    { type: 'choice', id: 'many', label: 'Which of them', multi: true, options: [{ id: 'a', text, hint: text }] },
    { type: 'input', id: 'why', label: 'Why', kind: 'text', max: 3_000, value: text, placeholder: text },
    { type: 'picture', picture: { png: new Uint8Array(), alt: text, width: 1, height: 1 } },
    { type: 'details', id: 'more', label: 'More', blocks: [{ type: 'text', text: said }] },
    { type: 'actions', actions: [{ label: text, press, aria: text, inputs: true }] },
  ];
  return { text: `${text}\nstands alone`, blocks };
};

/** As compared: without marks that take no room, and wherever lines break. */
export const bare = (text: string): string => visible(text).replace(/[\u200b\u2060\ufeff\s]/g, '');
