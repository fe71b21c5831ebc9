/**
 * Who may do what with a gap. Pure; the same rules refuse the write and say why. Membership of a channel is never authority: leads are
 * those whom the settings name when it is written, an empty list denies, and nobody decides what they put up or own.
 */
import type { Person } from '../interview/said.ts';
import { addDays } from '../reminder/calendar.ts';
import { dayOf, isDay } from './days.ts';
import { acceptanceLimits, longestDeferral, longestReason, severityOf } from './defaults.ts';
import { type GapRequest, shownHash } from './gap-content.ts';
import type { GapContext } from './gap-context.ts';
import type { Authority, GapEvent } from './gap-events.ts';

export type GapRefusal =
  /** They put it up, or changed it last. */
  | { why: 'asked-for' }
  | { why: 'owns' }
  | { why: 'not-lead' }
  | { why: 'no-leads' }
  | { why: 'not-admin' }
  /** Approved already by them; a second lead is needed. */
  | { why: 'twice' }
  /** It is another now than what they saw. */
  | { why: 'changed'; rev: number }
  /** What was asked for is decided first. */
  | { why: 'request-open' }
  | { why: 'no-request' }
  | { why: 'not-part' }
  | { why: 'not-owner' }
  /** Somebody has it, and only they start it. */
  | { why: 'has-owner'; owner: Person }
  /** Somebody else asked, and only they take that back. */
  | { why: 'not-asker' }
  | { why: 'no-reason' }
  | { why: 'too-long' }
  | { why: 'no-owner' }
  | { why: 'no-compensating' }
  | { why: 'no-evidence' }
  | { why: 'no-day' }
  /** Beyond what the severity allows, or not after today. */
  | { why: 'limit'; until: string }
  | { why: 'second-person' }
  /** There is an issue already, or one is being made; there is none yet, or it is looked at just now. */
  | { why: 'has-ticket' }
  | { why: 'no-ticket' };

const severities = ['low', 'medium', 'high', 'critical'] as const;

/** How many leads must agree. */
export function approvalsNeeded({ content }: Pick<GapContext, 'content'>, { twoFrom }: Pick<Authority, 'twoFrom'>): number {
  if (twoFrom === null) return 1;
  return severities.indexOf(severityOf[content.label]) >= severities.indexOf(twoFrom) ? 2 : 1;
}

const isLead = (authority: Authority | undefined, person: string): boolean => authority?.leads.some(({ id }) => id === person) ?? false;

const isAdmin = (authority: Authority | undefined, person: string): boolean => authority?.admins.includes(person) ?? false;

/** Those who never decide: who put it up, who asked, and who owns it or would own the risk. */
export function askers({ putUp, askedBy }: Pick<GapContext, 'putUp' | 'askedBy'>): string[] {
  return [...putUp, ...(askedBy === null ? [] : [askedBy])].map(({ id }) => id);
}

export function owners({ content, assignee }: Pick<GapContext, 'content' | 'assignee'>): string[] {
  const { owner, request } = content;
  const risk = request?.kind === 'acceptance' ? request.owner : null;
  return [owner, assignee, risk].flatMap((person) => (person === null ? [] : [person.id]));
}

export type Deciding = Extract<GapEvent, { type: 'approve' | 'reject' | 'grant' | 'refuse' }>;

/** Null where it may be decided so. Rights come first: who may not decide does not learn what changed. */
export function whyNotDecide(context: GapContext, event: Deciding): GapRefusal | null {
  const right = whyNotDecider(context, event, event.glass);
  if (right !== null) return right;
  if (event.shown !== shownHash(context.content)) return { why: 'changed', rev: context.rev };
  const { request } = context.content;
  const isAboutRequest = event.type === 'grant' || event.type === 'refuse';
  if (isAboutRequest && request === null) return { why: 'no-request' };
  if (!isAboutRequest && request !== null) return { why: 'request-open' };
  return event.type === 'reject' || event.type === 'refuse' ? whyNotReason(event.reason) : null;
}

type Acting = Pick<GapEvent, 'by' | 'authority'>;

