/** Runs a scan over the accounts of a workload: takes on each role, looks, and joins the rows. */
import type { Check } from './check.ts';
import type { Clients } from './clients.ts';
import { joinDenied } from './denied.ts';
import { createDispatcher } from './dispatcher.ts';
import type { Asker, Scanner, ScanOutcome, ScanPlace, ScanProgress, ScanRequest, ScanSummary } from './job.ts';
import { type AccountOutcome, scanAccount } from './scan-account.ts';
import type { Row } from './verdict.ts';

/** A way into an account, or why there is none. */
export type Way = { kind: 'open'; clients: Clients; firstRegion: string } | { kind: 'closed'; reason: string };

export interface ScannerPorts {
  checks: readonly Check[];
  /** Takes on the account's role; the session carries the scan's id. One of those who ask must have the right to it. */
  way(tenant: string, account: string, scan: string, askers: readonly Asker[]): Promise<Way>;
  now(): number;
  /** Milliseconds that only grow. */
  ticks(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  random(): number;
  /** After so long a scan ends with what it has. */
  longestMs: number;
}

/** Calls under way at once in one account: few enough that production there is never starved. */
const slots = 32;

export function createScanner(ports: ScannerPorts): Scanner {
  return async (request, watch) => {
    const began = ports.ticks();
    const told = new Map<string, ScanProgress>();
    const tell = (account: string, progress: ScanProgress) => {
      told.set(account, progress);
      watch.onProgress(sum([...told.values()]));
    };
    const parts = await Promise.all(request.accounts.map((place) => scanPlace(ports, request, place, { signal: watch.signal, tell })));
    const rows = parts.flatMap((part) => part.rows);
    const summary = { ...parts.map((part) => part.summary).reduce(add, nothing), ms: ports.ticks() - began };
    const outside = [...new Set(parts.flatMap((part) => part.outside))].toSorted();
    if (parts.length > 0 && parts.every(({ refused }) => refused !== null)) {
      return { kind: 'failed', rows, outside, reason: parts.map(({ refused }) => refused).join(' '), summary };
    }
    return { kind: watch.signal.aborted ? 'stopped' : 'finished', rows, outside, summary };
  };
}

const wantedOf = (checks: readonly Check[], wanted: ScanRequest['checks']): readonly Check[] =>
  wanted === undefined ? checks : checks.filter(({ id }) => wanted.includes(id));

const nothing: ScanSummary = { calls: 0, distinct: 0, lost: 0, lowerBoundMs: 0, ms: 0 };

const add = (one: ScanSummary, other: ScanSummary): ScanSummary => ({
  calls: one.calls + other.calls,
  distinct: one.distinct + other.distinct,
  lost: one.lost + other.lost,
  // Accounts are looked at side by side.
  lowerBoundMs: Math.max(one.lowerBoundMs, other.lowerBoundMs),
  ms: Math.max(one.ms, other.ms),
});

const sum = (all: readonly ScanProgress[]): ScanProgress => ({
  done: all.reduce((total, { done }) => total + done, 0),
  planned: all.reduce((total, { planned }) => total + planned, 0),
  calls: all.reduce((total, { calls }) => total + calls, 0),
  ...joinDenied(all),
});

interface Part extends Pick<ScanOutcome, 'rows' | 'outside' | 'summary'> {
  /** Why nothing of the account was seen. */
  refused: string | null;
}

interface Watch {
  signal: AbortSignal;
  tell(account: string, progress: ScanProgress): void;
}

async function scanPlace(ports: ScannerPorts, request: ScanRequest, place: ScanPlace, watch: Watch): Promise<Part> {
  const askers = [request.by, ...(place.by === undefined ? [] : [place.by])];
  const way = await ports.way(request.tenant, place.account, request.scan, askers);
  if (way.kind === 'closed') return closed(place, way.reason, ports.now());
  const dispatcher = createDispatcher({ ...ports, slots, now: () => ports.ticks() });
  const stop = () => dispatcher.stop('stopped');
  const deadline = new AbortController();
  void ports.sleep(ports.longestMs, deadline.signal).then(() => deadline.signal.aborted || dispatcher.stop('timed-out'));
  watch.signal.addEventListener('abort', stop, { once: true });
  if (watch.signal.aborted) stop();
  try {
    const { workload, lists } = request;
    const scan = { account: place.account, regions: place.regions, workload, lists, checks: wantedOf(ports.checks, request.checks) };
    const outcome = await scanAccount(
      { ...way, dispatcher, now: ports.now, onProgress: (progress) => watch.tell(place.account, progress) },
      scan,
    );
    const part = partOf(outcome, place, ports.now());
    return part.refused === null ? { ...part, rows: [...part.rows, ...unknownRows(ports, request, place)] } : part;
  } finally {
    deadline.abort();
    watch.signal.removeEventListener('abort', stop);
    way.clients.destroy();
  }
}

function partOf(outcome: AccountOutcome, place: ScanPlace, at: number): Part {
  if (outcome.kind === 'refused') return closed(place, outcome.reason, at);
  const { rows, outside, stats, distinct } = outcome;
  return {
    rows,
    outside,
    summary: { ...nothing, calls: stats.calls, distinct, lost: stats.lost, lowerBoundMs: stats.leastMs },
    refused: null,
  };
}

/** What was asked for by name and is not among our checks: it says so, so that nobody takes its silence for a pass. */
function unknownRows(ports: ScannerPorts, { checks = [] }: ScanRequest, { account }: ScanPlace): Row[] {
  const known = new Set(ports.checks.map(({ id }) => id));
  return checks
    .filter((check) => !known.has(check))
    .map((check): Row => ({ ...bareRow(account, ports.now()), check, reason: `There is no check ${check} here.` }));
}

const bareRow = (account: string, at: number) => ({
  verdict: 'not-assessed' as const,
  account,
  region: 'global',
  resource: account,
  at,
  facts: {},
  caveats: [],
});

/** An account that was not entered is not assessed, and says so in a row. */
function closed({ account }: ScanPlace, reason: string, at: number): Part {
  const row: Row = { ...bareRow(account, at), check: 'ACCOUNT', reason };
  return { rows: [row], outside: [], summary: nothing, refused: reason };
}
