/** The calls that wait for one bucket, and what became of those before them. */
import { type Bucket, fullTokens, type Tokens, waitOf } from './bucket.ts';
import { createHeap, type Heap } from './heap.ts';
import type { Reading } from './reading.ts';

export interface Call {
  action: string;
  run(signal: AbortSignal): Promise<Reading>;
  answer(reading: Reading): void;
  fail(error: unknown): void;
  /** Ends the attempt that is under way. */
  off: AbortController | null;
  /** Calls that may follow from its answer. */
  ahead: number;
  /** It may start from then on. */
  from: number;
  /** Calls of the same moment keep the order in which they came. */
  order: number;
  throttles: number;
  breaks: number;
}

export interface LaneStats {
  name: string;
  /** Calls that were asked for, each once. */
  asked: number;
  /** Calls that were started, again ones included. */
  calls: number;
  throttled: number;
  /** Calls that were given up. */
  lost: number;
}

export interface Lane {
  stats: LaneStats;
  tokens: Tokens;
  waiting: Heap<Call>;
  /** Calls that may follow from the waiting ones. */
  ahead: number;
  /** Seconds of work that wait here, and the seconds that the first call has waited; all grow alike, so only differences count. */
  urgency: number;
  /** When the first call may start, by time and tokens. */
  wakeAt: number;
  quickestMs: number;
}

const isEarlier = (one: Call, other: Call): boolean => one.from < other.from || (one.from === other.from && one.order < other.order);

export const openLane = ({ name, perSecond, burst }: Bucket, now: number): Lane => ({
  stats: { name, asked: 0, calls: 0, throttled: 0, lost: 0 },
  tokens: fullTokens({ perSecond, burst }, now),
  waiting: createHeap(isEarlier),
  ahead: 0,
  urgency: 0,
  wakeAt: 0,
  quickestMs: Number.POSITIVE_INFINITY,
});

export interface Queues {
  /** Lanes whose first call may start now, the most urgent one first. */
  ready: Heap<Lane>;
  /** Lanes whose first call must wait, the shortest wait first. */
  resting: Heap<Lane>;
}

export const createQueues = (): Queues => ({
  ready: createHeap((one, other) => one.urgency > other.urgency),
  resting: createHeap((one, other) => one.wakeAt < other.wakeAt),
});

export function queue(lane: Lane, call: Call): void {
  lane.waiting.put(call);
  lane.ahead += call.ahead;
}

/** The first call, which waits no more. */
export function next(lane: Lane): Call {
  const call = lane.waiting.first() as Call;
  lane.waiting.remove(call);
  lane.ahead -= call.ahead;
  return call;
}

/** Finds a lane's place again after anything about it changed. */
export function place({ ready, resting }: Queues, lane: Lane, now: number): void {
  const first = lane.waiting.first();
  const wait = first === undefined ? Number.POSITIVE_INFINITY : Math.max(first.from - now, waitOf(lane.tokens, now));
  if (first === undefined || wait > 0) ready.remove(lane);
  if (wait <= 0 || wait === Number.POSITIVE_INFINITY) resting.remove(lane);
  if (first === undefined || wait === Number.POSITIVE_INFINITY) return;
  if (wait > 0) {
    // Whole milliseconds, as timers count: a shorter wait would end before its time.
    lane.wakeAt = now + Math.ceil(wait);
    resting.put(lane);
    return;
  }
  lane.urgency = (lane.waiting.size() + lane.ahead) / lane.tokens.perSecond - first.from / 1_000;
  ready.put(lane);
}

/** The least time for these calls by the given rate: the quickest answer stands for the last one. */
export const leastMsOf = ({ stats, tokens: { given }, quickestMs }: Lane): number =>
  Number.isFinite(quickestMs) ? (Math.max(0, stats.asked - given.burst) / given.perSecond) * 1_000 + quickestMs : 0;
