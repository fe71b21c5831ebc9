/** What the relay tells the log: which effect did not go as wanted, and why. */
export type RelayNote =
  | { note: 'failed'; effect: string; error: string }
  | { note: 'stopped'; item: string; error: string }
  | { note: 'lease-lost'; item: string }
  | { note: 'undeliverable'; effect: string; reason: string }
  | { note: 'later'; effect: string; afterMs: number }
  /** Failed for a day and was set aside. */
  | { note: 'undelivered'; effect: string; error: string }
  | { note: 'stale-post'; effect: string };

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
