/** Notes at the ways in: where an assessment began, and a window that came too late. */
import type { Block, Press, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';

const say = words.entry;

/** Where it began, for somebody who asked for it elsewhere. */
export function startedView(conversation: string): View {
  const blocks: Block[] = [
    { type: 'status', tone: 'good', word: say.started.word, text: say.started.text },
    { type: 'ways', ways: [{ label: say.started.go, conversation }] },
  ];
  return { text: textOf(blocks), blocks };
}

/** The same press once more opens what did not open in time. */
export function tooLateView(press: Press): View {
  const blocks: Block[] = [
    { type: 'status', tone: 'neutral', word: say.tooLate.word, text: say.tooLate.text },
    { type: 'actions', actions: [{ label: say.tooLate.again, press }] },
  ];
  return { text: textOf(blocks), blocks };
}
