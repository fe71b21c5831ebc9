/** The one module that runs a chart: restore, step, persist. A new major of the chart library is this file's change. */
import { type AnyStateMachine, type EventObject, initialTransition, transition } from 'xstate';
import { RestoreError } from './subject.ts';

/** Where a chart stands: its state by plain names, and what it remembers. */
export interface Standing<V, C> {
  value: V;
  context: C;
}

export interface ChartAction {
  type: string;
  params: unknown;
}

export interface ChartRunner<V, C, E> {
  initial(): Standing<V, C>;
  /** Pure. `moved` is false where the library kept its snapshot: the event is not possible now, or only wants something done. */
  step(standing: Standing<V, C>, event: E): { standing: Standing<V, C>; actions: ChartAction[]; moved: boolean };
  /** Throws RestoreError for a state that this build does not know. */
  restore(value: unknown, context: C): Standing<V, C>;
}

type Whole = ReturnType<AnyStateMachine['resolveState']>;

export function createChartRunner<V, C, E extends EventObject>(chart: AnyStateMachine): ChartRunner<V, C, E> {
  /** The library's own form of what was made here, so that the next step need not restore what it has just made. */
  const wholes = new WeakMap<Standing<V, C>, Whole>();
  const plain = (whole: Whole): Standing<V, C> => {
    if (whole.status !== 'active') throw new RestoreError(`A snapshot with the status "${whole.status}" is never kept.`);
    const kept = { value: whole.value as V, context: whole.context as C };
    wholes.set(kept, whole);
    return kept;
  };
  const [first] = initialTransition(chart);
  return {
    initial: () => plain(first),
    step(standing, event) {
      const before = wholes.get(standing) ?? resolved(chart, standing.value, standing.context);
      const [next, actions] = transition(chart, before, event);
      return { standing: plain(next), actions: actions.map(({ type, params }) => ({ type, params })), moved: next !== before };
    },
    restore: (value, context) => plain(resolved(chart, value, context)),
  };
}

function resolved(chart: AnyStateMachine, value: unknown, context: unknown): Whole {
  try {
    const whole = chart.resolveState({ value: value as string, context });
    // The library fills in what is missing; a state that was lost must not come back as the first one.
    if (whole.status === 'active' && isSame(whole.value, value)) return whole;
    throw new RestoreError(`The stored state resolves to ${JSON.stringify(whole.value)}, ${whole.status}.`);
  } catch (error) {
    throw new RestoreError('The stored state is not one that this build knows.', { cause: error });
  }
}

function isSame(whole: unknown, stored: unknown): boolean {
  if (typeof whole === 'string' || typeof stored === 'string') return whole === stored;
  const regions = Object.entries(whole as Record<string, unknown>);
  const given = stored as Record<string, unknown>;
  return regions.length === Object.keys(given).length && regions.every(([region, state]) => given[region] === state);
}