/** Null where the person may decide on what stands: a lead who neither put it up nor owns it. */
export function whyNotDecider(context: GapContext, acting: Acting, glass?: string): GapRefusal | null {
  const { by, authority } = acting;
  if (glass !== undefined) return isAdmin(authority, by) ? whyNotReason(glass) : { why: 'not-admin' };
  if (authority === undefined || (authority.leads.length === 0 && !context.fallback)) return { why: 'no-leads' };
  if (askers(context).includes(by)) return { why: 'asked-for' };
  if (owners(context).includes(by)) return { why: 'owns' };
  if (context.approvals.some((one) => one.by.id === by)) return { why: 'twice' };
  return context.fallback && isAdmin(authority, by) ? null : whyNotLead(acting);
}

function whyNotReason(reason: string): GapRefusal | null {
  if (reason.trim() === '') return { why: 'no-reason' };
  return reason.length > longestReason ? { why: 'too-long' } : null;
}

/** Who may work on it and ask for something: those it was spoken of to, and those named in it. Never a right to decide. */
export function takesPart(context: GapContext, { by, from, authority }: Pick<GapEvent, 'by' | 'from' | 'authority'>): boolean {
  const { home, leads, tasks } = context.ways;
  if (from !== '' && [home, leads, tasks].includes(from)) return true;
  return isLead(authority, by) || askers(context).includes(by) || owners(context).includes(by) || context.acceptance?.owner.id === by;
}

export function whyNotAsk(context: GapContext, event: Extract<GapEvent, { type: 'ask' }>): GapRefusal | null {
  if (!takesPart(context, event)) return { why: 'not-part' };
  if (event.shown !== shownHash(context.content)) return { why: 'changed', rev: context.rev };
  if (context.content.request !== null) return { why: 'request-open' };
  return misfitOf(context, event.request, event.at);
}

/** The last day for which something may be asked. */
export function latestDay(context: Pick<GapContext, 'content'>, kind: GapRequest['kind'], at: number): string {
  if (kind === 'acceptance') return addDays(dayOf(at), acceptanceLimits[severityOf[context.content.label]].days);
  return addDays(dayOf(at), kind === 'deferral' ? longestDeferral : longestDue);
}

/** Further away than this a due day is no plan. */
const longestDue = 730;

function misfitOf(context: GapContext, request: GapRequest, at: number): GapRefusal | null {
  const reason = whyNotReason(request.reason);
  if (reason !== null) return reason;
  if (request.kind === 'acceptance') {
    if (request.owner.id === '') return { why: 'no-owner' };
    if (request.compensating.trim() === '') return { why: 'no-compensating' };
    if (request.compensating.length > longestReason) return { why: 'too-long' };
  }
  const day = request.kind === 'date' ? request.due : request.until;
  return whyNotDay(context, day, request.kind, at);
}

export function whyNotDay(context: Pick<GapContext, 'content'>, day: string, kind: GapRequest['kind'], at: number): GapRefusal | null {
  if (!isDay(day)) return { why: 'no-day' };
  const last = latestDay(context, kind, at);
  return day <= dayOf(at) || day > last ? { why: 'limit', until: last } : null;
}

export function whyNotChange(context: GapContext, event: Extract<GapEvent, { type: 'change' }>): GapRefusal | null {
  if (!takesPart(context, event)) return { why: 'not-part' };
  if (event.shown !== shownHash(context.content)) return { why: 'changed', rev: context.rev };
  if (context.content.request !== null) return { why: 'request-open' };
  return event.due === undefined ? null : whyNotDay(context, event.due, 'date', event.at);
}

function whyNotLead({ by, authority }: Acting): GapRefusal | null {
  if (isLead(authority, by)) return null;
  return { why: authority === undefined || authority.leads.length === 0 ? 'no-leads' : 'not-lead' };
}

type Working = Extract<
  GapEvent,
  {
    type:
      | 'take'
      | 'assign'
      | 'give-back'
      | 'done'
      | 'not-done'
      | 'block'
      | 'unblock'
      | 'help'
      | 'confirm'
      | 'doubt'
      | 'reopen'
      | 'reconsider';
  }
>;

/** Whoever has it starts it. Where nobody has it, or nothing reaches whoever has, anybody who takes part may. */
export function whyNotTake({ assignee, escalated }: Pick<GapContext, 'assignee' | 'escalated'>, by: string): GapRefusal | null {
  if (assignee === null || assignee.id === by || escalated?.unreachable === true) return null;
  return { why: 'has-owner', owner: assignee };
}

