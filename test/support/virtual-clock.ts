/** Time that passes only when nothing else is left to do, so that hours of waiting take no time and always go the same way. */

export interface VirtualClock {
  now(): number;
  /** Resolves after so many milliseconds, or at once when it is stopped. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Lets time pass until the work is done. Work that waits for nothing that could come is an error. */
  through<T>(work: Promise<T>): Promise<T>;
  /** Most sleepers that were there at once. */
  mostSleepers(): number;
}

const atOnce = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

interface Sleeper {
  at: number;
  wake(): void;
}

/** `settled` resolves when nothing is under way outside, so that no time passes meanwhile. */
export function createVirtualClock(settled = atOnce): VirtualClock {
  let now = 0;
  let most = 0;
  /** In the order of their time; those of the same moment in the order in which they came. */
  const sleepers: Sleeper[] = [];
  const add = (sleeper: Sleeper): void => {
    let [low, high] = [0, sleepers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sleepers[middle] as Sleeper).at <= sleeper.at) low = middle + 1;
      else high = middle;
    }
    sleepers.splice(low, 0, sleeper);
    most = Math.max(most, sleepers.length);
  };
  return {
    now: () => now,
    mostSleepers: () => most,
    sleep: (ms, signal) =>
      new Promise((wake) => {
        if (signal?.aborted === true) return wake();
        const end = () => {
          signal?.removeEventListener('abort', stop);
          wake();
        };
        const sleeper = { at: now + Math.max(0, ms), wake: end };
        const stop = () => {
          const place = sleepers.indexOf(sleeper);
          if (place >= 0) sleepers.splice(place, 1);
          end();
        };
        add(sleeper);
        signal?.addEventListener('abort', stop);
      }),
    async through(work) {
      const state = { isDone: false };
      const done = () => {
        state.isDone = true;
      };
      void work.finally(done).catch(() => undefined);
      while (true) {
        // Everything that can happen at this moment happens first.
        await settled();
        if (state.isDone) return await work;
        const next = sleepers.shift();
        if (next === undefined) throw new RangeError('Everything waits, and nobody sleeps.');
        now = next.at;
        next.wake();
        while (sleepers[0] !== undefined && sleepers[0].at === now) sleepers.shift()?.wake();
      }
    },
  };
}
