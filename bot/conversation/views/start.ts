/** What is shown outside any one assessment: the help, and the list of assessments in a conversation. */
import type { Action, Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';
import { spansOf } from './shown.ts';

export interface ListedAssessment {
  id: string;
  name: string;
  /** The state as the projection names it. */
  state: string;
  asked: number;
  answered: number;
  at: 'here' | 'elsewhere';
  /** The conversation it lives in. */
  home: string;
  /** What the person who looks may do with it from elsewhere. */
  may: 'move' | 'read' | 'nothing';
}

export function helpView(tryout: boolean): View {
  const say = words.help;
  const blocks: Block[] = [
    { type: 'title', text: say.title },
    { type: 'text', text: say.intro },
    { type: 'facts', facts: say.lines.map(([name, value]) => ({ name, value })) },
    { type: 'text', text: say.more, subtle: true },
    { type: 'text', text: tryout ? words.common.tryout : say.promise, subtle: true },
    {
      type: 'actions',
      actions: [
        { label: words.entry.begin.open, press: { do: 'assess' }, style: 'primary' },
        { label: say.list, press: { do: 'list' } },
        { label: words.settings.open, press: { do: 'settings' } },
      ],
    },
  ];
  return { text: textOf(blocks), blocks };
}

const mostOpened = 10;
const stateNames: Record<string, string> = words.panels.list.states;

/** Assessments as a list shows them, and how many older ones it leaves out. */
export interface Listed {
  assessments: readonly ListedAssessment[];
  older: number;
}

/** The assessments of a conversation. */
export function listView(listed: readonly ListedAssessment[], tryout: boolean): View {
  const say = words.panels.list;
  return viewOfList({ assessments: listed, older: 0 }, { title: say.title, none: say.none, typing: say.typing, tryout });
}

/** The assessments of a person, wherever they live; `which` where they must say which one they mean. */
export function mineView(listed: Listed, { tryout, which }: { tryout: boolean; which: boolean }): View {
  const say = words.entry.mine;
  const typing = words.panels.list.typing;
  return viewOfList(listed, { title: say.title, none: say.none, typing, tryout, ...(which ? { intro: say.which } : {}) });
}

function viewOfList(listed: Listed, say: { title: string; none: string; typing: string; intro?: string; tryout: boolean }): View {
  const isEmpty = listed.assessments.length === 0;
  const blocks: Block[] = [
    { type: 'title', text: say.title },
    ...(isEmpty || say.intro === undefined ? [] : [{ type: 'text' as const, text: say.intro }]),
    ...(isEmpty ? [{ type: 'text' as const, text: say.none }] : listBlocks(listed)),
    ...(say.tryout ? [{ type: 'text' as const, text: words.common.tryout, subtle: true }] : []),
    {
      type: 'actions',
      actions: [
        { label: words.entry.begin.open, press: { do: 'assess' } },
        { label: words.notes.help, press: { do: 'help' } },
      ],
    },
  ];
  return { text: isEmpty ? textOf(blocks) : `${textOf(blocks)}\n${say.typing}`, blocks };
}

/** The lines, and below them what each can be pressed for. */
export function listBlocks({ assessments, older }: Listed): Block[] {
  const say = words.panels.list;
  const { mine } = words.entry;
  const shown = assessments.slice(0, mostOpened);
  const items = assessments.map(({ name, state, answered, asked, at }) => {
    const line = say.line({
      name: name === '' ? words.common.unnamed : { said: name },
      state: stateNames[state] ?? state,
      answered,
      asked,
    });
    return at === 'elsewhere' ? [...spansOf(line), ` · ${mine.elsewhere}`] : line;
  });
  const actions = shown.flatMap((one, index) => actionsOf(one, index + 1));
  const ways = shown.flatMap(({ at, home }, index) => (at === 'here' ? [] : [{ label: mine.go(index + 1), conversation: home }]));
  return [
    { type: 'list', ordered: true, items },
    ...(actions.length === 0 ? [] : [{ type: 'actions' as const, actions }]),
    ...(ways.length === 0 ? [] : [{ type: 'ways' as const, ways }]),
    ...(older > 0 ? [{ type: 'text' as const, text: mine.older(older), subtle: true }] : []),
  ];
}

/** Elsewhere it may be read by whoever was let in, and taken along by whoever runs it. */
function actionsOf({ id, at, may, name }: ListedAssessment, place: number): Action[] {
  const { open, openAria } = words.panels.list;
  const aria = openAria(name === '' ? words.common.unnamed : name);
  if (at === 'here') return [{ label: open(place), press: { do: 'show', a: id }, aria }];
  return [
    ...(may === 'nothing' ? [] : [{ label: open(place), press: { do: 'open', a: id }, aria }]),
    ...(may === 'move' ? [{ label: words.entry.mine.move(place), press: { do: 'move', a: id } }] : []),
  ];
}
