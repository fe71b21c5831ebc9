/** What each event changes in what a gap remembers. Pure; the chart says when it may happen and where it leads. */
import type { Person } from '../interview/said.ts';
import { addDays, daysBetween } from '../reminder/calendar.ts';
import { dayOf } from './days.ts';
import { contentHash, type GapContent } from './gap-content.ts';
import { type Decided, type GapContext, noGap } from './gap-context.ts';
import type { GapEvent, GapEventOf } from './gap-events.ts';

const actorOf = ({ by, name }: Pick<GapEvent, 'by' | 'name'>): Person => ({ id: by, name });

/** A material edit: what was approved so far was another version. */
function edited(context: GapContext, content: GapContent): GapContext {
  if (contentHash(content) === contentHash(context.content)) return context;
  return { ...context, content, rev: context.rev + 1, approvals: [] };
}

function proposed(context: GapContext, event: GapEventOf<'propose'>): GapContext {
  const { content, result, submitter, ways, backed = false, owner, due } = event;
  if (content === undefined) return context;
  const before = context.rev === 0 ? { ...noGap, assessment: context.assessment } : context;
  const whole = { ...content, owner, due };
  return {
    ...edited(before, whole),
    rev: before.rev + 1,
    approvals: [],
    result,
    ways,
    backed,
    putUp: [submitter],
    askedBy: null,
    proposedAt: event.at,
    fallback: false,
    decision: null,
    leads: event.authority?.leads ?? before.leads,
  };
}

function withRequest(context: GapContext, event: GapEventOf<'ask'>): GapContext {
  return { ...edited(context, { ...context.content, request: event.request }), askedBy: actorOf(event) };
}

const withoutRequest = (context: GapContext): GapContext => ({
  ...edited(context, { ...context.content, request: null }),
  askedBy: null,
});

function changedPlan(context: GapContext, event: GapEventOf<'change'>): GapContext {
  const { owner, due } = event;
  const content = {
    ...context.content,
    ...(owner === undefined ? {} : { owner }),
    ...(due === undefined ? {} : { due }),
  };
  const next = edited(context, content);
  if (next === context) return context;
  const others = context.putUp.filter(({ id }) => id !== event.by);
  return { ...next, putUp: [...others, actorOf(event)], proposedAt: event.at, fallback: false };
}

type DecidedBy = Extract<GapEvent, { type: 'approve' | 'reject' | 'grant' | 'refuse' }>;

function decidedAs(context: GapContext, event: DecidedBy, what: Decided['what']): Decided {
  const { rev, content, approvals } = context;
  const by = [...approvals.map((one) => one.by), actorOf(event)];
  return {
    what,
    by,
    at: event.at,
    rev,
    hash: contentHash(content),
    ...('reason' in event ? { reason: event.reason } : {}),
    ...(event.glass === undefined ? {} : { glass: event.glass }),
  };
}

/** The last agreement that was needed; the plan is approved. */
export function approved(context: GapContext, event: GapEventOf<'approve'>): GapContext {
  const { owner } = context.content;
  return {
    ...context,
    decision: decidedAs(context, event, 'approved'),
    approvals: [],
    wasApproved: true,
    assignee: owner,
  };
}

export function granted(context: GapContext, event: GapEventOf<'grant'>): GapContext {
  const { request } = context.content;
  if (request === null) return context;
  const what = { acceptance: 'accepted', deferral: 'deferred', date: 'date-moved' } as const;
  const decision = decidedAs(context, event, what[request.kind]);
  const rest = { ...withoutRequest(context), decision };
  switch (request.kind) {
    case 'acceptance': {
      const { owner, reason, compensating, until } = request;
      const acceptance = { owner, reason, compensating, until, by: decision.by, at: event.at };
      return { ...rest, acceptance, warned: null, overdue: false, escalated: null };
    }
    case 'deferral':
      return { ...rest, deferredUntil: request.until, overdue: false, escalated: null };
    case 'date':
      return { ...rest, content: { ...rest.content, due: request.due }, overdue: false, escalated: null };
    default:
      return request satisfies never;
  }
}

function dueAgain({ proposedAt, content: { due } }: GapContext, at: number): string {
  const had = Math.max(1, daysBetween(dayOf(proposedAt), due));
  return addDays(dayOf(at), had);
}

/** The due day starts again: as long as it had at first, from today on. */
function restarted(context: GapContext, at: number): GapContext {
  const content = { ...context.content, due: dueAgain(context, at) };
  return {
    ...context,
    content,
    rev: context.rev + 1,
    acceptance: null,
    warned: null,
    deferredUntil: null,
    overdue: false,
    escalated: null,
    verifiedAt: null,
    unseen: null,
    evidence: null,
    proposedAt: at,
    fallback: false,
  };
}

