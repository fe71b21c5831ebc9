/** A person as a thing that turns: which assessments they take part in, and their zone. What waits for them is read from those. */
import { z } from 'zod';
import type { Subject, TurnEvent } from '../turn/subject.ts';

export interface PersonIndex {
  /** In the order in which the person came to them. */
  assessments: string[];
  /** As the platform's profile names it, for example `Europe/Berlin`. */
  zone: string | null;
}

export type PersonEvent = TurnEvent & ({ type: 'joined'; assessment: string } | { type: 'lives'; zone: string });

/** Older ones are still found in the conversations they live in. */
export const mostListed = 500;

const PersonShape = z.object({ v: z.literal(1), assessments: z.array(z.string()), zone: z.string().nullable() });

const unknown: PersonIndex = { assessments: [], zone: null };

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
  close: (state) => ({ v: 1, ...state }),
  project: ({ assessments }) => ({ assessments: assessments.length }),
};

function after(state: PersonIndex, event: PersonEvent): PersonIndex {
  switch (event.type) {
    case 'joined':
      if (state.assessments.includes(event.assessment)) return state;
      return { ...state, assessments: [...state.assessments, event.assessment].slice(-mostListed) };
    case 'lives':
      return state.zone === event.zone ? state : { ...state, zone: event.zone };
    default:
      return event satisfies never;
  }
}
