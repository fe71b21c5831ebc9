/** Scans for tests: an account, rows as a scanner gives them, and the events by which a scan goes on in a play. */
import { condense, packSeen } from '../../workflows/interview/seen.ts';
import type { Row } from '../../workflows/scanners/verdict.ts';
import { type BareEvent, must, type Play } from './interview.ts';

export const account = { account: '111122223333', regions: ['eu-west-1', 'us-east-1'] };

export function rowOf(check: string, verdict: Row['verdict'], more: Partial<Row> = {}): Row {
  const region = more.region ?? 'eu-west-1';
  return {
    check,
    verdict,
    account: account.account,
    region,
    resource: `arn:aws:house:${region}:${account.account}:wall/north`,
    at: Date.UTC(2027, 0, 12, 9),
    facts: {},
    caveats: [],
    ...(verdict === 'pass' ? {} : { reason: `It is ${verdict}.` }),
    ...more,
  };
}

/** The wall fails in one Region of two, the shelf passes, and nobody let us see the roof. */
export const houseRows: readonly Row[] = [
  rowOf('EN-01', 'fail', { reason: 'There is a hole in the wall.' }),
  rowOf('EN-01', 'pass', { region: 'us-east-1', caveats: ['A pass says nothing about ladders.'] }),
  rowOf('EN-02', 'pass', { resource: 'shelf' }),
  rowOf('EN-03', 'not-assessed', { resource: 'roof', reason: 'house:ListRoofs was denied.', missingAction: 'house:ListRoofs' }),
];

export const counts = { done: 3, planned: 3, calls: 7, unread: ['house:ListRoofs'] };

/** The neighbour's shed. */
export const outside = { count: 1, names: ['arn:aws:house:eu-west-1:111122223333:shed/next-door'] };

export function finishedEvent(scan: string, rows: readonly Row[], how: 'finished' | 'stopped' = 'finished', attempt = 1): BareEvent {
  return { type: 'scan.finished', scan, attempt, how, evidence: `${scan}.rows`, seen: packSeen(condense(rows)), outside, ...counts };
}

export const tryEvent = (trial = 'trial-1'): BareEvent => ({ type: 'try-account', trial, ...account });

export const heldEvent = (trial = 'trial-1', attempt = 1, unread: string[] = []): BareEvent => ({
  type: 'account.tried',
  trial,
  attempt,
  how: 'connected',
  missing: { unread, barred: [] },
});

/** Its role is being tried. */
export const trying = (before: Play, trial = 'trial-1'): Play => must(before, 'ana', tryEvent(trial));

/** Ana connects the account, where it is not known yet. */
export function connected(before: Play): Play {
  const known = before.snapshot.context.accounts.length > 0;
  return known ? before : must(trying(before), 'plumbline', heldEvent());
}

export function looking(before: Play, scan = 'scan-1'): Play {
  return must(connected(before), 'ana', { type: 'scan', scan });
}

/** A scan from beginning to end. */
export function looked(before: Play, rows: readonly Row[] = houseRows, scan = 'scan-1'): Play {
  return must(looking(before, scan), 'plumbline', finishedEvent(scan, rows));
}
