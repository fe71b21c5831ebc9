/** Notes that belong to no assessment, or that must not show one: refusals, secrets, lengths, guests, our own failures. */
import type { Block, Rich, Tone, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';

const say = words.notes;

function note(tone: Tone, word: string, ...lines: Rich[]): View {
  const [text = '', ...further] = lines;
  const blocks: Block[] = [{ type: 'status', tone, word, text }, ...further.map((line): Block => ({ type: 'text', text: line }))];
  return { text: textOf(blocks), blocks };
}

/** The same for "there is none" and "it is not yours": which of them it is stays unsaid. */
export function notYoursView(): View {
  return note('attention', say.notYours.word, say.notYours.text);
}

export function secretView(kind: string): View {
  return note('bad', say.secret.word, say.secret.text(kind));
}

export function tooLongView(length: number, most: number): View {
  return note('attention', say.tooLong.word, say.tooLong.text({ length, most }));
}

export function guestView(): View {
  return note('attention', say.guests.word, say.guests.text);
}

/** The person's own words are repeated where they are known, so that they see that nothing was lost. */
export function keptView(said?: string): View {
  return note('attention', say.failed.word, say.failed.text, ...(said === undefined ? [] : [say.failed.said(said)]));
}

export function notUnderstoodView(): View {
  return withHelp(note('neutral', say.notUnderstood.word, say.notUnderstood.text, say.notUnderstood.typing));
}

export function nothingOpenView(): View {
  return withHelp(note('neutral', say.nothingOpen.word, say.nothingOpen.text));
}

function withHelp(view: View): View {
  return { ...view, blocks: [...view.blocks, { type: 'actions', actions: [{ label: say.help, press: { do: 'help' } }] }] };
}

/** Told to whoever runs an assessment, in their own chat, when nothing can be written where it lives. */
export function cutOffView(name: string, id: string): View {
  const view = note('attention', say.cutOff.word, say.cutOff.text(name === '' ? words.common.unnamed : { said: name }), say.cutOff.next);
  return { ...view, blocks: [...view.blocks, { type: 'actions', actions: [{ label: say.cutOff.here, press: { do: 'move', a: id } }] }] };
}

/** What stays of a card that went on below, or elsewhere. */
export function movedView(name: string, away: boolean): View {
  const shown = name === '' ? words.common.unnamed : { said: name };
  const text = away ? say.movedAway(shown) : say.moved(shown);
  const blocks: Block[] = [{ type: 'text', text, subtle: true }];
  return { text: textOf(blocks), blocks };
}
