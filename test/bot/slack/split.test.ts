/** Long views become several messages: each small enough, nothing lost, fields beside the button that sends them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Rich, View } from '../../../bot/conversation/view.ts';
import { visible } from '../../../bot/conversation/visible.ts';
import { faultsOf } from '../../../bot/slack/check-blocks.ts';
import { joiner, plain, splitText } from '../../../bot/slack/inert.ts';
import { limits } from '../../../bot/slack/limits.ts';
import { type SlackMessage, toMessages } from '../../../bot/slack/render.ts';
import { blockUnits } from '../../../bot/slack/split.ts';

const prose = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .tuple(fc.constantFrom('word ', 'lang"er\n', '字', '😀', '&<>', '*_'), fc.integer({ min: 1, max: 5_000 }))
    .map(([unit, times]) => unit.repeat(times)),
);

const rich: fc.Arbitrary<Rich> = fc.oneof(
  prose,
  fc.array(
    fc.oneof(
      prose,
      prose.map((said) => ({ said })),
      prose.map((strong) => ({ strong })),
      prose.map((open) => ({ open, press: { do: 'gap' } })),
      fc.constant({ person: 'p', name: 'Lead' }),
    ),
    { maxLength: 4 },
  ),
);

const leaf: fc.Arbitrary<Block> = fc.oneof(
  fc.tuple(rich, fc.boolean()).map(([text, subtle]): Block => ({ type: 'text', text, subtle })),
  rich.map((text): Block => ({ type: 'title', text })),
  rich.map((text): Block => ({ type: 'status', tone: 'bad', word: 'Missing', text })),
  fc.tuple(fc.array(rich, { maxLength: 8 }), fc.boolean()).map(([items, ordered]): Block => ({ type: 'list', items, ordered })),
  fc.array(fc.array(rich, { maxLength: 3 }), { maxLength: 6 }).map((rows): Block => ({ type: 'table', head: ['a', 'b'], rows })),
  fc.array(rich, { maxLength: 6 }).map((values): Block => ({ type: 'facts', facts: values.map((value) => ({ name: 'fact', value })) })),
  fc.tuple(fc.integer({ min: 0, max: 120 }), prose).map(
    ([count, label]): Block => ({
      type: 'actions',
      actions: Array.from({ length: count }, (_, index) => ({ label: index === 0 ? label : `press ${index}`, press: { do: 'x' } })),
    }),
  ),
  fc.tuple(prose, prose, fc.boolean()).map(
    ([text, hint, multi]): Block => ({
      type: 'choice',
      id: 'choices',
      label: 'Which',
      multi,
      options: [{ id: 'a', text, hint, ...(multi ? {} : { press: { do: 'x' } }) }],
    }),
  ),
  prose.map((value): Block => ({ type: 'input', id: 'why', label: 'Why', kind: 'text', max: 2_000, value })),
  prose.map((alt): Block => ({ type: 'picture', picture: { png: new Uint8Array(), alt, width: 1, height: 1 } })),
);

const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 5, arbitrary: leaf },
  { weight: 1, arbitrary: fc.array(leaf, { maxLength: 5 }).map((blocks): Block => ({ type: 'details', id: 'd', label: 'More', blocks })) },
);

const views: fc.Arbitrary<View> = fc.record({ text: prose, blocks: fc.array(block, { maxLength: 6 }) });

/** Every text of blocks, each to be found again whole. */
const textsOf = (list: Block[]): string[] =>
  list.flatMap((one): string[] => {
    if (one.type === 'text' || one.type === 'title' || one.type === 'status') return [plain(one.text)];
    if (one.type === 'list') return one.items.map(plain);
    if (one.type === 'table') return one.rows.flat().map(plain);
    if (one.type === 'facts') return one.facts.map(({ value }) => plain(value));
    if (one.type === 'actions') return one.actions.map(({ label }) => label);
    if (one.type === 'choice') return one.options.flatMap(({ text, hint }) => [text, hint ?? '']);
    if (one.type === 'input') return [one.value ?? ''];
    if (one.type === 'picture') return [one.picture.alt];
    return one.type === 'details' ? textsOf(one.blocks) : [];
  });

const wordsOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(wordsOf).join('');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) => (typeof inner === 'string' ? (key === 'text' || key === 'initial_value' ? inner : '') : wordsOf(inner)))
    .join('');
};

