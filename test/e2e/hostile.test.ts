/** Hostile words in a real browser: the Block Kit renderer makes of them what it makes of a harmless word. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toMessages, toModal } from '../../bot/slack/render.ts';
import { type BlockKit, type DrawnBlock, openBlockKit } from '../support/block-kit.ts';
import { browserMissing } from '../support/browser.ts';
import { bare, everyPlace, harmless, hostileTexts } from '../support/hostile.ts';

const drawnOf = (text: string) => [
  { blocks: toMessages(everyPlace(text)).flatMap(({ blocks }) => blocks) },
  toModal(everyPlace(text), { title: 'Plumbline', meta: {} }),
];

const madeOf = (blocks: DrawnBlock[]): string[] => [...new Set(blocks.flatMap(({ made }) => made))].toSorted();

describe.skipIf(browserMissing !== undefined)(
  `hostile words in a browser${browserMissing === undefined ? '' : ` (${browserMissing})`}`,
  () => {
    let kit: BlockKit;
    let usual: string[];
    const drawn = new Map<string, DrawnBlock[][]>();

    beforeAll(async () => {
      kit = await openBlockKit();
      const all = await kit.draw([harmless, ...hostileTexts.map(({ text }) => text)].flatMap(drawnOf));
      usual = madeOf(all.slice(0, 2).flat());
      for (const [index, { name }] of hostileTexts.entries()) drawn.set(name, all.slice(2 * index + 2, 2 * index + 4));
    });

    afterAll(async () => {
      await kit?.close();
    });

    it('has an ordinary card to compare with', () => {
      // The name of the app, and the labels of fields.
      expect(usual).toEqual(['h3', 'strong']);
    });

    it.each(hostileTexts.map(({ name, seen }) => [name, seen] as const))('are words: %s', (name, seen) => {
      for (const blocks of drawn.get(name) ?? []) {
        expect(madeOf(blocks).filter((made) => !usual.includes(made))).toEqual([]);
        expect(bare(blocks.map(({ words }) => words).join('\n'))).toContain(bare(seen));
      }
      expect(drawn.get(name)).toHaveLength(2);
    });

    it('ask nothing of the world, and run nothing', () => {
      expect([kit.refused, kit.errors]).toEqual([[], []]);
    });
  },
);
