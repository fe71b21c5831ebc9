/** What a gap remembers of its issue in the tracker. */
import type { Person } from '../interview/said.ts';
import type { Seen } from '../tickets/ticket.ts';

/** One thing at a time is wanted of the tracker. */
export interface TicketJob {
  what: 'open' | 'close' | 'reopen' | 'look';
  /** Counts the jobs of the gap. */
  n: number;
  attempt: number;
  /** When it was first wanted, and when the last attempt began, ms. */
  at: number;
  heardAt: number;
  /** When it is tried again; null while an attempt runs. */
  retryAt: number | null;
}

export interface GapTicket {
  /** Who asked for it, and when first: none of its issues is older. */
  by: Person;
  askedAt: number;
  /** Null until there is one. */
  seen: Seen | null;
  /** When the tracker was last heard of, ms. */
  heardAt: number;
  job: TicketJob | null;
  jobs: number;
  /** Why the last job came to nothing. */
  fault: string | null;
  /** When the issue was closed for what stands here too, ms: closed by us, or taken up as said done. */
  taken: number | null;
}
