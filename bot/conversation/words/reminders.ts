/** The words of reminders: what waits for somebody, and how they want to hear of it. */
import type { Weekday } from '../../../workflows/reminder/calendar.ts';
import type { Group } from '../../../workflows/reminder/lines.ts';
import type { Misfit } from '../../../workflows/reminder/misfit.ts';
import type { Pace, Snooze } from '../../../workflows/reminder/reminders.ts';
import type { Rich, Span } from '../view.ts';
import { counted } from './common.ts';

const groups: Record<Group, string> = {
  overdue: 'Overdue',
  soon: 'Due soon',
  todo: 'To do',
  decide: 'To decide',
  review: 'Put aside, to look at again',
  confirm: 'To confirm',
  escalated: 'Overdue with others',
  notice: 'Good to know',
};

const paces: Record<Pace, string> = {
  daily: 'Every working day',
  'second-day': 'Every second working day',
  weekly: 'Once a week',
};

const snoozes: Record<Snooze, string> = { day: '1 day', 'three-days': '3 days', week: 'Until next week' };

const misfits: Record<Misfit, string> = {
  ended: 'This waits for you no more, so there is nothing to snooze.',
  'no-day':
    'That is no day that I can read, or it falls on another weekday, so nothing was changed. Please give the first day on which you are back, like 12 Jan or 2027-01-12.',
  past: 'That day is not to come, so nothing was changed. Please choose the first day on which you are back.',
  far: 'That is more than a year away, so nothing was changed. Please choose an earlier day.',
  hours: 'Please give hours like 09:00 and 17:00 that end after they begin, and at least one day. Nothing was changed.',
  country: 'I know no public holidays for that. Please give a country by its two letters, such as DE, or “none”. Nothing was changed.',
};

interface Waits {
  label: string;
  owner: Span | null;
  due: string;
}

const waits = ({ label, owner, due }: Waits): Span[] => [
  ...(label === '' ? [] : [` · ${label}`]),
  ...(owner === null ? [] : [' · ', owner]),
  ...(due === '' ? [] : [` · ${due}`]),
];

