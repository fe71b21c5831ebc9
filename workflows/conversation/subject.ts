/** A conversation as a thing that turns: how to speak there, which assessments live in it, and which was shown last. */
import { z } from 'zod';
import type { EffectBody } from '../turn/effects.ts';
import type { Subject, TurnEvent } from '../turn/subject.ts';

export interface Conversation {
  kind: 'personal' | 'group' | 'channel';
  /** Who may read along; null where the platform never said. */
  audience: 'public' | 'private' | null;
  /** Opaque: the surface's own reference for speaking here again. */
  reference: Record<string, unknown>;
  people: Record<string, string>;
  assessments: string[];
  /** The assessment whose question was shown last: typed replies go to it. */
  current: string | null;
  /** The question that was handed to the person of this chat last: typed words answer it while it waits. */
  asked: { assessment: string; question: string } | null;
  /** Assessments whose requester was told that nothing can be written here any more; empty again as soon as anything is heard. */
  cutOff: string[];
}

export type ConversationEvent = TurnEvent &
  (
    | {
        type: 'met';
        kind: Conversation['kind'];
        audience?: 'public' | 'private';
        reference: Record<string, unknown>;
        person: { id: string; name: string } | null;
      }
    | { type: 'added'; assessment: string }
    | { type: 'focused'; assessment: string }
    | { type: 'asked'; assessment: string; question: string }
    /** Asked for something that changes nothing: an answer is posted once, however often the event comes; `alone` to whoever asks. */
    | { type: 'asked-for'; what: string; conversation: string; params: Record<string, string>; alone?: true }
    /** The platform lets us write here no more: whoever runs the assessment is told once. */
    | { type: 'cut-off'; assessment: string; conversation: string; person: string }
  );

const mostPeople = 200;

const ConversationShape = z.object({
  v: z.literal(1),
  kind: z.enum(['personal', 'group', 'channel']),
  audience: z.enum(['public', 'private']).nullable().default(null),
  reference: z.record(z.string(), z.unknown()),
  people: z.record(z.string(), z.string()),
  assessments: z.array(z.string()),
  current: z.string().nullable(),
  asked: z.object({ assessment: z.string(), question: z.string() }).nullable().default(null),
  cutOff: z.array(z.string()).default([]),
});

const unmet: Conversation = {
  kind: 'personal',
  audience: null,
  reference: {},
  people: {},
  assessments: [],
  current: null,
  asked: null,
  cutOff: [],
};

export const conversationSubject: Subject<Conversation, ConversationEvent> = {
  kind: 'conversation',
  fresh: () => Promise.resolve(unmet),
  open(_key, stored) {
    const { v: _, ...state } = ConversationShape.parse(stored);
    return Promise.resolve(state);
  },
  step: (_key, state, event) => step(state, event),
  outside: ({ event }) => ({ event, texts: [] }),
  results: () => [],
  close: (state) => ({ v: 1, ...state }),
  project: (state) => ({ kind: state.kind, assessments: state.assessments.length }),
};

function step(state: Conversation, event: ConversationEvent): { state: Conversation; effects: EffectBody[]; changed: boolean } {
  const same = { state, effects: [], changed: false };
  switch (event.type) {
    case 'met':
      return knows(state, event) ? same : { state: meet(state, event), effects: [], changed: true };
    case 'added':
      if (state.assessments.includes(event.assessment)) return same;
      return {
        state: { ...state, assessments: [...state.assessments, event.assessment], current: event.assessment, asked: null },
        effects: [],
        changed: true,
      };
    case 'focused':
      if (state.current === event.assessment && state.asked === null) return same;
      return { state: { ...state, current: event.assessment, asked: null }, effects: [], changed: true };
    case 'asked':
      return { state: { ...state, asked: { assessment: event.assessment, question: event.question } }, effects: [], changed: true };
    case 'asked-for':
      return { state, effects: [answerOf(event)], changed: true };
    case 'cut-off':
      if (state.cutOff.includes(event.assessment)) return same;
      return { state: { ...state, cutOff: [...state.cutOff, event.assessment] }, effects: [tellOfCut(event)], changed: true };
    default:
      return event satisfies never;
  }
}

function answerOf({ what, conversation, params, alone, by }: Extract<ConversationEvent, { type: 'asked-for' }>): EffectBody {
  return { kind: 'say', what, conversation, params, ...(alone === true ? { person: by } : {}) };
}

function tellOfCut({ assessment, conversation, person }: Extract<ConversationEvent, { type: 'cut-off' }>): EffectBody {
  return { kind: 'say', what: 'cut-off', conversation, params: { assessment }, person };
}

type Met = Extract<ConversationEvent, { type: 'met' }>;

/** True when a meeting would tell us nothing new: the common case, which costs no write. */
export function knows(state: Conversation, event: Pick<Met, 'reference' | 'person' | 'audience'>): boolean {
  if (state.cutOff.length > 0) return false;
  const known = event.person === null || state.people[event.person.id] === event.person.name;
  const heard = event.audience === undefined || event.audience === state.audience;
  return known && heard && JSON.stringify(state.reference) === JSON.stringify(event.reference);
}

function meet(state: Conversation, event: Met): Conversation {
  const people = event.person === null ? state.people : { ...state.people, [event.person.id]: event.person.name };
  const kept = Object.fromEntries(Object.entries(people).slice(-mostPeople));
  return { ...state, kind: event.kind, audience: event.audience ?? state.audience, reference: event.reference, people: kept, cutOff: [] };
}
