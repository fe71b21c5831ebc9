/**
 * Tries roles beside the turns. What comes of a trial comes in as an event with an id made from it, so that telling twice is telling
 * once. Nothing here has to last: a process that ends leaves its trials to the calendar, which starts them again.
 */
import type { Assessment } from '../workflows/interview/engine.ts';
import type { EventOf, TrialNews } from '../workflows/interview/events.ts';
import { mostMissing } from '../workflows/interview/limits.ts';
import type { Trial } from '../workflows/interview/scan-context.ts';
import { type BackgroundEffect, type ItemKey, itemName } from '../workflows/turn/effects.ts';
import type { Outcome } from '../workflows/turn/turn.ts';
import type { Connections } from './conversation/connecting.ts';

interface TrialsPorts {
  /** Null where no account can be connected. */
  connections: Pick<Connections, 'try'> | null;
  /** The assessment as it stands. */
  read(key: ItemKey): Promise<Assessment | null>;
  /** Runs a turn with an event of the product itself. */
  tell(key: ItemKey, id: string, event: Told): Promise<Outcome<Assessment>>;
  isAdmin(tenant: string, person: string): Promise<boolean>;
  log(line: { level: 'warn' | 'error'; event: string; [detail: string]: unknown }): void;
}

type Told =
  EventOf<'account.tried'> extends infer E ? (E extends unknown ? Omit<E, 'by' | 'name' | 'at' | 'from' | 'typed'> : never) : never;

type TryEffect = Extract<BackgroundEffect, { kind: 'try' }>;

export interface Trials {
  /** Returns at once. */
  begin(key: ItemKey, body: TryEffect): void;
  /** Ends what runs without telling anybody: the calendar of another process starts it again. */
  abandon(): Promise<void>;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

interface Run extends Pick<TryEffect, 'trial' | 'attempt'> {
  /** Aborted where another attempt took over, or the process ends: nothing more is told. */
  ending: AbortController;
}

export function createTrials(ports: TrialsPorts): Trials {
  const runs = new Map<string, Run>();
  const running = new Set<Promise<void>>();
  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.allSettled(running);
  };
  return {
    begin(key, { trial, attempt }) {
      const name = itemName(key);
      const before = runs.get(name);
      if (before?.trial === trial && before.attempt >= attempt) return;
      before?.ending.abort();
      const run: Run = { trial, attempt, ending: new AbortController() };
      runs.set(name, run);
      const work = runTrial(ports, key, run)
        .catch((error: unknown) => ports.log({ level: 'error', event: 'trial', trial, error: String(error) }))
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

async function runTrial(ports: TrialsPorts, key: ItemKey, { trial: id, attempt, ending }: Run): Promise<void> {
  const assessment = await ports.read(key);
  const trial = assessment?.snapshot.context.trial ?? null;
  if (assessment === null || trial?.id !== id || trial.attempt !== attempt || trial.end !== null) return;
  const news = await tried(ports, key, trial, { name: assessment.snapshot.context.people[trial.by] ?? '', signal: ending.signal });
  if (ending.signal.aborted) return;
  await ports.tell(key, `try ${id} ${attempt} end`, { type: 'account.tried', trial: id, attempt, ...news });
}

/** What throws is a fault of ours: people hear that, and what to do. */
async function tried(
  { connections, isAdmin, log }: TrialsPorts,
  { tenant, id: assessment }: ItemKey,
  { id, account, regions, by }: Trial,
  { name, signal }: { name: string; signal: AbortSignal },
): Promise<TrialNews> {
  if (connections === null) return { how: 'refused', why: 'our-fault' };
  try {
    const asker = { id: by, name, isAdmin: await isAdmin(tenant, by) };
    const news = await connections.try({ tenant, assessment, by: asker, account, regions }, id, signal);
    if (news.how === 'refused') return news;
    const { unread, barred } = news.missing;
    return { ...news, missing: { unread: unread.slice(0, mostMissing), barred: barred.slice(0, mostMissing) } };
  } catch (error) {
    log({ level: 'error', event: 'try', trial: id, error: String(error) });
    return { how: 'refused', why: 'our-fault' };
  }
}