export const reminders = {
  greeting: { morning: 'Good morning.', later: 'Hello.' },
  waits: (count: number, overdue: number): string =>
    count === 1
      ? `1 thing waits for you${overdue === 1 ? ', and it is overdue' : ''}.`
      : `${count} things wait for you${overdue === 0 ? '' : `, ${overdue} ${overdue === 1 ? 'is' : 'are'} overdue`}.`,
  nothing: 'Nothing waits for you.',
  nothingMore: 'Nothing on this list waits for you any more.',
  title: 'What waits for you',
  groups,
  line: ({ title, workload, ...rest }: Waits & { title: Span; workload: Span | null }): Rich => [
    title,
    ...(workload === null ? [] : [' · ', workload]),
    ...waits(rest),
  ],
  /** On a card that shows one thing by itself. */
  about: ({ workload, ...rest }: Waits & { workload: Span }): Rich => [workload, ...waits(rest)],
  items: (count: number): string => counted(count, 'item'),
  unanswered: (count: number): string => `${counted(count, 'reminder')} unanswered`,
  /** Of an acceptance: nothing has to be done on that day, but the risk is open again after it. */
  ends: ({ left, day }: { left: number; day: string }): string =>
    left <= 1 ? `its risk acceptance ends ${left < 1 ? 'today' : `tomorrow, ${day}`}` : `its risk acceptance ends in ${left} days, ${day}`,
  due: ({ left, day }: { left: number; day: string }): string => {
    if (left < -1) return `${-left} days over`;
    if (left === -1) return '1 day over';
    if (left === 0) return 'due today';
    return left === 1 ? `due tomorrow, ${day}` : `due in ${left} days, ${day}`;
  },
  snoozedUntil: (day: string): string => `snoozed until ${day}`,
  more: (count: number): string => `And ${count} more. “What waits for me” lists them all.`,
  later: (count: number): string => (count === 1 ? '1 more is due later.' : `${count} more are due later.`),
  snoozed: (count: number): string => (count === 1 ? '1 is snoozed.' : `${count} are snoozed.`),
  escalated: (count: number): string =>
    count === 1
      ? 'Three reminders in a row went unanswered, so the leads hear of the overdue task. Any button here is an answer.'
      : `Three reminders in a row went unanswered, so the leads hear of ${count} overdue tasks. Any button here is an answer.`,
  /** Of the log of a workload's decisions. */
  sealed: ({ workload, rows, seal }: { workload: Span; rows: number; seal: string }): Rich => [
    'Log of ',
    workload,
    `: ${counted(rows, 'row')}, seal ${seal}. `,
  ],
  moreSealed: (count: number): string => `And ${counted(count, 'more log')}. `,
  keepSeals: 'Keep this message: “plumbline audit verify --seal” with a seal from it tells whether somebody rewrote that log since.',
  slower: 'The last reminders went unanswered, so I write less often until you press something or open the list.',
  noZone: 'Your profile names no time zone that I know, so I go by UTC.',
  next: (day: string, time: string): string => `Next reminder: ${day}, ${time}.`,
  noNext: 'No reminder is planned: nothing new waits for you.',
  away: (day: string): string => `You are away until ${day}; I write nothing before.`,
  saved: 'Saved',
  sent: 'I have written it to you in our own chat.',
  typing: 'Type "what waits for me" to see this again, or "away until" and a day such as 12 Jan.',
  select: 'Do something about one of them',
  buttons: {
    done: 'Done',
    snooze: 'Snooze…',
    open: 'Open',
    roadmap: 'Open the roadmap',
    all: 'What waits for me',
    away: 'I’m away until…',
    back: 'I’m back',
    pace: 'Less often…',
    hours: 'My hours…',
    list: 'Back to the list',
    save: 'Save',
    doneAria: (title: string): string => `Done: ${title}`,
    snoozeAria: (title: string): string => `Snooze: ${title}`,
    openAria: (title: string): string => `Open: ${title}`,
  },
  snoozeForm: { title: 'When shall I remind you again?', snoozes },
  awayForm: {
    title: 'When are you back?',
    until: 'First day back',
    hint: 'Until then I write nothing. What falls due meanwhile stands in the first reminder after it.',
  },
  paceForm: { title: 'How often may I remind you?', paces, hint: 'One reminder a day at most, and none while nothing waits for you.' },
  hoursForm: {
    title: 'When may I write to you?',
    from: 'From, the hour of the reminder',
    to: 'Until',
    days: 'On these days',
    weekdays: { 1: 'Monday', 2: 'Tuesday', 3: 'Wednesday', 4: 'Thursday', 5: 'Friday', 6: 'Saturday', 7: 'Sunday' } satisfies Record<
      Weekday,
      string
    >,
    country: 'Public holidays of',
    countryHint: 'Two letters such as DE, or none; empty for the country of your zone',
    zone: (zone: string): string => `The hours are those of ${zone}, as your profile says.`,
    holidaysOf: (country: string | null): string =>
      country === null
        ? 'No public holidays are kept.'
        : `The public holidays of ${country} are kept: those of the whole country, as far as I know them.`,
  },
  done: {
    snoozed: (day: string): string => `I’ll remind you again on ${day}.`,
    away: (day: string, next: string | null): string =>
      next === null ? `I write nothing before ${day}.` : `I write nothing before ${day}; the next reminder comes on ${next}.`,
    back: (next: string | null): string =>
      next === null ? 'Welcome back. Nothing waits for you.' : `Welcome back. The next reminder comes on ${next}.`,
    pace: (pace: Pace, next: string | null): string =>
      next === null ? `${paces[pace]}.` : `${paces[pace]}. The next reminder comes on ${next}.`,
    hours: (next: string | null): string => (next === null ? 'Nothing waits for you now.' : `The next reminder comes on ${next}.`),
  },
  refused: {
    misfits,
    same: 'It is so already, so nothing was changed.',
    late: 'This reached me very late, so it was not used. Please press it again.',
    gone: 'This waits for you no more.',
    unknown: 'Please choose one of the answers. Nothing was changed.',
  },
};
