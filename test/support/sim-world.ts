/** A world of its own: virtual time, seeded chance, and a list of what happens next. The same seed gives the same run. */

export interface World {
  now(): number;
  /** Uniform in [0, 1). */
  random(): number;
  /** Does something after so many virtual milliseconds. */
  after(ms: number, happen: () => void): void;
  /** Lets time pass until `done` or until nothing is left to happen. Returns the number of steps. */
  run(done: () => boolean, mostSteps: number): Promise<number>;
}

interface Happening {
  at: number;
  order: number;
  happen: () => void;
}

export function createWorld(seed: number, start: number): World {
  const heap: Happening[] = [];
  let time = start;
  let order = 0;
  const random = createRandom(seed);
  return {
    now: () => time,
    random,
    after(ms, happen) {
      order += 1;
      push(heap, { at: time + ms, order, happen });
    },
    async run(done, mostSteps) {
      let steps = 0;
      while (steps < mostSteps && !done()) {
        const next = pop(heap);
        if (next === undefined) break;
        steps += 1;
        time = next.at;
        next.happen();
        // The code under test waits for nothing but this world, so one turn of the event loop brings it to its next wait.
        await settled();
      }
      return steps;
    },
  };
}

/** Mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(random: () => number, from: readonly T[]): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new RangeError('Nothing to pick from.');
  return found;
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(one: Happening, other: Happening): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

function push(heap: Happening[], item: Happening): void {
  let place = heap.length;
  heap.push(item);
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !isBefore(item, above)) break;
    heap[place] = above;
    place = parent;
  }
  heap[place] = item;
}

function pop(heap: Happening[]): Happening | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let place = 0;
  while (true) {
    let child = 2 * place + 1;
    const [left, right] = [heap[child], heap[child + 1]];
    if (left === undefined) break;
    if (right !== undefined && isBefore(right, left)) child += 1;
    const least = heap[child];
    if (least === undefined || !isBefore(least, last)) break;
    heap[place] = least;
    place = child;
  }
  heap[place] = last;
  return first;
}
