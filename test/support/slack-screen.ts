/** Reads blocks of Slack as a person does: the words, the buttons, the fields and what they hold. */

type Loose = Record<string, unknown>;

export interface SlackButton {
  label: string;
  actionId: string;
  blockId: string;
  value: string;
}

export interface SlackField {
  /** The block's id, under which Slack gives the value back. */
  block: string;
  label: string;
  type: string;
  options: { text: string; value: string }[];
  element: Loose;
}

const isLoose = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);

const listIn = (value: unknown): Loose[] => (Array.isArray(value) ? value.filter(isLoose) : []);

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const textOf = (value: unknown): string => (isLoose(value) && typeof value['text'] === 'string' ? value['text'] : '');

/** One piece inside a line of rich text. */
const pieceOf = (piece: Loose): string => {
  if (piece['type'] === 'user') return `@${wordOf(piece['user_id'])}`;
  if (piece['type'] === 'emoji') return `:${wordOf(piece['name'])}:`;
  return wordOf(piece['text'] ?? piece['url']);
};

const richLines = (element: Loose): string[] => {
  const inner = listIn(element['elements']);
  return element['type'] === 'rich_text_list' ? inner.flatMap(richLines) : [inner.map(pieceOf).join('')];
};

const linesOf = (block: Loose): string[] => {
  switch (block['type']) {
    case 'rich_text':
      return listIn(block['elements']).flatMap(richLines);
    case 'section':
      return [textOf(block['text']), ...listIn(block['fields']).map(textOf)];
    case 'context':
      return [
        listIn(block['elements'])
          .map((element) => textOf(element))
          .join(' '),
      ];
    case 'input':
      return [textOf(block['label'])];
    case 'image':
      return [wordOf(block['alt_text'])];
    default:
      return [textOf(block['text'])];
  }
};

/** All that is written on a message, line by line, without buttons. */
export const readBlocks = (blocks: readonly Loose[]): string =>
  blocks
    .flatMap(linesOf)
    .filter((line) => line !== '')
    .join('\n')
    // Joins words unseen, so that they make no emoji and no link.
    .replaceAll('\u2060', '');

export const buttonsOf = (blocks: readonly Loose[]): SlackButton[] =>
  blocks
    .flatMap((block) => [...listIn(block['elements']), ...listIn([block['accessory']])].map((element) => ({ block, element })))
    .filter(({ element }) => element['type'] === 'button')
    .map(({ block, element }) => ({
      label: textOf(element['text']),
      actionId: wordOf(element['action_id']),
      blockId: wordOf(block['block_id']) || 'b',
      value: wordOf(element['value']),
    }));

/** The button with these words: whole, behind its number, or as the beginning of longer ones. */
export const buttonNamed = (blocks: readonly Loose[], label: string): SlackButton | undefined => {
  const buttons = buttonsOf(blocks).map((button) => ({ button, words: button.label.replace(/^\d+\. /, '') }));
  const begins = (words: string) => words.startsWith(label) && /^[ :…]/.test(words.slice(label.length));
  return (buttons.find(({ words }) => words === label) ?? buttons.find(({ words }) => begins(words)))?.button;
};

/** The button that begins so in the row right below the line that begins so. */
export const buttonBelow = (blocks: readonly Loose[], line: string, label: string): SlackButton | undefined => {
  const at = blocks.findIndex((block) => readBlocks([block]).startsWith(line));
  return at < 0
    ? undefined
    : buttonsOf(blocks.slice(at + 1, at + 2)).find((button) => button.label.replace(/^\d+\. /, '').startsWith(label));
};

const optionsIn = (element: Loose): SlackField['options'] =>
  [...listIn(element['options']), ...listIn(element['option_groups']).flatMap((group) => listIn(group['options']))].map((option) => ({
    text: textOf(option['text']),
    value: wordOf(option['value']),
  }));

export const fieldsOf = (blocks: readonly Loose[]): SlackField[] =>
  blocks
    .filter(({ type }) => type === 'input')
    .map((block) => {
      const element = block['element'] as Loose;
      return {
        block: wordOf(block['block_id']),
        label: textOf(block['label']),
        type: wordOf(element['type']),
        options: optionsIn(element),
        element,
      };
    });

const many = new Set(['checkboxes', 'multi_static_select']);
const one = new Set(['radio_buttons', 'static_select']);

const whole = (field: SlackField, values: string[]): object[] =>
  values.map((value) => {
    const option = field.options.find((known) => known.value === value || known.text === value);
    if (option === undefined)
      throw new Error(`"${field.label}" has no "${value}" but: ${field.options.map(({ text }) => text).join(' | ')}`);
    return { text: { type: 'plain_text', text: option.text }, value: option.value };
  });

/** What a field gives back: what the person put in, or what stood there when it was drawn. */
const held = (field: SlackField, given: string | undefined): Loose => {
  const { type, element } = field;
  const lines = given === undefined ? undefined : given.split('\n').filter((line) => line !== '');
  if (many.has(type)) return { type, selected_options: lines === undefined ? (element['initial_options'] ?? []) : whole(field, lines) };
  if (one.has(type))
    return { type, selected_option: lines === undefined ? (element['initial_option'] ?? null) : (whole(field, lines)[0] ?? null) };
  if (type === 'datepicker') return { type, selected_date: given ?? element['initial_date'] ?? null };
  if (type === 'users_select') return { type, selected_user: given ?? element['initial_user'] ?? null };
  // An empty field comes back as null, not as an empty text.
  return { type, value: (given ?? wordOf(element['initial_value'])) || null };
};

/** The `state.values` of a message or a window. What is put in is named by the label or the id of its field. */
export const valuesOf = (blocks: readonly Loose[], inputs: Record<string, string>): Record<string, Record<string, Loose>> => {
  const fields = fieldsOf(blocks);
  const names = new Set(fields.flatMap(({ label, block }) => [label, block, block.replace(/^in:/, '')]));
  const unknown = Object.keys(inputs).find((name) => !names.has(name));
  if (unknown !== undefined) throw new Error(`There is no field "${unknown}" but: ${fields.map(({ label }) => label).join(' | ')}`);
  return Object.fromEntries(
    fields.map((field) => {
      const given = inputs[field.label] ?? inputs[field.block] ?? inputs[field.block.replace(/^in:/, '')];
      return [field.block, { [wordOf(field.element['action_id'])]: held(field, given) }];
    }),
  );
};

/** What is written on buttons and beside boxes to tick. */
export const wordsOnControls = (blocks: readonly Loose[]): string =>
  [...buttonsOf(blocks).map(({ label }) => label), ...fieldsOf(blocks).flatMap(({ options }) => options.map(({ text }) => text))].join(
    '\n',
  );
