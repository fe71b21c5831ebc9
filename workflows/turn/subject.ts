/** What a turn turns: a kind of item with a pure engine. The assessment's is a statechart, the conversation's a small reducer. */
import type { EffectBody, ItemKey } from './effects.ts';

/** An event as it reaches an item. Time, actor and ids came with it; nothing here reads a clock. */
export interface TurnEvent {
  type: string;
  /** The person who acts, or `plumbline` for the product itself. */
  by: string;
  /** Milliseconds since 1970, by the platform's clock. */
  at: number;
}

export interface TurnInput<E extends TurnEvent> {
  /** Stable over redeliveries. */
  id: string;
  event: E;
}

export interface Step<S> {
  state: S;
  effects: EffectBody[];
  /** False when the event is not possible now: nothing is written. */
  changed: boolean;
}

/** A text that is too long for the item: written first, named by the turn. */
export interface OutsideText {
  id: string;
  body: string;
}

export interface Turnable<S, E extends TurnEvent> {
  kind: ItemKey['kind'];
  /** The state of an item that does not exist yet, for the event that may bring it to life. */
  fresh(key: ItemKey, event: E): Promise<S>;
  /** Throws when the envelope cannot be restored by this build. */
  open(key: ItemKey, envelope: unknown): Promise<S>;
  /** Reads what the event only names, such as a stored result or who leads, before the step. What it adds is sealed with the event. */
  gather?(key: ItemKey, event: E): Promise<E>;
  /** Pure. Throws only by a fault of ours. */
  step(key: ItemKey, state: S, event: E): Step<S>;
  /** Moves what is too long out of the event, before the step. Pure: text ids are made from the event's id. */
  outside(input: TurnInput<E>): { event: E; texts: OutsideText[] };
  /** Texts that the new state itself names (a finished result), written before the commit. Pure. */
  results(key: ItemKey, before: S, after: S, inputId: string): OutsideText[];
  /** The envelope, JSON-safe. */
  close(state: S): unknown;
  /** A few facts in clear text; null leaves those that stand. */
  project(state: S): Record<string, string | number> | null;
}

/** What knows its kind of item, and so its facts. */
export interface Subject<S, E extends TurnEvent> extends Turnable<S, E> {
  project(state: S): Record<string, string | number>;
}

/** Thrown by `open` for an envelope that names something this build does not know. The turn quarantines the event. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError';
}
