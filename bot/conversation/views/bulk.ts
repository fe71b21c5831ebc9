/** What came of one press on many things, or a few lines that need no buttons. */
import type { Block, Rich, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';

export function bulkView({ title, lines }: { title: string | null; lines: Rich[] }): View {
  const blocks: Block[] = [
    ...(title === null ? [] : [{ type: 'title' as const, text: title }]),
    ...lines.map((text): Block => ({ type: 'text', text })),
  ];
  return { text: `${textOf(blocks)}\n${words.roadmap.panel.typing}`, blocks };
}
