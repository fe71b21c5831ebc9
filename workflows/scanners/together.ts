/** Waits for several reads at once. */

/**
 * Like `Promise.all`, but the failure is the first of the list and not the first in time: which missing right a row names must not
 * depend on which answer came first.
 */
export async function together<const T extends readonly unknown[]>(reads: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(reads);
  const answers = settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  return answers as { -readonly [K in keyof T]: Awaited<T[K]> };
}
