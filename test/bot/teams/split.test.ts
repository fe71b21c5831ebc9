/** Long views become several messages: each small enough, nothing lost, fields beside the button that sends them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Rich, View } from '../../../bot/conversation/view.ts';
import { resultView } from '../../../bot/conversation/views/result.ts';
import { drawPicture } from '../../../bot/pictures/draw.ts';
import { plain, splitRich, splitText } from '../../../bot/teams/inert.ts';
import { limits, utf16Bytes } from '../../../bot/teams/limits.ts';
import { toActivity } from '../../../bot/teams/render.ts';
import { splitView } from '../../../bot/teams/split.ts';
import { gallery } from '../conversation/views-gallery.ts';
import { faultsOf } from './cards.ts';

const teams = { mentions: true, people: 'picker', fullWidth: true } as const;

const prose = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .tuple(fc.constantFrom('word ', 'lang"er\n', '字', '😀', '\\x'), fc.integer({ min: 1, max: 9_000 }))
    .map(([unit, times]) => unit.repeat(times)),
);

const rich: fc.Arbitrary<Rich> = fc.oneof(
  prose,
  fc.array(
    fc.oneof(
      prose,
      prose.map((said) => ({ said })),
      prose.map((strong) => ({ strong })),
      fc.constant({ person: 'p', name: 'Lead' }),
    ),
    { maxLength: 4 },
  ),
);

const leaf: fc.Arbitrary<Block> = fc.oneof(
  rich.map((text): Block => ({ type: 'text', text })),
  rich.map((text): Block => ({ type: 'title', text })),
  rich.map((text): Block => ({ type: 'status', tone: 'bad', word: 'Missing', text })),
  fc.array(rich, { maxLength: 8 }).map((items): Block => ({ type: 'list', items })),
  fc.array(fc.array(rich, { maxLength: 3 }), { maxLength: 6 }).map((rows): Block => ({ type: 'table', head: ['a', 'b'], rows })),
  fc.array(rich, { maxLength: 6 }).map((values): Block => ({ type: 'facts', facts: values.map((value) => ({ name: 'fact', value })) })),
  fc.integer({ min: 0, max: 120 }).map(
    (count): Block => ({
      type: 'actions',
      actions: Array.from({ length: count }, (_, index) => ({ label: `press ${index}`, press: { do: 'x', x: String(index) } })),
    }),
  ),
  fc
    .integer({ min: 0, max: 24_000 })
    .map((bytes): Block => ({ type: 'picture', picture: { png: new Uint8Array(bytes), alt: 'seen', width: 1, height: 1 } })),
);

const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 5, arbitrary: leaf },
  { weight: 1, arbitrary: fc.array(leaf, { maxLength: 5 }).map((blocks): Block => ({ type: 'details', id: 'd', label: 'More', blocks })) },
);

const views: fc.Arbitrary<View> = fc.record({ text: prose, blocks: fc.array(block, { maxLength: 6 }) });

/** The words of blocks, without spaces and without what is repeated on purpose. */
const bare = (blocks: Block[]): string => {
  const words = (list: Block[]): string[] =>
    list.flatMap((one): string[] => {
      if (one.type === 'text' || one.type === 'title' || one.type === 'status') return [plain(one.text)];
      if (one.type === 'list') return one.items.map(plain);
      if (one.type === 'table') return one.rows.flat().map(plain);
      if (one.type === 'facts') return one.facts.map(({ value }) => plain(value));
      if (one.type === 'actions') return one.actions.map(({ press }) => `press${press.x}`);
      if (one.type === 'picture') return [one.picture.alt];
      return one.type === 'details' ? words(one.blocks) : [];
    });
  return words(blocks).join('');
};

const letters = (text: string): string => [...text.replace(/\s/g, '')].toSorted().join('');