/** Null where the work may go on so. */
export function whyNotWork(context: GapContext, event: Working): GapRefusal | null {
  if (!takesPart(context, event)) return { why: 'not-part' };
  const { by, authority } = event;
  const owns = context.assignee?.id === by;
  switch (event.type) {
    case 'take':
      return whyNotTake(context, by);
    case 'assign':
      if (!owns && !isLead(authority, by) && context.assignee !== null) return { why: 'not-owner' };
      return (event.reason ?? '').length > longestReason ? { why: 'too-long' } : null;
    case 'give-back':
      return owns ? whyNotReason(event.reason) : { why: 'not-owner' };
    case 'done':
      if (!owns && context.assignee !== null) return { why: 'not-owner' };
      if (event.evidence.length > longestReason) return { why: 'too-long' };
      return context.backed || event.evidence.trim() !== '' ? null : { why: 'no-evidence' };
    case 'not-done':
      return owns ? null : { why: 'not-owner' };
    case 'block':
      return whyNotReason(event.reason);
    case 'help':
      return event.words.length > longestReason ? { why: 'too-long' } : null;
    case 'unblock':
      return null;
    case 'confirm':
    case 'doubt': {
      // Four eyes: whoever did it and whoever said so cannot be the one who has seen it.
      if (owns || context.evidence?.by.id === by) return { why: 'second-person' };
      return event.type === 'doubt' ? whyNotReason(event.reason) : null;
    }
    case 'reopen':
      return owns ? whyNotReason(event.reason) : (whyNotLead(event) ?? whyNotReason(event.reason));
    case 'reconsider':
      return whyNotLead(event) ?? whyNotReason(event.reason);
    default:
      return event satisfies never;
  }
}

function whyNotTicket(context: GapContext, event: Extract<GapEvent, { type: 'ticket-ask' | 'ticket-look' }>): GapRefusal | null {
  if (!takesPart(context, event)) return { why: 'not-part' };
  const { ticket } = context;
  if (event.type === 'ticket-ask') return ticket === null || (ticket.seen === null && ticket.job === null) ? null : { why: 'has-ticket' };
  return ticket !== null && ticket.seen !== null && ticket.job === null ? null : { why: 'no-ticket' };
}

/** Why an event is refused by right or by its content; null where only the state stands against it, or nothing. */
export function refusalOf(context: GapContext, event: GapEvent): GapRefusal | null {
  switch (event.type) {
    case 'approve':
    case 'reject':
    case 'grant':
    case 'refuse':
      return whyNotDecide(context, event);
    case 'ask':
      return whyNotAsk(context, event);
    case 'change':
      return whyNotChange(context, event);
    case 'ticket-ask':
    case 'ticket-look':
      return whyNotTicket(context, event);
    case 'take-back':
      return context.askedBy?.id === event.by ? null : { why: 'not-asker' };
    case 'take':
    case 'assign':
    case 'give-back':
    case 'done':
    case 'not-done':
    case 'block':
    case 'unblock':
    case 'help':
    case 'confirm':
    case 'doubt':
    case 'reopen':
    case 'reconsider':
      return whyNotWork(context, event);
    default:
      return null;
  }
}

/** What is refused for who they are, whatever they say. */
const aboutWho: ReadonlySet<GapRefusal['why']> = new Set<GapRefusal['why']>([
  'asked-for',
  'owns',
  'not-lead',
  'no-leads',
  'not-admin',
  'twice',
  'not-part',
  'not-owner',
  'has-owner',
  'not-asker',
  'second-person',
]);

/** Those named around it who may do what somebody may not; empty where it was refused for another reason. */
export function whoMay(context: GapContext, event: GapEvent): Person[] {
  const refusal = refusalOf(context, event);
  if (refusal === null || !aboutWho.has(refusal.why)) return [];
  const { content, assignee, askedBy } = context;
  const known = [assignee, content.owner, askedBy, ...(event.authority?.leads ?? [])].filter((one) => one !== null);
  // Who has it gives it to somebody, and so does a lead: whoever would take it asks one of them.
  const asked = refusal.why === 'has-owner' ? { ...event, type: 'assign' as const, to: { id: event.by, name: event.name } } : event;
  const may = ({ id }: Person): boolean => {
    if (id === event.by) return false;
    const own = refusalOf(context, { ...asked, by: id, from: '' });
    return own === null || !aboutWho.has(own.why);
  };
  return [...new Map(known.map((one) => [one.id, one])).values()].filter(may);
}
