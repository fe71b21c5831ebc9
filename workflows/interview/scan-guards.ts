/** The conditions of the chart about scans: what may be looked at, whose news counts, and what may be decided. Pure. */
import { type Catalogue, indexCatalogue } from '../../knowledge/catalogue.ts';
import type { InterviewContext, Said } from './context.ts';
import { contradictionsIn, undecidedIn } from './counting.ts';
import type { InterviewEvent } from './events.ts';
import { mostScanAttempts, scanSilentMs } from './limits.ts';
import { seenDigest } from './seen.ts';
import { isTrying } from './trial-guards.ts';

interface Seen {
  context: InterviewContext;
  event: InterviewEvent;
}

/** True for news of the attempt that runs, told by the product itself. */
const isOwn = ({ context: { scan }, event }: Seen): boolean =>
  (event.type === 'scan.progressed' || event.type === 'scan.finished' || event.type === 'scan.failed') &&
  event.by === 'plumbline' &&
  scan !== null &&
  scan.end === null &&
  scan.id === event.scan &&
  scan.attempt === event.attempt;

/** How long nothing was heard of the scan that the calendar asks about; null when it asks about another. */
const silence = ({ context: { scan }, event }: Seen): number | null =>
  event.type === 'scan.checked' && event.by === 'plumbline' && scan !== null && scan.end === null && scan.id === event.scan
    ? event.at - scan.heardAt
    : null;

const isOver = ({ context: { scan } }: Seen): boolean => scan === null || scan.stopping || scan.attempt >= mostScanAttempts;

const isSilent = (scene: Seen): boolean => (silence(scene) ?? 0) >= scanSilentMs;

export const scanGuards = {
  /** While an account is tried nobody knows yet where to look. */
  isScannable: ({ context, event }: Seen) =>
    event.type === 'scan' && context.bornAt > 0 && context.accounts.length > 0 && !isTrying(context),

  isScanNews: isOwn,

  /** Started again, as often as is sensible. */
  isScanSilent: (scene: Seen) => isSilent(scene) && !isOver(scene),

  isScanLost: (scene: Seen) => isSilent(scene) && isOver(scene),

  isScanAlive: (scene: Seen) => silence(scene) !== null && !isSilent(scene),
};

/** Those that need to know what is counted. */
export function createSettlingGuards(catalogue: Catalogue) {
  const { control } = indexCatalogue(catalogue);
  return {
    /** Both sides are still as the person saw them, and what the decision needs is there. */
    isSettleable: ({ context, event }: Seen) => {
      if (event.type !== 'settle' || context.seen === null) return false;
      const known = control(event.control);
      if (known?.id !== event.control || seenDigest(known, context.seen.checks) !== event.seen) return false;
      if (event.decision === 'scan-wrong' && isEmpty(event.reason)) return false;
      if (event.decision === 'later' && event.owner === undefined) return false;
      const undone = Object.fromEntries(Object.entries(context.settled).filter(([id]) => id !== event.control));
      return contradictionsIn(catalogue, { ...context, settled: undone }).some((one) => one.control === event.control);
    },

    /** Nothing that people and the scan disagree about is left without a decision or somebody who takes it. */
    isDecided: ({ context }: Seen) => undecidedIn(catalogue, context).length === 0,
  } as const;
}

function isEmpty(said: Said | undefined): boolean {
  return said === undefined || ('text' in said && said.text.trim() === '');
}
