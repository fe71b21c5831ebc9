/** A service that counts calls in token buckets as AWS does, and refuses what is too much. */
import type { Rate } from '../../workflows/scanners/bucket.ts';

export interface ThrottlingService {
  /** Whether a call that arrives now is let in. */
  lets(bucket: string): boolean;
}

export function createThrottlingService(rateOf: (bucket: string) => Rate, now: () => number): ThrottlingService {
  const levels = new Map<string, { level: number; at: number }>();
  return {
    lets(bucket) {
      const { perSecond, burst } = rateOf(bucket);
      const at = now();
      const before = levels.get(bucket) ?? { level: burst, at };
      const level = Math.min(burst, before.level + ((at - before.at) / 1_000) * perSecond);
      // The hair is for rounding alone.
      const isIn = level + 1e-6 >= 1;
      levels.set(bucket, { level: isIn ? level - 1 : level, at });
      return isIn;
    },
  };
}
