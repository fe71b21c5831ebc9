/** A person as a thing that turns: which assessments they take part in, their zone, and what waits for them. */
import { z } from 'zod';
import { type Duty, type DutyTold, dutyKinds } from '../reminder/duty.ts';
import type { Subject, TurnEvent } from '../turn/subject.ts';

export interface PersonIndex {
  /** In the order in which the person came to them. */
  assessments: string[];
  /** As the platform's profile names it, for example `Europe/Berlin`. */
  zone: string | null;
  /** What waits for them, by its id, in the order in which it came. */
  duties: Record<string, Duty>;
  /** A conversation through which they are reached; null while nothing ever waited. */
  via: string | null;
}

export type PersonEvent = TurnEvent & ({ type: 'joined'; assessment: string } | { type: 'lives'; zone: string } | DutyTold);

/** Older ones are still found in the conversations they live in. */
export const mostListed = 500;

const DutyShape = z.object({
  id: z.string(),
  kind: z.enum(dutyKinds),
  assessment: z.string(),
  control: z.string().exactOptional(),
  title: z.string(),
  workload: z.string(),
  label: z.enum(['Critical', 'High', 'Medium', 'Low']).exactOptional(),
  due: z.string().exactOptional(),
  count: z.number().exactOptional(),
  since: z.number(),
});

const known = { assessments: z.array(z.string()), zone: z.string().nullable() };
const PersonShape = z.discriminatedUnion('v', [
  z.object({ v: z.literal(1), ...known }).transform((stored) => ({ ...stored, duties: {}, via: null })),
  z.object({ v: z.literal(2), ...known, duties: z.record(z.string(), DutyShape), via: z.string().nullable() }),
]);

const unknown: PersonIndex = { assessments: [], zone: null, duties: {}, via: null };

export const personSubject: Subject<PersonIndex, PersonEvent> = {
  kind: 'person',
  fresh: () => Promise.resolve(unknown),
  open(_key, stored) {
    const { v: _, ...state } = PersonShape.parse(stored);
    return Promise.resolve(state);
  },
  step(_key, state, event) {
    const next = after(state, event);
    return { state: next, effects: [], changed: next !== state };
  },
  outside: ({ event }) => ({ event, texts: [] }),
  results: () => [],
  close: (state) => ({ v: 2, ...state }),
  project: ({ assessments, duties }) => ({ assessments: assessments.length, duties: Object.keys(duties).length }),
};

function after(state: PersonIndex, event: PersonEvent): PersonIndex {
  switch (event.type) {
    case 'joined':
      if (state.assessments.includes(event.assessment)) return state;
      return { ...state, assessments: [...state.assessments, event.assessment].slice(-mostListed) };
    case 'lives':
      return state.zone === event.zone ? state : { ...state, zone: event.zone };
    case 'duty':
      return { ...state, duties: { ...state.duties, [event.duty.id]: event.duty }, via: event.via };
    case 'duty-ended': {
      const { [event.id]: ended, ...duties } = state.duties;
      return ended === undefined ? state : { ...state, duties };
    }
    default:
      return event satisfies never;
  }
}
