/** The gap's statechart: from found to proven fixed, or decided otherwise. Pure: named guards, no timers, no calls, no clocks. */
import { assign, setup } from 'xstate';
import { proofSilent } from './defaults.ts';
import { applied, approved, granted } from './gap-changes.ts';
import { type GapContext, noGap } from './gap-context.ts';
import type { GapEvent } from './gap-events.ts';
import { approvalsNeeded, refusalOf } from './gap-rights.ts';
import { closedThere, isTicketNews, takesClosing } from './gap-ticket.ts';
import { hasGrownOld, isMisreported, isNewlyUnseen, isStillAsked, mayTryAgain } from './gap-timing.ts';

interface Seen {
  context: GapContext;
  event: GapEvent;
}

const isAllowed = ({ context, event }: Seen): boolean => refusalOf(context, event) === null;

/** One more voice makes enough. An admin who breaks the glass decides alone. */
const isEnough = ({ context, event }: Seen): boolean => {
  if (event.type !== 'approve' || !isAllowed({ context, event })) return false;
  if (event.glass !== undefined) return true;
  return context.approvals.length + 1 >= approvalsNeeded(context, event.authority ?? { twoFrom: null });
};

const asksFor =
  (kind: 'acceptance' | 'deferral' | 'date') =>
  ({ context, event }: Seen): boolean =>
    event.type === 'grant' && context.content.request?.kind === kind && isAllowed({ context, event });

const finishes =
  (verdict: 'proven' | 'nothing-left') =>
  ({ context, event }: Seen): boolean =>
    event.type === 'proof.finished' && event.outcome.verdict === verdict && !isMisreported(context, event);

const bench = setup({
  types: { context: {} as GapContext, events: {} as GapEvent },
  guards: {
    isAllowed,
    isEnough,
    mayRejectAgain: (seen: Seen) => isAllowed(seen) && hasGrownOld(seen.context, seen.event.at),
    isEnoughWithOwner: (seen: Seen) => isEnough(seen) && seen.context.content.owner !== null,
    asksForAcceptance: asksFor('acceptance'),
    asksForDeferral: asksFor('deferral'),
    asksForDate: asksFor('date'),
    isPutUp: ({ context }: Seen) => context.rev > 0,
    hasContent: ({ event }: Seen) => event.type === 'propose' && event.content !== undefined,
    isBacked: (seen: Seen) => isAllowed(seen) && seen.context.backed,
    isProven: finishes('proven'),
    hasNothingLeft: finishes('nothing-left'),
    isNewlyUnseen: ({ context, event }: Seen) => isNewlyUnseen(context, event),
    isUnseen: ({ context }: Seen) => context.unseen !== null,
    isNews: ({ context, event }: Seen) => !isMisreported(context, event),
    mayTryAgain: ({ context, event }: Seen) => mayTryAgain(context, event),
    isThisProof: ({ context, event }: Seen) => event.type === 'proof.checked' && context.proof?.id === event.proof,
    isTicketNews: ({ context, event }: Seen) => isTicketNews(context, event),
    takesClosing: ({ context, event }: Seen) => takesClosing(context, event),
    isStillAsked: ({ context, event }: Seen) => isStillAsked(context, event),
    wasApprovedStill: ({ context, event }: Seen) => isStillAsked(context, event) && context.wasApproved,
  },
  actions: {
    apply: assign(({ context, event }: Seen) => applied(context, event)),
    approve: assign(({ context, event }: Seen) => (event.type === 'approve' ? approved(context, event) : context)),
    takeClosing: assign(({ context, event }: Seen) => (takesClosing(context, event) ? closedThere(context, event) : context)),
    giveUp: assign(({ context }: Seen) => ({ ...context, proof: null, proofFault: proofSilent })),
    grant: assign(({ context, event }: Seen) => (event.type === 'grant' ? granted(context, event) : context)),
  },
});

const allowed = { guard: 'isAllowed', actions: 'apply' } as const;
const ticketNews = { guard: 'isTicketNews', actions: 'apply' } as const;
const ticketTold = [{ guard: 'takesClosing', target: 'verifying', actions: 'takeClosing' }, ticketNews] as const;
const inTime = { guard: 'isStillAsked', actions: 'apply' } as const;
const propose = { guard: 'hasContent', target: 'proposed', actions: 'apply' } as const;
const withdraw = { target: 'withdrawn', actions: 'apply' } as const;
const decideAnew = { guard: 'isAllowed', target: 'proposed', actions: 'apply' } as const;

/** What is asked for beside the plan, and taken back or refused again. */
const asking = { ask: allowed, 'take-back': allowed, refuse: allowed } as const;
const acceptOrDefer = [
  { guard: 'asksForAcceptance', target: 'accepted', actions: 'grant' },
  { guard: 'asksForDeferral', target: 'deferred', actions: 'grant' },
] as const;

