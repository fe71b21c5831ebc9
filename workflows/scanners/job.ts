/** A scan as a job: what is asked of the scanner, what it tells on the way, and what it hands back. */
import type { Barred } from './denied.ts';
import type { Lists } from './look.ts';
import type { Row } from './verdict.ts';

/** Somebody on whose word an account is entered. */
export interface Asker {
  id: string;
  /** Of the tenant, as it is now. */
  isAdmin: boolean;
}

/** An account to look at; without Regions, those that are in use. */
export interface ScanPlace {
  account: string;
  regions: readonly string[] | null;
  /** Ours, on this machine: everything that is shown of it says so. */
  simulated?: true;
  /** Who brought it in here. */
  by?: Asker;
}

/** What belongs to the workload: by tags, by name, or both. Empty where everything in the accounts belongs to it. */
export interface ScanWorkload {
  tags?: Readonly<Record<string, string>>;
  resources?: readonly string[];
}

export interface ScanRequest {
  tenant: string;
  assessment: string;
  scan: string;
  by: Asker;
  accounts: readonly ScanPlace[];
  workload: ScanWorkload;
  lists: Lists;
  /** Only these checks, by id; nothing is read that they do not need. All of them where it is left out. */
  checks?: readonly string[];
}

export interface ScanProgress {
  /** Looks that are done, of all that were planned: a check looks once in each Region it is for. */
  done: number;
  planned: number;
  calls: number;
  /** Permissions that the role lacked so far. */
  unread: readonly string[];
  /** Reads that another policy than the role's forbids. */
  barred?: readonly Barred[];
}

export interface ScanSummary {
  calls: number;
  /** Different calls: more than these would mean that something was asked twice. */
  distinct: number;
  /** Calls that were given up. */
  lost: number;
  /** The shortest time that the rates of the services allow. */
  lowerBoundMs: number;
  ms: number;
}

export interface ScanOutcome {
  /** `stopped` was asked for: its rows are true, and what was not reached says so. `failed` has nothing to show. */
  kind: 'finished' | 'stopped' | 'failed';
  rows: readonly Row[];
  /** What was passed over because it belongs to no workload that was named. */
  outside: readonly string[];
  /** Why it failed, in a sentence for people. */
  reason?: string;
  summary: ScanSummary;
}

export interface ScanWatch {
  onProgress(progress: ScanProgress): void;
  /** Aborted when somebody stops the scan or another process took it over. */
  signal: AbortSignal;
}

/** Looks at accounts, reading only. Expected refusals are outcomes; what it throws is a fault of ours. */
export type Scanner = (request: ScanRequest, watch: ScanWatch) => Promise<ScanOutcome>;
