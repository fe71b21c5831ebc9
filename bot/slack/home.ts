/** The Home tab: a person's own page, drawn when they open it. */
import type { HomeView } from '@slack/types';
import type { View } from '../conversation/view.ts';
import { type RenderOptions, toMessages } from './render.ts';
import { carriedJson } from './render-blocks.ts';

/** What is pressed on it is said in the direct message that it belongs to. */
export const toHome = (view: View, { channel, ...options }: RenderOptions & { channel: string }): HomeView => ({
  type: 'home',
  private_metadata: carriedJson({ channel }),
  blocks: toMessages(view, options).flatMap(({ blocks }) => blocks),
});
