/** A scanner whose every run is led by hand, and connections that hold for every account but one. */
import type { Connections, ConnectRequest } from '../../bot/conversation/connecting.ts';
import type { TrialNews } from '../../workflows/interview/events.ts';
import type { Scanner, ScanOutcome, ScanProgress, ScanRequest } from '../../workflows/scanners/job.ts';
import type { Row } from '../../workflows/scanners/verdict.ts';

interface HandRun {
  request: ScanRequest;
  progress(progress: Partial<ScanProgress>): void;
  ends(kind: ScanOutcome['kind'], rows?: readonly Row[], reason?: string, outside?: readonly string[]): void;
  breaks(error: Error): void;
  isStopped(): boolean;
}

export interface HandScanner {
  scanner: Scanner;
  /** In the order in which they were begun. */
  runs: HandRun[];
  /** The newest. */
  run(): HandRun;
  /** Resolves when so many were begun: they begin beside the turn that asks for them. */
  begins(count?: number): Promise<void>;
}

const summary = { calls: 7, distinct: 7, lost: 0, lowerBoundMs: 10, ms: 12 };

export function handScanner(): HandScanner {
  const runs: HandRun[] = [];
  const hand: HandScanner = {
    runs,
    scanner: (request, { onProgress, signal }) =>
      new Promise((resolve, reject) => {
        const state: ScanProgress = { done: 0, planned: 4, calls: 0, unread: [] };
        runs.push({
          request,
          progress(change) {
            Object.assign(state, change);
            onProgress({ ...state });
          },
          ends: (kind, rows = [], reason, outside = []) =>
            resolve({ kind, rows, outside, summary, ...(reason === undefined ? {} : { reason }) }),
          breaks: reject,
          isStopped: () => signal.aborted,
        });
      }),
    async begins(count = 1) {
      for (let round = 0; round < 12_000 && runs.length < count; round += 1) await new Promise((resolve) => setTimeout(resolve, 5));
      if (runs.length < count) throw new Error(`${runs.length} scans were begun, not ${count}.`);
    },
    run() {
      const last = runs.at(-1);
      if (last === undefined) throw new Error('No scan was begun.');
      return last;
    },
  };
  return hand;
}

/** The account whose role lacks something. */
export const leanAccount = '222233334444';
/** The account that is not ours. */
export const strangerAccount = '999988887777';

export const handConnections: Connections = {
  begin: ({ account }) => Promise.resolve({ kind: 'steps', steps: [{ text: `Create the role in ${account}.`, paste: 'Resources: Role' }] }),
  template: () => Promise.resolve(null),
  standing: () => Promise.resolve({ kind: 'open' }),
  try: ({ account }) =>
    Promise.resolve(
      account === strangerAccount
        ? { how: 'refused', why: 'open-without-id' }
        : { how: 'connected', missing: { unread: account === leanAccount ? ['house:ListRoofs'] : [], barred: [] } },
    ),
};

interface HandTrial {
  request: ConnectRequest;
  ends(news: TrialNews): void;
  breaks(error: Error): void;
  isAbandoned(): boolean;
}

/** Connections whose every trial is led by hand. Whoever is named in `owners` connected that account. */
export function handTrials(owners: Readonly<Record<string, { id: string; name: string }>> = {}) {
  const trials: HandTrial[] = [];
  const connections: Connections = {
    ...handConnections,
    standing: ({ account, by }) => {
      const owner = owners[account];
      return Promise.resolve(owner === undefined || owner.id === by.id || by.isAdmin ? { kind: 'open' } : { kind: 'theirs', owner });
    },
    try: (request, _trial, signal) =>
      new Promise((resolve, reject) => {
        trials.push({ request, ends: resolve, breaks: reject, isAbandoned: () => signal.aborted });
        signal.addEventListener('abort', () => resolve({ how: 'refused', why: 'could-not-tell' }), { once: true });
      }),
  };
  return {
    connections,
    trials,
    async begins(count = 1) {
      for (let round = 0; round < 12_000 && trials.length < count; round += 1) await new Promise((resolve) => setTimeout(resolve, 5));
      if (trials.length < count) throw new Error(`${trials.length} trials were begun, not ${count}.`);
    },
    trial(): HandTrial {
      const last = trials.at(-1);
      if (last === undefined) throw new Error('No trial was begun.');
      return last;
    },
  };
}
