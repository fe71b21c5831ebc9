/**
 * Looks again at what was proven, beside the turns: one scan for all of a workload's gaps that a scan saw closed. Each gap hears what
 * was seen of it, with an id made from the scan; then the roadmap hears that the look is over. Nothing here has to last: a process
 * that ends leaves its looks to the calendar.
 */
import type { ProofOutcome } from '../workflows/roadmap/gap-proof.ts';
import { gapKey } from '../workflows/roadmap/gap-subject.ts';
import { type BackgroundEffect, type ItemKey, itemName } from '../workflows/turn/effects.ts';
import { type LookPorts, lookAgain } from './look-again.ts';

export interface RechecksPorts extends LookPorts {
  /** The controls that this look is about; null where nobody waits for it any more. */
  wanted(key: ItemKey, look: { scan: string; attempt: number }): Promise<readonly string[] | null>;
  /** Runs a turn of a gap or of the roadmap with an event of the product itself. */
  tell(key: ItemKey, id: string, event: RecheckNews): Promise<{ kind: string }>;
}

export type RecheckNews =
  | { type: 'drift.found'; scan: string; outcome: ProofOutcome }
  | { type: 'drift.unseen'; scan: string; lines: string[] }
  | { type: 'drift.held'; scan: string }
  | { type: 'drift.looked'; scan: string; attempt: number };

type RecheckEffect = Extract<BackgroundEffect, { kind: 'recheck' }>;

export interface Rechecks {
  /** Returns at once. */
  begin(key: ItemKey, body: RecheckEffect): void;
  /** Ends what runs without telling anybody: the calendar of another process starts it again. */
  abandon(): Promise<void>;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

interface Run extends Pick<RecheckEffect, 'scan' | 'attempt'> {
  ending: AbortController;
}

export function createRechecks(ports: RechecksPorts): Rechecks {
  const runs = new Map<string, Run>();
  const running = new Set<Promise<void>>();
  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.allSettled(running);
  };
  return {
    begin(key, { scan, attempt }) {
      const name = itemName(key);
      const before = runs.get(name);
      if (before?.scan === scan && before.attempt >= attempt) return;
      before?.ending.abort();
      const run: Run = { scan, attempt, ending: new AbortController() };
      runs.set(name, run);
      const work = recheck(ports, key, run)
        .catch((error: unknown) => ports.log({ level: 'error', event: 'recheck', scan, error: String(error) }))
        .finally(() => {
          running.delete(work);
          if (runs.get(name) === run) runs.delete(name);
        });
      running.add(work);
    },
    async abandon() {
      for (const { ending } of runs.values()) ending.abort();
      await idle();
    },
    idle,
  };
}

async function recheck(ports: RechecksPorts, key: ItemKey, { scan, attempt, ending }: Run): Promise<void> {
  const { tenant, id: assessment } = key;
  const controls = await ports.wanted(key, { scan, attempt });
  if (controls === null) return;
  const end = await lookAgain(ports, { tenant, assessment, look: scan, controls, signal: ending.signal });
  if (end.kind === 'ended') return;
  for (const control of controls) {
    const news = newsOf(scan, end.kind === 'failed' ? end.reason : end.outcomes.get(control));
    await ports.tell(gapKey(tenant, assessment, control), `recheck ${scan} ${control}`, news);
    if (ending.signal.aborted) return;
  }
  await ports.tell(key, `recheck ${scan} ${attempt} end`, { type: 'drift.looked', scan, attempt });
}

/** Unknown is neither good nor bad: only a check that fails is drift. */
function newsOf(scan: string, outcome: ProofOutcome | string | undefined): RecheckNews {
  if (outcome === undefined) return { type: 'drift.unseen', scan, lines: [] };
  if (typeof outcome === 'string') return { type: 'drift.unseen', scan, lines: [outcome] };
  if (outcome.verdict === 'still-open') return { type: 'drift.found', scan, outcome };
  // Without evidence nothing was looked at.
  return outcome.verdict === 'not-seen' || outcome.evidence === ''
    ? { type: 'drift.unseen', scan, lines: outcome.lines }
    : { type: 'drift.held', scan };
}
