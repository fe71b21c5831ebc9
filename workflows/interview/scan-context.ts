/** What an assessment remembers of looking into accounts: where, how far, what was seen, and what people decided about it. */
import type { TrialRefusal } from '../scanners/connect/try-role.ts';
import type { Barred, Denied } from '../scanners/denied.ts';
import type { Person, QuestionKey, Said } from './said.ts';
import type { VerdictWord } from './scoring/types.ts';

/** An account that is looked at; without Regions, those in use. */
export interface UsedAccount {
  account: string;
  regions: string[] | null;
  /** Ours, on this machine: every screen says so. */
  simulated?: true;
  /** Who brought it in here. */
  by?: string;
}

/** Why an account was not connected. Stored, so that a word here stays for ever. */
export const connectRefusals = [
  'who-are-we',
  'static-keys',
  'open-without-id',
  'open-with-wrong-id',
  'not-yet',
  'other-account',
  'could-not-tell',
  /** Nobody asked for its steps, so there is no id to try it with. */
  'not-begun',
  /** Somebody else of the tenant connected it. */
  'somebody-elses',
  'fell-silent',
  'our-fault',
] as const;
export type ConnectRefusalWord = (typeof connectRefusals)[number] | TrialRefusal;

export type TrialEnd =
  /** What is missing does not stand in the way: it is connected all the same. */
  | { how: 'connected'; at: number; missing: Denied }
  /** `whose` is who connected it, where somebody else did. */
  | { how: 'refused'; at: number; why: ConnectRefusalWord; whose?: string };

/** The account whose role is tried, or was tried last. */
export interface Trial {
  id: string;
  account: string;
  regions: string[] | null;
  simulated?: true;
  by: string;
  at: number;
  /** Counts starts: what an earlier attempt tells is not listened to. */
  attempt: number;
  /** When the attempt began. */
  heardAt: number;
  end: TrialEnd | null;
}

/** What belongs to the workload; empty where everything in its accounts does. */
export interface KeptWorkload {
  tags: Record<string, string>;
  resources: string[];
}

/** What a scan passed over because it belongs to no workload that was named: how much, and the first of the names. */
export interface Outside {
  count: number;
  names: string[];
}

export type ScanEnd = { how: 'finished' | 'stopped' | 'failed'; at: number; reason?: string };

/** The scan that runs, or the last one. */
export interface ScanRun {
  id: string;
  by: string;
  at: number;
  /** Counts starts: what an earlier attempt tells is not listened to. */
  attempt: number;
  done: number;
  planned: number;
  calls: number;
  /** Permissions that the role lacked. */
  unread: string[];
  /** Reads that another policy than the role's forbids; none where it is left out. */
  barred?: Barred[] | undefined;
  /** When anything was last heard of it. */
  heardAt: number;
  stopping: boolean;
  end: ScanEnd | null;
}

/** The rows of one check that have the same verdict, taken together. */
export interface Found {
  verdict: VerdictWord;
  rows: number;
  /** Up to three. */
  resources: string[];
  reasons: string[];
  /** The oldest of these looks: it is no fresher than that. */
  at: number;
}

/** What one check said, small enough to be remembered; the rows themselves are kept as evidence. */
export interface SeenCheck {
  check: string;
  found: Found[];
  /** Places (an account's Region, or the account) where everything could be read, of those looked at. */
  places: [read: number, all: number];
  /** Every permission that was missing, whoever denied it. */
  missing: string[];
  /** Those of them that no change of the role mends. */
  barred?: Barred[] | undefined;
  caveats: string[];
}

/** A question that the scan answered. */
export interface SeenChoice {
  choice: string;
  /** The checks that say so. */
  from: string[];
}

export interface SeenByScan {
  scan: string;
  at: number;
  /** The id under which the rows are kept. */
  evidence: string;
  checks: SeenCheck[];
  answers: Record<QuestionKey, SeenChoice>;
  outside: Outside;
}

/**
 * What was decided where people and the scan disagree. `fix`: the scan is right and it stays a gap. `scan-wrong`: what it saw is set
 * aside. `answer-wrong`: what was said is. `later`: somebody was named who decides.
 */
export const decisions = ['fix', 'scan-wrong', 'answer-wrong', 'later'] as const;
export type Decision = (typeof decisions)[number];

export interface Settled {
  decision: Decision;
  reason?: Said;
  by: string;
  at: number;
  owner?: Person;
  /** A digest of what was seen: when a later scan sees something else, it is decided anew. */
  seen: string;
  /** The checks that are set aside for this control. */
  aside: string[];
  /** Answers that are taken back, with the revision they had: a newer answer counts again. */
  withdrawn: Record<QuestionKey, number>;
}