const bare = (text: string): string => text.replaceAll(joiner, '').replace(/\s/g, '');

const unescaped = (text: string): string =>
  text.replaceAll(joiner, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const faults = (messages: SlackMessage[]): string[] => messages.flatMap(({ blocks }) => faultsOf(blocks, 'message'));

describe('a view of any size', () => {
  it('becomes messages that Slack takes', () => {
    fc.assert(
      fc.property(views, (view) => {
        const messages = toMessages(view);
        expect(faults(messages)).toEqual([]);
        for (const { text } of messages) expect(text.length).toBeLessThanOrEqual(limits.fallbackUnits);
      }),
      { numRuns: 40 },
    );
  });

  it('loses no word of its blocks', () => {
    fc.assert(
      fc.property(views, (view) => {
        const seen = bare(wordsOf(toMessages(view).map(({ blocks }) => blocks)));
        for (const text of textsOf(view.blocks)) expect(seen.includes(bare(visible(text)))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('loses no word of the text that stands alone', () => {
    fc.assert(
      fc.property(views, (view) => {
        const texts = toMessages(view).map(({ text }) => text);
        expect(unescaped(texts.join('')).startsWith(visible(view.text).replaceAll(joiner, ''))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('draws the same twice', () => {
    const view: View = { text: 'x', blocks: [{ type: 'text', text: 'word '.repeat(9_000) }] };
    expect(toMessages(view)).toEqual(toMessages(view));
  });

  it('is one message where it fits, even with as many blocks as a message has', () => {
    const list = Array.from({ length: limits.blocksPerMessage }, (): Block => ({ type: 'text', text: 'x'.repeat(260) }));
    const [message, ...more] = toMessages({ text: 'x', blocks: list });
    expect(more).toEqual([]);
    expect(blockUnits(message?.blocks)).toBe(limits.messageUnits);
    expect(toMessages({ text: 'x', blocks: [...list.slice(1), { type: 'text', text: 'x'.repeat(261) }] })).toHaveLength(2);
  });

  it('names its parts', () => {
    const messages = toMessages({ text: 'Result\nmore', blocks: [{ type: 'text', text: 'word '.repeat(9_000) }] });
    expect(messages.length).toBeGreaterThan(2);
    expect(messages[1]?.text.replaceAll(joiner, '')).toBe(`Result (part 2 of ${messages.length})`);
  });

  it('numbers on when an ordered list needs several messages', () => {
    const items = Array.from({ length: 90 }, (_, index) => `item ${index + 1} ${'x'.repeat(900)}`);
    expect(wordsOf(toMessages({ text: 'x', blocks: [{ type: 'list', ordered: true, items }] }))).toContain('90. item 90 ');
  });

  it('shows the rest of a text where blocks are few', () => {
    const messages = toMessages({ text: 'word '.repeat(2_000), blocks: [{ type: 'title', text: 'x' }] });
    expect(faults(messages)).toEqual([]);
    expect(messages).toHaveLength(3);
  });
});

describe('fields', () => {
  const long: Block = { type: 'text', text: 'word '.repeat(2_400) };
  const field: Block = { type: 'input', id: 'why', label: 'Why', kind: 'text', max: 2_000 };
  const send: Block = { type: 'actions', actions: [{ label: 'Send', press: { do: 'send' }, inputs: true }] };
  const kinds = (blocks: Block[]): string[] =>
    toMessages({ text: 'x', blocks }).map((message) => message.blocks.map(({ type }) => type).join(' '));

  it('stay in the message of the button that sends them', () => {
    const forms = kinds([long, field, { type: 'text', text: 'note' }, send, long]).filter((kind) => kind.includes('input'));
    expect(forms).toEqual([expect.stringMatching(/input rich_text actions/)]);
  });

  it('send long texts between them ahead, rather than break up', () => {
    expect(kinds([field, long, long, send]).at(-1)).toMatch(/input actions$/);
  });
});

describe('pieces of a text', () => {
  it('are exactly the text, and none breaks a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 6, max: 19 }), (text, max) => {
        const pieces = splitText(text, max);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(max);
          expect(piece).not.toMatch(/\p{Surrogate}/u);
        }
      }),
    );
  });
});
