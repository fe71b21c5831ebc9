/** Every block as a card: valid by Microsoft's parser, readable without colour, inert where people's words are shown. */
import { describe, expect, it } from 'vitest';
import type { Block, Press, View } from '../../../bot/conversation/view.ts';
import type { AdaptiveCard, ExecuteAction } from '../../../bot/teams/card.ts';
import { type RenderOptions, toActivity, toCard } from '../../../bot/teams/render.ts';
import { faultsOf, wordsOf } from './cards.ts';

const press: Press = { do: 'answer', a: 'a1', q: 'q1', c: 'yes', r: 2 };
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);

const blocks: Record<string, Block> = {
  title: { type: 'title', text: 'Support agent' },
  heading: { type: 'heading', text: ['Fix ', { strong: 'first' }] },
  text: { type: 'text', text: ['You said ', { said: 'so' }, '\nand ', { person: 'p1', name: 'Lead' }], subtle: true },
  'good status': { type: 'status', tone: 'good', word: 'In place', text: 'seen 11:42' },
  'bad status': { type: 'status', tone: 'bad', word: 'Missing', text: [{ said: 'x' }] },
  'status of attention': { type: 'status', tone: 'attention', word: 'Late', text: '' },
  'neutral status': { type: 'status', tone: 'neutral', word: 'Not assessed', text: 'no permission' },
  facts: { type: 'facts', facts: [{ name: 'Name', value: [{ said: 'a_b' }] }] },
  progress: { type: 'progress', done: 4, total: 9, label: 'about 6 min left' },
  list: { type: 'list', items: ['one', [{ said: 'two' }]] },
  'ordered list': { type: 'list', items: ['one', ''], ordered: true },
  table: { type: 'table', head: ['Gap', 'Effort'], rows: [['x', 'S'], ['y']] },
  'single choice': {
    type: 'choice',
    id: 'q',
    label: 'Pick',
    multi: false,
    selected: ['no'],
    options: [
      { id: 'yes', text: 'Yes', hint: 'enforced', press },
      { id: 'no', text: 'No', press: { do: 'answer', c: 'no' } },
    ],
  },
  'single choice without presses': { type: 'choice', id: 'e', label: 'Effect', multi: false, options: [{ id: 'a', text: 'A' }] },
  'multiple choice': {
    type: 'choice',
    id: 'm',
    label: 'Regions',
    multi: true,
    selected: ['eu'],
    options: [
      { id: 'eu', text: 'Europe' },
      { id: 'us', text: 'America', hint: 'two' },
    ],
  },
  line: { type: 'input', id: 'i', label: 'Reason', kind: 'line', max: 200, required: true, placeholder: 'why' },
  'long text': { type: 'input', id: 'i', label: 'Reason', kind: 'text', max: 4000, value: 'because' },
  date: { type: 'input', id: 'i', label: 'Due', kind: 'date', max: 10, value: '2026-11-29' },
  'date that is none': { type: 'input', id: 'i', label: 'Due', kind: 'date', max: 10, value: 'soon' },
  person: { type: 'input', id: 'i', label: 'Owner', kind: 'person', max: 100 },
  picture: { type: 'picture', picture: { png, alt: 'a heat map', width: 300, height: 200 } },
  details: {
    type: 'details',
    id: 'd',
    label: 'Why',
    blocks: [
      { type: 'text', text: 'inside' },
      { type: 'details', id: 'e', label: 'More', blocks: [{ type: 'text', text: 'deep' }] },
    ],
  },
  ways: { type: 'ways', ways: [{ label: 'Go to 1', conversation: '19:c6d70e392a384916c3262b15406d763e@thread.v2' }] },
  actions: {
    type: 'actions',
    actions: [
      { label: 'Later', press: { do: 'later' } },
      { label: 'Reject', press: { do: 'reject' }, style: 'danger' },
      { label: 'Go', press, style: 'primary', inputs: true, aria: 'Go on' },
    ],
  },
};

/** Teams has drawn its people picker in cards of every version since 1.2; the parser knows it as 1.6 and misses its choices. */
const isPicker = (fault: string): boolean =>
  fault.startsWith('Property "choices.data"') || fault.startsWith('An Input.ChoiceSet must have');

const view = (...list: Block[]): View => ({ text: 'Stands alone.', blocks: list });

const everywhere: [string, RenderOptions][] = [
  ['Teams', { mentions: true, people: 'picker', fullWidth: true, links: true }],
  ['the playground', { mentions: false, people: 'typed', links: false }],
];

const named = (name: string): Block => {
  const block = blocks[name];
  if (!block) throw new Error(name);
  return block;
};

/** Every action of a card, wherever it hangs. */
const actionsOf = (value: unknown): ExecuteAction[] => {
  if (Array.isArray(value)) return value.flatMap(actionsOf);
  if (typeof value !== 'object' || value === null) return [];
  const own = (value as { type?: string }).type === 'Action.Execute' ? [value as ExecuteAction] : [];
  return [...own, ...Object.values(value).flatMap(actionsOf)];
};

