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

/** Tasks, decisions and what else reminders name. */
export interface Duties {
  count: number;
  overdue: number;
}

const say = words.entry.home;
const mostWaiting = 10;

export function homeView(listed: Listed, waiting: readonly Waiting[], duties: Duties, tryout: boolean): View {
  const idle = waiting.length === 0 && duties.count === 0;
  const none = listed.assessments.length === 0;
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
    ...(duties.count === 0 ? [] : dutyBlocks(duties)),
    ...(waiting.length === 0 ? [] : waitingBlocks(waiting)),
    ...(none && idle ? [{ type: 'text' as const, text: say.empty }] : []),
    ...(none ? [] : [{ type: 'heading' as const, text: words.entry.mine.title }, ...listBlocks(listed)]),
  ];
  return { text: textOf(blocks), blocks };
}

function dutyBlocks({ count, overdue }: Duties): Block[] {
  const { waits, buttons } = words.reminders;
  return [
    { type: 'text', text: waits(count, overdue) },
    { type: 'actions', actions: [{ label: buttons.all, press: { do: 'my-digest' } }] },
  ];
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
