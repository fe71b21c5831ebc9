/** What Slack would refuse is named before it is sent. */
import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { faultsOf, modalFaultsOf } from '../../../bot/slack/check-blocks.ts';

const text = (length: number) => ({ type: 'plain_text' as const, text: 'x'.repeat(length) });
const button = (id: string, length = 4, value = 'v') => ({ type: 'button' as const, action_id: id, text: text(length), value });
const option = (length = 3) => ({ text: text(length), value: 'v' });
const words = (length: number): KnownBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x'.repeat(length) }] }],
});
const field: KnownBlock = { type: 'input', block_id: 'in:a', label: text(3), element: { type: 'plain_text_input', max_length: 3_000 } };
const list = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));

const bad: [string, KnownBlock[], RegExp][] = [
  ['nothing', [], /no blocks/],
  ['51 blocks', list(51, () => words(1)), /51 blocks, 50/],
  ['too many words', list(5, () => words(2_900)), /14500 units, 13000/],
  ['a long header', [{ type: 'header', text: text(151) }], /header has 151 units, 150/],
  ['an empty header', [{ type: 'header', text: text(0) }], /header is empty/],
  ['a long section', [{ type: 'section', text: text(3_001) }], /3001 units, 3000/],
  ['an empty section', [{ type: 'section' }], /neither text nor fields/],
  ['many fields', [{ type: 'section', fields: list(11, () => text(1)) }], /11 entries, 10/],
  ['a crowded context', [{ type: 'context', elements: list(11, () => text(1)) }], /11 entries, 10/],
  ['26 buttons', [{ type: 'actions', elements: list(26, (index) => button(`press:${index}`)) }], /26 entries, 25/],
  ['no buttons', [{ type: 'actions', elements: [] }], /no entries/],
  ['a long button', [{ type: 'actions', elements: [button('press:1', 76)] }], /button text has 76 units, 75/],
  ['a long value', [{ type: 'actions', elements: [button('press:1', 4, 'x'.repeat(2_001))] }], /button value has 2001/],
  ['an action id used twice', [{ type: 'actions', elements: [button('press:1'), button('press:1')] }], /press:1 is used twice/],
  ['a block id used twice', [field, field], /in:a is used twice/],
  [
    '11 checkboxes',
    [{ type: 'input', label: text(1), element: { type: 'checkboxes', options: list(11, () => option()) } }],
    /11 entries, 10/,
  ],
  ['a long option', [{ type: 'input', label: text(1), element: { type: 'checkboxes', options: [option(76)] } }], /option text has 76/],
  [
    'a menu of 101',
    [{ type: 'input', label: text(1), element: { type: 'static_select', options: list(101, () => option()) } }],
    /101 entries, 100/,
  ],
  ['a menu of nothing', [{ type: 'input', label: text(1), element: { type: 'static_select' } }], /no options/],
  ['a field too wide', [{ type: 'input', label: text(1), element: { type: 'plain_text_input', max_length: 3_001 } }], /3001 units, 3000/],
  [
    'a value longer than its field',
    [{ type: 'input', label: text(1), element: { type: 'plain_text_input', max_length: 2, initial_value: 'xxx' } }],
    /initial value has 3 units, 2/,
  ],
  ['an empty rich text', [{ type: 'rich_text', elements: [] }], /rich_text is empty/],
  ['an empty line', [words(0)], /rich text is empty/],
  ['an image without words', [{ type: 'image', slack_file: { id: 'F1' }, alt_text: '' }], /alt text is empty/],
  ['a block that we do not draw', [{ type: 'markdown', text: 'x' }], /a markdown in a message is not checked/],
];

describe('faults', () => {
  it.each(bad)('are found in %s', (_, blocks, fault) => {
    expect(faultsOf(blocks, 'message')).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  it('are none in good blocks', () => {
    expect(faultsOf([{ type: 'header', text: text(150) }, words(3_000), { type: 'divider' }, field], 'message')).toEqual([]);
  });

  it('of a message are none in a modal or a home, which hold more', () => {
    for (const surface of ['modal', 'home'] as const)
      expect(
        faultsOf(
          list(100, () => words(200)),
          surface,
        ),
      ).toEqual([]);
  });

  it('of a modal are found around its blocks', () => {
    expect(modalFaultsOf({ type: 'modal', title: text(25), private_metadata: 'x'.repeat(3_001), blocks: [field] })).toEqual([
      'title has 25 units, 24 are allowed',
      'metadata has 3001 units, 3000 are allowed',
      'a modal with fields needs a submit',
    ]);
  });
});
