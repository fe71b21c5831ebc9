/** Draws a view as an Adaptive Card 1.5 and as the activity that carries it. Pure: the same view gives the same card. */
import { Buffer } from 'node:buffer';
import type { Block, Rich, View } from '../conversation/view.ts';
import { visible, visibleView } from '../conversation/visible.ts';
import type { AdaptiveCard, Element } from './card.ts';
import { plain, splitText } from './inert.ts';
import { limits } from './limits.ts';
import { withoutMacros } from './macros.ts';
import type { Registration } from './registration.ts';
import { actions, choice, details, input, ways } from './render-controls.ts';
import { type Drawing, facts, heading, list, progress, status, table, words } from './render-words.ts';

export interface RenderOptions {
  /** Draw people as real mentions, which notify them. */
  mentions?: boolean;
  /** `picker` where the platform can search its people, `typed` where a name is written by hand. */
  people?: 'picker' | 'typed';
  /** Use the whole width of the conversation, where the client can. */
  fullWidth?: boolean;
  /** Draw the ways to other conversations: where the platform is not Teams, its ids lead nowhere. */
  links?: boolean;
}

/** What the platform behind a registration can draw: the playground knows neither mentions, pickers, full width nor links. */
export const renderOptionsFor = (registration: Registration): RenderOptions =>
  registration.kind === 'production'
    ? { people: 'picker', fullWidth: true, links: true }
    : { people: 'typed', fullWidth: false, links: false };

export const cardType = 'application/vnd.microsoft.card.adaptive';

/** The parts of an activity that a view decides. */
export interface Message {
  type: 'message';
  summary?: string;
  text?: string;
  textFormat?: 'plain';
  attachments?: { contentType: typeof cardType; content: AdaptiveCard }[];
}

const picture = (block: Extract<Block, { type: 'picture' }>, drawing: Drawing): Element[] => {
  const { png } = block.picture;
  const alt = withoutMacros(visible(block.picture.alt));
  if (png.byteLength > limits.pictureBytes) return words(`Picture: ${alt}`, drawing);
  return [{ type: 'Image', url: `data:image/png;base64,${Buffer.from(png).toString('base64')}`, altText: alt, size: 'Stretch' }];
};

const shownWords = (block: Block): Rich[] =>
  block.type === 'title' || block.type === 'heading' || block.type === 'text' ? [block.text] : [];

const drawBlock = (block: Block, drawing: Drawing): Element[] => {
  switch (block.type) {
    case 'title':
      return [heading(block.text, 'Large')];
    case 'heading':
      return [heading(block.text, 'Medium')];
    case 'text':
      return words(block.text, drawing, block.subtle ? { isSubtle: true } : {});
    case 'status':
      return [status(block.tone, block.word, block.text, drawing)];
    case 'facts':
      return [facts(block.facts)];
    case 'progress':
      return [progress(block.done, block.total, block.label)];
    case 'list':
      return [list(block.items, block.ordered ?? false, drawing)];
    case 'table':
      return [table(block.head, block.rows, drawing)];
    case 'choice':
      return choice(block, drawing);
    case 'input':
      return [input(block, drawing)];
    case 'picture':
      return picture(block, drawing);
    case 'details':
      return details(block.label, drawBlocks(block.blocks, drawing), drawing);
    case 'actions':
      return actions(block.actions);
    case 'ways':
      return ways(block.ways, drawing);
  }
};

const drawBlocks = (blocks: Block[], drawing: Drawing): Element[] => blocks.flatMap((block) => drawBlock(block, drawing));

const newDrawing = (view: View, options: RenderOptions): Drawing => {
  let count = 0;
  return {
    mentions: options.mentions ?? false,
    people: options.people ?? 'typed',
    links: options.links ?? false,
    entities: [],
    shown: new Set(view.blocks.flatMap(shownWords).map(plain)),
    nextId: (kind) => `plumbline-${kind}-${++count}`,
  };
};

/** What is read aloud may be taken for speech markup, so the marks of markup are left out. */
const spoken = (text: string): string => text.replace(/[<>&]/g, ' ');

const firstWords = (text: string): string => {
  const [start = ''] = splitText(text, limits.summaryUnits - 1);
  return start.length < text.length ? `${start.trimEnd()}…` : start;
};

const cards = new WeakMap<View, { options: string; card: AdaptiveCard }>();

/** The acknowledgement and the update that follows it often show the same view: it is drawn once. */
export const toCard = (view: View, options: RenderOptions = {}): AdaptiveCard => {
  const wanted = JSON.stringify(options);
  const known = cards.get(view);
  if (known?.options === wanted) return known.card;
  const card = drawCard(view, options);
  cards.set(view, { options: wanted, card });
  return card;
};

const drawCard = (given: View, options: RenderOptions): AdaptiveCard => {
  const view = visibleView(given);
  const drawing = newDrawing(view, options);
  const body = drawBlocks(view.blocks, drawing);
  const { entities } = drawing;
  const full = options.fullWidth ? { width: 'Full' as const } : undefined;
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: withoutMacros(view.text),
    speak: withoutMacros(spoken(firstWords(view.text))),
    body,
    ...(full || entities.length > 0 ? { msteams: { ...full, ...(entities.length > 0 ? { entities } : {}) } } : {}),
  };
};

/** Plain words as a message: nothing in them is read as markup. */
export const toNotice = (text: string): Message => ({ type: 'message', text: visible(text), textFormat: 'plain' });

/**
 * A message for one view. The text stays empty beside a card, because Teams would show it above the card; the summary
 * is what a notification shows.
 */
export const toActivity = (view: View, options: RenderOptions = {}): Message =>
  view.blocks.length === 0
    ? toNotice(view.text)
    : {
        type: 'message',
        summary: firstWords(visible(view.text)),
        attachments: [{ contentType: cardType, content: toCard(view, options) }],
      };