const inert = (said: string, make: (said: string) => Block): AdaptiveCard => toCard(view(make(said)), { mentions: true, people: 'picker' });

describe.each(everywhere)('in %s', (_, options) => {
  it.each(Object.keys(blocks))('a block is valid: %s', (name) => {
    expect(faultsOf(toCard(view(named(name)), options)).filter((fault) => !isPicker(fault))).toEqual([]);
  });

  it('all blocks together are valid, with every id used once', () => {
    const ids = new Set(['long text', 'date', 'date that is none', 'person']);
    const list = Object.entries(blocks).flatMap(([name, block]) => (ids.has(name) ? [] : [block]));
    expect(faultsOf(toCard(view(...list), options))).toEqual([]);
  });
});

describe('a way to another conversation', () => {
  const drawn = (conversation: string, options: RenderOptions = { links: true }) =>
    toCard(view({ type: 'ways', ways: [{ label: 'Go to 1', conversation }] }), options).body;

  it.each(['19:c6d70e392a384916c3262b15406d763e@thread.v2', '19:meeting_NzAxZjQ3-a_b@thread.v2'])(
    'to the group chat %s is a button that Teams follows',
    (chat) => {
      const url = `https://teams.microsoft.com/l/chat/${chat}/conversations`;
      expect(drawn(chat)).toEqual([{ type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: 'Go to 1', url }] }]);
    },
  );

  it.each([
    ['a thread of a channel, whose team no message names', '19:3997a8734ee5432bb9cdedb7c432ae7d@thread.tacv2;messageid=1648741500652'],
    ['a channel', '19:3997a8734ee5432bb9cdedb7c432ae7d@thread.tacv2'],
    ['a chat with the bot', 'a:1pL6i0oY3C0K8oAj8'],
    ['a thread of Slack', 'slack:C1:1700000000.000100'],
    ['a conversation of another organisation', 'elsewhere/19:c6d70e392a384916c3262b15406d763e@thread.v2'],
    ['what is no id', '19:x@thread.v2/conversations?users=evil@evil.example#@thread.v2'],
  ])('to %s is none', (_, conversation) => expect(drawn(conversation)).toEqual([]));

  it('is none where the platform is not Teams', () =>
    expect(drawn('19:c6d70e392a384916c3262b15406d763e@thread.v2', { links: false })).toEqual([]));

  it('stays in rows that Teams shows whole', () => {
    const many = Array.from({ length: 14 }, (_, at) => ({ label: `Go to ${at + 1}`, conversation: `19:chat${at}@thread.v2` }));
    const sets = toCard(view({ type: 'ways', ways: many }), { links: true }).body;
    expect(sets.map((set) => (set.type === 'ActionSet' ? set.actions.length : 0))).toEqual([6, 6, 2]);
  });
});

describe('a message', () => {
  it('has no text beside a card, because Teams would show both', () => {
    expect(toActivity(view(named('title')))).toMatchObject({ type: 'message', summary: 'Stands alone.' });
    expect(toActivity(view(named('title')))).not.toHaveProperty('text');
  });

  it('gives its words to clients that draw no cards, and to screen readers', () => {
    expect(toCard(view(named('title')))).toMatchObject({ fallbackText: 'Stands alone.', speak: 'Stands alone.' });
  });

  it('shortens only the notification when its text is long', () => {
    const text = 'word '.repeat(200).trim();
    const { summary, attachments } = toActivity({ text, blocks: [named('title')] });
    expect(summary?.length).toBeLessThanOrEqual(241);
    expect(summary).toMatch(/…$/);
    expect(attachments?.[0]?.content.fallbackText).toBe(text);
  });

  it('without blocks is plain text', () => {
    expect(toActivity({ text: '*as is*', blocks: [] })).toEqual({ type: 'message', text: '*as is*', textFormat: 'plain' });
  });
});

