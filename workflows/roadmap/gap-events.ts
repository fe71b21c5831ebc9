/** Everything that can happen to a gap. Each event carries who, when and from where; who may is added from what stands when it is written. */
import type { Person } from '../interview/said.ts';
import type { Seen } from '../tickets/ticket.ts';
import type { GapContent, GapRequest } from './gap-content.ts';
import type { ProofOutcome } from './gap-proof.ts';

interface Base {
  /** The person who acts, or `plumbline`. */
  by: string;
  name: string;
  at: number;
  /** The conversation it came from; empty for the product itself. */
  from: string;
  /** Who leads and who administers the tenant, read with the event: never taken from a message. */
  authority?: Authority;
}

/** As the settings of the tenant are when the event is written. */
export interface Authority {
  leads: Person[];
  admins: string[];
  /** From which severity on two leads must agree; null where one is enough. */
  twoFrom: 'critical' | 'high' | 'medium' | 'low' | null;
}

/** Where a gap is spoken of. */
export interface Ways {
  home: string;
  /** Where the leads decide; null where each of them is asked in their own chat. */
  leads: string | null;
  /** The project's channel. */
  tasks: string;
}

export type GapEvent = Base &
  /** Put up for a decision, or again with what a newer result says; `content` is read from the result that is named. */
  (
    | {
        type: 'propose';
        result: string;
        submitter: Person;
        owner: Person | null;
        due: string;
        ways: Ways;
        content?: GapContent;
        /** Whether a scan can see it. */
        backed?: boolean;
      }
    /** A newer result does not have it any more. */
    | { type: 'withdraw'; result: string }
    | { type: 'change'; owner?: Person | null; due?: string; shown: string }
    | { type: 'approve'; shown: string; glass?: string }
    | { type: 'reject'; shown: string; reason: string; glass?: string }
    | { type: 'ask'; request: GapRequest; shown: string }
    | { type: 'take-back'; shown: string }
    | { type: 'grant'; shown: string; glass?: string }
    | { type: 'refuse'; shown: string; reason: string; glass?: string }
    /** A lead wants it decided anew, as the newest result has it where one is named. */
    | { type: 'reconsider'; reason: string; result?: string; content?: GapContent; backed?: boolean }
    | { type: 'decision.overdue'; rev: number }
    | { type: 'decision.lapsed'; rev: number }
    | { type: 'take' }
    /** Given to somebody by whoever has it or a lead; what they say of it stands in the log and with the item. */
    | { type: 'assign'; to: Person; reason?: string }
    | { type: 'give-back'; reason: string }
    /** Where a scan can see it the scan decides; elsewhere the evidence is looked at by a second person. */
    | { type: 'done'; evidence: string; proof: string }
    | { type: 'not-done' }
    | { type: 'block'; reason: string }
    | { type: 'unblock' }
    | { type: 'help'; words: string }
    | { type: 'confirm' }
    | { type: 'doubt'; reason: string }
    | { type: 'proof.finished'; proof: string; attempt: number; outcome: ProofOutcome }
    | { type: 'proof.failed'; proof: string; attempt: number; reason: string }
    | { type: 'proof.checked'; proof: string }
    | { type: 'drift.found'; scan: string; outcome: ProofOutcome }
    /** What was proven could not be looked at again: neither good nor bad. */
    | { type: 'drift.unseen'; scan: string; lines: string[] }
    | { type: 'drift.held'; scan: string }
    | { type: 'reopen'; reason: string }
    | { type: 'acceptance.warned'; until: string; days: number }
    | { type: 'acceptance.expired'; until: string }
    | { type: 'deferral.over'; until: string }
    | { type: 'due.passed'; due: string }
    | { type: 'unanswered'; person: string; times: number; unreachable?: true }
    | { type: 'moved'; ways: Ways }
    /** An issue in the tracker is wanted, or a look at the one that is there. */
    | { type: 'ticket-ask' }
    | { type: 'ticket-look' }
    /** What came of a job; `proof` names the look that follows where the issue was closed as done. */
    | { type: 'ticket.opened' | 'ticket.seen'; job: number; seen: Seen; proof: string }
    | { type: 'ticket.failed'; job: number; attempt: number; reason: string; retryAfterMs: number | null }
    | { type: 'ticket.due'; jobs: number; attempt: number }
  );

export type GapEventOf<T extends GapEvent['type']> = Extract<GapEvent, { type: T }>;
