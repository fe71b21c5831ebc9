/** An assessment that is not going on: paused, closed, cancelled or ended, and the way back where there is one. */
import { undoCancelMs } from '../../../workflows/interview/limits.ts';
import { isOpen, minutesLeft, questioningOf } from '../../../workflows/interview/questioning.ts';
import type { Action, Block, Rich, Tone, View } from '../view.ts';
import { words } from '../words/en.ts';
import { ahead, nameSpan, personSpan, press, type Shown, viewOf } from './shown.ts';

const say = words.activity;

export function pausedView(shown: Shown): View {
  const actions: Action[] = [
    { label: say.goOn, press: press(shown, 'resume'), style: 'primary' },
    { label: say.cancel, press: press(shown, 'cancel'), style: 'danger' },
  ];
  return standing(shown, { tone: 'neutral', word: say.pausedWord, text: progress(shown), actions, typing: say.pausedTyping });
}

export function lapsedView(shown: Shown): View {
  const actions: Action[] = [{ label: say.openAgain, press: press(shown, 'resume'), style: 'primary' }];
  return standing(shown, { tone: 'neutral', word: say.lapsedWord, text: say.lapsed, actions, typing: say.lapsedTyping });
}

export function cancelledView(shown: Shown): View {
  const { cancelledAt, requester } = shown.context;
  const text = say.cancelled({ requester: personSpan(requester), ahead: ahead(shown, (cancelledAt ?? shown.now) + undoCancelMs) });
  const actions: Action[] = [{ label: say.undo, press: press(shown, 'undo') }];
  return standing(shown, { tone: 'attention', word: say.cancelledWord, text, actions, typing: say.cancelledTyping });
}

export function goneView(shown: Shown): View {
  const actions: Action[] = [
    { label: say.answers, press: press(shown, 'answers', { x: '0' }) },
    { label: words.result.buttons.markdown, press: press(shown, 'export', { x: 'markdown' }) },
  ];
  return standing(shown, { tone: 'neutral', word: say.goneWord, text: say.gone, actions, typing: say.assessAgain });
}

interface Standing {
  tone: Tone;
  word: string;
  text: Rich;
  actions: Action[];
  typing: string;
}

function standing(shown: Shown, { tone, word, text, actions, typing }: Standing): View {
  const blocks: Block[] = [
    { type: 'title', text: [nameSpan(shown)] },
    { type: 'status', tone, word, text },
    { type: 'actions', actions },
  ];
  return viewOf(shown, blocks, typing);
}

function progress({ catalogue, context }: Shown): string {
  const { scoping, detail } = questioningOf(catalogue, context);
  const asked = [...scoping, ...detail];
  const open = asked.filter((key) => isOpen(context, key)).length;
  return say.progress({ answered: asked.length - open, asked: asked.length, minutes: minutesLeft(open) });
}
