/** Reads a card as a person does: its words, its buttons and choices, and what pressing one sends. */
import type { Block, Press, View } from '../../bot/conversation/view.ts';

export interface Button {
  label: string;
  press: Press;
  /** What the card's inputs hold, when they travel with the press. */
  inputs: Record<string, string>;
  sendsInputs: boolean;
}

/** Every button and every choice that answers by one press, in the order of reading. */
export function buttonsOf({ blocks }: View): Button[] {
  const filled = inputsOf(blocks);
  return blocks.flatMap((block): Button[] => {
    if (block.type === 'actions') {
      return block.actions.map(({ label, press, inputs }) => ({
        label,
        press,
        inputs: inputs === true ? filled : {},
        sendsInputs: inputs === true,
      }));
    }
    if (block.type === 'choice') {
      return block.options.flatMap(({ text, press }) =>
        press === undefined ? [] : [{ label: text, press, inputs: {}, sendsInputs: false }],
      );
    }
    return block.type === 'details' ? buttonsOf({ text: '', blocks: block.blocks }) : [];
  });
}

/** What stands in the fields when nobody has typed. */
function inputsOf(blocks: readonly Block[]): Record<string, string> {
  const inputs: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type === 'input' && block.value !== undefined) inputs[block.id] = block.value;
    if (block.type === 'choice' && block.options.some(({ press }) => press === undefined)) {
      inputs[block.id] = (block.selected ?? []).join(',');
    }
  }
  return inputs;
}

/** The ids of the options with these texts, as a choice set sends them. */
export function ticked(view: View, ...texts: string[]): string {
  const options = view.blocks.flatMap((block) => (block.type === 'choice' ? block.options : []));
  return texts
    .map((text) => {
      const option = options.find((one) => one.text === text);
      if (option === undefined) throw new Error(`No option "${text}" among: ${options.map((one) => one.text).join(' | ')}`);
      return option.id;
    })
    .join(',');
}
