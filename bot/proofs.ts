/**
 * Looks again where somebody says that a gap is closed, beside the turns. What comes of a look comes in as an event with an id made
 * from the proof, so that telling twice is telling once. Nothing here has to last: a process that ends leaves its looks to the
 * calendar, which starts them again.
 */
import type { ProofOutcome } from '../workflows/roadmap/gap-proof.ts';
import { gapParts } from '../workflows/roadmap/gap-subject.ts';
import { type BackgroundEffect, type ItemKey, itemName } from '../workflows/turn/effects.ts';
import { type LookPorts, lookAgain } from './look-again.ts';

export interface ProofsPorts extends LookPorts {
  /** Runs a turn of the gap with an event of the product itself. */
  tell(key: ItemKey, id: string, event: ProofNews): Promise<{ kind: string }>;
}

export type ProofNews =
  | { type: 'proof.finished'; proof: string; attempt: number; outcome: ProofOutcome }
  | { type: 'proof.failed'; proof: string; attempt: number; reason: string };

type ProveEffect = Extract<BackgroundEffect, { kind: 'prove' }>;

export interface Proofs {
  /** Returns at once. */
  begin(key: ItemKey, body: ProveEffect): void;
  /** Ends what runs without telling anybody: the calendar of another process starts it again. */
  abandon(): Promise<void>;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

interface Run {
  proof: string;
  /** Grows where the calendar asks again while the look still runs: what it finds is told for the newest. */
  attempt: number;
  ending: AbortController;
}

export function createProofs(ports: ProofsPorts): Proofs {
  const runs = new Map<string, Run>();
  const running = new Set<Promise<void>>();
  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.allSettled(running);
  };
  return {
    begin(key, { proof, attempt }) {
      const name = itemName(key);
      const before = runs.get(name);
      if (before?.proof === proof) {
        before.attempt = Math.max(before.attempt, attempt);
        return;
      }
      before?.ending.abort();
      const run: Run = { proof, attempt, ending: new AbortController() };
      runs.set(name, run);
      const work = prove(ports, key, run)
        .catch((error: unknown) => ports.log({ level: 'error', event: 'proof', proof, error: String(error) }))
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

const longestReason = 300;

async function prove(ports: ProofsPorts, key: ItemKey, run: Run): Promise<void> {
  const { assessment, control } = gapParts(key.id);
  const { proof, ending } = run;
  const end = await lookAgain(ports, { tenant: key.tenant, assessment, look: proof, controls: [control], signal: ending.signal });
  if (end.kind === 'ended') return;
  const outcome = end.kind === 'looked' ? end.outcomes.get(control) : undefined;
  const reason = end.kind === 'failed' ? end.reason.slice(0, longestReason) : 'Something went wrong on our side; nothing was changed.';
  for (let told = 0; told < run.attempt; ) {
    const { attempt } = run;
    const news: ProofNews =
      outcome === undefined ? { type: 'proof.failed', proof, attempt, reason } : { type: 'proof.finished', proof, attempt, outcome };
    const { kind } = await ports.tell(key, `prove ${proof} ${attempt} end`, news);
    // Refused where the calendar asked again in the meantime: then it is told for that.
    told = kind === 'refused' ? attempt : run.attempt;
  }
}
