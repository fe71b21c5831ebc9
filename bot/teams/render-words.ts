/** Draws words: texts, headings, facts, lists and tables as card elements. */
import type { Rich, Span, Tone } from '../conversation/view.ts';
import type { Element, MentionEntity, TableRow, TextRun } from './card.ts';
import { escapeMarkdown, mentionable, plain, runLines, spanText } from './inert.ts';

/** How to draw, and what drawing one card collects. */
export interface Drawing {
  /** Real mentions notify people; they are only drawn where the platform knows them. */
  mentions: boolean;
  people: 'picker' | 'typed';
  /** Whether links into Teams lead anywhere from here. */
  links: boolean;
  entities: MentionEntity[];
  /** Texts already shown, so that a label is not said twice. */
  shown: Set<string>;
  /** Names for elements that we toggle, unique within the card. */
  nextId: (kind: string) => string;
}

type Look = Omit<TextRun, 'type' | 'text'>;

const isPerson = (span: Span): span is { person: string; name: string } => typeof span !== 'string' && 'person' in span;

const mention = (person: { person: string; name: string }, drawing: Drawing): string => {
  const name = mentionable(person.name);
  const text = `<at>${name}</at>`;
  drawing.entities.push({ type: 'mention', text, mentioned: { id: person.person, name } });
  return text;
};

const markdown = (span: Span, drawing: Drawing): string => {
  if (isPerson(span)) return drawing.mentions ? mention(span, drawing) : escapeMarkdown(spanText(span));
  const text = escapeMarkdown(spanText(span));
  return typeof span !== 'string' && 'strong' in span ? `**${text}**` : text;
};

/** Words as elements, a line each. Only a text with a mention is Markdown, because mentions exist nowhere else. */
export const words = (rich: Rich, drawing: Drawing, look: Look = {}): Element[] => {
  if (drawing.mentions && Array.isArray(rich) && rich.some(isPerson)) {
    return [{ type: 'TextBlock', text: rich.map((span) => markdown(span, drawing)).join(''), wrap: true }];
  }
  return runLines(rich, look).map((inlines, index) => ({
    type: 'RichTextBlock',
    inlines,
    ...(index > 0 ? { spacing: 'None' as const } : {}),
  }));
};

/** Headings are TextBlocks, because only those tell a screen reader that they are headings. */
export const heading = (rich: Rich, size: 'Large' | 'Medium'): Element => ({
  type: 'TextBlock',
  text: escapeMarkdown(plain(rich)),
  wrap: true,
  size,
  weight: 'Bolder',
  style: 'heading',
});

const shapes: Record<Tone, string> = { good: '✔', attention: '▲', bad: '✖', neutral: '●' };

const styles: Record<Tone, string> = { good: 'good', attention: 'warning', bad: 'attention', neutral: 'emphasis' };

/** A status is a shape and a word; the colour only repeats them. */
export const status = (tone: Tone, word: string, text: Rich, drawing: Drawing): Element => {
  const lead: Span[] = [{ strong: `${shapes[tone]} ${word}` }];
  const rest: Span[] = plain(text) === '' ? [] : ['  ', ...(typeof text === 'string' ? [text] : text)];
  return { type: 'Container', style: styles[tone], items: words([...lead, ...rest], drawing) };
};

export const facts = (list: { name: string; value: Rich }[]): Element => ({
  type: 'FactSet',
  facts: list.map(({ name, value }) => ({ title: escapeMarkdown(name), value: escapeMarkdown(plain(value)) })),
});

const barLength = 12;

/** A bar that is text, so that it survives every client, and the words that say the same. */
export const progress = (done: number, total: number, label: string): Element => {
  const full = total > 0 ? Math.max(0, Math.min(barLength, Math.round((done / total) * barLength))) : 0;
  return {
    type: 'RichTextBlock',
    inlines: [
      { type: 'TextRun', text: `${'▓'.repeat(full)}${'░'.repeat(barLength - full)}  ` },
      { type: 'TextRun', text: `${done} of ${total}${label === '' ? '' : ` · ${label}`}`, isSubtle: true },
    ],
  };
};

/** Rows of marker and words, because Markdown lists would read people's words as markup. */
export const list = (items: Rich[], ordered: boolean, drawing: Drawing, from = 1): Element => ({
  type: 'Container',
  items: items.map((item, index) => ({
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [
      { type: 'Column', width: 'auto', items: words(ordered ? `${from + index}.` : '•', drawing) },
      { type: 'Column', width: 'stretch', items: words(plain(item) === '' ? '–' : item, drawing) },
    ],
  })),
});

const row = (cells: Rich[], columns: number, drawing: Drawing, look: Look): TableRow => ({
  type: 'TableRow',
  cells: Array.from({ length: columns }, (_, index) => {
    const cell = cells[index] ?? '';
    return { type: 'TableCell', items: words(plain(cell) === '' ? '–' : cell, drawing, look) };
  }),
});

export const table = (head: string[], rows: Rich[][], drawing: Drawing): Element => {
  const columns = Math.max(head.length, ...rows.map((cells) => cells.length), 1);
  return {
    type: 'Table',
    columns: Array.from({ length: columns }, () => ({ width: 1 })),
    rows: [row(head, columns, drawing, { weight: 'Bolder' }), ...rows.map((cells) => row(cells, columns, drawing, {}))],
    firstRowAsHeader: true,
    showGridLines: true,
  };
};
