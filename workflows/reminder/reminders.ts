/** What a person's item keeps of what waits for them and of how they want to be reminded. */
import type { Day } from './calendar.ts';
import type { Habits, Hours } from './clock.ts';
import type { Duty, DutyTold } from './duty.ts';

export const paces = ['daily', 'second-day', 'weekly'] as const;
export type Pace = (typeof paces)[number];

export const snoozes = ['day', 'three-days', 'week'] as const;
export type Snooze = (typeof snoozes)[number];

export interface Waiting extends Duty {
  /** The first day on which it is named again. */
  snoozedUntil?: Day;
  /** The last day on which a digest named it, or on which they caused it themself. */
  named?: Day;
  /** Digests in a row that named it and were not answered. */
  silent?: number;
  /** Its gap was told of the silence. */
  told?: true;
}

export interface Digests {
  /** When the last one was sent, ms since 1970. */
  lastAt: number | null;
  /** The day that was then where they lived. */
  lastDay: Day | null;
  /** Nothing was heard of them since the last one. */
  awaits: boolean;
  /** How many before the last one went unanswered in a row. */
  unanswered: number;
  /** The one row in the calendar, ms since 1970; null while nothing waits. */
  dueAt: number | null;
  /** Of how many tasks the gaps were told with the last one. */
  escalated: number;
}

export interface Reminders extends Habits {
  /** A conversation through which they are reached; null while nothing ever waited. */
  via: string | null;
  /** By their ids, in the order in which they came. */
  duties: Record<string, Waiting>;
  pace: Pace;
  digests: Digests;
}

export const noReminders: Reminders = {
  zone: null,
  hours: null,
  holidays: null,
  awayUntil: null,
  via: null,
  duties: {},
  pace: 'daily',
  digests: { lastAt: null, lastDay: null, awaits: false, unanswered: 0, dueAt: null, escalated: 0 },
};

/** What people say of their own reminders: each is an answer to the last digest. */
export type OwnWish =
  | { type: 'snooze'; duty: string; for: Snooze }
  /** The first day on which they are back; null when they are. */
  | { type: 'away'; until: Day | null }
  | { type: 'pace'; pace: Pace }
  | { type: 'hours'; hours: Hours | null }
  /** Another country than the zone's, `none`, or null for the zone's. */
  | { type: 'holidays'; country: string | null }
  /** They opened what waits for them. */
  | { type: 'looked' }
  /** They want it written to them; `via` is where they said so. */
  | { type: 'asked'; via: string };

export type ReminderEvent =
  | DutyTold
  | OwnWish
  | { type: 'lives'; zone: string }
  /** Fired by the calendar; `due` is the instant for which it was put there. */
  | { type: 'digest.due'; due: number }
  /** The digest was so late that it would have come at an uncivil hour, so it was not sent. */
  | { type: 'digest.missed' }
  /** The relay could not bring a card to them. */
  | { type: 'unreachable'; card: string; person: string };

/** The one card a day. */
export const digestCard = 'digest';
/** What they asked to see. */
export const waitingCard = 'waiting';
