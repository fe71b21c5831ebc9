/** An issue in a tracker for one gap: what goes in, what comes back, and why it may not have worked. */
import type { Phase } from '../../knowledge/schema.ts';
import type { Label } from '../interview/scoring/gaps.ts';

export interface Draft {
  /** The gap's full name, unique over all tenants. It leaves the house only as a hash. */
  gap: string;
  /** Names what asked for the issue. */
  effect: string;
  /** When an issue for this gap was first asked for, ms: none of its issues is older. */
  since: number;
  title: string;
  workload: string;
  why: string;
  /** What was said and seen, a sentence each; it may name resources, so that it is left out where others read. */
  found: readonly string[];
  firstStep: string;
  steps: readonly string[];
  /** A calendar day, `2027-01-12`. */
  due?: string;
  label: Label;
  phase: Phase;
  /** The way back to the conversation, where the platform gives one. */
  link?: string;
  /** A login, or an account id, of the tracker. */
  assignee?: string;
}

/** An issue as the tracker shows it. What is closed there is only said to be done. */
export interface Seen {
  /** What never changes of it, where people move it or give it another name. */
  number: number;
  /** What people call it, `Jira SEC-12`; absent in what was seen before there was more than one tracker. */
  called?: string;
  url: string;
  state: 'open' | 'closed';
  /** Why it is closed; null while it is open. Being "not planned" is no acceptance of a risk. */
  why: 'completed' | 'not-planned' | 'duplicate' | 'other' | null;
  /** As the tracker names them to people. */
  assignee: string | null;
  /** Ms; null while it is open. */
  closedAt: number | null;
}

/** What is said in an issue when its gap moves. */
export interface Note {
  /** Names what asked for it, so that it is said once. */
  effect: string;
  /** When it was asked for, ms: the note is not older. */
  since: number;
  /** A calendar day, `2027-01-12`. */
  day: string;
  about: 'proven-by-scan' | 'proven-by-person' | 'drifted';
}

export const troubleKinds = [
  'unauthorised',
  'forbidden',
  'missing',
  'gone',
  'moved',
  'refused',
  'limited',
  'unavailable',
  'unheard',
  'unreadable',
  'unsearchable',
] as const;

/** Why it did not work. After `unavailable`, `unheard` and `unreadable` it may have worked all the same. */
export interface Trouble {
  kind: (typeof troubleKinds)[number];
  /** What happened and what to do, for people. */
  reason: string;
  /** Null where trying again helps only after somebody did something. */
  retryAfterMs: number | null;
}

export type Answer<T> = { kind: 'done'; value: T } | { kind: 'trouble'; trouble: Trouble };

export interface Tickets {
  /** Where the issues are, for people. */
  place: string;
  /** Whether it may be the page of an issue there: a number means something else in another tracker. */
  holds(page: string): boolean;
  /** Whether issues can be made there, before anybody asks for one. */
  check(signal: AbortSignal): Promise<Answer<{ audience: Audience }>>;
  /** Makes the issue of a gap, or finds the one that was made before. */
  open(draft: Draft, signal: AbortSignal): Promise<Answer<Seen>>;
  look(number: number, signal: AbortSignal): Promise<Answer<Seen>>;
  /** Says why and closes it; closing what is closed changes nothing. */
  close(number: number, note: Note, signal: AbortSignal): Promise<Answer<Seen>>;
  reopen(number: number, note: Note, signal: AbortSignal): Promise<Answer<Seen>>;
}

/** Who reads along: `members` are those who were let into the place one by one. */
export type Audience = 'members' | 'others';
