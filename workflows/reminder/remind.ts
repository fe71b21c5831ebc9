/** One step of a person's reminders: what an event changes, and the one row that stands in the calendar afterwards. */
import { isDeepStrictEqual } from 'node:util';
import type { EffectBody, ItemKey } from '../turn/effects.ts';
import type { TurnEvent } from '../turn/subject.ts';
import { addDays, type Day, dayAt, weekdayOf } from './calendar.ts';
import { clockOf } from './clock.ts';
import type { Duty, DutyTold } from './duty.ts';
import { misfit } from './misfit.ts';
import { mayGoNow, nextDigest } from './pace.ts';
import { digestCard, type OwnWish, type ReminderEvent, type Reminders, type Snooze, type Waiting, waitingCard } from './reminders.ts';
import { byId, notReached, type Sent, sendDigest } from './send.ts';

type Happened = TurnEvent & ReminderEvent;

/** `state` is the same object where nothing changed. */
export function remind<S extends Reminders>(key: ItemKey, state: S, event: Happened): Sent<S> {
  // A row that a skewed clock fires early counts as fired in time: it is removed once it has fired.
  const now = event.type === 'digest.due' ? Math.max(event.at, event.due) : event.at;
  const came = happened(key, state, event, now);
  if (came.state === state) return { state, effects: [] };
  const placed = inCalendar(came.state, now);
  return { state: placed.state, effects: [...came.effects, ...placed.effects] };
}

function happened<S extends Reminders>(key: ItemKey, state: S, event: Happened, now: number): Sent<S> {
  switch (event.type) {
    case 'duty':
    case 'duty-ended':
      return answeredBy(state, told(state, event, now), event.acted === true);
    case 'lives':
      return quietly(state.zone === event.zone ? state : { ...state, zone: event.zone });
    case 'digest.due':
      return due(key, state, event.due, now);
    case 'digest.missed':
      return quietly(missed(state));
    case 'unreachable':
      return event.card === digestCard ? notReached(state, key) : quietly(state);
    default: {
      // Nobody speaks for another about when they want to be spoken to.
      if (event.by !== key.id || misfit(state, event, now) !== null) return quietly(state);
      if (event.type === 'looked') return quietly(heard(state));
      if (event.type === 'asked') return asked(key, state, event.via);
      return answeredBy(state, granted(state, event, now), true);
    }
  }
}

const quietly = <S>(state: S): Sent<S> => ({ state, effects: [] });

/** What they did themselves answers the digest, and its card shows it at once. */
function answeredBy<S extends Reminders>(before: S, after: S, acted: boolean): Sent<S> {
  const state = acted ? heard(after) : after;
  const isShown = acted && state !== before && state.digests.lastDay !== null;
  return { state, effects: isShown ? [{ kind: 'paint', card: digestCard, conversation: '' }] : [] };
}

/** The silence is over: whatever waits is asked for anew. */
function heard<S extends Reminders>(state: S): S {
  const { digests } = state;
  if (!digests.awaits && digests.unanswered === 0) return state;
  const duties = Object.values(state.duties).map(({ silent: _, told: __, ...duty }): Waiting => duty);
  return { ...state, duties: byId(duties), digests: { ...digests, awaits: false, unanswered: 0 } };
}

/** Shown however often they ask: it is no reminder. */
function asked<S extends Reminders>(key: ItemKey, state: S, via: string): Sent<S> {
  return { state: { ...heard(state), via }, effects: [{ kind: 'direct', card: waitingCard, person: key.id, via }] };
}

/** Nobody read it: what it named is named on the next working day, and no silence counts. */
function missed<S extends Reminders>(state: S): S {
  const { digests } = state;
  const duties = Object.values(state.duties).map((duty): Waiting => {
    const { named, ...rest } = duty;
    return named === digests.lastDay ? rest : duty;
  });
  return { ...state, duties: byId(duties), digests: { ...digests, awaits: false } };
}

