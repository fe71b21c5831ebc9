/** A person's own page: what waits for them, what they take part in, and how to begin. */
import type { Block, Span, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';
import { type Listed, listBlocks } from './start.ts';

/** A question that was handed to the person. */
export interface Waiting {
  assessment: string;
  key: string;
  text: string;
  workload: string;
  asker: Span;
  ago: string;
}

const say = words.entry.home;
const mostWaiting = 10;

export function homeView(listed: Listed, waiting: readonly Waiting[], tryout: boolean): View {
  const empty = waiting.length === 0 && listed.assessments.length === 0;
  const blocks: Block[] = [
    { type: 'title', text: say.title },
    { type: 'text', text: say.intro },
    ...(tryout ? [{ type: 'text' as const, text: words.common.tryout, subtle: true }] : []),
    {
      type: 'actions',
      actions: [
        { label: words.entry.begin.open, press: { do: 'assess' }, style: 'primary' },
        { label: say.help, press: { do: 'help' } },
      ],
    },
    ...(waiting.length === 0 ? [] : waitingBlocks(waiting)),
    ...(empty
      ? [{ type: 'text' as const, text: say.empty }]
      : [{ type: 'heading' as const, text: words.entry.mine.title }, ...listBlocks(listed)]),
  ];
  return { text: textOf(blocks), blocks };
}

function waitingBlocks(waiting: readonly Waiting[]): Block[] {
  const shown = waiting.slice(0, mostWaiting);
  const items = shown.map(({ text, workload, asker, ago }) =>
    say.asked({ text, workload: workload === '' ? words.common.unnamed : { said: workload }, asker, ago }),
  );
  return [
    { type: 'heading', text: say.waiting },
    { type: 'list', ordered: true, items },
    {
      type: 'actions',
      actions: shown.map(({ assessment, key, text }, index) => ({
        label: say.answer(index + 1),
        press: { do: 'asked', a: assessment, q: key },
        aria: words.review.answerAria(text),
      })),
    },
    ...(waiting.length > shown.length ? [{ type: 'text' as const, text: say.more(waiting.length - shown.length), subtle: true }] : []),
  ];
}
