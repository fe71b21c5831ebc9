/** Every card of the product for those who hear it: pictures and buttons say what they are, messages stand alone as text. */
import type { Button, KnownBlock } from '@slack/types';
import { beforeAll, describe, expect, it } from 'vitest';
import { faultsOf, modalFaultsOf } from '../../../bot/slack/check-blocks.ts';
import { limits } from '../../../bot/slack/limits.ts';
import { ordinary, type SlackCard, slackCards } from '../../support/slack-cards.ts';

let cards: SlackCard[] = [];

beforeAll(async () => {
  ({ cards } = await slackCards(ordinary));
});

const blocksOf = ({ drawn }: SlackCard): KnownBlock[] => drawn.blocks as KnownBlock[];

const buttonsOf = (card: SlackCard): Button[] =>
  blocksOf(card).flatMap((block) =>
    block.type === 'actions' ? block.elements.flatMap((element) => (element.type === 'button' ? [element] : [])) : [],
  );

/** What a screen reader says of a button. */
const heard = ({ text, accessibility_label: label }: Button): string => label ?? text.text;

describe('every card in Slack', () => {
  it('is one that Slack takes', () => {
    const faults = cards.flatMap(({ name, drawn }) =>
      ('type' in drawn ? modalFaultsOf(drawn) : faultsOf(drawn.blocks, 'message')).map((fault) => `${name}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  it('has words for each picture', () => {
    const pictures = cards.flatMap((card) => blocksOf(card).flatMap((block) => (block.type === 'image' ? [block] : [])));
    expect(pictures.length).toBeGreaterThan(2);
    for (const { alt_text: words } of pictures) expect(words.length).toBeGreaterThan(20);
  });

  it('has no two buttons that sound the same and do different things', () => {
    const doubled = cards.flatMap((card) => {
      const actions = new Map<string, Set<string>>();
      for (const button of buttonsOf(card)) actions.set(heard(button), (actions.get(heard(button)) ?? new Set()).add(button.value ?? ''));
      return [...actions].filter(([, values]) => values.size > 1).map(([words]) => `${card.name}: ${words}`);
    });
    expect(doubled).toEqual([]);
  });

  it('says for a button that only counts what it is about', () => {
    const bare = cards.flatMap((card) =>
      buttonsOf(card)
        .filter(({ text, accessibility_label: label }) => /^\p{L}+( \p{L}+)? \d+$/u.test(text.text) && label === undefined)
        .map(({ text }) => `${card.name}: ${text.text}`),
    );
    expect(bare).toEqual([]);
    expect(cards.flatMap(buttonsOf).filter(({ accessibility_label: label }) => label !== undefined).length).toBeGreaterThan(20);
  });

  it('stands alone as text', () => {
    const texts = cards.flatMap(({ name, drawn }) => ('text' in drawn ? [{ name, text: drawn.text }] : []));
    expect(texts.length).toBeGreaterThan(100);
    for (const { name, text } of texts) {
      expect(text.trim().length, name).toBeGreaterThan(10);
      expect(text.length, name).toBeLessThanOrEqual(limits.fallbackUnits);
    }
  });

  it('says a status by a shape and a word', () => {
    const said = cards.flatMap((card) => JSON.stringify(blocksOf(card)).match(/[✔▲✖●] [^"]*/g) ?? []);
    expect(said.length).toBeGreaterThan(20);
    for (const words of said) expect(words).toMatch(/^. \p{L}/u);
  });
});
