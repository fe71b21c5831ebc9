/** A person's item and a calendar that fires, over weeks: random histories are lived through and watched by a clock on the wall. */
import Holidays from 'date-holidays';
import { type PersonEvent, type PersonIndex, personSubject } from '../../workflows/conversation/person.ts';
import type { Weekday } from '../../workflows/reminder/calendar.ts';
import type { Duty } from '../../workflows/reminder/duty.ts';
import { noReminders, type Pace, type Snooze } from '../../workflows/reminder/reminders.ts';
import { countryOf, workingDaysIn } from '../../workflows/reminder/weekends.ts';
import type { EffectBody, ItemKey, ToldEvent } from '../../workflows/turn/effects.ts';
import { civilHours, dayPlus, uncivil, type WallHabits, wallDay, wallWeekday } from './reminder-oracle.ts';

export type Happening =
  | { what: 'duty'; n: number; kind: Duty['kind']; dueIn: number | null; acted: boolean }
  | { what: 'ended'; n: number; acted: boolean }
  | { what: 'snooze'; n: number; for: Snooze }
  /** 0: they are back. */
  | { what: 'away'; days: number }
  | { what: 'pace'; pace: Pace }
  | { what: 'hours'; from: string; to: string; days: Weekday[] | null }
  | { what: 'holidays'; country: string | null }
  | { what: 'moves'; zone: string }
  | { what: 'looked' }
  /** Nothing fires for so long. */
  | { what: 'outage'; hours: number };

export interface History {
  zone: string;
  /** Ms since 1970. */
  start: number;
  /** Each with the minutes that pass before it. */
  happenings: { after: number; happening: Happening }[];
  /** Minutes by which the scheduler is late. */
  lag: number;
}

const key: ItemKey = { tenant: 't1', kind: 'person', id: 'ana' };
const minute = 60_000;
const hour = 60 * minute;
const lastWeeks = 16 * 24 * hour;

interface Watched {
  since: number;
  fresh: boolean;
  /** The first day on which it may be named. */
  wake: string;
  due: string | null;
  kind: Duty['kind'];
  /** The day on which a digest named it last, or on which they caused it themselves. */
  named: string | null;
}

