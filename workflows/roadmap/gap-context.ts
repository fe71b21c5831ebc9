/** What a gap remembers. JSON-safe and whole: with the chart's state it is everything there is. */
import type { Person } from '../interview/said.ts';
import type { GapContent } from './gap-content.ts';
import type { Ways } from './gap-events.ts';
import type { ProofOutcome } from './gap-proof.ts';
import type { GapTicket } from './ticket-state.ts';

export const gapStates = [
  'unborn',
  'proposed',
  'approved',
  'assigned',
  'inProgress',
  'saidDone',
  'verifying',
  'verified',
  'reopened',
  'rejected',
  'deferred',
  'accepted',
  'lapsed',
  'withdrawn',
] as const;
export type GapState = (typeof gapStates)[number];

/** A decision with exactly what it was about. */
export interface Decided {
  what: 'approved' | 'rejected' | 'deferred' | 'accepted' | 'date-moved' | 'refused';
  by: Person[];
  at: number;
  rev: number;
  /** The whole hash of the content. */
  hash: string;
  reason?: string;
  /** An admin decided alone, for this reason. */
  glass?: string;
}

export interface Acceptance {
  owner: Person;
  reason: string;
  compensating: string;
  /** The last day on which it holds. */
  until: string;
  by: Person[];
  at: number;
}

export interface Proof {
  id: string;
  attempt: number;
  /** When it was asked for, and when it was last heard of. */
  at: number;
  heardAt: number;
}

export interface Move {
  at: number;
  by: Person;
  to: GapState;
  what: string;
  reason?: string;
}

export interface GapContext {
  assessment: string;
  result: string;
  content: GapContent;
  /** Counts the material changes: "approved v3, now v4". */
  rev: number;
  backed: boolean;
  ways: Ways;
  /** Whoever put up the plan as it stands: who submitted it, and who changed it since. They never decide it. */
  putUp: Person[];
  /** Whoever asked for what the content requests; they do not decide it either. */
  askedBy: Person | null;
  proposedAt: number;
  /** Set when nobody decided in time: admins may decide too. */
  fallback: boolean;
  /** Given so far for the content as it stands, where more than one is needed. */
  approvals: { by: Person; at: number }[];
  decision: Decided | null;
  /** What was approved once stays approved work when it comes back. */
  wasApproved: boolean;
  assignee: Person | null;
  blocked: { reason: string; by: Person; at: number } | null;
  help: { words: string; by: Person; at: number } | null;
  acceptance: Acceptance | null;
  /** The last warning that was given, in days before the end. */
  warned: number | null;
  deferredUntil: string | null;
  evidence: { text: string; by: Person; at: number } | null;
  proof: Proof | null;
  /** Of the last look. */
  seen: { at: number; outcome: ProofOutcome } | null;
  proofFault: string | null;
  /** Proven, and not to be looked at since then; counted by look. */
  unseen: { since: number; times: number; scan: string; lines: string[] } | null;
  overdue: boolean;
  /** How often the assignee was reminded without an answer, when the leads were told; or that nothing reaches them any more. */
  escalated: { person: Person; times: number; at: number; unreachable?: true } | null;
  verifiedAt: number | null;
  /** The leads as they were known last: they are told what waits for them. */
  leads: Person[];
  moves: Move[];
  /** Its issue in the tracker, where somebody asked for one. */
  ticket: GapTicket | null;
}

/** The move since which a gap stands as it does; none before anybody moved it. */
export const reachedBy = ({ moves }: Pick<GapContext, 'moves'>): Move | undefined =>
  moves.findLast(({ to }, index) => moves[index - 1]?.to !== to);

const nobody = { home: '', leads: null, tasks: '' };

export const noGap: GapContext = {
  assessment: '',
  result: '',
  content: {
    control: '',
    title: '',
    workload: '',
    label: 'Low',
    priority: 0,
    phase: 'foundational',
    layer: 'infrastructure',
    effort: 'S',
    why: [],
    firstStep: '',
    services: [],
    tools: [],
    owner: null,
    due: '',
    request: null,
  },
  rev: 0,
  backed: false,
  ways: nobody,
  putUp: [],
  askedBy: null,
  proposedAt: 0,
  fallback: false,
  approvals: [],
  decision: null,
  wasApproved: false,
  assignee: null,
  blocked: null,
  help: null,
  acceptance: null,
  warned: null,
  deferredUntil: null,
  evidence: null,
  proof: null,
  seen: null,
  proofFault: null,
  unseen: null,
  overdue: false,
  escalated: null,
  verifiedAt: null,
  leads: [],
  moves: [],
  ticket: null,
};
