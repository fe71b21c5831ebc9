/** Walks everything about scans, from each state that an assessment can stand in without one. */
import { indexCatalogue } from '../../knowledge/catalogue.ts';
import { undecidedIn } from '../../workflows/interview/counting.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { idleMs, scanSilentMs, trialSilentMs } from '../../workflows/interview/limits.ts';
import type { Trial } from '../../workflows/interview/scan-context.ts';
import { seenDigest } from '../../workflows/interview/seen.ts';
import { answerEvent, type BareEvent, eventBy, minute, type Play } from './interview.ts';
import { type Tried, walkFrom } from './interview-explore.ts';
import { account, counts, finishedEvent, heldEvent, houseRows, tryEvent } from './scans.ts';

const wall = 'c:infra-wall/q1';

/** Everything about scans, and what changes what is possible for them: what people ask for, what the product tells of it, what the calendar wants to know. */
export function scanTries({ engine, snapshot, at }: Play): InterviewEvent[] {
  const { scan, seen, settled, accounts, trial } = snapshot.context;
  const later = at + minute;
  const told: BareEvent[] =
    scan === null
      ? []
      : [
          { type: 'scan.progressed', scan: scan.id, attempt: scan.attempt, ...counts },
          finishedEvent(scan.id, houseRows, 'finished', scan.attempt),
          { type: 'scan.failed', scan: scan.id, attempt: scan.attempt, reason: 'The role is gone.' },
        ];
  const control = indexCatalogue(engine.catalogue).control('infra-wall');
  const digest = control === undefined ? '' : seenDigest(control, seen?.checks ?? []);
  const decided: BareEvent[] =
    settled['infra-wall'] === undefined ? [{ type: 'settle', control: 'infra-wall', decision: 'fix', seen: digest }] : [];
  const asked: BareEvent[] = [
    accounts.length === 0 ? tryEvent() : { type: 'drop-account', account: account.account },
    { type: 'scope-workload', tags: { app: 'house' }, resources: [] },
    { type: 'scan', scan: 'scan-1' },
    { type: 'stop-scan' },
    { type: 'finish', resultId: 'result-1' },
    { type: 'pause' },
    { type: 'cancel' },
    { type: 'undo-cancel' },
    { type: 'resume' },
    { type: 'reopen' },
    { type: 'assess-again' },
    { type: 'keep-baseline' },
    answerEvent(snapshot.context, wall, 'only-team'),
    ...decided,
  ];
  return [
    eventBy('plumbline', snapshot.context.lastAt + idleMs, { type: 'idle.checked' }),
    ...asked.map((bare) => eventBy('ana', later, bare)),
    ...told.map((bare) => eventBy('plumbline', later, bare)),
    ...(trial === null ? [] : trialTries(trial, later)),
    ...(scan === null
      ? []
      : [scan.heardAt + scanSilentMs - 1, scan.heardAt + scanSilentMs].map((when) =>
          eventBy('plumbline', when, { type: 'scan.checked', scan: scan.id }),
        )),
  ];
}

/** It holds, it does not, nothing is heard of it; and what is told of an earlier attempt. */
function trialTries({ id, attempt, heardAt }: Trial, later: number): InterviewEvent[] {
  const checked: BareEvent = { type: 'trial.checked', trial: id, attempt };
  return [
    eventBy('plumbline', later, heldEvent(id, attempt, ['house:ListRoofs'])),
    eventBy('plumbline', later, heldEvent(id, attempt - 1)),
    eventBy('plumbline', later, { type: 'account.tried', trial: id, attempt, how: 'refused', why: 'not-yet' }),
    ...[heardAt + trialSilentMs - 1, heardAt + trialSilentMs].map((when) => eventBy('plumbline', when, checked)),
  ];
}

/** What the guards of scans ask of the context, beside the chart's state. */
function kindOf({ engine, snapshot: { context, value } }: Play): string {
  const undecided = undecidedIn(engine.catalogue, context).length > 0;
  const { trial } = context;
  const tried = trial === null ? 'no' : trial.end === null ? trial.attempt : 'yes';
  return JSON.stringify([value, context.accounts.length > 0, tried, context.seen !== null, undecided]);
}

/** `tried` is what was walked without scans: of each state the play that remembers most. */
export function exploreScans(tried: readonly Tried[]): Tried[] {
  const places = new Map<string, Play>();
  for (const { after } of tried.filter((one) => one.after.changed)) {
    const name = JSON.stringify(after.snapshot.value);
    const known = places.get(name);
    if (known === undefined || size(after) > size(known)) places.set(name, after);
  }
  return walkFrom([...places.values()], kindOf, scanTries);
}

const size = ({ snapshot }: Play): number => Object.keys(snapshot.context.answers).length;