/** Lives through a history. Returns what was wrong, one line each. */
export function live(history: History): string[] {
  const wrong: string[] = [];
  let state: PersonIndex = { ...noReminders, assessments: [], zone: history.zone };
  let now = history.start;
  let deafUntil = 0;
  let habits: WallHabits = {
    zone: history.zone,
    from: '09:00',
    to: '17:00',
    days: workingDaysIn(countryOf(history.zone)),
    country: countryWithHolidays(history.zone),
    awayUntil: null,
  };
  const rows = new Map<number, ToldEvent>();
  const watched = new Map<string, Watched>();
  let lastSent: number | null = null;

  const step = (event: PersonEvent): EffectBody[] => {
    const came = personSubject.step(key, state, event);
    state = came.state;
    for (const effect of came.effects) {
      if (effect.kind === 'schedule') rows.set(effect.at, effect.event);
      if (effect.kind === 'cancel' && !rows.delete(effect.at)) wrong.push(`cancelled a row that is not there`);
    }
    const { dueAt } = state.digests;
    if (rows.size > 1 && event.type !== 'digest.due') wrong.push(`${rows.size} rows stand in the calendar`);
    if (dueAt !== null && !rows.has(dueAt) && event.type !== 'digest.due') wrong.push('the row that is due is not in the calendar');
    return came.effects;
  };
  /** No duty was passed over for longer than promised while nothing changed and the scheduler ran. */
  const check = (name: string) => {
    const one = watched.get(name);
    if (one === undefined) return;
    const from = Math.max(one.since, deafUntil);
    if (now <= from) return;
    // For a scheduler that is late, so is the hour.
    const passed = civilHours(from, now - history.lag * minute, habits, one.wake);
    const most = one.fresh ? mostFresh[state.pace] : mostAgain[state.pace];
    if (passed > most) wrong.push(`${name} was passed over ${passed} times until ${new Date(now).toISOString()}`);
  };
  const checkAll = () => {
    for (const [name, one] of watched) {
      check(name);
      watched.set(name, { ...one, since: now });
    }
  };
  const sent = (before: PersonIndex['duties']) => {
    const why = uncivil(now, habits);
    if (why !== null) wrong.push(why);
    if (lastSent !== null && wallDay(lastSent, habits.zone) === wallDay(now, habits.zone))
      wrong.push(`twice on ${wallDay(now, habits.zone)}`);
    lastSent = now;
    const today = wallDay(now, habits.zone);
    for (const [name, one] of watched) {
      const isNamed = state.duties[name]?.named === today && before[name]?.named !== today;
      if (one.wake > today && isNamed) wrong.push(`${name} was named on ${today} and sleeps until ${one.wake}`);
      if (one.wake > today) continue;
      check(name);
      if (one.kind === 'notice') watched.delete(name);
      else watched.set(name, { ...one, since: now, fresh: false, named: today, wake: sleepsUntil({ ...one, named: today }) });
    }
  };
  const fire = (at: number, event: ToldEvent) => {
    const input = { ...event, by: 'plumbline', at: now } as PersonEvent;
    const before = state.duties;
    const effects = step(input);
    // The calendar may fire once more what it could not cross out.
    if (personSubject.step(key, state, input).changed) wrong.push('a row that had fired fired again');
    if (state.digests.dueAt === at) wrong.push('a row that is about to be removed was written once more');
    rows.delete(at);
    if (rows.size > 1) wrong.push(`${rows.size} rows stand in the calendar`);
    if (state.digests.dueAt !== null && !rows.has(state.digests.dueAt)) wrong.push('the row that is due is not in the calendar');
    if (effects.some(({ kind }) => kind === 'direct')) sent(before);
  };
  const runTo = (until: number) => {
    for (;;) {
      const [row] = [...rows].toSorted(([a], [b]) => a - b);
      const at = row === undefined ? Number.POSITIVE_INFINITY : Math.max(row[0], deafUntil, now) + history.lag * minute;
      if (row === undefined || at > until) break;
      now = at;
      fire(row[0], row[1]);
      if (wrong.length > 0) return;
    }
    now = until;
  };
  const happen = (happening: Happening) => {
    const envelope = { by: 'ana', at: now };
    const today = wallDay(now, habits.zone);
    switch (happening.what) {
      case 'duty': {
        const duty = dutyOf(happening, today, now);
        const before = watched.get(duty.id);
        const isNews = before === undefined || before.due !== (duty.due ?? null) || before.kind !== duty.kind;
        check(duty.id);
        step({ type: 'duty', duty, via: 'talk', ...(happening.acted ? { acted: true as const } : {}), ...envelope });
        const one = { since: now, due: duty.due ?? null, kind: duty.kind, named: happening.acted ? today : null };
        if (happening.acted && duty.kind === 'notice') watched.delete(duty.id);
        else if (happening.acted) watched.set(duty.id, { ...one, fresh: false, wake: sleepsUntil(one) });
        else if (isNews && !(before === undefined && Object.hasOwn(state.duties, duty.id) && state.duties[duty.id]?.named !== undefined))
          watched.set(duty.id, { ...one, fresh: true, wake: '' });
        return;
      }
      case 'ended':
        check(idOf(happening.n));
        watched.delete(idOf(happening.n));
        step({ type: 'duty-ended', id: idOf(happening.n), ...(happening.acted ? { acted: true as const } : {}), ...envelope });
        return;
      case 'snooze': {
        const name = idOf(happening.n);
        const one = watched.get(name);
        checkAll();
        step({ type: 'snooze', duty: name, for: happening.for, ...envelope });
        const until = dayPlus(today, happening.for === 'day' ? 1 : happening.for === 'three-days' ? 3 : 8 - wallWeekday(today));
        // The last wish counts, be it the shorter one.
        if (one !== undefined) watched.set(name, { ...one, since: now, wake: later(one.fresh ? '' : sleepsUntil(one), until) });
        return;
      }
      case 'outage':
        checkAll();
        deafUntil = Math.max(deafUntil, now + happening.hours * hour);
        return;
      case 'looked':
        step({ type: 'looked', ...envelope });
        return;
      default:
        checkAll();
        habits = changedHabits(happening);
        step({ ...wishOf(happening, today), ...envelope });
    }
  };
  const changedHabits = (happening: Happening): WallHabits => {
    switch (happening.what) {
      case 'away':
        return { ...habits, awayUntil: happening.days === 0 ? null : dayPlus(wallDay(now, habits.zone), happening.days) };
      case 'hours':
        return { ...habits, from: happening.from, to: happening.to, days: happening.days ?? workingDaysIn(countryOf(habits.zone)) };
      case 'holidays': {
        const country = happening.country === null ? countryWithHolidays(habits.zone) : happening.country;
        return { ...habits, country: country === 'none' ? null : country };
      }
      case 'moves': {
        const days = state.hours?.days ?? workingDaysIn(countryOf(happening.zone));
        const country = state.holidays === null ? countryWithHolidays(happening.zone) : habits.country;
        return { ...habits, zone: happening.zone, days, country };
      }
      default:
        return habits;
    }
  };

  for (const { after, happening } of history.happenings) {
    runTo(now + after * minute);
    if (wrong.length > 0) return wrong;
    happen(happening);
  }
  runTo(now + lastWeeks);
  if (wrong.length === 0) checkAll();
  return wrong;
}

