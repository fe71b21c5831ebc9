/** What a digest names: which duties are awake on a day, in which group and order. */
import { addDays, type Day, daysBetween } from './calendar.ts';
import type { Reminders, Waiting } from './reminders.ts';

export const groups = ['overdue', 'soon', 'todo', 'decide', 'review', 'confirm', 'escalated', 'notice'] as const;
export type Group = (typeof groups)[number];

/** A task that was named once is named again when so many days are left. */
export const soonDays = 7;

/** What was put aside stood for months: it is no matter of days. Once named, it is named again after a week. */
export const reviewAgainDays = 7;

/** A digest names no more than this; the others it counts. */
export const mostLines = 20;

export interface Line {
  duty: Waiting;
  group: Group;
  /** Days until it is due; negative when it is over, absent where nothing is due. */
  left?: number;
}

export interface Lines {
  named: Line[];
  /** How many more wait today than are named. */
  more: number;
  overdue: number;
  /** Known to them and not due soon. */
  later: number;
  snoozed: number;
}

/** A notice asks for nothing, so it waits until it was named. */
export const isOver = ({ kind, named }: Waiting): boolean => kind === 'notice' && named !== undefined;

/** The first day on which it may be named; null for any day. */
export function wakesOn({ kind, due, named, snoozedUntil }: Waiting): Day | null {
  const soon = named === undefined ? null : kind === 'review' ? addDays(named, reviewAgainDays) : soonOf(kind, due);
  if (soon === null || snoozedUntil === undefined) return soon ?? snoozedUntil ?? null;
  return soon > snoozedUntil ? soon : snoozedUntil;
}

const soonOf = (kind: Waiting['kind'], due: Day | undefined): Day | null =>
  kind === 'task' && due !== undefined ? addDays(due, -soonDays) : null;

export function isAwake(duty: Waiting, today: Day): boolean {
  return !isOver(duty) && (wakesOn(duty) ?? today) <= today;
}

/** What the digest of today names, and what the card of the last one goes on to show. */
export function linesOf({ duties, digests }: Pick<Reminders, 'duties' | 'digests'>, today: Day): Lines {
  const all = Object.values(duties);
  const isSnoozed = ({ snoozedUntil }: Waiting) => snoozedUntil !== undefined && snoozedUntil > today;
  const stillShown = (duty: Waiting) => duty.named !== undefined && duty.named === digests.lastDay && !isSnoozed(duty);
  const lines = inOrder(all.filter((duty) => isAwake(duty, today) || stillShown(duty)).map((duty) => lineOf(duty, today)));
  const snoozed = all.filter(isSnoozed).length;
  return {
    named: lines.slice(0, mostLines),
    more: Math.max(0, lines.length - mostLines),
    overdue: lines.filter(({ group }) => group === 'overdue').length,
    later: all.filter((duty) => !isOver(duty)).length - lines.filter(({ duty }) => !isOver(duty)).length - snoozed,
    snoozed,
  };
}

/** Everything that waits, snoozed and later things too. */
export function allLines({ duties }: Pick<Reminders, 'duties'>, today: Day): Line[] {
  return inOrder(Object.values(duties).map((duty) => lineOf(duty, today)));
}

export function lineOf(duty: Waiting, today: Day): Line {
  const left = duty.due === undefined ? {} : { left: daysBetween(today, duty.due) };
  return { duty, group: groupOf(duty, left.left), ...left };
}

function groupOf({ kind }: Waiting, left: number | undefined): Group {
  switch (kind) {
    case 'task':
      return left === undefined || left > soonDays ? 'todo' : left < 0 ? 'overdue' : 'soon';
    case 'decision':
      return 'decide';
    case 'review':
      return 'review';
    case 'confirmation':
      return 'confirm';
    case 'escalation':
      return 'escalated';
    case 'notice':
      return 'notice';
    default:
      return kind satisfies never;
  }
}

const severities = ['Critical', 'High', 'Medium', 'Low'];
const severity = ({ label }: Waiting): number => (label === undefined ? severities.length : severities.indexOf(label));

/** By group, then what is due first, then the more severe, then what waits longest. */
function inOrder(lines: Line[]): Line[] {
  const never = Number.MAX_SAFE_INTEGER;
  return lines.toSorted(
    (a, b) =>
      groups.indexOf(a.group) - groups.indexOf(b.group) ||
      (a.left ?? never) - (b.left ?? never) ||
      severity(a.duty) - severity(b.duty) ||
      a.duty.since - b.duty.since,
  );
}