describe('a view of any size', () => {
  it('becomes messages that Teams takes', () => {
    fc.assert(
      fc.property(views, (view) => {
        for (const part of splitView(view, limits)) expect(utf16Bytes(toActivity(part, teams))).toBeLessThanOrEqual(limits.messageBytes);
      }),
      { numRuns: 40 },
    );
  });

  it('becomes such a message even where a mention made all its escapes larger', () => {
    const text: Rich = [{ person: 'p', name: 'Lead' }, { strong: '\\x'.repeat(8_200) }];
    const blocks: Block[] = [{ type: 'status', tone: 'bad', word: 'Missing', text }];
    for (const part of splitView({ text: '', blocks }, limits)) {
      expect(utf16Bytes(toActivity(part, teams))).toBeLessThanOrEqual(limits.messageBytes);
    }
  });

  it('loses no word of its blocks', () => {
    fc.assert(
      fc.property(views, (view) => {
        const parts = splitView(view, limits).flatMap(({ blocks }) => blocks);
        expect(letters(bare(parts))).toBe(letters(bare(view.blocks)));
      }),
      { numRuns: 40 },
    );
  });

  it('loses no word of the text that stands alone', () => {
    fc.assert(
      fc.property(views, (view) => {
        const texts = splitView(view, limits).map(({ text }) => text);
        expect(texts.join('').startsWith(view.text)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('that fits stays as it is', () => {
    const view: View = { text: 'x', version: 4, blocks: [{ type: 'title', text: 'x' }] };
    expect(splitView(view, limits)).toEqual([view]);
  });

  it('is whole for a finished result of the whole catalogue with its heat map, so that its buttons stand below it', async () => {
    const finished = gallery()
      .find(({ name }) => name === 'finished')
      ?.stage.shown();
    const result = finished?.result;
    if (finished === undefined || result == null) throw new Error('There is no finished result.');
    const heatMap = await drawPicture({ name: 'heatMap', result });
    if (heatMap === null) throw new Error('There is no heat map.');
    expect(splitView(resultView(finished, { heatMap }), limits)).toHaveLength(1);
  });

  it('keeps its version in every part', () => {
    const parts = splitView({ text: 'x', version: 4, blocks: [{ type: 'text', text: 'word '.repeat(20_000) }] }, limits);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map(({ version }) => version)).toEqual(parts.map(() => 4));
    expect(parts[1]?.text).toBe(`x (part 2 of ${parts.length})`);
  });

  it('numbers on when an ordered list needs several messages', () => {
    const items = Array.from({ length: 90 }, (_, index) => `item ${index + 1} ${'x'.repeat(900)}`);
    const parts = splitView({ text: 'x', blocks: [{ type: 'list', ordered: true, items }] }, limits);
    expect(JSON.stringify(parts)).toContain('"90. ","item 90 ');
  });
});

describe('fields', () => {
  const long: Block = { type: 'text', text: 'word '.repeat(7_000) };
  const field: Block = { type: 'input', id: 'why', label: 'Why', kind: 'text', max: 2_000 };
  const send: Block = { type: 'actions', actions: [{ label: 'Send', press: { do: 'send' }, inputs: true }] };

  it('stay on the card of the button that sends them', () => {
    const parts = splitView({ text: 'x', blocks: [long, field, { type: 'text', text: 'note' }, send, long] }, limits);
    const kinds = parts.map(({ blocks }) => blocks.map(({ type }) => type).join(' '));
    expect(kinds.filter((kind) => kind.includes('input'))).toEqual([expect.stringMatching(/input text actions/)]);
  });

  it('stay valid cards', () => {
    for (const part of splitView({ text: 'x', blocks: [long, field, send] }, limits)) {
      for (const { content } of toActivity(part, teams).attachments ?? []) expect(faultsOf(content)).toEqual([]);
    }
  });

  it('send long texts between them ahead, rather than break up', () => {
    const parts = splitView({ text: 'x', blocks: [field, long, long, send] }, limits);
    for (const part of parts) expect(utf16Bytes(toActivity(part, teams))).toBeLessThanOrEqual(limits.messageBytes);
    expect(parts.at(-1)?.blocks.map(({ type }) => type)).toEqual(expect.arrayContaining(['input', 'actions']));
  });
});

describe('pieces of a text', () => {
  it('are exactly the text, and none breaks a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 9 }), (text, max) => {
        const pieces = splitText(text, max);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(max);
          expect(piece).not.toMatch(/\p{Surrogate}/u);
        }
      }),
    );
  });

  it('keep what is said marked as said', () => {
    expect(splitRich([{ said: 'aaa bbb' }, { strong: 'ccc' }], 4)).toEqual([[{ said: 'aaa ' }], [{ said: 'bbb' }], [{ strong: 'ccc' }]]);
  });
});