function told<S extends Reminders>(state: S, event: DutyTold, now: number): S {
  if (event.type === 'duty-ended') {
    const { [event.id]: ended, ...duties } = state.duties;
    return ended === undefined ? state : { ...state, duties };
  }
  const { duty, via } = event;
  const known = state.duties[duty.id];
  const waiting = renewed(known, duty, event.acted === true ? dayAt(now, clockOf(state).zone) : undefined);
  if (state.via === via && isDeepStrictEqual(known, waiting)) return state;
  return { ...state, via, duties: { ...state.duties, [duty.id]: waiting } };
}

/** A new day or another kind of thing is news; other words for the same are not. What they caused themselves they know. */
function renewed(known: Waiting | undefined, duty: Duty, actedOn: Day | undefined): Waiting {
  // That reminders of it went unanswered is told at once, however long it was overdue before.
  const isEscalated = duty.unanswered !== undefined && known?.unanswered === undefined;
  const isNews = known === undefined || known.due !== duty.due || known.kind !== duty.kind || isEscalated;
  const { snoozedUntil, named, silent, told: was } = known ?? {};
  if (actedOn !== undefined) return { ...duty, named: actedOn };
  if (isNews) return { ...duty };
  return {
    ...duty,
    ...(snoozedUntil === undefined ? {} : { snoozedUntil }),
    ...(named === undefined ? {} : { named }),
    ...(silent === undefined ? {} : { silent }),
    ...(was === undefined ? {} : { told: was }),
  };
}

function granted<S extends Reminders>(state: S, wish: Exclude<OwnWish, { type: 'looked' | 'asked' }>, now: number): S {
  switch (wish.type) {
    case 'snooze': {
      const duty = state.duties[wish.duty];
      if (duty === undefined) return state;
      const snoozedUntil = snoozeDay(dayAt(now, clockOf(state).zone), wish.for);
      return { ...state, duties: { ...state.duties, [duty.id]: { ...duty, snoozedUntil } } };
    }
    case 'away':
      return state.awayUntil === wish.until ? state : { ...state, awayUntil: wish.until };
    case 'pace':
      return state.pace === wish.pace ? state : { ...state, pace: wish.pace };
    case 'hours':
      return isDeepStrictEqual(state.hours, wish.hours) ? state : { ...state, hours: wish.hours };
    case 'holidays':
      return state.holidays === wish.country ? state : { ...state, holidays: wish.country };
    default:
      return wish satisfies never;
  }
}

const snoozeDays = { day: 1, 'three-days': 3 } as const;

/** Next week begins on its Monday. */
function snoozeDay(today: Day, snooze: Snooze): Day {
  return addDays(today, snooze === 'week' ? 8 - weekdayOf(today) : snoozeDays[snooze]);
}

function due<S extends Reminders>(key: ItemKey, state: S, instant: number, now: number): Sent<S> {
  // A row that was replaced meanwhile says nothing any more.
  if (state.digests.dueAt !== instant) return quietly(state);
  const fired = { ...state, digests: { ...state.digests, dueAt: null } };
  return mayGoNow(fired, now) ? sendDigest(fired, now, key) : quietly(fired);
}

const row = 'digest';

/** One row while something waits, none otherwise. A row whose time has come is left to fire, however late: so a missed run is caught up once. */
function inCalendar<S extends Reminders>(state: S, now: number): Sent<S> {
  const { dueAt } = state.digests;
  const wanted = nextDigest(state, now);
  if (wanted === dueAt || (wanted !== null && dueAt !== null && dueAt <= now)) return quietly(state);
  const effects: EffectBody[] = [];
  if (dueAt !== null) effects.push({ kind: 'cancel', id: row, at: dueAt, calendar: 'digest' });
  if (wanted !== null)
    effects.push({ kind: 'schedule', id: row, at: wanted, event: { type: 'digest.due', due: wanted }, calendar: 'digest' });
  return { state: { ...state, digests: { ...state.digests, dueAt: wanted } }, effects };
}
