/** A dispatcher in virtual time, and a log of when its calls started and ended. */
import type { Bucket } from '../../workflows/scanners/bucket.ts';
import { createDispatcher, type Dispatcher, type DispatcherOptions } from '../../workflows/scanners/dispatcher.ts';
import type { Reading } from '../../workflows/scanners/reading.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export const answer: Reading = { kind: 'answer', answer: 'here', partial: false };
export const throttled: Reading = { kind: 'throttled', action: 'iam:GetRole', detail: 'Throttling' };

export interface Started {
  bucket: string;
  from: number;
  until: number;
}

interface Site {
  clock: VirtualClock;
  dispatcher: Dispatcher;
  started: Started[];
  /** Asks for a call that takes so long and ends so. */
  ask(bucket: Bucket, ms?: number, end?: (attempt: number) => Reading): Promise<Reading>;
}

/** Numbers that look random and are the same each time. */
export const chance = (state: { value: number }) => () => {
  state.value = (state.value * 16_807) % 2_147_483_647;
  return state.value / 2_147_483_647;
};

export function openSite(options: Partial<DispatcherOptions> = {}): Site {
  const clock = createVirtualClock();
  const overall = { perSecond: 10_000, burst: 10_000 };
  const dispatcher = createDispatcher({ slots: 8, overall, ...clock, random: chance({ value: 7 }), ...options });
  const started: Started[] = [];
  return {
    clock,
    dispatcher,
    started,
    ask(bucket, ms = 80, end = () => answer) {
      let attempt = 0;
      return dispatcher.run(bucket, 'iam:GetRole', async (signal) => {
        const one = { bucket: bucket.name, from: clock.now(), until: Number.POSITIVE_INFINITY };
        started.push(one);
        attempt += 1;
        await clock.sleep(ms, signal);
        one.until = clock.now();
        return end(attempt);
      });
    },
  };
}

export const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
