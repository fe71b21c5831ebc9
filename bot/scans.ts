/**
 * Runs scans beside the turns. What comes of one comes in as events with ids made from the scan, so that telling twice is telling
 * once. Nothing here has to last: a process that ends leaves its scans to the calendar, which starts them again.
 */
import type { Assessment } from '../workflows/interview/engine.ts';
import type { EventOf, InterviewEventType } from '../workflows/interview/events.ts';
import { evidenceMs, mostMissing, mostOutside } from '../workflows/interview/limits.ts';
import { condense, packSeen } from '../workflows/interview/seen.ts';
import { type Barred, deniedIn } from '../workflows/scanners/denied.ts';
import { packRows } from '../workflows/scanners/evidence.ts';
import type { Asker, Scanner, ScanOutcome, ScanProgress, ScanRequest } from '../workflows/scanners/job.ts';
import type { Lists } from '../workflows/scanners/look.ts';
import type { Store } from '../workflows/store/store.ts';
import { type BackgroundEffect, type ItemKey, itemName } from '../workflows/turn/effects.ts';
import type { Outcome } from '../workflows/turn/turn.ts';

interface ScansPorts {
  /** Null where no account can be looked at. */
  scanner: Scanner | null;
  store: Pick<Store, 'writeEvidence'>;
  /** The assessment as it stands. */
  read(key: ItemKey): Promise<Assessment | null>;
  /** Runs a turn with an event of the product itself. */
  tell(key: ItemKey, id: string, event: Told): Promise<Outcome<Assessment>>;
  /** What the tenant approves. */
  lists(tenant: string): Promise<Lists>;
  isAdmin(tenant: string, person: string): Promise<boolean>;
  now(): number;
  /** Calls back after a while, unless it is taken back. */
  after(ms: number, work: () => void): () => void;
  log(line: { level: 'warn' | 'error'; event: string; [detail: string]: unknown }): void;
}

type Told = {
  [T in ScanNews]: Omit<EventOf<T>, 'by' | 'name' | 'at' | 'from' | 'typed'>;
}[ScanNews];
type ScanNews = Extract<InterviewEventType, 'scan.progressed' | 'scan.finished' | 'scan.failed'>;

export interface Scans {
  /** Returns at once. */
  background(key: ItemKey, body: Extract<BackgroundEffect, { kind: 'scan' | 'stop-scan' }>): void;
  /** Ends what runs without telling anybody: the calendar of another process starts it again. */
  abandon(): Promise<void>;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

/** Often enough to be seen moving, seldom enough not to be a burden: each is a turn and an update of a message. */
const tellMs = 4_000;
/** Said also when nothing moves, well before silence counts as an end. */
const beatMs = 20_000;

interface Run {
  scan: string;
  attempt: number;
  ending: AbortController;
  /** Set where another attempt took over, or the process ends: nothing more is told. */
  abandoned: boolean;
}

export function createScans(ports: ScansPorts): Scans {
  const runs = new Map<string, Run>();
  const running = new Set<Promise<void>>();
  const start = (key: ItemKey, scan: string, attempt: number): void => {
    const name = itemName(key);
    const before = runs.get(name);
    if (before?.scan === scan && before.attempt >= attempt) return;
    if (before !== undefined) abandon(before);
    const run: Run = { scan, attempt, ending: new AbortController(), abandoned: false };
    runs.set(name, run);
    const work = runScan(ports, key, run)
      .catch((error: unknown) => ports.log({ level: 'error', event: 'scan', scan, error: String(error) }))
      .finally(() => {
        running.delete(work);
        if (runs.get(name) === run) runs.delete(name);
      });
    running.add(work);
  };
  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.allSettled(running);
  };
  return {
    background(key, body) {
      if (body.kind === 'scan') start(key, body.scan, body.attempt);
      // Where it runs in another process, that one hears of it when it tells its progress.
      else if (runs.get(itemName(key))?.scan === body.scan) runs.get(itemName(key))?.ending.abort();
    },
    async abandon() {
      for (const run of runs.values()) abandon(run);
      await idle();
    },
    idle,
  };
}

function abandon(run: Run): void {
  run.abandoned = true;
  run.ending.abort();
}

async function runScan(ports: ScansPorts, key: ItemKey, run: Run): Promise<void> {
  const assessment = await ports.read(key);
  if (assessment === null || isOvertaken(assessment, run)) return;
  const counts: ScanProgress = { done: 0, planned: 0, calls: 0, unread: [] };
  const teller = createTeller(ports, key, run, counts);
  try {
    const outcome = await scanned(ports, await requestOf(ports, key, run, assessment), {
      signal: run.ending.signal,
      onProgress(progress) {
        Object.assign(counts, progress);
        teller.moved();
      },
    });
    await teller.done();
    if (!run.abandoned) await tellEnd(ports, key, run, outcome, counts);
  } finally {
    await teller.done();
  }
}

