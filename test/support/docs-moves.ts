/** Reads a statechart's definition into regions, states and moves: the part of a drawing that has no looks. */
import { z } from 'zod';

export interface Move {
  /** The event's name; null for a move that happens by itself. */
  on: string | null;
  guard: string | null;
  /** The state it leads to; null when it stays. */
  target: string | null;
}

export interface State {
  name: string;
  moves: Move[];
}

export interface Region {
  name: string;
  initial: string;
  states: State[];
}

export interface Chart {
  regions: Region[];
  /** What is possible in every state of every region. */
  everywhere: Move[];
}

/** A combined guard is a function that carries its parts. */
const Combined = z.custom<{ name: string; guards: unknown[] }>((value) => typeof value === 'function' && 'guards' in value);

export function guardInWords(guard: unknown): string | null {
  if (guard === undefined) return null;
  if (typeof guard === 'string') return guard;
  const { name, guards } = Combined.parse(guard);
  const parts = guards.map((part) => guardInWords(part) ?? '');
  if (name === 'not') return `not ${parts.join('')}`;
  return parts.join(` ${name} `);
}

const Transition = z.object({ guard: z.unknown().optional(), target: z.string().optional() });
const Transitions = z.union([z.array(Transition), Transition.transform((one) => [one])]);
const On = z.record(z.string(), Transitions);
const StateNode = z.object({ always: Transitions.optional(), on: On.optional() });
const Definition = z.object({
  states: z.record(z.string(), z.object({ initial: z.string(), states: z.record(z.string(), StateNode) })),
  on: On.optional(),
});

const movesOf = (on: string | null, transitions: z.infer<typeof Transitions>): Move[] =>
  transitions.map(({ guard, target }) => ({ on, guard: guardInWords(guard), target: target ?? null }));

const movesOn = (on: z.infer<typeof On> | undefined): Move[] =>
  Object.entries(on ?? {}).flatMap(([event, transitions]) => movesOf(event, transitions));

/** Of a parallel chart with one level of states in each region, which is what the house allows itself. */
export function readChart(definition: unknown): Chart {
  const { states, on } = Definition.parse(definition);
  const regions = Object.entries(states).map(
    ([name, region]): Region => ({
      name,
      initial: region.initial,
      states: Object.entries(region.states).map(([state, node]) => ({
        name: state,
        moves: [...movesOf(null, node.always ?? []), ...movesOn(node.on)],
      })),
    }),
  );
  return { regions, everywhere: movesOn(on) };
}
