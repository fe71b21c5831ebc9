/** Decides when a call may start, so that nothing is throttled, nothing is lost and nobody else is starved. */
import { answered, type Bucket, fullTokens, learn, type Rate, type Tokens, take, waitOf } from './bucket.ts';
import { type Call, createQueues, type Lane, type LaneStats, leastMsOf, next, openLane, place, type Queues, queue } from './lane.ts';
import type { Reading } from './reading.ts';

export interface DispatchStats extends Omit<LaneStats, 'name'> {
  /** Calls that came to an end, lost ones included. */
  answered: number;
  /** No order of these calls takes less time, by the given rates and by how long answers took. Calls that wait for other answers are not seen. */
  leastMs: number;
  /** Each bucket, and the rate that is believed by now. */
  buckets: readonly (LaneStats & { perSecond: number })[];
}

export interface Dispatcher {
  /** `ahead` is a guess of how many calls of the same bucket will follow from the answer; what leads to much work should not wait. */
  run(bucket: Bucket, action: string, call: (signal: AbortSignal) => Promise<Reading>, ahead?: number): Promise<Reading>;
  stats(): DispatchStats;
  /** Ends what is waiting and what is under way: all of it answers `stopped` or `timed-out`. */
  stop(why: 'stopped' | 'timed-out'): void;
}

export interface DispatcherOptions {
  /** Calls under way at once. */
  slots: number;
  /** Over everything, so that the account's own traffic keeps its share. */
  overall?: Rate;
  now(): number;
  /** Resolves after so many milliseconds, or at once when it is stopped. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  random(): number;
}

/** What 32 slots reach while answers take 80 ms. */
const usual: Rate = { perSecond: 400, burst: 100 };
const mostThrottles = 12;
const mostBreaks = 4;
const firstPauseMs = 100;
const longestPauseMs = 10_000;

interface Desk {
  options: DispatcherOptions;
  lanes: Map<string, Lane>;
  queues: Queues;
  overall: Tokens;
  /** Everything without an answer yet. */
  open: Set<Call>;
  underWay: number;
  answered: number;
  /** Milliseconds of slots that good answers took. */
  busyMs: number;
  ended: 'stopped' | 'timed-out' | null;
  /** The one timer. */
  alarm: { at: number; off: AbortController } | null;
  isCalled: boolean;
}

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const desk: Desk = {
    options,
    lanes: new Map(),
    queues: createQueues(),
    overall: fullTokens(options.overall ?? usual, options.now()),
    open: new Set(),
    underWay: 0,
    answered: 0,
    busyMs: 0,
    ended: null,
    alarm: null,
    isCalled: false,
  };
  let order = 0;
  return {
    run(bucket, action, run, ahead = 0) {
      if (desk.ended !== null) return Promise.resolve(endOf(desk.ended, action));
      return new Promise((answer, fail) => {
        const now = options.now();
        order += 1;
        const call: Call = { action, run, answer, fail, off: null, ahead, from: now, order, throttles: 0, breaks: 0 };
        const lane = desk.lanes.get(bucket.name) ?? openLane(bucket, now);
        desk.lanes.set(bucket.name, lane);
        desk.open.add(call);
        lane.stats.asked += 1;
        queue(lane, call);
        place(desk.queues, lane, now);
        startSoon(desk);
      });
    },
    stats: () => statsOf(desk),
    stop: (why) => end(desk, why),
  };
}

const endOf = (kind: 'stopped' | 'timed-out', action: string): Reading => ({ kind, action, detail: 'the scan ended' });

/** After everything that happens now has been told, so that the choice is among all of it. */
function startSoon(desk: Desk): void {
  if (desk.isCalled) return;
  desk.isCalled = true;
  queueMicrotask(() => {
    desk.isCalled = false;
    startAll(desk);
  });
}

function startAll(desk: Desk): void {
  const { queues, overall, options } = desk;
  if (desk.ended !== null) return;
  const now = options.now();
  for (let lane = queues.resting.first(); lane !== undefined && lane.wakeAt <= now; lane = queues.resting.first()) {
    place(queues, lane, now);
  }
  let wait = Number.POSITIVE_INFINITY;
  for (let lane = queues.ready.first(); lane !== undefined && desk.underWay < options.slots; lane = queues.ready.first()) {
    wait = waitOf(overall, now);
    if (wait > 0) break;
    void start(desk, lane, next(lane), now);
    place(queues, lane, now);
  }
  // Without a free slot nothing can start before an answer comes.
  if (desk.underWay >= options.slots) return;
  const later = queues.ready.size() > 0 ? now + Math.ceil(wait) : Number.POSITIVE_INFINITY;
  wakeAt(desk, Math.min(later, queues.resting.first()?.wakeAt ?? Number.POSITIVE_INFINITY), now);
}

