/** The interview's chart at work: from a snapshot and an event to the next one and to effects as data. */
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { createChartRunner } from '../turn/chart.ts';
import type { EffectBody } from '../turn/effects.ts';
import { createInterviewChart } from './chart.ts';
import type { InterviewContext } from './context.ts';
import { effectsOf, tellsOfPeople, tellsOfStart } from './effect-bodies.ts';
import { type EffectName, effectNames } from './effect-names.ts';
import type { InterviewEvent } from './events.ts';

/** The chart's state by region, in plain names. */
export interface StateValue {
  interview: 'intake' | 'scoping' | 'confirmingScope' | 'shortPath' | 'asking' | 'waitingForColleague' | 'reviewing' | 'finished';
  activity: 'active' | 'paused' | 'lapsed' | 'cancelled' | 'gone';
  colleagues: 'nobodyAsked' | 'asked';
  scan: 'none' | 'looking' | 'stopping' | 'looked';
}

export interface Snapshot {
  value: StateValue;
  context: InterviewContext;
}

export interface InterviewEngine {
  catalogue: Catalogue;
  initial(): Snapshot;
  /** Pure. `changed` is false when the event is not possible now. */
  step(snapshot: Snapshot, event: InterviewEvent): { snapshot: Snapshot; effects: EffectBody[]; changed: boolean };
  /** Throws RestoreError for a state that this build does not know. */
  restore(value: unknown, context: InterviewContext): Snapshot;
}

/** An assessment at hand: its state and the engine of the catalogue it is pinned to. */
export interface Assessment {
  engine: InterviewEngine;
  snapshot: Snapshot;
}

export function createEngine(catalogue: Catalogue): InterviewEngine {
  const runner = createChartRunner<StateValue, InterviewContext, InterviewEvent>(createInterviewChart(catalogue));
  return {
    catalogue,
    initial: runner.initial,
    step(snapshot, event) {
      const { standing, actions, moved } = runner.step(snapshot, event);
      const effects = actions.flatMap(({ type, params }) => (isEffect(type) ? effectsOf({ type, params }, standing.context, event) : []));
      // A step that only wants something done keeps the library's snapshot as it is; it happened all the same.
      const changed = moved || effects.length > 0;
      const told = [...tellsOfPeople(snapshot.context, standing.context), ...tellsOfStart(snapshot, standing)];
      return { snapshot: standing, effects: [...effects, ...told], changed };
    },
    restore: runner.restore,
  };
}

const effectSet = new Set<string>(effectNames);

function isEffect(type: string): type is EffectName {
  return effectSet.has(type);
}

const engines = new WeakMap<Catalogue, InterviewEngine>();

/** The engine of a catalogue, made once. */
export function engineOf(catalogue: Catalogue): InterviewEngine {
  const made = engines.get(catalogue);
  if (made !== undefined) return made;
  const engine = createEngine(catalogue);
  engines.set(catalogue, engine);
  return engine;
}
