/** What comes by itself may be about something that is over: whether it still concerns the gap as it stands. Pure. */
import { endOf, mostProofAttempts, rejectionLimits, severityOf } from './defaults.ts';
import type { GapContext } from './gap-context.ts';
import type { GapEvent } from './gap-events.ts';

/** True for a due row that fires for what still stands, so that one which was cancelled too late does nothing. */
export function isStillAsked(context: GapContext, event: GapEvent): boolean {
  switch (event.type) {
    case 'decision.overdue':
    case 'decision.lapsed':
      return event.rev === context.rev;
    case 'acceptance.warned':
    case 'acceptance.expired':
      return event.until === context.acceptance?.until;
    case 'deferral.over':
      return event.until === context.deferredUntil;
    case 'due.passed':
      return event.due === context.content.due && !context.overdue;
    case 'unanswered':
      return event.person === context.assignee?.id;
    default:
      return true;
  }
}

/** Told by an attempt that another has taken over from, or about a proof that nobody asked for any more. */
export function isMisreported({ proof }: GapContext, event: GapEvent): boolean {
  if (event.type !== 'proof.finished' && event.type !== 'proof.failed') return false;
  return proof === null || proof.id !== event.proof || proof.attempt !== event.attempt;
}

/** Silent for long, and not tried too often. */
export function mayTryAgain({ proof }: GapContext, event: GapEvent): boolean {
  return event.type === 'proof.checked' && proof !== null && proof.id === event.proof && proof.attempt < mostProofAttempts;
}

/** A look sees something of it as a rule, and this one, which is told for the first time, did not. */
export function isNewlyUnseen({ seen, unseen }: GapContext, event: GapEvent): boolean {
  return event.type === 'drift.unseen' && seen !== null && seen.outcome.looked > 0 && unseen?.scan !== event.scan;
}

/** A rejection that has stood for as long as one of its weight may. */
export function hasGrownOld({ decision, content }: Pick<GapContext, 'decision' | 'content'>, at: number): boolean {
  return decision !== null && at >= endOf(rejectionLimits[severityOf[content.label]], decision.at);
}