describe('what people press', () => {
  it('carries its press twice: for universal actions and for clients without them', () => {
    for (const action of actionsOf(toCard(view(named('actions'), named('single choice'))))) {
      expect(action.fallback).toMatchObject({ type: 'Action.Submit', data: action.data, title: action.title });
      expect(action.verb).toBe(action.data.press.do);
    }
  });

  it('sends inputs only with the buttons that ask for them', () => {
    const sent = actionsOf(toCard(view(named('actions')))).map(({ title, associatedInputs }) => [title, associatedInputs]);
    expect(sent).toEqual([
      ['Go', 'auto'],
      ['Later', 'none'],
      ['Reject', 'none'],
    ]);
  });

  it('never needs the overflow menu of Teams', () => {
    const many = Array.from({ length: 14 }, (_, index) => ({
      label: `B${index}`,
      press: { do: 'x', x: String(index) },
      ...(index === 13 ? { style: 'primary' as const } : {}),
    }));
    const sets = toCard(view({ type: 'actions', actions: many })).body.map((element) =>
      element.type === 'ActionSet' ? element.actions : [],
    );
    expect(sets.map((set) => set.length)).toEqual([6, 6, 2]);
    expect(sets[0]?.[0]?.title).toBe('B13');
  });

  it('is a whole row with a name for each option, the chosen one marked by a shape and a word', () => {
    const card = toCard(view(named('single choice')));
    expect(actionsOf(card).map(({ title, data }) => [title, data.press.c])).toEqual([
      ['Yes', 'yes'],
      ['No (chosen)', 'no'],
    ]);
    expect(wordsOf(card.body)).toBe('Pick○Yesenforced●No  (chosen)');
  });

  it('does not repeat a label that the question already says', () => {
    const card = toCard(view({ type: 'heading', text: 'Pick' }, named('single choice')));
    expect(wordsOf(card.body).match(/Pick/g)).toHaveLength(1);
  });
});

describe('what people read', () => {
  it.each([
    ['good', '✔ In place'],
    ['bad', '✖ Missing'],
    ['neutral', '● Not assessed'],
  ])('a %s status has a shape and a word', (tone, words) => {
    expect(wordsOf(toCard(view(named(`${tone} status`))).body)).toContain(words);
  });

  it('progress is a bar and the same in words', () => {
    expect(wordsOf(toCard(view(named('progress'))).body)).toBe('▓▓▓▓▓░░░░░░░  4 of 9 · about 6 min left');
  });

  it('progress stays whole when the numbers are odd', () => {
    expect(wordsOf(toCard(view({ type: 'progress', done: 12, total: 0, label: '' })).body)).toBe('░░░░░░░░░░░░  12 of 0');
  });

  it('a picture that is too big for a message is told in words', () => {
    const big: Block = {
      type: 'picture',
      picture: { png: new Uint8Array(40_000), alt: 'five gaps in the first row', width: 900, height: 600 },
    };
    expect(wordsOf(toCard(view(big)).body)).toBe('Picture: five gaps in the first row');
  });

  it('a picture has words beside it', () => {
    expect(toCard(view(named('picture'))).body[0]).toMatchObject({
      type: 'Image',
      altText: 'a heat map',
      url: expect.stringMatching(/^data:image\/png;base64,/),
    });
  });

  it('a person is a real mention in Teams and a name elsewhere', () => {
    const block: Block = { type: 'text', text: ['Owner ', { person: 'p1', name: 'A <b>' }, ' ', { said: '*x*' }] };
    const real = toCard(view(block), { mentions: true });
    expect(real.body[0]).toMatchObject({ type: 'TextBlock', text: 'Owner <at>A  b </at> \\*x\\*' });
    expect(real.msteams?.entities).toEqual([{ type: 'mention', text: '<at>A  b </at>', mentioned: { id: 'p1', name: 'A  b ' } }]);
    expect(wordsOf(toCard(view(block)).body)).toBe('Owner @A <b> *x*');
  });
});

describe('words of people are inert', () => {
  const hostile = '**b** _i_ [l](http://evil.example) <at>Lead</at> `c` # h\n- item\n1. one {{DATE(2026-01-01, SHORT)}}';

  it('in texts they are runs, which no client reads as markup', () => {
    const card = inert(hostile, (said) => ({ type: 'text', text: ['You said: ', { said }] }));
    expect(JSON.stringify(card.body)).not.toContain('"TextBlock"');
    expect(wordsOf(card.body).replaceAll('\u200b', '')).toBe(`You said: ${hostile.replaceAll('\n', '')}`);
    expect(JSON.stringify(card.body)).not.toContain('{{');
  });

  it.each<[string, (said: string) => Block]>([
    ['a heading', (said) => ({ type: 'heading', text: [{ said }] })],
    ['a fact', (said) => ({ type: 'facts', facts: [{ name: 'Name', value: [{ said }] }] })],
    ['a text with a mention', (said) => ({ type: 'text', text: [{ person: 'p', name: 'Lead' }, { said }] })],
  ])('in %s every mark of markup is escaped', (_, make) => {
    const body = JSON.stringify(inert(hostile, make).body);
    expect(body).not.toMatch(/(?<!\\)(\*\*b|_i_|\[l\]|`c`|<at>Lead<\/at> `)/);
    expect(body).toContain('\\\\*\\\\*b\\\\*\\\\*');
    expect(body).not.toContain('{{');
    expect(body).toContain('\\n\\\\- item\\n1\\\\. one');
  });

  it('no element links anywhere', () => {
    const card = inert('[x](https://evil.example)', (said) => ({ type: 'text', text: [{ said }] }));
    expect(JSON.stringify(card)).not.toContain('OpenUrl');
  });
});