/** How often its hour may strike before it is named, with one to spare where the day had its digest already. */
const mostFresh: Record<Pace, number> = { daily: 2, 'second-day': 3, weekly: 8 };
const mostAgain: Record<Pace, number> = { daily: 6, 'second-day': 6, weekly: 8 };

const idOf = (n: number): string => `task a1.C${n}`;

function dutyOf({ n, kind, dueIn }: Extract<Happening, { what: 'duty' }>, today: string, since: number): Duty {
  const due = dueIn === null ? {} : { due: dayPlus(today, dueIn) };
  return { id: idOf(n), kind, assessment: 'a1', control: `C${n}`, title: `Thing ${n}`, workload: 'Helpdesk', since, ...due };
}

/** A task that they know sleeps until a week before it is due, and what was put aside for a week after it was named. */
const sleepsUntil = ({ kind, due, named }: Pick<Watched, 'kind' | 'due' | 'named'>): string => {
  if (kind === 'task' && due !== null) return dayPlus(due, -7);
  return kind === 'review' && named !== null ? dayPlus(named, 7) : '';
};

const later = (one: string, other: string): string => [one, other].toSorted()[1] ?? one;

type Wish = Exclude<Happening, { what: 'duty' | 'ended' | 'snooze' | 'looked' | 'outage' }>;

function wishOf(happening: Wish, today: string) {
  switch (happening.what) {
    case 'away':
      return { type: 'away' as const, until: happening.days === 0 ? null : dayPlus(today, happening.days) };
    case 'pace':
      return { type: 'pace' as const, pace: happening.pace };
    case 'hours':
      return { type: 'hours' as const, hours: { from: happening.from, to: happening.to, days: happening.days } };
    case 'holidays':
      return { type: 'holidays' as const, country: happening.country };
    case 'moves':
      return { type: 'lives' as const, zone: happening.zone };
    default:
      return happening satisfies never;
  }
}

function countryWithHolidays(zone: string): string | null {
  const country = countryOf(zone);
  return country !== null && isKnown(country) ? country : null;
}

const known = new Map<string, boolean>();
function isKnown(country: string): boolean {
  const found = known.get(country) ?? new Set(Object.keys(new Holidays().getCountries())).has(country);
  known.set(country, found);
  return found;
}
