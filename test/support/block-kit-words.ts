/** What must be seen of Slack's blocks, and what of it a drawing lacks. */
import type { ActionsBlock, ContextBlock, InputBlock, KnownBlock, PlainTextElement, RichTextBlock, RichTextElement } from '@slack/types';
import type { DrawnBlock } from './block-kit.ts';

interface Wanted {
  words: string[];
  buttons?: number;
  items?: number;
  pictures?: number;
  fields?: number;
}

/** Names of people, as Slack knows them. */
export type Names = ReadonlyMap<string, string>;

const textOf = (element: RichTextElement, names: Names): string => {
  if (element.type === 'text') return element.text;
  return element.type === 'user' ? `@${names.get(element.user_id) ?? element.user_id}` : `an unexpected ${element.type}`;
};

const richText = ({ elements }: RichTextBlock, names: Names): Wanted => ({
  words: elements.flatMap((part) =>
    (part.type === 'rich_text_list' ? part.elements : [part]).map((line) => line.elements.map((one) => textOf(one, names)).join('')),
  ),
  items: elements.reduce((sum, part) => sum + (part.type === 'rich_text_list' ? part.elements.length : 0), 0),
});

const context = ({ elements }: ContextBlock): Wanted => ({
  words: elements.map((element) => (element.type === 'image' ? element.alt_text : element.text)),
});

const actions = ({ elements }: ActionsBlock): Wanted => ({
  words: elements.flatMap((element) => (element.type === 'button' ? [element.text.text] : [`an unexpected ${element.type}`])),
  buttons: elements.length,
});

const texts = (...list: (PlainTextElement | undefined)[]): string[] => list.flatMap((one) => (one ? [one.text] : []));

const input = ({ label, hint, element }: InputBlock): Wanted => {
  const own = texts(label, hint);
  switch (element.type) {
    case 'checkboxes':
    case 'radio_buttons':
      return {
        words: [...own, ...element.options.flatMap(({ text, description }) => [text.text, ...(description ? [description.text] : [])])],
        fields: element.options.length,
      };
    case 'plain_text_input':
      return { words: [...own, element.initial_value ?? element.placeholder?.text ?? ''], fields: 1 };
    default:
      return { words: own };
  }
};

/** Throws at a block that nobody taught this test, so that no kind is taken on trust. */
const wantedOf = (block: KnownBlock, names: Names): Wanted => {
  switch (block.type) {
    case 'header':
      return { words: [block.text.text] };
    case 'rich_text':
      return richText(block, names);
    case 'context':
      return context(block);
    case 'actions':
      return actions(block);
    case 'input':
      return input(block);
    case 'image':
      return { words: [block.alt_text], pictures: 1 };
    default:
      throw new Error(`Nobody said what must be seen of a ${block.type}`);
  }
};

/** Joiners take no room, and a page breaks lines where it likes. */
const bare = (text: string): string => text.replace(/[\u2060\s]/g, '');

const fewer = (name: string, wanted: number | undefined, found: number): string[] =>
  wanted === undefined || wanted === found ? [] : [`${found} ${name} in place of ${wanted}`];

/** Everything that the drawing lacks. */
export const missingIn = (blocks: readonly KnownBlock[], drawn: readonly DrawnBlock[], names: Names = new Map()): string[] => {
  if (blocks.length !== drawn.length) return [`${drawn.length} blocks in place of ${blocks.length}`];
  return blocks.flatMap((block, index) => {
    const found = drawn[index];
    if (!found) return [`block ${index + 1} is not there`];
    const { words, buttons, items, pictures, fields } = wantedOf(block, names);
    const seen = bare(found.words);
    return [
      ...words.filter((text) => !seen.includes(bare(text))).map((text) => `the words "${text}"`),
      ...fewer('buttons', buttons, found.buttons),
      ...fewer('items', items, found.items),
      ...fewer('fields', fields, found.fields),
      ...fewer('pictures', pictures, found.pictures.filter(({ width }) => width > 0).length),
    ].map((what) => `block ${index + 1}, ${block.type}: ${what}`);
  });
};
