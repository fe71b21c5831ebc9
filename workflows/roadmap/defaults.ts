/** The numbers of the follow-through, each with its reason. How soon a gap is due stands with the settings, because tenants change it. */
import { setAsideMs } from '../interview/limits.ts';
import type { Label } from '../interview/scoring/gaps.ts';
import type { Severity } from '../settings/settings.ts';

export const severityOf = { Critical: 'critical', High: 'high', Medium: 'medium', Low: 'low' } as const satisfies Record<Label, Severity>;

export interface Limit {
  days: number;
  reason: string;
}

/** The instant (ms) at which what began at `from` has stood for as long as it may. */
export const endOf = ({ days }: Limit, from: number): number => from + days * 86_400_000;

/** How long the risk of a gap may be accepted at most, in days. */
export const acceptanceLimits: Record<Severity, Limit> = {
  critical: { days: 30, reason: 'what anybody could use now is looked at again within the month' },
  high: { days: 90, reason: 'a quarter: long enough for the work, short enough to be remembered' },
  medium: { days: 180, reason: 'half a year, so that it comes up in the next planning' },
  low: { days: 365, reason: 'a year: nothing is accepted for ever' },
};

/** Before an acceptance ends its owner is told: a month to plan, a week to act, a day to decide. */
export const acceptanceWarnings = [30, 7, 1] as const;

/** A deferral is a plan and no acceptance: after a quarter it is decided again. */
export const longestDeferral = 90;

/** A rejection has no last day. Longer than an acceptance of the same weight, since it says that nothing is to be done; never for ever. */
export const rejectionLimits: Record<Severity, Limit> = {
  critical: { days: 90, reason: 'what anybody could use now is looked at again every quarter' },
  high: { days: 180, reason: 'half a year: workloads, models and attacks have moved on by then' },
  medium: { days: 365, reason: 'once a year, as most reviews are' },
  low: { days: 365, reason: 'once a year: nothing is put aside for ever' },
};

/** What nobody decided in time was put aside by nobody. */
export const lapsedLimit: Limit = { days: 30, reason: 'nobody decided on it, so no reason stands for it' };

/** "The scan is wrong because…" stands against what a check sees for as long as it sees the same. */
export const verdictLimit: Limit = {
  days: setAsideMs / 86_400_000,
  reason: 'half a year: the account and the check may both have changed',
};

/** A decision that waits for a week has been forgotten: admins may decide then, too. */
export const decisionDays = 7;
/** After a month nobody remembers what was asked: it goes back to whoever asked. */
export const lapseDays = 30;

/** What was proven is looked at again every week: drift is mostly somebody's change of last week. */
export const recheckDays = 7;

/** A proof of which nothing was heard for two minutes is started again. */
export const proofSilentMs = 120_000;
export const mostProofAttempts = 3;
/** Longer than the longest look may take. */
export const recheckSilentMs = 15 * 60_000;
/** Once may be an outage of an hour; what could not be looked at for two weeks running is a lead's business. */
export const unseenBeforeLead = 2;
export const proofSilent = 'The look began several times and never came to an end; nothing was changed.';

/** The last moves of a gap; all of them stand in its log. */
export const mostMoves = 20;
/** A reason longer than this is a document, which is linked. */
export const longestReason = 1000;
