/** What is shown outside any one assessment: the help, and the list of assessments in a conversation. */
import type { Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';

export interface ListedAssessment {
  id: string;
  name: string;
  /** The state as the projection names it. */
  state: string;
  asked: number;
  answered: number;
}

export function helpView(tryout: boolean): View {
  const say = words.help;
  const blocks: Block[] = [
    { type: 'title', text: say.title },
    { type: 'text', text: say.intro },
    { type: 'facts', facts: say.lines.map(([name, value]) => ({ name, value })) },
    { type: 'text', text: say.more, subtle: true },
    { type: 'text', text: tryout ? words.common.tryout : say.promise, subtle: true },
    { type: 'actions', actions: [{ label: say.list, press: { do: 'list' } }] },
  ];
  return { text: textOf(blocks), blocks };
}

const mostOpened = 10;
const stateNames: Record<string, string> = words.panels.list.states;

export function listView(listed: readonly ListedAssessment[], tryout: boolean): View {
  const say = words.panels.list;
  const items = listed.map(({ name, state, answered, asked }) =>
    say.line({ name: name === '' ? words.common.unnamed : { said: name }, state: stateNames[state] ?? state, answered, asked }),
  );
  const open = listed.slice(0, mostOpened).map(({ id }, index) => ({ label: say.open(index + 1), press: { do: 'show', a: id } }));
  const blocks: Block[] = [
    { type: 'title', text: say.title },
    listed.length === 0 ? { type: 'text', text: say.none } : { type: 'list', ordered: true, items },
    ...(tryout ? [{ type: 'text' as const, text: words.common.tryout, subtle: true }] : []),
    { type: 'actions', actions: [...open, { label: words.notes.help, press: { do: 'help' } }] },
  ];
  return { text: listed.length === 0 ? textOf(blocks) : `${textOf(blocks)}\n${say.typing}`, blocks };
}
