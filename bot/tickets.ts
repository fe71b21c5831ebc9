/**
 * Works off beside the turns what gaps want of the tracker. What comes of a job comes in as an event with an id made from it, so that
 * telling twice is telling once. Nothing here has to last: a process that ends leaves its jobs to the calendar, which starts them again.
 */
import { createHash } from 'node:crypto';
import type { Control } from '../knowledge/schema.ts';
import { dayOf } from '../workflows/roadmap/days.ts';
import type { GapStanding } from '../workflows/roadmap/gap-effects.ts';
import type { GapEvent, GapEventOf } from '../workflows/roadmap/gap-events.ts';
import type { GapTicket, TicketJob } from '../workflows/roadmap/ticket-state.ts';
import type { Answer, Draft, Note, Seen, Tickets } from '../workflows/tickets/ticket.ts';
import { troubleOf, unheard } from '../workflows/tickets/trouble.ts';
import { trackerWords, unheardWords } from '../workflows/tickets/words.ts';
import { type BackgroundEffect, type ItemKey, itemName } from '../workflows/turn/effects.ts';

interface JobsPorts {
  /** Null where the tenant has no tracker. */
  tracker(tenant: string): Tickets | null;
  /** The gap as it stands. */
  read(key: ItemKey): Promise<GapStanding | null>;
  /** Runs a turn with an event of the product itself. */
  tell(key: ItemKey, id: string, event: Told): Promise<unknown>;
  control(id: string): Control | undefined;
  /** Speaks once so many milliseconds have passed. */
  deadline(ms: number): AbortSignal;
  log(line: { level: 'warn' | 'error'; event: string; [detail: string]: unknown }): void;
}

type Bare<E> = E extends GapEvent ? Omit<E, 'by' | 'name' | 'at' | 'from' | 'authority'> : never;
type Told = Bare<GapEventOf<'ticket.opened' | 'ticket.seen'> | GapEventOf<'ticket.failed'>>;

type TicketEffect = Extract<BackgroundEffect, { kind: 'ticket' }>;

export interface TicketJobs {
  /** Returns at once. */
  begin(key: ItemKey, body: TicketEffect): void;
  /** Ends what runs without telling anybody: the calendar of another process starts it again. */
  abandon(): Promise<void>;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

/** Over before the calendar takes it for lost, so that two attempts never speak at once. */
const longestMs = 90_000;

interface Run {
  job: number;
  attempt: number;
  ending: AbortController;
}

export function createTicketJobs(ports: JobsPorts): TicketJobs {
  const runs = new Map<string, Run>();
  const running = new Set<Promise<void>>();
  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.allSettled(running);
  };
  return {
    begin(key, { job, attempt }) {
      const name = itemName(key);
      const before = runs.get(name);
      if (before?.job === job && before.attempt >= attempt) return;
      before?.ending.abort();
      const run: Run = { job, attempt, ending: new AbortController() };
      runs.set(name, run);
      const work = runJob(ports, key, run)
        .catch((error: unknown) => ports.log({ level: 'error', event: 'ticket', job, error: String(error) }))
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

async function runJob(ports: JobsPorts, key: ItemKey, { job: n, attempt, ending }: Run): Promise<void> {
  const gap = await ports.read(key);
  const ticket = gap?.context.ticket ?? null;
  const job = ticket?.job ?? null;
  if (gap === null || ticket === null || job === null || job.n !== n || job.attempt !== attempt) return;
  const answer = await answered(ports, key, { gap, ticket, job }, ending.signal);
  if (ending.signal.aborted) return;
  const id = `ticket ${n} ${attempt} end`;
  if (answer.kind === 'trouble') {
    const { kind, reason, retryAfterMs } = answer.trouble;
    ports.log({ level: 'warn', event: 'ticket', job: n, attempt, why: kind });
    await ports.tell(key, id, { type: 'ticket.failed', job: n, attempt, reason, retryAfterMs });
    return;
  }
  const type = job.what === 'open' ? 'ticket.opened' : 'ticket.seen';
  const proof = createHash('sha256')
    .update(`${itemName(key)} ${id}`)
    .digest('base64url')
    .slice(0, 12);
  await ports.tell(key, id, { type, job: n, seen: answer.value, proof });
}

interface Asked {
  gap: GapStanding;
  ticket: GapTicket;
  job: TicketJob;
}

/** What throws is a fault of ours, or took too long: nothing is known then, and it is tried again. */
async function answered(ports: JobsPorts, key: ItemKey, asked: Asked, ending: AbortSignal): Promise<Answer<Seen>> {
  const tracker = ports.tracker(key.tenant);
  if (tracker === null) return { kind: 'trouble', trouble: troubleOf('missing', trackerWords.none) };
  const page = asked.ticket.seen?.url;
  // Where another tracker was set since, the same number is another issue.
  if (page !== undefined && !tracker.holds(page))
    return { kind: 'trouble', trouble: troubleOf('moved', trackerWords.elsewhere(tracker.place)) };
  try {
    return await done(ports, tracker, key, asked, AbortSignal.any([ending, ports.deadline(longestMs)]));
  } catch (error) {
    if (!ending.aborted) ports.log({ level: 'error', event: 'ticket', job: asked.job.n, error: String(error) });
    return { kind: 'trouble', trouble: unheard(unheardWords(tracker.place)) };
  }
}

async function done(ports: JobsPorts, tracker: Tickets, key: ItemKey, asked: Asked, signal: AbortSignal): Promise<Answer<Seen>> {
  const { job, ticket } = asked;
  const number = ticket.seen?.number;
  if (job.what === 'open' || number === undefined) return await tracker.open(draftOf(ports, key, asked), signal);
  if (job.what === 'look') return await tracker.look(number, signal);
  return await tracker[job.what](number, noteOf(key, asked), signal);
}

const effectOf = (key: ItemKey, { n }: TicketJob): string => `${itemName(key)} ticket ${n}`;

function draftOf({ control: find }: JobsPorts, key: ItemKey, { gap: { context }, ticket, job }: Asked): Draft {
  const { title, workload, why, firstStep, due, label, phase, control } = context.content;
  const known = find(control);
  return {
    gap: itemName(key),
    effect: effectOf(key, job),
    since: ticket.askedAt,
    title,
    workload,
    why: known?.why ?? '',
    found: [...why, ...(context.seen?.outcome.lines ?? [])],
    firstStep,
    steps: known?.remediation.steps ?? [],
    due,
    label,
    phase,
  };
}

function noteOf(key: ItemKey, { gap: { context }, job }: Asked): Note {
  const bare = { effect: effectOf(key, job), since: job.at, day: dayOf(job.at) };
  if (job.what === 'reopen') return { ...bare, about: 'drifted' };
  const isScan = context.backed && context.seen?.outcome.verdict === 'proven';
  return { ...bare, day: dayOf(context.verifiedAt ?? job.at), about: isScan ? 'proven-by-scan' : 'proven-by-person' };
}
