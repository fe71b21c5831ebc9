/** A process may sleep between what it saw and what it does: by then another one may have done it. */
import type { Answer } from './ticket.ts';

/** Longer than it takes to look for an issue, and well within what an attempt may take. */
const freshMs = 25_000;

/**
 * What `look` finds, as it stands now: who slept while they looked looks again. Whoever makes what is not there must await nothing
 * between this and the making.
 */
export async function freshly<T>(now: () => number, look: () => Promise<Answer<T | null>>): Promise<Answer<T | null>> {
  while (true) {
    const askedAt = now();
    const seen = await look();
    if (seen.kind === 'trouble' || seen.value !== null || now() - askedAt <= freshMs) return seen;
  }
}
