/** The window for a new assessment where no thread is at hand: it asks where the assessment shall live. */
import type { InputBlock, ModalView } from '@slack/types';
import { words } from '../conversation/words/en.ts';
import { plainText } from './inert.ts';
import { limits } from './limits.ts';

/** The callback id of the one shortcut, as the manifest names it. */
export const shortcutId = 'plumbline_assess';

/** Slack lists what the person sees; whether we are in it is checked when it is sent in. */
const whereBlock = (channel: string | undefined): InputBlock => ({
  type: 'input',
  block_id: 'in:where',
  optional: true,
  label: plainText(words.entry.where.label, limits.labelUnits),
  hint: plainText(words.entry.where.hint, limits.labelUnits),
  element: {
    type: 'conversations_select',
    action_id: 'value',
    filter: { include: ['public', 'private'], exclude_external_shared_channels: true, exclude_bot_users: true },
    ...(channel === undefined || channel.startsWith('D') ? {} : { initial_conversation: channel }),
  },
});

/** Behind the inputs, so that what is asked first is what it is about. */
export const withWhere = (modal: ModalView, channel: string | undefined): ModalView => {
  const last = modal.blocks.findLastIndex(({ type }) => type === 'input') + 1;
  return { ...modal, blocks: [...modal.blocks.slice(0, last), whereBlock(channel), ...modal.blocks.slice(last)] };
};
