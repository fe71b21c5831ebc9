/** Spreads drawn blocks over several messages. What is measured is what is sent, so nothing is estimated and nothing cut. */
import type { KnownBlock } from '@slack/types';
import { inertMrkdwn, splitText, unitsOf } from './inert.ts';
import { type Limits, limits as slackLimits } from './limits.ts';

/** Keys under which Slack shows words; ids and values are not shown. */
const shownKeys = new Set(['text', 'alt_text', 'initial_value', 'placeholder', 'label', 'description', 'hint', 'title']);

/** The units of all words in a block, wherever they stand. */
export const blockUnits = (value: unknown, limits: Limits = slackLimits): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + blockUnits(one, limits), 0);
  if (typeof value !== 'object' || value === null) return 0;
  if ((value as { type?: string }).type === 'user') return limits.mentionUnits;
  return Object.entries(value).reduce((sum, [key, inner]) => {
    if (typeof inner === 'string') return sum + (shownKeys.has(key) ? unitsOf(inner) : 0);
    // What is chosen beforehand repeats options that are counted already.
    return key.startsWith('initial_') ? sum : sum + blockUnits(inner, limits);
  }, 0);
};

const isField = (block: KnownBlock): boolean => block.type === 'input';

const sends = (block: KnownBlock): boolean =>
  block.type === 'actions' && block.elements.some(({ action_id }) => action_id?.startsWith('send:') === true);

const idsOf = (blocks: KnownBlock[]): string[] => blocks.flatMap(({ block_id: id }) => (id === undefined ? [] : [id]));

const fits = (blocks: KnownBlock[], limits: Limits): boolean =>
  blocks.length <= limits.blocksPerMessage &&
  new Set(idsOf(blocks)).size === idsOf(blocks).length &&
  blockUnits(blocks, limits) <= limits.messageUnits;

/**
 * Fields and the buttons that send them must stay in one message, because only its values travel with a press. Words
 * between them stay too, unless they are too long for that: then they go ahead.
 */
const atoms = (blocks: KnownBlock[], limits: Limits): KnownBlock[][] => {
  const single = (list: KnownBlock[]): KnownBlock[][] => list.map((block) => [block]);
  const first = blocks.findIndex(isField);
  if (first < 0) return single(blocks);
  const last = Math.max(blocks.findLastIndex(isField), blocks.findLastIndex(sends));
  const form = blocks.slice(first, last + 1);
  const [before, after] = [blocks.slice(0, first), blocks.slice(last + 1)];
  if (fits(form, limits)) return [...single(before), form, ...single(after)];
  const kept = form.filter((block) => isField(block) || sends(block));
  const ahead = form.filter((block) => !kept.includes(block));
  return [...single(before), ...single(ahead), ...(fits(kept, limits) ? [kept] : single(kept)), ...single(after)];
};

/** Groups of blocks that each fit into one message. A block id that is there already begins a message too. */
export const packBlocks = (blocks: KnownBlock[], limits: Limits = slackLimits): KnownBlock[][] => {
  const parts: KnownBlock[][] = [];
  let units = 0;
  let ids = new Set<string>();
  for (const atom of atoms(blocks, limits)) {
    const need = blockUnits(atom, limits);
    const own = idsOf(atom);
    const last = parts.at(-1);
    const room = last !== undefined && last.length + atom.length <= limits.blocksPerMessage && units + need <= limits.messageUnits;
    if (last && room && !own.some((id) => ids.has(id))) last.push(...atom);
    else {
      parts.push([...atom]);
      units = 0;
      ids = new Set();
    }
    units += need;
    for (const id of own) ids.add(id);
  }
  return parts;
};

/** The words of a text in inert pieces that fit beside the blocks of a message. */
export const splitFallback = (text: string, limits: Limits = slackLimits): string[] => splitText(text, limits.fallbackUnits);

/** What the text of a further message says, where the words themselves are said already. */
export const partText = (text: string, part: number, count: number): string => {
  const [first = ''] = splitText(text.split('\n')[0] ?? '', 200);
  return inertMrkdwn(`${first} (part ${part} of ${count})`);
};
