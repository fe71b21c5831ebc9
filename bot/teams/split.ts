/** Spreads a view that is too big for one message over several; nothing is ever cut off. */
import type { Block, Rich, View } from '../conversation/view.ts';
import { plain, splitRich, splitText } from './inert.ts';
import { type Limits, utf16Bytes } from './limits.ts';
import { type RenderOptions, toCard } from './render.ts';

const chunks = <T>(items: readonly T[], size: (item: T) => number, max: number, most: number): T[][] => {
  const groups: T[][] = [];
  let used = 0;
  for (const item of items) {
    const need = size(item);
    const last = groups.at(-1);
    if (!last || last.length >= most || used + need > max) {
      groups.push([item]);
      used = need;
    } else {
      last.push(item);
      used += need;
    }
  }
  return groups;
};

const lengthOf = (rich: Rich): number => plain(rich).length + 40;

const rowLength = (row: Rich[]): number => row.reduce((sum: number, rich) => sum + lengthOf(rich), 0);

const tableParts = (block: Extract<Block, { type: 'table' }>, limits: Limits): Block[] => {
  const width = Math.max(1, ...block.rows.map((row) => row.length));
  const cell = Math.max(1, Math.floor(limits.textUnits / width));
  const rows = block.rows.flatMap((row) => {
    const cells = row.map((rich) => splitRich(rich, cell));
    const deep = Math.max(1, ...cells.map((pieces) => pieces.length));
    return Array.from({ length: deep }, (_, index) => cells.map((pieces) => pieces[index] ?? ''));
  });
  return chunks(rows, rowLength, limits.textUnits, limits.rowsPerBlock).map((part) => ({ ...block, rows: part }));
};

const listParts = (block: Extract<Block, { type: 'list' }>, limits: Limits): Block[] => {
  const pieces = block.items.flatMap((item, index) => splitRich(item, limits.textUnits).map((rich) => ({ rich, number: index + 1 })));
  const groups = chunks(pieces, ({ rich }) => lengthOf(rich), limits.textUnits, limits.rowsPerBlock);
  if (groups.length === 1) return [block];
  if (!block.ordered) return groups.map((group) => ({ type: 'list', items: group.map(({ rich }) => rich) }));
  // Numbers must go on in the next part, so they become words.
  return groups.map((group) => ({
    type: 'list',
    items: group.map(({ rich, number }) => [`${number}. `, ...(typeof rich === 'string' ? [rich] : rich)]),
  }));
};

const factParts = (block: Extract<Block, { type: 'facts' }>, limits: Limits): Block[] => {
  const pieces = block.facts.flatMap(({ name, value }) => splitRich(value, limits.textUnits).map((part) => ({ name, value: part })));
  return chunks(pieces, ({ name, value }) => name.length + lengthOf(value), limits.textUnits, limits.rowsPerBlock).map((facts) => ({
    type: 'facts',
    facts,
  }));
};

/** One block as blocks that are each small enough to be placed. */
const blockParts = (block: Block, limits: Limits): Block[] => {
  switch (block.type) {
    case 'title':
    case 'heading':
    case 'text':
      return splitRich(block.text, limits.textUnits).map((text, index) => (index === 0 ? { ...block, text } : { type: 'text', text }));
    case 'status':
      return splitRich(block.text, limits.textUnits).map((text, index) => (index === 0 ? { ...block, text } : { type: 'text', text }));
    case 'list':
      return listParts(block, limits);
    case 'table':
      return block.rows.length === 0 ? [block] : tableParts(block, limits);
    case 'facts':
      return factParts(block, limits);
    case 'choice':
      if (block.multi) return [block];
      return chunks(block.options, ({ text, hint }) => text.length + (hint?.length ?? 0) + 400, limits.textUnits, limits.rowsPerBlock).map(
        (options) => ({ ...block, options }),
      );
    case 'actions':
      return chunks(block.actions, ({ label }) => label.length + 400, limits.textUnits, limits.rowsPerBlock).map((actions) => ({
        ...block,
        actions,
      }));
    case 'details':
      return packBlocks(fitBlocks(block.blocks, limits.messageBytes / 2, limits), limits.messageBytes / 2).map((blocks, index) => ({
        ...block,
        id: index === 0 ? block.id : `${block.id}-${index + 1}`,
        blocks,
      }));
    case 'progress':
    case 'input':
    case 'picture':
    case 'ways':
      return [block];
  }
};

