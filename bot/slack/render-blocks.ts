/** Draws every block of a view as blocks of Slack. People's words only ever stand where Slack reads no markup. */
import type { ActionsBlock, Button, Datepicker, InputBlock, KnownBlock, PlainTextInput, PlainTextOption, UsersSelect } from '@slack/types';
import type { Action, Block, OpenSpan, Option, Picture, Rich, Span, Tone } from '../conversation/view.ts';
import { visible } from '../conversation/visible.ts';
import { inertPlain, lines, listOf, piecesOf, plain, plainText, shorten, slackUser, spans, splitText } from './inert.ts';
import { limits } from './limits.ts';

/** How to draw, and what drawing one view collects. */
export interface Drawing {
  /** The Slack file of a picture that was uploaded already. */
  pictures: ReadonlyMap<Picture, string>;
  /** Where to lead for a conversation. */
  links: ReadonlyMap<string, string>;
  /** Texts already shown, so that a label is not said twice. */
  shown: Set<string>;
  /** True where a button of the view is the one to press, so that no other stands out beside it. */
  hasPrimary: boolean;
  /** Numbers for buttons, unique within the view. */
  next: () => number;
}

/** Slack gives `&`, `<` and `>` back as escapes; written as JSON escapes they come back as they were. */
export const carriedJson = (value: object): string =>
  JSON.stringify(value).replace(/[&<>]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);

export const button = (action: Action, drawing: Drawing): Button => ({
  type: 'button',
  action_id: `${action.inputs ? 'send' : 'press'}:${drawing.next()}`,
  text: plainText(action.label, limits.buttonUnits),
  value: carriedJson(action.press),
  ...(action.style ? { style: action.style } : {}),
  ...(action.aria ? { accessibility_label: shorten(inertPlain(action.aria), limits.ariaUnits) } : {}),
});

export const actionRows = (buttons: Button[]): ActionsBlock[] =>
  Array.from({ length: Math.ceil(buttons.length / limits.actionsPerBlock) }, (_, row) => ({
    type: 'actions',
    elements: buttons.slice(row * limits.actionsPerBlock, (row + 1) * limits.actionsPerBlock),
  }));

/** A name too long for its control is said whole above it. */
const isLong = (text: string, max: number): boolean => inertPlain(text).length > max;

/** Buttons in rows, the primary one first. */
export const actions = (list: Action[], drawing: Drawing): KnownBlock[] => {
  const ordered = [...list.filter(({ style }) => style === 'primary'), ...list.filter(({ style }) => style !== 'primary')];
  const long = ordered.filter(({ label }) => isLong(label, limits.buttonUnits)).map(({ label }): Rich => label);
  return [...lines(long), ...actionRows(ordered.map((action) => button(action, drawing)))];
};

/** Buttons that Slack itself follows; what cannot be led to has none. */
export const ways = (list: Extract<Block, { type: 'ways' }>['ways'], drawing: Drawing): KnownBlock[] =>
  actionRows(
    list.flatMap(({ label, conversation }): Button[] => {
      const url = drawing.links.get(conversation);
      if (url === undefined) return [];
      return [{ type: 'button', action_id: `link:${drawing.next()}`, text: plainText(label, limits.buttonUnits), url }];
    }),
  );

const isOpen = (span: Span): span is OpenSpan => typeof span !== 'string' && 'open' in span;

const openAction = ({ open, press }: OpenSpan): Action => ({ label: open, press });

/** A field's own words say nothing without its row and column, so a button to it is named by these. */
const cellActions = ({ head, rows }: Extract<Block, { type: 'table' }>): Action[] =>
  rows.flatMap((row) =>
    row.flatMap((cell, column) => {
      const place = column === 0 ? '' : `${plain(row[0] ?? '')} · ${head[column] ?? ''}`;
      return spans(cell)
        .filter(isOpen)
        .map((span) => (place === '' ? openAction(span) : { ...openAction(span), label: place, aria: `${place}: ${span.open}` }));
    }),
  );

/** All rich texts of a block, for what in them opens something. */
const richOf = (block: Block): Rich[] => {
  if (block.type === 'title' || block.type === 'heading' || block.type === 'text' || block.type === 'status') return [block.text];
  if (block.type === 'facts') return block.facts.map(({ value }) => value);
  return block.type === 'list' ? block.items : [];
};

/** Words that open something get a button after their block. */
export const opens = (block: Block, drawing: Drawing): KnownBlock[] => {
  const list = block.type === 'table' ? cellActions(block) : richOf(block).flatMap(spans).filter(isOpen).map(openAction);
  return actionRows(list.map((action) => button(action, drawing)));
};

