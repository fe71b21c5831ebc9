/** Hostile words do nothing on either surface, whatever card shows them: they are words of the message, and all of them are there. */
import { describe, expect, it } from 'vitest';
import type { View } from '../../../bot/conversation/view.ts';
import { faultsOf as slackFaults } from '../../../bot/slack/check-blocks.ts';
import { joiner } from '../../../bot/slack/inert.ts';
import { toMessages } from '../../../bot/slack/render.ts';
import { type RenderOptions, toCard } from '../../../bot/teams/render.ts';
import { bare, everyPlace, harmless, hostileTexts, saying } from '../../support/hostile.ts';
import { viewsBeside } from '../../support/views-beside.ts';
import { gallery, marked } from '../conversation/views-gallery.ts';
import { anna, bob } from '../conversation/views-stage.ts';
import { faultsOf as teamsFaults } from '../teams/cards.ts';

/** Whatever people said in the gallery, and what they are called. */
const words = new RegExp([...Object.values(marked), '\\bAnna\\b', '\\bBob\\b'].join('|'), 'g');

const kindOf = (name: string): string => /^(?:\w+ )?→ \w+|^[^→]+/.exec(name)?.[0].replace(/^\w+ →/, '→') ?? name;

/** One of each kind of card that shows people's words. */
const kinds = new Map(
  [...gallery(), ...viewsBeside({ ...marked, anna, bob })]
    .filter(({ view }) => JSON.stringify(view.blocks).search(words) >= 0)
    .map(({ name, view }) => [kindOf(name), view]),
);

const everyView = 'every place';

const views: [string, (text: string) => View][] = [
  [everyView, everyPlace],
  ...[...kinds].map(([name, view]): [string, (text: string) => View] => [name, (text) => saying(view, words, text)]),
];

const typesOf = (value: unknown): string[] =>
  [...new Set([...JSON.stringify(value).matchAll(/"type":"([^"]+)"/g)].map(([, type = '']) => type))].toSorted();

/** Everything that a person can read, in the order in which it stands. */
const readable = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(readable).join('');
  if (typeof value !== 'object' || value === null) return '';
  const shown = new Set(['text', 'alt_text', 'altText', 'initial_value', 'title', 'value', 'label', 'placeholder']);
  return Object.entries(value)
    .map(([key, inner]) => (typeof inner === 'string' ? (shown.has(key) ? `${inner} ` : '') : key === 'data' ? '' : readable(inner)))
    .join('');
};

const strings = (value: unknown, key: string): string[] => {
  if (Array.isArray(value)) return value.flatMap((one) => strings(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' ? (name === key ? [inner] : []) : strings(inner, key),
  );
};

const plainTexts = (blocks: unknown): string[] =>
  [...JSON.stringify(blocks).matchAll(/"type":"plain_text","text":("(?:[^"\\]|\\.)*")/g)].map(
    ([, text = '""']) => JSON.parse(text) as string,
  );

describe('hostile words in Slack', () => {
  it.each(hostileTexts.map(({ name, ...rest }) => [name, rest] as const))('are words: %s', (_, { text, seen }) => {
    for (const [name, viewOf] of views) {
      const messages = toMessages(viewOf(text));
      const drawn = messages.flatMap(({ blocks }) => blocks);
      expect(
        messages.flatMap(({ blocks }) => slackFaults(blocks, 'message')),
        name,
      ).toEqual([]);
      // A value that its field cannot take is said above it.
      const usual = new Set([...typesOf(toMessages(viewOf(harmless))), 'rich_text', 'rich_text_section', 'text']);
      expect(
        typesOf(drawn).filter((type) => !usual.has(type)),
        name,
      ).toEqual([]);
      expect(typesOf(drawn), name).not.toContain('mrkdwn');
      for (const plain of plainTexts(drawn)) expect(plain, name).not.toMatch(/<[!@#\w]|:[\w+'-]+:/);
      expect(bare(readable(drawn)), name).toContain(bare(seen));
      expect(JSON.stringify(drawn), name).not.toMatch(/\\u(?:d[89a-f]|00[01]|202|206[6-9])/);
    }
  });

  it.each(hostileTexts.map(({ name, ...rest }) => [name, rest] as const))(
    'are words in the text beside the blocks: %s',
    (_, { text, seen }) => {
      for (const [name, viewOf] of views) {
        const beside = toMessages(viewOf(text))
          .map((message) => message.text)
          .join('');
        expect(beside, name).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
        expect(beside, name).not.toMatch(new RegExp(`[*_~\`:](?!${joiner})`));
        expect(beside, name).not.toMatch(/^[ \t]*(?:&gt;|[-+•])/m);
        const unescaped = beside.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
        expect(bare(unescaped), name).toContain(bare(seen));
      }
    },
  );
});

const everywhere: [string, RenderOptions][] = [
  ['Teams', { mentions: true, people: 'picker' }],
  ['the playground', {}],
];

/** Marks of Markdown that are not escaped; our own bold and mentions put aside. */
const loose = (text: string): string =>
  text
    .replace(/\\[\p{P}\p{S}]/gu, '')
    .replace(/\*\*|<\/?at>/g, '')
    .replace(/[^`*_~[\]<>#|!&{}\\]/g, '');

const letters = (text: string): string => bare(text).replace(/[^\p{L}\p{N}\p{M}]/gu, '');

/** The parser misses the choices of Teams' people picker, and knows a narrower row of buttons than Teams. */
const isKnown = (fault: string): boolean =>
  fault.startsWith('Property "choices.data"') ||
  fault.startsWith('An Input.ChoiceSet must have') ||
  fault.startsWith('Maximum number of actions');

describe.each(everywhere)('hostile words in %s', (_, options) => {
  it.each(hostileTexts.map(({ name, ...rest }) => [name, rest] as const))('are words: %s', (__, { text, seen }) => {
    for (const [name, viewOf] of views) {
      const card = toCard(viewOf(text), options);
      if (name === everyView) expect(teamsFaults(card).filter((fault) => !isKnown(fault))).toEqual([]);
      const usual = new Set(typesOf(toCard(viewOf(harmless), options)));
      expect(
        typesOf(card).filter((type) => !usual.has(type)),
        name,
      ).toEqual([]);
      // What somebody typed into a field is theirs to get back; no client reads it.
      for (const key of ['text', 'title', 'altText', 'label', 'placeholder', 'tooltip', 'fallbackText', 'speak'])
        for (const shown of strings(card, key)) expect(shown, `${name}: ${key}`).not.toContain('{{');
      const blocks = card.body.flatMap(function inside(element): string[] {
        if (element.type === 'TextBlock') return [element.text];
        if (element.type === 'FactSet') return element.facts.flatMap(({ title, value }) => [title, value]);
        return element.type === 'Container' ? element.items.flatMap(inside) : [];
      });
      for (const block of blocks) expect(loose(block), `${name}: ${block}`).toBe('');
      // Escapes and people's own backslashes look alike here, and a mention goes without marks.
      expect(letters(readable(card)), name).toContain(letters(seen));
      expect(
        strings(card, 'url').filter((url) => !url.startsWith('data:')),
        name,
      ).toEqual([]);
    }
  });
});
