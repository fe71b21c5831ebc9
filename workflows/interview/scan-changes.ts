/** How a scan and what people decide about it change what the assessment remembers. Pure. */
import { type Catalogue, indexCatalogue } from '../../knowledge/catalogue.ts';
import type { InterviewContext } from './context.ts';
import { contradictionsIn } from './counting.ts';
import type { EventOf, ScanCounts } from './events.ts';
import { mostScanAttempts } from './limits.ts';
import { answersSeen } from './scan-answers.ts';
import type { ScanEnd, ScanRun, Settled } from './scan-context.ts';
import type { Contradiction } from './scoring/contradictions.ts';
import { seenDigest, unpackSeen } from './seen.ts';

type Change = Partial<InterviewContext>;

export function dropAccount({ accounts, trial }: InterviewContext, { account }: EventOf<'drop-account'>): Change {
  // A card that said "connected" would not be true any more.
  const forgotten = trial?.account === account && trial.end !== null ? { trial: null } : {};
  return { accounts: accounts.filter((one) => one.account !== account), ...forgotten };
}

export function beginScan({ scan, by, at }: EventOf<'scan'>): Change {
  return { scan: { id: scan, by, at, attempt: 1, ...nothingYet, heardAt: at, stopping: false, end: null } };
}

const nothingYet = { done: 0, planned: 0, calls: 0, unread: [] };

/** Also when the assessment is cancelled: nobody waits for it any more. */
export function stopScan({ scan }: InterviewContext): Change {
  return scan === null || scan.end !== null ? {} : { scan: { ...scan, stopping: true } };
}

export function noteProgress({ scan }: InterviewContext, event: EventOf<'scan.progressed'>): Change {
  return scan === null ? {} : { scan: { ...counted(scan, event), heardAt: event.at } };
}

function counted({ barred: _before, ...scan }: ScanRun, { done, planned, calls, unread, barred }: ScanCounts): ScanRun {
  return { ...scan, done, planned, calls, unread, ...(barred === undefined ? {} : { barred }) };
}

const ended = (scan: ScanRun, end: ScanEnd): ScanRun => ({ ...scan, heardAt: end.at, stopping: false, end });

export function endScan(catalogue: Catalogue, context: InterviewContext, event: EventOf<'scan.finished'>): Change {
  const { scan, seen: before } = context;
  if (scan === null) return {};
  const { how, at } = event;
  const run = ended(counted(scan, event), { how, at });
  // A part never replaces a whole: what was seen earlier stays until a scan has looked everywhere again.
  if (how === 'stopped' && before !== null) return { scan: run };
  const checks = unpackSeen(event.seen);
  return {
    scan: run,
    seen: { scan: scan.id, at, evidence: event.evidence, checks, answers: answersSeen(catalogue, checks), outside: event.outside },
    settled: stillSettled(catalogue, context, checks),
  };
}

/** Taking back an answer holds whatever is seen later; everything else was decided about what was seen then. */
function stillSettled(catalogue: Catalogue, { settled }: InterviewContext, checks: ReturnType<typeof unpackSeen>): Record<string, Settled> {
  const { control } = indexCatalogue(catalogue);
  return Object.fromEntries(
    Object.entries(settled).filter(([id, { decision, seen }]) => {
      const known = control(id);
      return decision === 'answer-wrong' || (known !== undefined && seenDigest(known, checks) === seen);
    }),
  );
}

export function failScan({ scan }: InterviewContext, { at, reason }: EventOf<'scan.failed'>): Change {
  return scan === null ? {} : { scan: ended(scan, { how: 'failed', at, reason }) };
}

/** Nothing was heard for too long: it is started again, or it has ended. */
export function missScan({ scan }: InterviewContext, { at }: EventOf<'scan.checked'>): Change {
  if (scan === null) return {};
  if (scan.stopping) return { scan: ended(scan, { how: 'stopped', at }) };
  if (scan.attempt >= mostScanAttempts) return { scan: ended(scan, { how: 'failed', at, reason: silent }) };
  return { scan: { ...counted(scan, nothingYet), attempt: scan.attempt + 1, heardAt: at } };
}

const silent = 'It fell silent several times and was not started again.';

export function settle(catalogue: Catalogue, context: InterviewContext, event: EventOf<'settle'>): Change {
  const { control, decision, by, at, seen, reason, owner } = event;
  // What was decided before stops counting first, so that the two sides are compared as they are.
  const settled = Object.fromEntries(Object.entries(context.settled).filter(([id]) => id !== control));
  const against = contradictionsIn(catalogue, { ...context, settled }).find((one) => one.control === control);
  if (against === undefined) return {};
  const entry: Settled = {
    decision,
    by,
    at,
    seen,
    aside: decision === 'scan-wrong' ? against.seen.map(({ check }) => check) : [],
    withdrawn: decision === 'answer-wrong' ? withdrawnBy(context, against) : {},
    ...(reason === undefined ? {} : { reason }),
    ...(owner === undefined ? {} : { owner }),
  };
  const people = owner === undefined ? {} : { people: { ...context.people, [owner.id]: owner.name } };
  return { settled: { ...settled, [control]: entry }, ...people };
}

/** The answers that disagree: with what the scan shows of their own question, or, where it shows none, with the control as a whole. */
function withdrawnBy({ answers, seen }: InterviewContext, { said, kind }: Contradiction): Record<string, number> {
  const disagreeing = said.filter(({ credit }) => (kind === 'said-less' ? (credit ?? 0) < 1 : (credit ?? 1) > 0));
  const against = (kind === 'said-not-applicable' ? said : disagreeing).map(({ id }) => `c:${id}`);
  const own = against.filter((key) => {
    const value = answers[key]?.value;
    const choice = seen?.answers[key]?.choice;
    return choice !== undefined && value?.kind === 'choice' && value.choices[0] !== choice;
  });
  return Object.fromEntries((own.length > 0 ? own : against).map((key) => [key, answers[key]?.rev ?? 0]));
}
