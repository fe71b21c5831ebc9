/** Small words that many cards share: times, people, answers, how firm a statement stands. */
import type { Basis } from '../../../knowledge/schema.ts';
import type { Rich, Span } from '../view.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const span = (ms: number): string => {
  if (ms < hour) return `${Math.max(1, Math.round(ms / minute))} min`;
  if (ms < 2 * day) return `${Math.round(ms / hour)} h`;
  return `${Math.round(ms / day)} days`;
};

export const common = {
  unnamed: 'Your workload',
  somebody: 'somebody',
  product: 'Plumbline',
  ago: (ms: number): string => (ms < minute ? 'just now' : `${span(ms)} ago`),
  lasting: span,
  ahead: (ms: number): string => (ms <= minute ? 'any moment now' : `in ${span(ms)}`),
  whoWhen: ({ by, ago }: { by: Span; ago: string }): Rich => [by, `, ${ago}`],
  /** In place of what names an account, where anybody may read along. */
  hidden: { account: '[account id hidden]', arn: '[ARN hidden]' },
  more: '…',
  unknown: "Don't know",
  noAnswer: 'no answer yet',
  notApplicable: (reason: Span[]): Rich => ['Not applicable: ', ...reason],
  chosen: '(chosen)',
  basis: {
    aws: 'in AWS text that we read',
    secondary: 'in a summary by others, not in AWS text that we read',
    ours: 'our own reading',
  } satisfies Record<Basis, string>,
  basisShort: { aws: 'AWS text', secondary: 'a summary by others', ours: 'our own reading' } satisfies Record<Basis, string>,
  efforts: { S: 'small', M: 'medium', L: 'large' },
  page: (page: number, pages: number): string => `page ${page} of ${pages}`,
  progressText: (done: number, total: number, label: string): string => `${done} of ${total} ${label}`,
  nothingToDo: 'Nothing is left to do here.',
  movedClock: (shows: string): string => `The clock is simulated: it shows ${shows}.`,
  tryout: 'This is a try-out on one machine. Please use made-up details.',
  buttons: {
    backToCard: 'Back',
    earlier: 'Previous page',
    later: 'Next page',
    list: 'My assessments',
  },
};
