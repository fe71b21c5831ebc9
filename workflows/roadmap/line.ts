/** One gap as the roadmap shows it: a line that the gap itself tells whenever it moves. Small, because it travels as an effect. */
import type { Phase } from '../../knowledge/schema.ts';
import type { Person } from '../interview/said.ts';
import type { Label } from '../interview/scoring/gaps.ts';
import type { Seen } from '../tickets/ticket.ts';
import { factsHash, type GapRequest, shownHash } from './gap-content.ts';
import { type GapContext, type GapState, reachedBy } from './gap-context.ts';

export interface GapLine {
  control: string;
  title: string;
  label: Label;
  phase: Phase;
  effort: 'S' | 'M' | 'L';
  priority: number;
  state: GapState;
  rev: number;
  /** The beginning of the hash of its content: what a decision from the list is bound to. */
  shown: string;
  owner: Person | null;
  due: string;
  backed: boolean;
  /** Since when it stands so, ms. */
  since: number;
  request?: { kind: GapRequest['kind']; by: string; until: string };
  decided?: { by: string; at: number; glass?: true };
  /** The last day of an acceptance or a deferral. */
  until?: string;
  blocked?: true;
  help?: true;
  overdue?: true;
  escalated?: true;
  /** Nobody decided for so long that admins may, too. */
  fallback?: true;
  /** How many leads have agreed so far, where one is not enough. */
  agreed?: number;
  /** Proven, and not to be looked at since then, ms. */
  unseen?: number;
  /** What the last look found, in one sentence. */
  seen?: string;
  /** Its issue in the tracker. */
  issue?: Pick<Seen, 'number' | 'called' | 'state'>;
  /** The beginning of the hash of the facts on which it was put aside. */
  facts?: string;
  /** Since when it is open without a break, and since when the leads are waited for, ms; the roadmap notes both. */
  opened?: number;
  waits?: number;
}

/** Names are people's own and may be long; a list shows their beginning. */
const short = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
const named = ({ id, name }: Person): Person => ({ id, name: short(name, 60) });
const namesOf = (people: readonly Person[]): string => short(people.map(({ name }) => name).join(', '), 100);

export function lineOf(state: GapState, context: GapContext): GapLine {
  const { content, rev, decision, assignee, backed, acceptance, deferredUntil, approvals, seen, unseen } = context;
  const { control, title, label, phase, effort, priority, owner, due, request } = content;
  const who = assignee ?? owner;
  return {
    control,
    title: short(title, 160),
    label,
    phase,
    effort,
    priority,
    state,
    rev,
    shown: shownHash(content),
    owner: who === null ? null : named(who),
    due,
    backed,
    since: reachedBy(context)?.at ?? context.proposedAt,
    ...(request === null ? {} : { request: requestOf(request, context) }),
    ...(decision === null
      ? {}
      : { decided: { by: namesOf(decision.by), at: decision.at, ...(decision.glass === undefined ? {} : { glass: true as const }) } }),
    ...untilOf(acceptance?.until ?? deferredUntil),
    ...flagsOf(state, context),
    ...(state === 'proposed' && context.fallback ? { fallback: true as const } : {}),
    ...(approvals.length === 0 ? {} : { agreed: approvals.length }),
    ...(unseen === null ? {} : { unseen: unseen.since }),
    ...(seen === null || state === 'verified' ? {} : { seen: short(seen.outcome.lines[0] ?? '', 160) }),
    ...issueOf(context),
    ...(isAside(state) ? { facts: factsHash(content) } : {}),
  };
}

const requestOf = (request: GapRequest, { askedBy }: GapContext) => ({
  kind: request.kind,
  by: short(askedBy?.name ?? '', 60),
  until: request.kind === 'date' ? request.due : request.until,
});

const issueOf = ({ ticket }: GapContext): Pick<GapLine, 'issue'> => {
  const seen = ticket?.seen ?? null;
  if (seen === null) return {};
  const { number, called, state } = seen;
  return { issue: { number, ...(called === undefined ? {} : { called }), state } };
};

const untilOf = (until: string | null): { until?: string } => (until === null ? {} : { until });

/** What is proven is neither late nor unanswered any more. */
const flagsOf = (
  state: GapState,
  { blocked, help, overdue, escalated }: GapContext,
): Pick<GapLine, 'blocked' | 'help' | 'overdue' | 'escalated'> => ({
  ...(blocked === null ? {} : { blocked: true as const }),
  ...(help === null ? {} : { help: true as const }),
  ...(overdue && isWork(state) ? { overdue: true as const } : {}),
  ...(escalated !== null && isWork(state) ? { escalated: true as const } : {}),
});

/** Work that was approved and is not proven yet. */
export const isWork = (state: GapState): boolean =>
  state === 'approved' ||
  state === 'assigned' ||
  state === 'inProgress' ||
  state === 'saidDone' ||
  state === 'verifying' ||
  state === 'reopened';

/** Work that is somebody's to do: nobody has said that it is done. */
export const isToDo = (state: GapState): boolean => isWork(state) && state !== 'saidDone' && state !== 'verifying';

/** Put up, or approved, and neither proven nor decided away. */
export const isOpen = ({ state }: Pick<GapLine, 'state'>): boolean => state === 'proposed' || isWork(state);

const aside = ['rejected', 'deferred', 'accepted', 'lapsed'] as const;

/** Put up, and neither to be done nor done. */
export const isAside = (state: GapState): state is (typeof aside)[number] => aside.some((one) => one === state);

/** Something about it waits for the leads. */
export const isUndecided = ({ state, request }: Pick<GapLine, 'state' | 'request'>): boolean =>
  state === 'proposed' || request !== undefined;

/** What a gap says of itself now, with the times that only whoever saw it before can know. */
export function noted(before: GapLine | undefined, line: GapLine, at: number): GapLine {
  const opened = before !== undefined && isOpen(before) ? (before.opened ?? before.since) : at;
  const waited = before !== undefined && isUndecided(before) ? (before.waits ?? before.since) : at;
  return { ...line, ...(isOpen(line) ? { opened } : {}), ...(isUndecided(line) ? { waits: waited } : {}) };
}