/** A header is plain text of one line; whatever it cannot say as it stands is rich text. */
export const title = (rich: Rich): KnownBlock[] => {
  const text = plain(rich);
  const fits = text.length <= limits.headerUnits && text.trim() !== '' && !/[&<>\n]/.test(text);
  return fits ? [{ type: 'header', text: plainText(text, limits.headerUnits) }] : lines([rich], true);
};

/** Small print is plain text too, so marks and people in it need rich text. */
export const subtle = (rich: Rich): KnownBlock[] => {
  const text = plain(rich);
  const marked = spans(rich).some((span) => typeof span !== 'string' && !('said' in span));
  if (marked || text.trim() === '') return lines([rich]);
  const pieces = splitText(text, limits.contextUnits);
  if (pieces.some((piece) => piece.trim() === '')) return lines([rich]);
  return pieces.map((piece) => ({ type: 'context', elements: [plainText(piece, limits.contextUnits)] }));
};

const shapes: Record<Tone, string> = { good: '✔', attention: '▲', bad: '✖', neutral: '●' };

/** A status is a shape and a word. */
export const status = (tone: Tone, word: string, rich: Rich): KnownBlock[] => {
  const rest: Span[] = plain(rich) === '' ? [] : ['  ', ...spans(rich)];
  return lines([[{ strong: `${shapes[tone]} ${word}` }, ...rest]]);
};

const barLength = 12;

/** A bar that is text, so that it survives every client, and the words that say the same. */
export const progress = (done: number, total: number, label: string): KnownBlock[] => {
  const full = total > 0 ? Math.max(0, Math.min(barLength, Math.round((done / total) * barLength))) : 0;
  const bar = `${'▓'.repeat(full)}${'░'.repeat(barLength - full)}`;
  return lines([`${bar}  ${done} of ${total}${label === '' ? '' : ` · ${label}`}`]);
};

export const list = (items: Rich[], ordered: boolean): KnownBlock[] => {
  const drawn = listOf(items, ordered ? 'ordered' : 'bullet');
  const whole = items.every((item) => piecesOf(item).length <= 1);
  if (!ordered || (drawn.length <= 1 && whole)) return drawn;
  // Numbers must go on in the next part, so they become words.
  return lines(items.map((item, index): Rich => [`${index + 1}. `, ...(plain(item) === '' ? ['–'] : spans(item))]));
};

const leading = (cell: Rich): Span[] => spans(cell).map((span) => (typeof span === 'string' ? { strong: span } : span));

/** Slack takes one table a message and shows it last, so rows are lines: what a row is about, then each cell with its column. */
export const table = (head: string[], rows: Rich[][]): KnownBlock[] => {
  if (rows.length === 0) return lines([head.join(' · ')], true);
  const items = rows.map((row) =>
    Array.from({ length: Math.max(head.length, row.length, 1) }, (_, column): Span[] => {
      const cell = row[column] ?? '';
      const words = plain(cell) === '' ? ['–'] : spans(cell);
      if (column === 0) return leading(words);
      const name = head[column] ?? '';
      return [' · ', ...(name === '' ? [] : [`${name}: `]), ...words];
    }).flat(),
  );
  return [...lines([head[0] ?? ''], true), ...listOf(items, 'bullet')];
};

export const facts = (told: { name: string; value: Rich }[]): KnownBlock[] =>
  lines(told.map(({ name, value }): Rich => [{ strong: `${name}: ` }, ...(plain(value) === '' ? ['–'] : spans(value))]));

export const picture = (block: Extract<Block, { type: 'picture' }>, drawing: Drawing): KnownBlock[] => {
  const words = visible(block.picture.alt);
  const alt = words.trim() === '' ? 'no words' : words;
  const id = drawing.pictures.get(block.picture);
  if (id === undefined) return subtle(`Picture: ${alt}`);
  const long = alt.length > limits.altUnits ? subtle(alt) : [];
  return [{ type: 'image', slack_file: { id }, alt_text: shorten(alt, limits.altUnits) }, ...long];
};

type Choice = Extract<Block, { type: 'choice' }>;
type Input = Extract<Block, { type: 'input' }>;

const field = (id: string, label: string, required: boolean, element: InputBlock['element']): KnownBlock[] => [
  ...(inertPlain(label).length > limits.labelUnits ? lines([label], true) : []),
  { type: 'input', block_id: `in:${id}`, label: plainText(label, limits.labelUnits), optional: !required, element },
];

const numbered = ({ text, hint }: Option, index: number, chosen: boolean): Rich => [
  `${index + 1}. `,
  { strong: text },
  ...(chosen ? ['  (chosen)'] : []),
  ...(hint ? [` – ${hint}`] : []),
];

