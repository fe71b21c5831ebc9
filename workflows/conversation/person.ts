/** A person as a thing that turns: which assessments they take part in, what waits for them, and how they want to be reminded. */
import { z } from 'zod';
import { dutyKinds } from '../reminder/duty.ts';
import { remind } from '../reminder/remind.ts';
import { noReminders, paces, type ReminderEvent, type Reminders } from '../reminder/reminders.ts';
import type { Subject, TurnEvent } from '../turn/subject.ts';

export interface PersonIndex extends Reminders {
  /** In the order in which the person came to them. */
  assessments: string[];
}

export type PersonEvent = TurnEvent & ({ type: 'joined'; assessment: string } | ReminderEvent);

/** Older ones are still found in the conversations they live in. */
export const mostListed = 500;

const count = z.int().min(0);
const instant = z.number();
const day = z.string();
const weekday = z.literal([1, 2, 3, 4, 5, 6, 7]);

const WaitingShape = z.object({
  id: z.string(),
  kind: z.enum(dutyKinds),
  assessment: z.string(),
  control: z.string().exactOptional(),
  title: z.string(),
  workload: z.string(),
  label: z.enum(['Critical', 'High', 'Medium', 'Low']).exactOptional(),
  due: day.exactOptional(),
  owner: z.string().exactOptional(),
  unanswered: count.exactOptional(),
  count: count.exactOptional(),
  since: instant,
  snoozedUntil: day.exactOptional(),
  named: day.exactOptional(),
  silent: count.exactOptional(),
  told: z.literal(true).exactOptional(),
});

const known = { assessments: z.array(z.string()), zone: z.string().nullable() };

const Second = z.object({
  v: z.literal(2),
  ...known,
  via: z.string().nullable(),
  duties: z.record(z.string(), WaitingShape),
  hours: z.object({ from: z.string(), to: z.string(), days: z.array(weekday).nullable() }).nullable(),
  holidays: z.string().nullable(),
  awayUntil: day.nullable(),
  pace: z.enum(paces),
  digests: z.object({
    lastAt: instant.nullable(),
    lastDay: day.nullable(),
    awaits: z.boolean(),
    unanswered: count,
    dueAt: instant.nullable(),
    escalated: count,
  }),
});

/** Nothing could wait for anybody yet. */
const First = z.object({ v: z.literal(1), ...known }).transform((stored) => ({ ...noReminders, ...stored }));

const PersonShape = z.discriminatedUnion('v', [First, Second]);

const unknown: PersonIndex = { ...noReminders, assessments: [] };

export const personSubject: Subject<PersonIndex, PersonEvent> = {
  kind: 'person',
  fresh: () => Promise.resolve(unknown),
  open(_key, stored) {
    const { v: _, ...state } = PersonShape.parse(stored);
    return Promise.resolve(state);
  },
  step(key, state, event) {
    const next = event.type === 'joined' ? { state: joined(state, event.assessment), effects: [] } : remind(key, state, event);
    return { ...next, changed: next.state !== state };
  },
  outside: ({ event }) => ({ event, texts: [] }),
  results: () => [],
  close: (state) => ({ v: 2, ...state }),
  project: ({ assessments, duties }) => ({ assessments: assessments.length, duties: Object.keys(duties).length }),
};

function joined(state: PersonIndex, assessment: string): PersonIndex {
  if (state.assessments.includes(assessment)) return state;
  return { ...state, assessments: [...state.assessments, assessment].slice(-mostListed) };
}
