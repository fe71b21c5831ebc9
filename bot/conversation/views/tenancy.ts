/** What is shown when platforms are joined and accounts are bound: codes, who answered, how to take it back. */
import type { Answered, Purpose } from '../../../workflows/tenancy/challenges.ts';
import type { Action, Block, Rich, Tone, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';

const say = words.tenancy;

function view(blocks: Block[], typing?: string): View {
  return { text: typing === undefined ? textOf(blocks) : `${textOf(blocks)}\n${typing}`, blocks };
}

const status = (tone: Tone, word: string, text: Rich): Block => ({ type: 'status', tone, word, text });
const actions = (...list: Action[]): Block => ({ type: 'actions', actions: list });

/** The code stands in the direct chat of whoever asked, and nowhere else. */
export function codeView(purpose: Purpose, code: string): View {
  const { title, text, what, typing } = say.code[purpose];
  return view(
    [
      { type: 'title', text: title },
      { type: 'text', text: text(code) },
      { type: 'text', text: what },
      { type: 'text', text: say.code.until, subtle: true },
    ],
    typing,
  );
}

export function answeredView(purpose: Purpose): View {
  return view([status('neutral', say.answered.word, say.answered[purpose])]);
}

export function confirmView({ purpose, answered, digest }: Answered): View {
  const who = { said: answered.name };
  const platform = say.platforms[answered.surface];
  return view(
    [
      status('attention', say.confirm.word, say.confirm[purpose]({ who, platform })),
      actions({
        label: purpose === 'join' ? say.confirm.joinNow : say.confirm.bindNow,
        press: { do: `${purpose}-confirm`, x: digest },
        style: 'primary',
      }),
    ],
    say.confirm.typing,
  );
}

export function joinedView(partners: readonly { tenant: string; surface: 'slack' | 'teams' }[]): View {
  const blocks = partners.flatMap(({ tenant, surface }): Block[] => [
    { type: 'title', text: say.joined.title(say.platforms[surface]) },
    { type: 'text', text: say.joined.text },
    actions({ label: say.joined.part, press: { do: 'part', x: tenant }, style: 'danger' }),
  ]);
  return view(blocks, say.joined.typing);
}

export function boundView({ name }: { name: string }, { tenant, surface }: { tenant: string; surface: 'slack' | 'teams' }): View {
  return view(
    [
      { type: 'title', text: say.bound.title(say.platforms[surface]) },
      { type: 'text', text: say.bound.text({ said: name }) },
      actions({ label: say.bound.unbind, press: { do: 'unbind', x: tenant } }),
    ],
    say.bound.typing,
  );
}

export function agreedView(what: 'joined' | 'parted' | 'bound' | 'unbound'): View {
  return view([status('good', say.done.word, say.done[what])]);
}

export function notAgreedView(why: Exclude<keyof typeof say.refused, 'word'>): View {
  return view([status('attention', say.refused.word, say.refused[why])]);
}

export function onlyAdminsView(): View {
  return view([status('attention', say.onlyAdmins.word, say.onlyAdmins.text)]);
}

export function unboundView(): View {
  return view([status('attention', say.unbound.word, say.unbound.text)]);
}