async function requestOf(ports: ScansPorts, { tenant, id }: ItemKey, { scan }: Run, { snapshot }: Assessment): Promise<ScanRequest> {
  const { accounts, workload, scan: begun } = snapshot.context;
  const asker = async (person: string): Promise<Asker> => ({ id: person, isAdmin: await ports.isAdmin(tenant, person) });
  const places = accounts.map(async ({ by, ...place }) => (by === undefined ? place : { ...place, by: await asker(by) }));
  const by = await asker(begun?.by ?? '');
  return { tenant, assessment: id, scan, by, accounts: await Promise.all(places), workload, lists: await ports.lists(tenant) };
}

const nothing: ScanOutcome['summary'] = { calls: 0, distinct: 0, lost: 0, lowerBoundMs: 0, ms: 0 };

/** What throws is a fault of ours: people hear that, and what to do. */
async function scanned({ scanner, log }: ScansPorts, request: ScanRequest, watch: Parameters<Scanner>[1]): Promise<ScanOutcome> {
  if (scanner === null)
    return { kind: 'failed', rows: [], outside: [], summary: nothing, reason: 'No account can be looked at from here.' };
  try {
    return await scanner(request, watch);
  } catch (error) {
    log({ level: 'error', event: 'scanner', scan: request.scan, error: String(error) });
    return { kind: 'failed', rows: [], outside: [], summary: nothing, reason: 'Something went wrong on our side; nothing was changed.' };
  }
}

/** Tells where a scan stands, one turn at a time; learns from a refusal that nobody waits for it any more. */
function createTeller(ports: ScansPorts, key: ItemKey, run: Run, counts: ScanProgress) {
  let told = ports.now();
  let count = 0;
  let speaking: Promise<void> | null = null;
  let ended = false;
  let takeBack = ports.after(beatMs, beat);
  const speak = async (): Promise<void> => {
    told = ports.now();
    count += 1;
    const id = `scan ${run.scan} ${run.attempt} ${count}`;
    try {
      const { unread, barred = [], ...numbers } = counts;
      const news = {
        type: 'scan.progressed' as const,
        scan: run.scan,
        attempt: run.attempt,
        ...numbers,
        unread: unread.slice(0, mostMissing),
        ...barredIn(barred),
      };
      const outcome = await ports.tell(key, id, news);
      // Whoever is refused was stopped, or another attempt goes on in its place.
      if (outcome.kind === 'refused') giveUp(run, outcome.state);
    } catch (error) {
      // The next one says more than this one would have.
      ports.log({ level: 'warn', event: 'scan-progress', scan: run.scan, error: String(error) });
    }
  };
  function say(): void {
    if (ended || speaking !== null) return;
    speaking = speak().finally(() => {
      speaking = null;
    });
  }
  function beat(): void {
    say();
    if (!ended) takeBack = ports.after(beatMs, beat);
  }
  return {
    moved() {
      if (ports.now() - told >= tellMs) say();
    },
    async done(): Promise<void> {
      ended = true;
      takeBack();
      await speaking;
    },
  };
}

function giveUp(run: Run, state: Assessment | null): void {
  if (state === null || isOvertaken(state, run)) abandon(run);
  else run.ending.abort();
}

function isOvertaken({ snapshot }: Assessment, { scan, attempt }: Run): boolean {
  const known = snapshot.context.scan;
  return known === null || known.end !== null || known.id !== scan || known.attempt !== attempt;
}

const barredIn = (barred: readonly Barred[]): { barred?: Barred[] } =>
  barred.length === 0 ? {} : { barred: barred.slice(0, mostMissing) };

const longestReason = 300;
const longestName = 200;

/** What was found is kept before anybody hears of it. */
async function tellEnd(ports: ScansPorts, key: ItemKey, run: Run, outcome: ScanOutcome, counts: ScanProgress): Promise<void> {
  const { scan, attempt } = run;
  const id = `scan ${scan} ${attempt} end`;
  const { kind, rows, outside, reason, summary } = outcome;
  if (kind === 'failed') {
    const text = (reason ?? 'Something went wrong on our side; nothing was changed.').slice(0, longestReason);
    await ports.tell(key, id, { type: 'scan.failed', scan, attempt, reason: text });
    return;
  }
  const evidence = packRows(scan, rows);
  await ports.store.writeEvidence(key, evidence.id, evidence.body, ports.now() + evidenceMs);
  const denied = deniedIn(rows);
  await ports.tell(key, id, {
    type: 'scan.finished',
    scan,
    attempt,
    how: kind,
    evidence: evidence.id,
    seen: packSeen(condense(rows)),
    outside: { count: outside.length, names: outside.slice(0, mostOutside).map((name) => name.slice(0, longestName)) },
    done: counts.done,
    planned: counts.planned,
    calls: summary.calls,
    unread: denied.unread.slice(0, mostMissing),
    ...barredIn(denied.barred),
  });
}
