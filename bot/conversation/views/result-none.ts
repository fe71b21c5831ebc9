/** Where a result is asked for and nothing can be counted yet. */
import type { Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { nameSpan, press, type Shown, viewOf } from './shown.ts';

const say = words.result;

/** A view for "there is nothing yet", so that no button leads nowhere. */
export function emptyResult(shown: Shown): View {
  const blocks: Block[] = [
    { type: 'title', text: [nameSpan(shown)] },
    { type: 'text', text: say.none },
    { type: 'actions', actions: [{ label: words.common.buttons.backToCard, press: press(shown, 'open') }] },
  ];
  return viewOf(shown, blocks, say.typing);
}
