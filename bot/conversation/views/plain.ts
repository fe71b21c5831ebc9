/** Any view as plain text that stands alone: for notifications, screen readers and clients that draw no cards. */
import type { Block, Rich, Span } from '../view.ts';
import { words } from '../words/en.ts';

export interface TextOptions {
  /** Leaves out what the card shows folded. */
  withoutDetails?: boolean;
}

export function plainText(rich: Rich): string {
  return typeof rich === 'string' ? rich : rich.map(spanText).join('');
}

function spanText(span: Span): string {
  if (typeof span === 'string') return span;
  if ('said' in span) return span.said;
  if ('open' in span) return span.open;
  return 'strong' in span ? span.strong : `@${span.name}`;
}

/** A line for a line. Buttons are left out: what can be typed instead is said by the view itself. */
export function textOf(blocks: readonly Block[], options: TextOptions = {}): string {
  return blocks.flatMap((block) => linesOf(block, options)).join('\n');
}

function linesOf(block: Block, options: TextOptions): string[] {
  switch (block.type) {
    case 'title':
    case 'heading':
    case 'text':
      return [plainText(block.text)];
    case 'status':
      return [`${block.word}: ${plainText(block.text)}`];
    case 'facts':
      return block.facts.map(({ name, value }) => `${name}: ${plainText(value)}`);
    case 'progress':
      return [words.common.progressText(block.done, block.total, block.label)];
    case 'list':
      return block.items.map((item, index) => `${block.ordered === true ? `${index + 1}.` : '-'} ${plainText(item)}`);
    case 'table':
      return tableLines(block);
    case 'choice':
      return choiceLines(block);
    case 'input':
      return [`${block.label}: ${block.value ?? ''}`.trimEnd()];
    case 'details':
      return options.withoutDetails === true ? [] : [block.label, textOf(block.blocks, options)];
    case 'picture':
      // Every picture stands beside a table that says the same.
      return [];
    case 'actions':
    case 'ways':
      return [];
    default:
      return block satisfies never;
  }
}

function tableLines({ head, rows }: Extract<Block, { type: 'table' }>): string[] {
  return rows.map(([first, ...rest]) => {
    const cells = rest.map((cell, index) => `${head[index + 1] ?? ''}: ${plainText(cell)}`);
    return `${plainText(first ?? '')} | ${cells.join(' | ')}`;
  });
}

function choiceLines({ options, selected, label }: Extract<Block, { type: 'choice' }>): string[] {
  const lines = options.map(({ id, text }, index) => {
    const chosen = selected?.includes(id) === true ? ` ${words.common.chosen}` : '';
    return `${index + 1}. ${text}${chosen}`;
  });
  // Where one press answers, the question itself stands above.
  return options.every(({ press }) => press !== undefined) ? lines : [label, ...lines];
}
