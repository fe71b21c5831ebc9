/** A small item for the campaigns: a list of answers that wants every kind of effect. */
import type { EffectBody, ItemKey } from '../../workflows/turn/effects.ts';
import type { Step, Subject, TurnEvent } from '../../workflows/turn/subject.ts';

export type Want = 'paint' | 'fresh' | 'direct' | 'say' | 'file' | 'schedule' | 'cancel' | 'tell';
export const wants: readonly Want[] = ['paint', 'fresh', 'direct', 'say', 'file', 'schedule', 'cancel', 'tell'];

export interface TallyEvent extends TurnEvent {
  type: 'answer' | 'shut' | 'reopen' | 'fired' | 'told';
  id: string;
  wants: readonly Want[];
  /** A due row's own name. */
  name?: string;
}

export interface Tally {
  heard: string[];
  shut: boolean;
  waiting: { id: string; at: number }[];
}

export function createTally(kind: ItemKey['kind'], other: ItemKey, dueAfterMs: number): Subject<Tally, TallyEvent> {
  return {
    kind,
    fresh: async () => ({ heard: [], shut: false, waiting: [] }),
    open: async (_key, envelope) => envelope as Tally,
    step: (key, state, event) => step(key, state, event, other, dueAfterMs),
    outside: ({ event }) => ({ event, texts: [] }),
    results: () => [],
    close: (state) => state,
    project: (state) => ({ heard: state.heard.length, shut: state.shut ? 'yes' : 'no' }),
  };
}

function step(key: ItemKey, state: Tally, event: TallyEvent, other: ItemKey, dueAfterMs: number): Step<Tally> {
  const no = { state, effects: [], changed: false };
  const heard = [...state.heard, event.id];
  const conversation = `talk of ${key.id}`;
  const paint: EffectBody = { kind: 'paint', card: 'main', conversation };
  switch (event.type) {
    case 'shut':
    case 'reopen':
      if (state.shut === (event.type === 'shut')) return no;
      return { state: { ...state, heard, shut: event.type === 'shut' }, effects: [paint], changed: true };
    case 'told':
      return { state: { ...state, heard }, effects: [paint], changed: true };
    case 'fired': {
      const waiting = state.waiting.filter(({ id }) => id !== event.name);
      if (waiting.length === state.waiting.length) return no;
      return { state: { ...state, heard, waiting }, effects: [paint], changed: true };
    }
    case 'answer': {
      if (state.shut) return no;
      const next: Tally = { ...state, heard, waiting: [...state.waiting] };
      return {
        state: next,
        effects: event.wants.flatMap((want) => wanted(want, next, event, conversation, other, dueAfterMs)),
        changed: true,
      };
    }
    default:
      return event.type satisfies never;
  }
}

function wanted(want: Want, next: Tally, event: TallyEvent, conversation: string, other: ItemKey, dueAfterMs: number): EffectBody[] {
  switch (want) {
    case 'paint':
      return [{ kind: 'paint', card: 'main', conversation }];
    case 'fresh':
      return [{ kind: 'paint', card: 'main', conversation, fresh: true }];
    case 'direct':
      return [{ kind: 'direct', card: 'asked', person: event.by, via: conversation }];
    case 'say':
      return [{ kind: 'say', what: 'thanks', conversation, params: { for: event.id } }];
    case 'file':
      return [{ kind: 'file', format: 'markdown', person: event.by, via: conversation }];
    case 'schedule': {
      const due = { id: `due-${event.id}`, at: event.at + dueAfterMs };
      next.waiting.push(due);
      return [{ kind: 'schedule', ...due, event: { type: 'fired', name: due.id } }];
    }
    case 'cancel': {
      const due = next.waiting.shift();
      return due === undefined ? [] : [{ kind: 'cancel', ...due }];
    }
    case 'tell':
      return [{ kind: 'tell', to: other, event: { type: 'told' } }];
    default:
      return want satisfies never;
  }
}
