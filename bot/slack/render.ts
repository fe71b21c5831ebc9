/** Draws a view as messages and modals of Slack. Pure: the same view gives the same blocks. */
import type { KnownBlock, ModalView } from '@slack/types';
import type { Action, Block, Picture, Rich, View } from '../conversation/view.ts';
import { visibleView } from '../conversation/visible.ts';
import { inertMrkdwn, lines, plain, plainText } from './inert.ts';
import { limits } from './limits.ts';
import {
  actions,
  carriedJson,
  choice,
  type Drawing,
  facts,
  input,
  list,
  opens,
  picture,
  progress,
  status,
  subtle,
  table,
  title,
  ways,
} from './render-blocks.ts';
import { packBlocks, partText, splitFallback } from './split.ts';

export interface RenderOptions {
  /** The Slack file of each picture that was uploaded already; a picture without one is told in words. */
  pictures?: ReadonlyMap<Picture, string>;
  /** Where Slack leads for a conversation. */
  links?: ReadonlyMap<string, string>;
}

/** What `chat.postMessage` and `chat.update` take of a view. */
export interface SlackMessage {
  text: string;
  blocks: KnownBlock[];
}

const drawOne = (block: Block, drawing: Drawing): KnownBlock[] => {
  switch (block.type) {
    case 'title':
      return title(block.text);
    case 'heading':
      return lines([block.text], true);
    case 'text':
      return block.subtle ? subtle(block.text) : lines([block.text]);
    case 'status':
      return status(block.tone, block.word, block.text);
    case 'facts':
      return facts(block.facts);
    case 'progress':
      return progress(block.done, block.total, block.label);
    case 'list':
      return list(block.items, block.ordered ?? false);
    case 'table':
      return table(block.head, block.rows);
    case 'choice':
      return choice(block, drawing);
    case 'input':
      return input(block);
    case 'picture':
      return picture(block, drawing);
    case 'details':
      // Slack folds nothing in a message, so the words simply follow their label.
      return [...lines([block.label], true), ...drawAll(block.blocks, drawing)];
    case 'actions':
      return actions(block.actions, drawing);
    case 'ways':
      return ways(block.ways, drawing);
  }
};

const drawAll = (blocks: Block[], drawing: Drawing): KnownBlock[] =>
  blocks.flatMap((block) => [...drawOne(block, drawing), ...opens(block, drawing)]);

const shownWords = (block: Block): Rich[] =>
  block.type === 'title' || block.type === 'heading' || block.type === 'text' ? [block.text] : [];

const hasPrimary = (block: Block): boolean => {
  if (block.type === 'details') return block.blocks.some(hasPrimary);
  return block.type === 'actions' && block.actions.some(({ style }) => style === 'primary');
};

const draw = (blocks: Block[], { pictures = new Map(), links = new Map() }: RenderOptions): KnownBlock[] => {
  let count = 0;
  const shown = new Set(blocks.flatMap(shownWords).map(plain));
  return drawAll(blocks, { pictures, links, shown, hasPrimary: blocks.some(hasPrimary), next: () => ++count });
};

/**
 * One message or more for one view. Every message has blocks: those are inert by kind, the text beside them only by
 * escapes.
 */
export const toMessages = (given: View, options: RenderOptions = {}): SlackMessage[] => {
  const view = visibleView(given);
  // No message is sent without a text.
  const texts = splitFallback(view.text.trim() === '' ? '–' : view.text);
  const drawn = draw(view.blocks, options);
  const parts = packBlocks(drawn.length > 0 ? drawn : lines([view.text.trim() === '' ? '–' : view.text]));
  const count = Math.max(parts.length, texts.length);
  return Array.from({ length: count }, (_, index) => {
    const text = texts[index];
    return {
      text: text === undefined ? partText(view.text, index + 1, count) : inertMrkdwn(text),
      blocks: parts[index] ?? lines([text ?? '–']),
    };
  });
};

const isSubmit = (action: Action): boolean => action.inputs === true;

/** The first action that sends becomes the modal's own button; a label too long for that is said in words above it. */
const withoutSubmit = (blocks: Block[]): { blocks: Block[]; submit?: Action } => {
  let submit: Action | undefined;
  const kept = blocks.flatMap((block): Block[] => {
    if (block.type === 'details') {
      if (submit) return [block];
      const inner = withoutSubmit(block.blocks);
      submit = inner.submit;
      return [{ ...block, blocks: inner.blocks }];
    }
    const own = submit || block.type !== 'actions' ? undefined : block.actions.find(isSubmit);
    if (block.type !== 'actions' || own === undefined) return [block];
    submit = own;
    const told: Block[] = own.label.length > limits.modalButtonUnits ? [{ type: 'text', text: own.label, subtle: true }] : [];
    const rest = block.actions.filter((action) => action !== own);
    return [...told, ...(rest.length > 0 ? [{ ...block, actions: rest }] : [])];
  });
  return submit ? { blocks: kept, submit } : { blocks: kept };
};

/** Neighbouring texts in one block: a modal cannot be spread over several, so its blocks are spared. */
const joined = (blocks: KnownBlock[]): KnownBlock[] => {
  const done: KnownBlock[] = [];
  for (const block of blocks) {
    const last = done.at(-1);
    if (last?.type === 'rich_text' && block.type === 'rich_text') {
      done.splice(-1, 1, { ...last, elements: [...last.elements, ...block.elements] });
    } else done.push(block);
  }
  return done;
};

/** The view as a modal; `meta` travels with it, beside the press that sending it means. Nothing is cut; whether Slack takes it, `modalFaultsOf` tells. */
export const toModal = (
  given: View,
  { title: name, meta, ...options }: RenderOptions & { title: string; meta: Readonly<Record<string, unknown>> },
): ModalView => {
  const view = visibleView(given);
  const { blocks: rest, submit } = withoutSubmit(view.blocks);
  const long: Block[] = name.length > limits.modalTitleUnits ? [{ type: 'title', text: name }] : [];
  const drawn = draw([...long, ...rest], options);
  const blocks = drawn.length > 0 ? drawn : lines([view.text.trim() === '' ? '–' : view.text]);
  const label = submit?.label ?? (blocks.some(({ type }) => type === 'input') ? 'Send' : undefined);
  return {
    type: 'modal',
    title: plainText(name, limits.modalTitleUnits),
    close: plainText('Close', limits.modalButtonUnits),
    ...(label === undefined ? {} : { submit: plainText(label, limits.modalButtonUnits) }),
    private_metadata: carriedJson({ ...meta, ...(submit ? { press: submit.press } : {}) }),
    blocks: blocks.length > limits.blocksPerModal ? joined(blocks) : blocks,
  };
};