/** Approved work that goes on: taken, given on, blocked, said to be done, or decided otherwise after all. */
const working = {
  ...asking,
  grant: [...acceptOrDefer, { guard: 'asksForDate', actions: 'grant' }],
  take: { guard: 'isAllowed', target: 'inProgress', actions: 'apply' },
  assign: { guard: 'isAllowed', target: 'assigned', actions: 'apply' },
  'give-back': { guard: 'isAllowed', target: 'approved', actions: 'apply' },
  done: [
    { guard: 'isBacked', target: 'verifying', actions: 'apply' },
    { guard: 'isAllowed', target: 'saidDone', actions: 'apply' },
  ],
  block: allowed,
  unblock: allowed,
  help: allowed,
  reconsider: decideAnew,
  'due.passed': inTime,
  unanswered: inTime,
  'ticket-ask': allowed,
  'ticket.opened': ticketTold,
  'ticket.seen': ticketTold,
} as const;

/** When its time is over: approved work comes back as such, everything else is decided again. */
const comesBack = [
  { guard: 'wasApprovedStill', target: 'reopened', actions: 'apply' },
  { guard: 'isStillAsked', target: 'proposed', actions: 'apply' },
] as const;

export const gapChart = bench.createMachine({
  id: 'gap',
  initial: 'unborn',
  context: noGap,
  on: {
    moved: { guard: 'isPutUp', actions: 'apply' },
    'ticket-look': allowed,
    'ticket.opened': ticketNews,
    'ticket.seen': ticketNews,
    'ticket.failed': ticketNews,
    'ticket.due': ticketNews,
  },
  states: {
    unborn: { on: { propose } },
    proposed: {
      on: {
        ...asking,
        propose,
        withdraw,
        change: allowed,
        approve: [
          { guard: 'isEnoughWithOwner', target: 'assigned', actions: 'approve' },
          { guard: 'isEnough', target: 'approved', actions: 'approve' },
          allowed,
        ],
        reject: { guard: 'isAllowed', target: 'rejected', actions: 'apply' },
        grant: [...acceptOrDefer, { guard: 'asksForDate', actions: 'grant' }],
        'decision.overdue': inTime,
        'decision.lapsed': { guard: 'isStillAsked', target: 'lapsed', actions: 'apply' },
      },
    },
    approved: { on: working },
    assigned: { on: working },
    inProgress: { on: working },
    reopened: { on: working },
    saidDone: {
      on: {
        confirm: { guard: 'isAllowed', target: 'verified', actions: 'apply' },
        doubt: { guard: 'isAllowed', target: 'inProgress', actions: 'apply' },
        'not-done': { guard: 'isAllowed', target: 'inProgress', actions: 'apply' },
      },
    },
    verifying: {
      on: {
        'proof.finished': [
          { guard: 'isProven', target: 'verified', actions: 'apply' },
          { guard: 'hasNothingLeft', target: 'saidDone', actions: 'apply' },
          { guard: 'isNews', target: 'inProgress', actions: 'apply' },
        ],
        'proof.failed': { guard: 'isNews', target: 'inProgress', actions: 'apply' },
        'proof.checked': [
          { guard: 'mayTryAgain', actions: 'apply' },
          { guard: 'isThisProof', target: 'inProgress', actions: 'giveUp' },
        ],
        'not-done': { guard: 'isAllowed', target: 'inProgress', actions: 'apply' },
      },
    },
    verified: {
      on: {
        propose: { guard: 'hasContent', target: 'proposed', actions: 'apply' },
        'drift.found': { target: 'reopened', actions: 'apply' },
        'drift.unseen': { guard: 'isNewlyUnseen', actions: 'apply' },
        'drift.held': { guard: 'isUnseen', actions: 'apply' },
        reopen: { guard: 'isAllowed', target: 'reopened', actions: 'apply' },
      },
    },
    // Rejecting again is a decision of its own; before the first one is old it is only a press that came twice.
    rejected: { on: { propose, reconsider: decideAnew, reject: { guard: 'mayRejectAgain', actions: 'apply' } } },
    deferred: { on: { reconsider: decideAnew, 'deferral.over': comesBack } },
    accepted: {
      on: {
        ...asking,
        // Extending is a decision of its own.
        grant: { guard: 'asksForAcceptance', actions: 'grant' },
        reconsider: decideAnew,
        'acceptance.warned': inTime,
        'acceptance.expired': comesBack,
      },
    },
    lapsed: { on: { propose, reconsider: decideAnew } },
    withdrawn: { on: { propose } },
  },
});