const sends = (block: Block): boolean => block.type === 'actions' && block.actions.some(({ inputs }) => inputs);

const isField = (block: Block): boolean => block.type === 'input' || (block.type === 'choice' && block.multi);

/** Escapes and many short lines make a text bigger than its length says: what is drawn too big is split finer. */
const fitBlocks = (blocks: Block[], max: number, limits: Limits): Block[] =>
  blocks.flatMap((block) =>
    blockParts(block, limits).flatMap((part) => {
      if (limits.textUnits < finest || isField(part) || sizeOf([part]) <= max) return [part];
      return fitBlocks([part], max, { ...limits, textUnits: limits.textUnits >> 1, rowsPerBlock: Math.max(1, limits.rowsPerBlock >> 1) });
    }),
  );

/** Below this a text is never what makes a message too big. */
const finest = 32;

/**
 * Fields and the buttons that send them must stay on one card: they are placed as one piece. Words between them stay
 * too, unless they are too long for that: then they go ahead.
 */
const atoms = (blocks: Block[], max: number): Block[][] => {
  const first = blocks.findIndex(isField);
  if (first < 0) return blocks.map((block) => [block]);
  const last = Math.max(blocks.findLastIndex(isField), blocks.findLastIndex(sends));
  const form = blocks.slice(first, last + 1);
  const ahead = sizeOf(form) <= max ? [] : form.filter((block) => !isField(block) && !sends(block));
  const kept = form.filter((block) => !ahead.includes(block));
  return [...[...blocks.slice(0, first), ...ahead].map((block) => [block]), kept, ...blocks.slice(last + 1).map((block) => [block])];
};

const sizeOf = (blocks: Block[]): number => utf16Bytes(toCard({ text: '', blocks }, worst));

/** Measured as the largest drawing: mentions, pickers and links take more room than names. */
const worst: RenderOptions = { mentions: true, people: 'picker', fullWidth: true, links: true };

const packBlocks = (blocks: Block[], max: number): Block[][] => {
  const parts: Block[][] = [];
  let used = 0;
  for (const atom of atoms(blocks, max)) {
    const need = sizeOf(atom);
    const last = parts.at(-1);
    if (last && used + need <= max) last.push(...atom);
    else {
      parts.push([...atom]);
      used = 0;
    }
    used += need;
  }
  return parts;
};

/** Kept for the summary, the ids and the addresses that travel with a card. */
const envelopeBytes = 8_000;

/** Pieces that stay small on the wire, where quotes and control marks take more room than they show. */
const splitEncoded = (text: string, max: number, unit = max): string[] =>
  splitText(text, unit).flatMap((piece) =>
    unit < 4 || JSON.stringify(piece).length <= max + 2 ? [piece] : splitEncoded(piece, max, unit >> 1),
  );

const split = new WeakMap<View, { limits: Limits; views: View[] }>();

/** The view as one or more views, each small enough for one message. A view drawn for two answers is measured once. */
export const splitView = (view: View, limits: Limits): View[] => {
  const known = split.get(view);
  if (known !== undefined && known.limits === limits) return known.views;
  const views = measured(view, limits);
  split.set(view, { limits, views });
  return views;
};

const measured = (view: View, limits: Limits): View[] => {
  const texts = splitEncoded(view.text, limits.fallbackUnits);
  const room = limits.messageBytes - Math.max(...texts.map(utf16Bytes)) - envelopeBytes;
  const whole = sizeOf(view.blocks) <= room && view.blocks.length > 0;
  const parts = whole ? [view.blocks] : packBlocks(fitBlocks(view.blocks, room, limits), room);
  const count = Math.max(parts.length, texts.length);
  // Split blocks may be smaller together than the one they came from, so the parts go out and not the view itself.
  if (count === 1) return whole || parts.length === 0 ? [view] : [{ ...view, blocks: parts[0] ?? [] }];
  return Array.from({ length: count }, (_, index) => ({
    ...view,
    text: texts[index] ?? `${firstLine(view.text)} (part ${index + 1} of ${count})`,
    blocks: parts[index] ?? [],
  }));
};

const firstLine = (text: string): string => splitText(text.split('\n')[0] ?? '', 200)[0] ?? '';
