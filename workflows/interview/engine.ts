/** The one module that runs the chart: restore, step, persist. A new major of the chart library is this file's change. */
import { initialTransition, transition } from 'xstate';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import type { EffectBody } from '../turn/effects.ts';
import { RestoreError } from '../turn/subject.ts';
import { createInterviewChart, type InterviewChart } from './chart.ts';
import type { InterviewContext } from './context.ts';
import { effectsOf, tellsOfPeople } from './effect-bodies.ts';
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
  const chart = createInterviewChart(catalogue);
  const [first] = initialTransition(chart);
  return {
    catalogue,
    initial: () => plain(chart, first),
    step(snapshot, event) {
      const known = wholes.get(snapshot);
      const before = known?.chart === chart ? known.snapshot : resolve(chart, snapshot.value, snapshot.context);
      const [next, actions] = transition(chart, before, event);
      const effects = actions.flatMap((action) =>
        isEffect(action.type) ? effectsOf({ type: action.type, params: action.params }, next.context, event) : [],
      );
      // A step that only wants something done keeps the library's snapshot as it is; it happened all the same.
      const changed = next !== before || effects.length > 0;
      return { snapshot: plain(chart, next), effects: [...effects, ...tellsOfPeople(snapshot.context, next.context)], changed };
    },
    restore: (value, context) => plain(chart, resolve(chart, value, context)),
  };
}

/** The library's own form of snapshots that were made here, so that the next step need not restore what it has just made. */
const wholes = new WeakMap<Snapshot, { chart: InterviewChart; snapshot: ChartSnapshot }>();

type ChartSnapshot = ReturnType<InterviewChart['resolveState']>;

function resolve(chart: InterviewChart, value: unknown, context: InterviewContext): ChartSnapshot {
  try {
    const resolved = chart.resolveState({ value: value as Record<string, string>, context });
    // The library fills in what is missing; a state that was lost must not come back as the first one.
    if (resolved.status === 'active' && isSame(resolved.value, value)) return resolved;
    throw new RestoreError(`The stored state resolves to ${JSON.stringify(resolved.value)}, ${resolved.status}.`);
  } catch (error) {
    throw new RestoreError('The stored state is not one that this build knows.', { cause: error });
  }
}

function isSame(resolved: Record<string, unknown>, stored: unknown): boolean {
  const regions = Object.entries(resolved);
  const given = stored as Record<string, string>;
  return regions.length === Object.keys(given).length && regions.every(([region, state]) => given[region] === state);
}

function plain(chart: InterviewChart, snapshot: ChartSnapshot): Snapshot {
  if (snapshot.status !== 'active') throw new RestoreError(`A snapshot with the status "${snapshot.status}" is never kept.`);
  const kept = { value: snapshot.value, context: snapshot.context };
  wholes.set(kept, { chart, snapshot });
  return kept;
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
