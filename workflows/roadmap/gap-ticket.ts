/**
 * A gap's issue in the tracker: what is wanted of it, what was seen of it, what went wrong. It follows the gap and never leads it: what is
 * closed there is said to be done here, and only proof closes the gap; "not planned" there accepts no risk. Pure.
 */
import type { GapContext, GapState } from './gap-context.ts';
import type { GapEvent, GapEventOf } from './gap-events.ts';
import { isToDo, isWork } from './line.ts';
import type { GapTicket, TicketJob } from './ticket-state.ts';

interface Stands {
  value: GapState;
  context: GapContext;
}

const mostAttempts = 8;
const silentMs = 2 * 60_000;
const lookAgainMs = 24 * 60 * 60_000;
const gaveUp = 'It was tried several times without an answer. Ask for it again later: an issue that was made after all is found.';

type Told = GapEventOf<'ticket.opened' | 'ticket.seen'>;

const isTold = (event: GapEvent): event is Told => event.type === 'ticket.opened' || event.type === 'ticket.seen';

/** What comes from the tracker, or from the calendar about it, is news only for the job that is wanted now. */
export function isTicketNews({ ticket }: GapContext, event: GapEvent): boolean {
  if (ticket === null) return false;
  if (isTold(event)) return ticket.job?.n === event.job;
  if (event.type === 'ticket.failed') return ticket.job?.n === event.job && ticket.job.attempt === event.attempt;
  return event.type === 'ticket.due' && event.jobs === ticket.jobs && event.attempt === (ticket.job?.attempt ?? 0);
}

/** Somebody closed the issue as done. Where a scan can see it, it looks; elsewhere people show it here, so that nobody vouches for themself. */
export function takesClosing(context: GapContext, event: GapEvent): event is Told {
  const { ticket, backed, assignee } = context;
  if (!isTold(event) || !isTicketNews(context, event) || ticket?.job?.what === 'close') return false;
  const { state, why, closedAt } = event.seen;
  return state === 'closed' && why === 'completed' && closedAt !== ticket?.taken && backed && assignee !== null;
}

/** The scan decides; until then it is said by whoever has the task. */
export function closedThere(context: GapContext, event: Told): GapContext {
  const { at, proof, seen } = event;
  const by = context.assignee ?? { id: event.by, name: event.name };
  return {
    ...context,
    blocked: null,
    help: null,
    escalated: null,
    evidence: { text: seen.url, by, at },
    proof: { id: proof, attempt: 1, at, heardAt: at },
    proofFault: null,
  };
}

/** The ticket after an event, with what is wanted next. `value` is where the gap stands after it. */
export function ticketAfter({ value, context }: Stands, event: GapEvent): GapTicket | null {
  const heard = heardBy(context.ticket, value, event);
  if (heard === null || heard.job !== null) return heard;
  const what = wantedOf(heard, value, event);
  if (what === null) return heard;
  const n = heard.jobs + 1;
  return { ...heard, jobs: n, fault: null, job: { what, n, attempt: 1, at: event.at, heardAt: event.at, retryAt: null } };
}

function heardBy(ticket: GapTicket | null, value: GapState, event: GapEvent): GapTicket | null {
  const by = { id: event.by, name: event.name };
  if (ticket === null)
    return event.type === 'ticket-ask'
      ? { by, askedAt: event.at, seen: null, heardAt: event.at, job: null, jobs: 0, fault: null, taken: null }
      : null;
  switch (event.type) {
    case 'ticket.opened':
    case 'ticket.seen': {
      const agrees = ticket.job?.what === 'close' || value === 'verifying' || value === 'verified';
      const taken = agrees && event.seen.closedAt !== null ? event.seen.closedAt : ticket.taken;
      return { ...ticket, seen: event.seen, heardAt: event.at, job: null, fault: null, taken };
    }
    case 'ticket.failed':
      return ticket.job === null ? ticket : failed(ticket, ticket.job, event);
    case 'ticket.due':
      return ticket.job === null ? ticket : again(ticket, ticket.job, event.at);
    default:
      return ticket;
  }
}

function failed(ticket: GapTicket, job: TicketJob, { at, reason, retryAfterMs }: GapEventOf<'ticket.failed'>): GapTicket {
  const heard = { ...ticket, heardAt: at, fault: reason };
  if (retryAfterMs === null || job.attempt >= mostAttempts) return { ...heard, job: null };
  return { ...heard, job: { ...job, attempt: job.attempt + 1, retryAt: at + retryAfterMs } };
}

/** Its time has come, or nothing was heard of it: whoever began it may be gone. */
function again(ticket: GapTicket, job: TicketJob, at: number): GapTicket {
  if (job.retryAt !== null) return { ...ticket, job: { ...job, heardAt: at, retryAt: null } };
  if (job.attempt >= mostAttempts) return { ...ticket, heardAt: at, job: null, fault: gaveUp };
  return { ...ticket, job: { ...job, attempt: job.attempt + 1, heardAt: at } };
}

function wantedOf({ seen, fault, taken }: GapTicket, value: GapState, event: GapEvent): TicketJob['what'] | null {
  if (event.type === 'ticket-ask') return seen === null ? 'open' : null;
  if (seen === null) return null;
  if (event.type === 'ticket-look' || event.type === 'ticket.due') return 'look';
  // What could not be done is not tried with every move; the next look tells whether it can.
  if (fault !== null) return null;
  if (value === 'verified') return seen.state === 'open' ? 'close' : null;
  return isToDo(value) && seen.state === 'closed' && seen.closedAt === taken ? 'reopen' : null;
}

/** When to come back to it; null where nothing is left to see. */
export function ticketRow({ value, context: { ticket } }: Stands): { at: number; jobs: number; attempt: number } | null {
  if (ticket === null) return null;
  const { job, jobs, seen, heardAt } = ticket;
  if (job !== null) return { at: job.retryAt ?? job.heardAt + silentMs, jobs, attempt: job.attempt };
  const isFollowed = seen !== null && (isWork(value) || (value === 'verified' && seen.state === 'open'));
  return isFollowed ? { at: heardAt + lookAgainMs, jobs, attempt: 0 } : null;
}

/** The attempt that begins now; null where none does. */
export function ticketBegun(before: GapTicket | null, after: GapTicket | null): { job: number; attempt: number } | null {
  const [was, is] = [before?.job ?? null, after?.job ?? null];
  if (is === null || is.retryAt !== null) return null;
  const goesOn = was !== null && was.n === is.n && was.attempt === is.attempt && was.retryAt === null;
  return goesOn ? null : { job: is.n, attempt: is.attempt };
}