function working(context: GapContext, event: GapEvent): GapContext {
  switch (event.type) {
    case 'take':
      return { ...context, assignee: actorOf(event), escalated: null };
    case 'assign':
      return { ...context, assignee: event.to, escalated: null };
    case 'give-back':
      return { ...context, assignee: null, escalated: null };
    case 'done':
      return doneAs(context, event);
    case 'not-done':
      return { ...context, evidence: null, proof: null };
    case 'block':
      return { ...context, blocked: { reason: event.reason, by: actorOf(event), at: event.at } };
    case 'unblock':
      return { ...context, blocked: null };
    case 'help':
      return { ...context, help: { words: event.words, by: actorOf(event), at: event.at } };
    case 'confirm':
      return { ...context, verifiedAt: event.at };
    case 'doubt':
      return { ...context, evidence: null };
    case 'unanswered':
      return { ...context, escalated: silentAs(context, event) };
    default:
      return context;
  }
}

function silentAs({ assignee }: GapContext, event: GapEventOf<'unanswered'>): GapContext['escalated'] {
  const { person, times, at, unreachable } = event;
  return { person: assignee ?? { id: person, name: '' }, times, at, ...(unreachable === undefined ? {} : { unreachable }) };
}

function doneAs(context: GapContext, event: GapEventOf<'done'>): GapContext {
  const { evidence, proof, at } = event;
  const by = actorOf(event);
  return {
    ...context,
    assignee: context.assignee ?? by,
    blocked: null,
    help: null,
    escalated: null,
    evidence: { text: evidence, by, at },
    proof: context.backed ? { id: proof, attempt: 1, at, heardAt: at } : null,
    proofFault: null,
  };
}

function proving(context: GapContext, event: GapEvent): GapContext {
  switch (event.type) {
    case 'proof.finished': {
      const seen = { at: event.at, outcome: event.outcome };
      return { ...context, proof: null, seen, ...(event.outcome.verdict === 'proven' ? { verifiedAt: event.at } : {}) };
    }
    case 'proof.failed':
      return { ...context, proof: null, proofFault: event.reason };
    case 'proof.checked':
      return context.proof === null
        ? context
        : { ...context, proof: { ...context.proof, attempt: context.proof.attempt + 1, heardAt: event.at } };
    case 'drift.found':
      return { ...restarted(context, event.at), seen: { at: event.at, outcome: event.outcome } };
    case 'drift.unseen': {
      const { scan, lines } = event;
      const { since, times } = context.unseen ?? { since: event.at, times: 0 };
      return { ...context, unseen: { since, times: times + 1, scan, lines } };
    }
    case 'drift.held':
      return { ...context, unseen: null };
    default:
      return context;
  }
}

/** As the newest result has it, where that has it still. A day that is over is no plan: it is as far away again as it was at first. */
function decidedAnew(context: GapContext, event: GapEventOf<'reconsider'>): GapContext {
  const { at, content, result = context.result, backed = context.backed } = event;
  const { owner, due, request } = context.content;
  const later = due < dayOf(at) ? dueAgain(context, at) : due;
  return {
    ...edited(context, { ...(content ?? context.content), owner, request, due: later }),
    ...(content === undefined ? {} : { result, backed }),
    decision: null,
    approvals: [],
    putUp: [actorOf(event)],
    proposedAt: at,
    fallback: false,
    overdue: false,
    escalated: null,
    rev: context.rev + 1,
  };
}

/** Every event that is applied without more; decisions have functions of their own. */
export function applied(context: GapContext, event: GapEvent): GapContext {
  switch (event.type) {
    case 'propose':
      return proposed(context, event);
    case 'change':
      return changedPlan(context, event);
    case 'approve':
      return { ...context, approvals: [...context.approvals, { by: actorOf(event), at: event.at }] };
    case 'reject':
      return { ...context, decision: decidedAs(context, event, 'rejected') };
    case 'ask':
      return withRequest(context, event);
    case 'take-back':
      return withoutRequest(context);
    case 'refuse':
      return { ...withoutRequest(context), decision: decidedAs(context, event, 'refused') };
    case 'reconsider':
      return decidedAnew(context, event);
    case 'decision.overdue':
      return { ...context, fallback: true };
    case 'acceptance.warned':
      return { ...context, warned: event.days };
    case 'acceptance.expired':
    case 'deferral.over':
    case 'reopen':
      return restarted(context, event.at);
    case 'due.passed':
      return { ...context, overdue: true };
    case 'moved':
      return { ...context, ways: event.ways };
    default:
      return proving(working(context, event), event);
  }
}
