/** Every block as Slack takes it: nothing refused, no word lost, inert where people's words are shown. */
import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import type { Block, Press, View } from '../../../bot/conversation/view.ts';
import { faultsOf, modalFaultsOf } from '../../../bot/slack/check-blocks.ts';
import { inertMrkdwn, joiner } from '../../../bot/slack/inert.ts';
import { toMessages, toModal } from '../../../bot/slack/render.ts';

const press: Press = { do: 'answer', a: 'a1', q: 'q1', c: 'yes', r: 2 };
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
const picture = { png, alt: 'a heat map', width: 300, height: 200 };
const long = 'a label that goes on '.repeat(9).trim();
const options = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `o${index}`, text: `option ${index}`, hint: 'why' }));

/** A block, and words that must be seen of it. */
const blocks: Record<string, [Block, string[]]> = {
  title: [{ type: 'title', text: 'Support agent' }, ['Support agent']],
  'long title': [{ type: 'title', text: [{ said: long }] }, [long]],
  heading: [{ type: 'heading', text: ['Fix ', { strong: 'first' }] }, ['Fix first']],
  text: [{ type: 'text', text: ['You said ', { said: 'so' }, '\nand ', { person: 'p1', name: 'Lead' }] }, ['You said so\nand @Lead']],
  'small print': [{ type: 'text', text: 'by the way', subtle: true }, ['by the way']],
  opening: [{ type: 'text', text: ['see ', { open: 'the gap', press }] }, ['see the gap']],
  status: [{ type: 'status', tone: 'bad', word: 'Missing', text: [{ said: 'x' }] }, ['✖ Missing  x']],
  facts: [{ type: 'facts', facts: [{ name: 'Name', value: [{ said: 'a_b' }] }] }, ['Name: a_b']],
  progress: [{ type: 'progress', done: 4, total: 9, label: 'about 6 min left' }, ['4 of 9 · about 6 min left']],
  list: [{ type: 'list', items: ['one', [{ said: 'two' }]] }, ['one', 'two']],
  'ordered list': [{ type: 'list', items: ['one', ''], ordered: true }, ['one']],
  table: [{ type: 'table', head: ['Gap', 'Effort'], rows: [['x', 'S'], ['y']] }, ['Gap', 'x · Effort: S', 'y · Effort: –']],
  'single choice': [
    {
      type: 'choice',
      id: 'q',
      label: 'Pick',
      multi: false,
      selected: ['yes'],
      options: [{ id: 'yes', text: 'Yes', hint: 'enforced', press }],
    },
    ['Pick', '1. Yes  (chosen) – enforced'],
  ],
  'single choice of long words': [
    { type: 'choice', id: 'q', label: 'Pick', multi: false, options: [{ id: 'yes', text: long, press }] },
    [`1. ${long}`],
  ],
  'single choice without presses': [
    { type: 'choice', id: 'e', label: 'Effect', multi: false, selected: ['o1'], options: options(3) },
    ['Effect', 'option 1'],
  ],
  'multiple choice': [
    { type: 'choice', id: 'choices', label: 'Regions', multi: true, selected: ['o1'], options: options(10) },
    ['option 9', 'why'],
  ],
  'multiple choice of many': [{ type: 'choice', id: 'choices', label: 'Regions', multi: true, options: options(60) }, ['option 59']],
  'multiple choice of very many': [
    { type: 'choice', id: 'choices', label: 'Regions', multi: true, options: options(260) },
    ['260. option 259 – why'],
  ],
  'multiple choice of long words': [
    { type: 'choice', id: 'choices', label: 'Regions', multi: true, options: [{ id: 'a', text: long, hint: long }] },
    [`1. ${long} – ${long}`],
  ],
  line: [{ type: 'input', id: 'i', label: 'Reason', kind: 'line', max: 200, required: true, placeholder: 'why' }, ['Reason', 'why']],
  'long text': [{ type: 'input', id: 'i', label: 'Reason', kind: 'text', max: 4000, value: 'because' }, ['because']],
  'value that does not fit': [{ type: 'input', id: 'i', label: 'Reason', kind: 'line', max: 10, value: long }, [long]],
  date: [{ type: 'input', id: 'i', label: 'Due', kind: 'date', max: 10, value: '2026-11-29' }, ['Due']],
  'date that is none': [{ type: 'input', id: 'i', label: 'Due', kind: 'date', max: 10, value: 'soon' }, ['soon']],
  person: [{ type: 'input', id: 'i', label: 'Owner', kind: 'person', max: 100, value: 'U1' }, ['Owner']],
  picture: [{ type: 'picture', picture }, ['Picture: a heat map']],
  details: [
    {
      type: 'details',
      id: 'd',
      label: 'Why',
      blocks: [{ type: 'details', id: 'e', label: 'More', blocks: [{ type: 'text', text: 'deep' }] }],
    },
    ['Why', 'More', 'deep'],
  ],
  actions: [
    {
      type: 'actions',
      actions: [
        { label: long, press: { do: 'later' } },
        { label: 'Reject', press: { do: 'reject' }, style: 'danger' },
        { label: 'Go', press, style: 'primary', inputs: true, aria: 'Go on' },
      ],
    },
    [long, 'Reject', 'Go'],
  ],
};

