/** How fast a platform takes messages: so many a minute, a few of them at once. */

export interface Pace {
  perMinute: number;
  /** So many may go within one moment after a quiet time. */
  atOnce: number;
}

export interface Pacer {
  /** Milliseconds until one more may go; 0 when it may go now. */
  wait(): number;
  /** One goes. */
  take(): void;
  /** One that was taken did not go after all. */
  giveBack(): void;
  /** None goes for so many milliseconds. */
  rest(ms: number): void;
}

export function createPacer({ perMinute, atOnce }: Pace, now: () => number): Pacer {
  const every = 60_000 / perMinute;
  const early = (atOnce - 1) * every;
  /** When the next would go if all went evenly. Kept exact, so that late timers do not add up. */
  let due = now();
  return {
    wait: () => Math.max(0, Math.ceil(due - early - now())),
    take() {
      due = Math.max(due, now()) + every;
    },
    giveBack() {
      due -= every;
    },
    rest(ms) {
      due = Math.max(due, now() + ms + early);
    },
  };
}
