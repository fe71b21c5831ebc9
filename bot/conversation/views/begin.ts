/** The form for a new assessment, for those who come by a button rather than by words. */
import type { Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';

const say = words.entry.begin;
const longest = { name: 60, about: 3000 };

export function beginForm(tryout: boolean): View {
  const blocks: Block[] = [
    { type: 'title', text: say.title },
    { type: 'text', text: say.intro, subtle: true },
    { type: 'input', id: 'name', label: say.name, kind: 'line', placeholder: say.namePlaceholder, max: longest.name, required: true },
    { type: 'input', id: 'about', label: say.about, kind: 'text', placeholder: say.aboutPlaceholder, max: longest.about },
    ...(tryout ? [{ type: 'text' as const, text: words.common.tryout, subtle: true }] : []),
    { type: 'actions', actions: [{ label: say.start, press: { do: 'begin' }, style: 'primary', inputs: true }] },
  ];
  return { text: `${textOf(blocks)}\n${say.typing}`, blocks };
}