const view = (...list: Block[]): View => ({ text: 'Stands alone.', blocks: list });
const drawn = (...list: Block[]): KnownBlock[] => toMessages(view(...list)).flatMap((message) => message.blocks);

/** All words of blocks, in order. */
const wordsOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(wordsOf).join('');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) =>
      typeof inner === 'string' ? (['text', 'initial_value', 'alt_text'].includes(key) ? inner : '') : wordsOf(inner),
    )
    .join('');
};

const typesOf = (value: unknown): string[] => [...JSON.stringify(value).matchAll(/"type":"([^"]+)"/g)].map(([, type = '']) => type);

describe('a block', () => {
  it.each(Object.entries(blocks))('is taken and keeps its words: %s', (_, [block, words]) => {
    expect(faultsOf(drawn(block), 'message')).toEqual([]);
    for (const word of words) expect(wordsOf(drawn(block))).toContain(word);
  });

  it.each(Object.entries(blocks))('is taken in a modal: %s', (_, [block]) => {
    expect(modalFaultsOf(toModal(view(block), { title: 'Plumbline', meta: { channel: 'C1' } }))).toEqual([]);
  });

  it('is never drawn as mrkdwn', () => {
    for (const [block] of Object.values(blocks)) expect(typesOf(drawn(block))).not.toContain('mrkdwn');
  });

  it('is a picture where the picture was uploaded', () => {
    const [message] = toMessages(view({ type: 'picture', picture }), { pictures: new Map([[picture, 'F1']]) });
    expect(message?.blocks).toEqual([{ type: 'image', slack_file: { id: 'F1' }, alt_text: 'a heat map' }]);
  });
});

describe('a press', () => {
  it('travels in the value of its button', () => {
    expect(drawn({ type: 'actions', actions: [{ label: 'Go', press, inputs: true, aria: 'Go on' }] })).toEqual([
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'send:1',
            text: { type: 'plain_text', text: 'Go', emoji: false },
            value: JSON.stringify(press),
            accessibility_label: 'Go on',
          },
        ],
      },
    ]);
  });

  it('comes back whole though Slack escapes what it gives back', () => {
    const odd: Press = { do: 'x', x: 'a&b<c>' };
    const [block] = drawn({ type: 'actions', actions: [{ label: 'Go', press: odd }] });
    const value = block?.type === 'actions' && 'value' in (block.elements[0] ?? {}) ? (block.elements[0] as { value: string }).value : '';
    expect(value).not.toMatch(/[&<>]/);
    expect(JSON.parse(value)).toEqual(odd);
  });

  it('of words that open something is a button after them', () => {
    expect(drawn({ type: 'text', text: [{ open: 'the gap', press }] })[1]).toMatchObject({
      type: 'actions',
      elements: [{ action_id: 'press:1', text: { text: 'the gap' }, value: JSON.stringify(press) }],
    });
  });

  it('of a field of a table is named by its row and column', () => {
    const [, , row] = drawn({ type: 'table', head: ['Layer', 'Enhanced'], rows: [['Data', [{ open: 'not looked at', press }]]] });
    expect(row).toMatchObject({
      elements: [
        { text: { text: 'Data · Enhanced' }, accessibility_label: 'Data · Enhanced: not looked at', value: JSON.stringify(press) },
      ],
    });
  });

  it('that was made before stands out only where no other does', () => {
    const choice: Block = { type: 'choice', id: 'q', label: '', multi: false, selected: ['a'], options: [{ id: 'a', text: 'A', press }] };
    const go: Block = { type: 'actions', actions: [{ label: 'Go', press, style: 'primary' }] };
    const styles = (list: Block[]) =>
      toMessages(view(...list)).map(({ blocks: all }) => JSON.stringify(all).split('"style":"primary"').length - 1);
    expect([styles([choice]), styles([choice, go])]).toEqual([[1], [1]]);
  });

  it('puts the primary button first', () => {
    const [row] = drawn({
      type: 'actions',
      actions: [
        { label: 'Later', press },
        { label: 'Go', press, style: 'primary' },
      ],
    });
    expect(row).toMatchObject({ elements: [{ text: { text: 'Go' }, style: 'primary' }, { text: { text: 'Later' } }] });
  });
});