/** There is one timer at most. One that rings too early does no harm. */
function wakeAt(desk: Desk, at: number, now: number): void {
  const { alarm } = desk;
  if (alarm !== null && alarm.at <= at && at < Number.POSITIVE_INFINITY) return;
  desk.alarm = null;
  alarm?.off.abort();
  if (at === Number.POSITIVE_INFINITY) return;
  const mine = { at, off: new AbortController() };
  desk.alarm = mine;
  void desk.options.sleep(at - now, mine.off.signal).then(() => {
    if (desk.alarm !== mine) return;
    desk.alarm = null;
    startSoon(desk);
  });
}

async function start(desk: Desk, lane: Lane, call: Call, startedAt: number): Promise<void> {
  const both = [lane.tokens, desk.overall];
  for (const tokens of both) take(tokens, startedAt);
  desk.underWay += 1;
  lane.stats.calls += 1;
  const reading = await attempt(call);
  const now = desk.options.now();
  desk.underWay -= 1;
  for (const tokens of both) answered(tokens, now);
  // What was stopped has its answer already.
  if (!desk.open.has(call)) return;
  if ('error' in reading) {
    desk.open.delete(call);
    desk.answered += 1;
    call.fail(reading.error);
  } else if (isAgain(desk, lane, call, reading, startedAt)) {
    call.from = now + pauseBefore(call, desk.options.random());
    queue(lane, call);
  } else {
    if (reading.kind !== 'throttled') {
      desk.busyMs += now - startedAt;
      lane.quickestMs = Math.min(lane.quickestMs, now - startedAt);
    }
    desk.open.delete(call);
    desk.answered += 1;
    call.answer(reading);
  }
  place(desk.queues, lane, now);
  startSoon(desk);
}

/** Each attempt has a signal of its own: listeners would pile up on one that lives as long as the scan. */
async function attempt(call: Call): Promise<Reading | { error: unknown }> {
  call.off = new AbortController();
  try {
    return await call.run(call.off.signal);
  } catch (error) {
    return { error };
  } finally {
    call.off = null;
  }
}

/** Counts what came back, and says whether it is worth asking again. */
function isAgain({ options }: Desk, { stats, tokens }: Lane, call: Call, reading: Reading, startedAt: number): boolean {
  if (reading.kind === 'throttled') {
    stats.throttled += 1;
    call.throttles += 1;
    learn(tokens, startedAt, options.now());
  } else if (reading.kind === 'timed-out' || ('passing' in reading && reading.passing === true)) {
    call.breaks += 1;
  } else return false;
  const isGivenUp = call.throttles >= mostThrottles || call.breaks >= mostBreaks;
  if (isGivenUp) stats.lost += 1;
  return !isGivenUp;
}

/** Somewhere in a span that doubles, so that calls refused together do not come back together. */
const pauseBefore = ({ throttles, breaks }: Call, random: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** (throttles + breaks - 1)) * (0.5 + random / 2);

function end(desk: Desk, why: 'stopped' | 'timed-out'): void {
  if (desk.ended !== null) return;
  desk.ended = why;
  desk.alarm?.off.abort();
  const { open } = desk;
  desk.answered += open.size;
  desk.open = new Set();
  for (const { off, answer, action } of open) {
    off?.abort();
    answer(endOf(why, action));
  }
}

function statsOf({ lanes, overall, options, answered: settled, busyMs }: Desk): DispatchStats {
  const all = [...lanes.values()];
  const sum = (what: (lane: Lane) => number) => all.reduce((total, lane) => total + what(lane), 0);
  const asked = sum(({ stats }) => stats.asked);
  const overallMs = (Math.max(0, asked - overall.given.burst) / overall.given.perSecond) * 1_000;
  return {
    asked,
    answered: settled,
    calls: sum(({ stats }) => stats.calls),
    throttled: sum(({ stats }) => stats.throttled),
    lost: sum(({ stats }) => stats.lost),
    leastMs: all.reduce((most, lane) => Math.max(most, leastMsOf(lane)), Math.max(overallMs, busyMs / options.slots)),
    buckets: all.map(({ stats, tokens }) => ({ ...stats, perSecond: tokens.perSecond })),
  };
}
