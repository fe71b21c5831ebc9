/** Ana's own item over days: what her reminders want done, and the one row in the calendar, fired when it is due. */
import { type PersonEvent, type PersonIndex, personSubject } from '../../workflows/conversation/person.ts';
import { localAt } from '../../workflows/reminder/calendar.ts';
import type { Duty } from '../../workflows/reminder/duty.ts';
import { noReminders } from '../../workflows/reminder/reminders.ts';
import type { EffectBody, ItemKey } from '../../workflows/turn/effects.ts';

export const key: ItemKey = { tenant: 't1', kind: 'person', id: 'ana' };
const zone = 'Europe/Berlin';

export type Bare = PersonEvent extends infer E ? (E extends PersonEvent ? Omit<E, 'by' | 'at'> : never) : never;

/** Ana in Berlin, from a Monday on: what her item wants done, and the one row in the calendar. */
export function begin(over: Partial<PersonIndex> = {}) {
  let state: PersonIndex = { ...noReminders, assessments: [], zone, ...over };
  let now = Date.parse('2026-11-30T12:00:00Z');
  const sent: string[] = [];
  const told: object[] = [];
  const step = (event: Bare, by = 'ana'): EffectBody[] => {
    const came = personSubject.step(key, state, { ...event, by, at: now });
    state = came.state;
    for (const effect of came.effects) {
      if (effect.kind === 'direct') sent.push(localAt(now, zone).day);
      if (effect.kind === 'tell') told.push({ day: localAt(now, zone).day, to: effect.to.id, ...effect.event });
    }
    return came.effects;
  };
  return {
    sent,
    told,
    state: () => state,
    now: () => now,
    at(time: string) {
      now = Date.parse(time);
    },
    wish: (event: Bare) => step(event),
    step,
    duty: (over2: Partial<Duty> = {}, acted?: true) =>
      step({ type: 'duty', duty: { ...task, ...over2 }, via: 'talk', ...(acted ? { acted } : {}) }, 'plumbline'),
    ended: (id: string, acted?: true) => step({ type: 'duty-ended', id, ...(acted ? { acted } : {}) }, 'plumbline'),
    /** The calendar fires what is due, each row at its time, until that day's midnight UTC. */
    until(day: string) {
      const end = Date.parse(`${day}T00:00:00Z`);
      for (let { dueAt } = state.digests; dueAt !== null && dueAt < end; { dueAt } = state.digests) {
        now = Math.max(now, dueAt);
        step({ type: 'digest.due', due: dueAt }, 'plumbline');
      }
      now = Math.max(now, end);
    },
  };
}

export const task: Duty = {
  id: 'task a1.AC-01',
  kind: 'task',
  assessment: 'a1',
  control: 'AC-01',
  title: 'Write down who may do what',
  workload: 'Helpdesk',
  label: 'High',
  due: '2026-11-27',
  since: 1,
};