describe('a field', () => {
  it('is found again by its id', () => {
    expect(drawn({ type: 'input', id: 'due', label: 'Due', kind: 'date', max: 10, value: '2026-11-29' })).toMatchObject([
      { type: 'input', block_id: 'in:due', element: { type: 'datepicker', action_id: 'value', initial_date: '2026-11-29' } },
    ]);
  });

  it('of a multiple choice ticks what is chosen already', () => {
    const [block] = drawn({ type: 'choice', id: 'choices', label: 'Regions', multi: true, selected: ['o1'], options: options(3) });
    expect(block).toMatchObject({ block_id: 'in:choices', element: { type: 'checkboxes', initial_options: [{ value: 'o1' }] } });
  });
});

const hostile = '<!channel> <@U1> <https://evil.example|x> *b* _i_ ~s~ `c` &amp;\n> quoted\n- item';

describe('hostile words', () => {
  const places: [string, Block][] = [
    ['a title', { type: 'title', text: [{ said: hostile }] }],
    ['a text', { type: 'text', text: [{ said: hostile }] }],
    ['small print', { type: 'text', text: [{ said: hostile }], subtle: true }],
    ['a name', { type: 'text', text: [{ person: 'x', name: hostile }] }],
    ['a list', { type: 'list', items: [[{ said: hostile }]] }],
    ['a table', { type: 'table', head: ['x'], rows: [[[{ said: hostile }]]] }],
    ['an option', { type: 'choice', id: 'k', label: hostile, multi: true, options: [{ id: 'a', text: hostile }] }],
    ['a button', { type: 'actions', actions: [{ label: hostile, press }] }],
  ];

  it.each(places)('stay words in %s', (_, block) => {
    const types = typesOf(drawn(block));
    for (const type of ['mrkdwn', 'markdown', 'user', 'broadcast', 'link', 'emoji', 'usergroup', 'channel'])
      expect(types).not.toContain(type);
    expect(wordsOf(drawn(block)).replaceAll(joiner, '')).toContain(hostile);
    expect(wordsOf(drawn(block))).not.toContain('&amp;');
    for (const [, text = ''] of JSON.stringify(drawn(block)).matchAll(/"type":"plain_text","text":"([^"]*)"/g))
      expect(text).not.toMatch(/<[!@h]/);
  });

  it('stay words in the text beside the blocks', () => {
    const [{ text } = { text: '' }] = toMessages({ text: hostile, blocks: [] });
    expect(text).not.toMatch(/[<>]|\*b\*|_i_|~s~|`c`|^&gt;|^-/m);
    expect(text).toContain('&amp;amp;');
  });

  it('make no emoji of times and names', () => {
    expect(inertMrkdwn(':fire:').replaceAll(joiner, '|')).toBe(':|fire:|');
  });
});

describe('people', () => {
  it('are mentions where Slack knows them, and names elsewhere', () => {
    const text = [{ person: 'U123', name: 'Lead' }, ' ', { person: 'typed', name: 'Requester' }];
    expect(drawn({ type: 'text', text })).toMatchObject([
      { elements: [{ elements: [{ type: 'user', user_id: 'U123' }, { text: ' ' }, { type: 'text', text: '@Requester' }] }] },
    ]);
  });
});

describe('a modal', () => {
  const form: Block[] = [
    { type: 'input', id: 'why', label: 'Why', kind: 'text', max: 200 },
    {
      type: 'actions',
      actions: [
        { label: 'Save', press, inputs: true },
        { label: 'Save all', press: { do: 'all' }, inputs: true },
        { label: 'Back', press: { do: 'back' } },
      ],
    },
  ];

  it('is sent with its own button, whose press it carries', () => {
    const modal = toModal(view(...form), { title: 'Comment', meta: { channel: 'C1', thread: '171.1' } });
    expect(modal).toMatchObject({ type: 'modal', title: { text: 'Comment' }, submit: { text: 'Save' } });
    expect(JSON.parse(modal.private_metadata ?? '')).toEqual({ press, channel: 'C1', thread: '171.1' });
    expect(modal.blocks[1]).toMatchObject({ elements: [{ action_id: 'send:1', text: { text: 'Save all' } }, { action_id: 'press:2' }] });
  });

  it('says a long name and a long button whole', () => {
    const actions: Block = { type: 'actions', actions: [{ label: long, press, inputs: true }] };
    const modal = toModal(view(actions), { title: long, meta: {} });
    expect(modalFaultsOf(modal)).toEqual([]);
    expect(wordsOf(modal.blocks).split(long)).toHaveLength(3);
  });

  it('joins texts when they are many', () => {
    const modal = toModal(view(...Array.from({ length: 160 }, (): Block => ({ type: 'text', text: 'word' }))), { title: 'x', meta: {} });
    expect(modalFaultsOf(modal)).toEqual([]);
  });
});
