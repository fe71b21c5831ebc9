/** One look at the checks of some controls alone, for what a gap needs to know: asks the scanner, keeps the rows, judges each control. */
import { indexCatalogue } from '../knowledge/catalogue.ts';
import type { Assessment } from '../workflows/interview/engine.ts';
import { evidenceMs } from '../workflows/interview/limits.ts';
import { resultOf } from '../workflows/interview/result-text.ts';
import type { ProofOutcome } from '../workflows/roadmap/gap-proof.ts';
import { judgeLook, noAccount, noCheck, saidIn, scanChecks } from '../workflows/roadmap/proof.ts';
import { packRows } from '../workflows/scanners/evidence.ts';
import type { Asker, Scanner, ScanRequest } from '../workflows/scanners/job.ts';
import type { Lists } from '../workflows/scanners/look.ts';
import type { Row } from '../workflows/scanners/verdict.ts';
import type { Store } from '../workflows/store/store.ts';
import type { ItemKey } from '../workflows/turn/effects.ts';

export interface LookPorts {
  /** Null where no account can be looked at. */
  scanner: Scanner | null;
  store: Pick<Store, 'writeEvidence'>;
  /** The assessment as it stands. */
  assessment(key: ItemKey): Promise<Assessment | null>;
  /** What the tenant approves. */
  lists(tenant: string): Promise<Lists>;
  isAdmin(tenant: string, person: string): Promise<boolean>;
  now(): number;
  log(line: { level: 'warn' | 'error'; event: string; [detail: string]: unknown }): void;
}

export type LookEnd =
  | { kind: 'looked'; outcomes: ReadonlyMap<string, ProofOutcome> }
  /** A fault of ours, or nowhere to look from. */
  | { kind: 'failed'; reason: string }
  /** It was asked to end: nothing is told. */
  | { kind: 'ended' };

export interface LookWanted {
  tenant: string;
  assessment: string;
  /** Names the look: the session in the account carries it, and so do the rows. */
  look: string;
  controls: readonly string[];
  signal: AbortSignal;
}

export async function lookAgain(ports: LookPorts, wanted: LookWanted): Promise<LookEnd> {
  const key: ItemKey = { tenant: wanted.tenant, kind: 'assessment', id: wanted.assessment };
  const assessment = await ports.assessment(key);
  if (assessment === null) return { kind: 'failed', reason: 'The assessment of this workload is not there any more.' };
  if (assessment.snapshot.context.accounts.length === 0)
    return { kind: 'looked', outcomes: new Map(wanted.controls.map((control) => [control, { ...noAccount, evidence: '' }])) };
  const checks = checksOf(assessment, wanted.controls);
  const rows = await scanned(ports, await requestOf(ports, assessment, wanted, [...new Set([...checks.values()].flat())]), wanted.signal);
  if (wanted.signal.aborted) return { kind: 'ended' };
  if (!Array.isArray(rows)) return rows;
  const evidence = packRows(wanted.look, rows);
  await ports.store.writeEvidence(key, evidence.id, evidence.body, ports.now() + evidenceMs);
  return { kind: 'looked', outcomes: judged(assessment, checks, { rows, evidence: evidence.id, at: ports.now() }) };
}

type ChecksBy = ReadonlyMap<string, readonly string[]>;

function checksOf({ engine: { catalogue }, snapshot }: Assessment, controls: readonly string[]): ChecksBy {
  const { control: known } = indexCatalogue(catalogue);
  return new Map(
    controls.map((id) => {
      const control = known(id);
      return [id, control === undefined ? [] : scanChecks(catalogue, control, snapshot.context.settled[id]?.aside)];
    }),
  );
}

async function requestOf(
  { isAdmin, lists }: LookPorts,
  { snapshot: { context } }: Assessment,
  { tenant, assessment, look }: LookWanted,
  checks: readonly string[],
): Promise<ScanRequest> {
  const asker = async (person: string): Promise<Asker> => ({ id: person, isAdmin: await isAdmin(tenant, person) });
  const accounts = await Promise.all(
    context.accounts.map(async ({ by, ...place }) => (by === undefined ? place : { ...place, by: await asker(by) })),
  );
  const by = await asker(context.scan?.by ?? '');
  return { tenant, assessment, scan: look, by, accounts, workload: context.workload, lists: await lists(tenant), checks };
}

/** What throws is a fault of ours: people hear that, and what to do. An account that stays closed has a row that says so. */
async function scanned(
  { scanner, log }: LookPorts,
  request: ScanRequest,
  signal: AbortSignal,
): Promise<Row[] | Extract<LookEnd, { kind: 'failed' }>> {
  if (scanner === null) return { kind: 'failed', reason: 'No account can be looked at from here.' };
  try {
    const { rows } = await scanner(request, { signal, onProgress: () => undefined });
    return [...rows];
  } catch (error) {
    log({ level: 'error', event: 'scanner', scan: request.scan, error: String(error) });
    return { kind: 'failed', reason: 'Something went wrong on our side; nothing was changed.' };
  }
}

interface Seen {
  rows: readonly Row[];
  evidence: string;
  at: number;
}

function judged(assessment: Assessment, checks: ChecksBy, { rows, evidence, at }: Seen): ReadonlyMap<string, ProofOutcome> {
  const { control: known } = indexCatalogue(assessment.engine.catalogue);
  const lines = resultOf(assessment, at).controls;
  return new Map(
    [...checks].map(([id, own]) => {
      const control = known(id);
      const line = lines.find((one) => one.id === control?.id);
      if (control === undefined || own.length === 0) return [id, { ...noCheck, evidence }];
      return [id, { ...judgeLook({ control, checks: own, rows, said: line === undefined ? new Set() : saidIn(line) }), evidence }];
    }),
  );
}