/** One press answers: the options with their hints in words, numbered, and a button each. */
const buttons = (block: Choice, drawing: Drawing): KnownBlock[] => {
  const chosen = (id: string): boolean => block.selected?.includes(id) ?? false;
  const label = block.label === '' || drawing.shown.has(block.label) ? [] : lines([block.label], true);
  const told = block.options.some(({ id, text, hint }) => hint || chosen(id) || isLong(text, limits.buttonUnits - 6));
  return [
    ...label,
    ...(told ? lines(block.options.map((option, index) => numbered(option, index, chosen(option.id)))) : []),
    ...actionRows(
      block.options.flatMap(({ id, text, press }, index) => {
        const said = { label: told ? `${index + 1}. ${text}` : text, press: press ?? { do: '' } };
        return press ? [button({ ...said, ...(chosen(id) && !drawing.hasPrimary ? { style: 'primary' as const } : {}) }, drawing)] : [];
      }),
    ),
  ];
};

/** Ticked and sent with a button. Options too long for their row are said whole above it. */
const ticks = (block: Choice): KnownBlock[] => {
  const many = block.options.length;
  if (many === 0) return lines([block.label], true);
  const room = Math.min(limits.optionUnits, Math.max(8, Math.floor(limits.menuUnits / many)));
  const told =
    many > limits.selectOptions ||
    block.options.some(({ text, hint }) => isLong(text, room) || isLong(hint ?? '', limits.descriptionUnits)) ||
    block.options.reduce((sum, { text, hint }) => sum + text.length + (hint?.length ?? 0), 0) > limits.menuUnits;
  const options = block.options.map(({ id, text, hint }, index): PlainTextOption => {
    const description = !told && hint ? { description: plainText(hint, limits.descriptionUnits) } : {};
    return { text: plainText(told ? `${index + 1}. ${text}` : text, room), value: id, ...description };
  });
  const chosen = options.filter(({ value }) => value !== undefined && block.selected?.includes(value));
  const above = told ? lines(block.options.map((option, index) => numbered(option, index, false))) : [];
  return [...above, ...field(block.id, block.label, false, menu(block.multi, options, chosen))];
};

const menu = (multi: boolean, options: PlainTextOption[], chosen: PlainTextOption[]): InputBlock['element'] => {
  const [first] = chosen;
  if (multi && options.length <= limits.checkboxes) {
    return { type: 'checkboxes', action_id: 'value', options, ...(first ? { initial_options: chosen } : {}) };
  }
  if (!multi && options.length <= limits.checkboxes) {
    return { type: 'radio_buttons', action_id: 'value', options, ...(first ? { initial_option: first } : {}) };
  }
  const groups = Array.from({ length: Math.ceil(options.length / limits.selectOptions) }, (_, group) => ({
    label: plainText(`From ${group * limits.selectOptions + 1}`, limits.optionUnits),
    options: options.slice(group * limits.selectOptions, (group + 1) * limits.selectOptions),
  }));
  const offered = groups.length > 1 ? { option_groups: groups } : { options };
  return multi
    ? { type: 'multi_static_select', action_id: 'value', ...offered, ...(first ? { initial_options: chosen } : {}) }
    : { type: 'static_select', action_id: 'value', ...offered, ...(first ? { initial_option: first } : {}) };
};

export const choice = (block: Choice, drawing: Drawing): KnownBlock[] =>
  !block.multi && block.options.every(({ press }) => press) ? buttons(block, drawing) : ticks(block);

const dateOnly = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

const typed = ({ kind, value, max }: Input): PlainTextInput => {
  const most = Math.max(1, Math.min(max, limits.inputUnits));
  return {
    type: 'plain_text_input',
    action_id: 'value',
    multiline: kind === 'text',
    max_length: most,
    ...(value && value.length <= most ? { initial_value: value } : {}),
  };
};

const elementOf = (block: Input): PlainTextInput | Datepicker | UsersSelect => {
  const { kind, value } = block;
  if (kind === 'date') return { type: 'datepicker', action_id: 'value', ...(value && dateOnly.test(value) ? { initial_date: value } : {}) };
  if (kind === 'person')
    return { type: 'users_select', action_id: 'value', ...(value && slackUser.test(value) ? { initial_user: value } : {}) };
  return typed(block);
};

export const input = (block: Input): KnownBlock[] => {
  const element = elementOf(block);
  const kept = ['initial_value', 'initial_date', 'initial_user'].some((key) => key in element);
  // A value that the field cannot take is shown above it; a field that took half of it would save half of it.
  const above = block.value && !kept ? lines([[{ said: block.value }]]) : [];
  const hint = block.placeholder ? { placeholder: plainText(block.placeholder, limits.placeholderUnits) } : {};
  return [...above, ...field(block.id, block.label, block.required ?? false, { ...element, ...hint })];
};
