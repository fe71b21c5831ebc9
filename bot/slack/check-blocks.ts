/** Says what Slack would refuse, because it tells so only when it is asked online. An empty list is a good message. */
import type { Button, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { limits } from './limits.ts';
import { blockUnits } from './split.ts';

export type BlockSurface = 'message' | 'modal' | 'home';

type Report = (fault: string) => void;
type Loose = Record<string, unknown>;

const most = { message: limits.blocksPerMessage, modal: limits.blocksPerModal, home: limits.blocksPerHome } as const;

const isLoose = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);

const length = (name: string, text: string | undefined, max: number, report: Report, min = 1): void => {
  if (text === undefined) return;
  if (text.length < min) report(`${name} is empty`);
  if (text.length > max) report(`${name} has ${text.length} units, ${max} are allowed`);
};

const count = (name: string, list: readonly unknown[], max: number, report: Report): void => {
  if (list.length === 0) report(`${name} has no entries`);
  if (list.length > max) report(`${name} has ${list.length} entries, ${max} are allowed`);
};

const checkButton = (button: Button, report: Report): void => {
  length('button text', button.text.text, limits.buttonUnits, report);
  length('button value', button.value, limits.buttonValueUnits, report);
  length('accessibility label', button.accessibility_label, limits.ariaUnits, report);
};

const checkOptions = (options: PlainTextOption[], max: number, report: Report): void => {
  count('options', options, max, report);
  for (const { text, value, description } of options) {
    length('option text', text.text, limits.optionUnits, report);
    length('option value', value, limits.optionValueUnits, report);
    length('option description', description?.text, limits.descriptionUnits, report);
  }
};

const menus = new Set(['static_select', 'multi_static_select']);
const rows = new Set(['checkboxes', 'radio_buttons']);

const checkMenu = (menu: Loose, report: Report): void => {
  const groups = menu['option_groups'] as { label: { text: string }; options: PlainTextOption[] }[] | undefined;
  if (groups) count('option groups', groups, limits.selectGroups, report);
  for (const { label, options } of groups ?? []) {
    length('option group', label.text, limits.optionUnits, report);
    checkOptions(options, limits.selectOptions, report);
  }
  const options = menu['options'] as PlainTextOption[] | undefined;
  if (options) checkOptions(options, limits.selectOptions, report);
  if (!groups && !options) report('a menu has no options');
};

/** What stands in actions, inputs and at the side of sections. */
const checkElement = (value: unknown, report: Report): void => {
  if (!isLoose(value)) return;
  const type = String(value['type']);
  length('action id', value['action_id'] as string | undefined, limits.idUnits, report);
  length('placeholder', (value['placeholder'] as { text: string } | undefined)?.text, limits.placeholderUnits, report);
  if (type === 'button') checkButton(value as unknown as Button, report);
  if (rows.has(type)) checkOptions(value['options'] as PlainTextOption[], limits.checkboxes, report);
  if (menus.has(type)) checkMenu(value, report);
  if (type !== 'plain_text_input') return;
  const max = (value['max_length'] as number | undefined) ?? limits.inputUnits;
  if (max < 1 || max > limits.inputUnits) report(`an input takes ${max} units, ${limits.inputUnits} are allowed`);
  length('initial value', value['initial_value'] as string | undefined, max, report);
};

/** Rich text may hold no empty text, section or list, at any depth. */
const checkRich = (value: unknown, report: Report): void => {
  if (!isLoose(value)) return;
  if (value['type'] === 'text') length('rich text', value['text'] as string, limits.richUnits, report);
  const elements = value['elements'];
  if (!Array.isArray(elements)) return;
  if (elements.length === 0) report(`${String(value['type'])} is empty`);
  for (const element of elements) checkRich(element, report);
};

const checkBlock = (block: KnownBlock, surface: BlockSurface, report: Report): void => {
  length('block id', block.block_id, limits.idUnits, report);
  switch (block.type) {
    case 'header':
      length('header', block.text.text, limits.headerUnits, report);
      return;
    case 'section':
      length('section', block.text?.text, limits.sectionUnits, report);
      if (!block.text && !block.fields) report('a section has neither text nor fields');
      if (block.fields) count('fields', block.fields, limits.fieldsPerSection, report);
      for (const { text } of block.fields ?? []) length('field', text, limits.fieldUnits, report);
      checkElement(block.accessory, report);
      return;
    case 'context':
      count('context', block.elements, limits.contextElements, report);
      for (const element of block.elements) length('context', 'text' in element ? element.text : undefined, limits.contextUnits, report);
      return;
    case 'actions':
      count('actions', block.elements, limits.actionsPerBlock, report);
      for (const element of block.elements) checkElement(element, report);
      return;
    case 'input':
      length('label', block.label.text, limits.labelUnits, report);
      length('hint', block.hint?.text, limits.labelUnits, report);
      checkElement(block.element, report);
      return;
    case 'image':
      length('alt text', block.alt_text ?? '', limits.altUnits, report);
      return;
    case 'rich_text':
      checkRich(block, report);
      return;
    case 'divider':
      return;
    default:
      report(`a ${block.type} in a ${surface} is not checked`);
  }
};

const twice = (name: string, list: (string | undefined)[], report: Report): void => {
  const seen = new Set<string>();
  for (const one of list) {
    if (one !== undefined && seen.has(one)) report(`${name} ${one} is used twice`);
    if (one !== undefined) seen.add(one);
  }
};

/** Everything that Slack would refuse about these blocks. */
export const faultsOf = (blocks: readonly KnownBlock[], surface: BlockSurface): string[] => {
  const faults: string[] = [];
  if (blocks.length === 0) faults.push('there are no blocks');
  if (blocks.length > most[surface]) faults.push(`there are ${blocks.length} blocks, ${most[surface]} are allowed`);
  const units = blockUnits(blocks);
  if (surface === 'message' && units > limits.messageUnits)
    faults.push(`all words have ${units} units, ${limits.messageUnits} are allowed`);
  for (const [index, block] of blocks.entries()) checkBlock(block, surface, (fault) => faults.push(`block ${index + 1}: ${fault}`));
  const report: Report = (fault) => faults.push(fault);
  twice(
    'block id',
    blocks.map(({ block_id }) => block_id),
    report,
  );
  twice(
    'action id',
    blocks.flatMap((block) => (block.type === 'actions' ? block.elements.map(({ action_id }) => action_id) : [])),
    report,
  );
  return faults;
};

/** The same for a whole modal, with what stands around its blocks. */
export const modalFaultsOf = (modal: ModalView): string[] => {
  const blocks = modal.blocks as KnownBlock[];
  const faults = faultsOf(blocks, 'modal');
  const report: Report = (fault) => faults.push(fault);
  length('title', modal.title.text, limits.modalTitleUnits, report);
  length('submit', modal.submit?.text, limits.modalButtonUnits, report);
  length('close', modal.close?.text, limits.modalButtonUnits, report);
  length('callback id', modal.callback_id, limits.callbackIdUnits, report);
  length('metadata', modal.private_metadata, limits.metadataUnits, report, 0);
  if (!modal.submit && blocks.some(({ type }) => type === 'input')) faults.push('a modal with fields needs a submit');
  return faults;
};

/** The same for a whole message: its blocks, and the text that stands for them. */
export const messageFaultsOf = ({ text, blocks }: { text: string; blocks: readonly KnownBlock[] }): string[] => {
  const faults = faultsOf(blocks, 'message');
  length('text beside the blocks', text, limits.fallbackUnits, (fault) => faults.push(fault));
  return faults;
};
