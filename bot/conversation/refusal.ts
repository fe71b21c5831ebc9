/** Why an event changed nothing, told from the state it met: never just "error". Pure. */

import type { Phase } from '../../knowledge/schema.ts';
import type { AnswerValue } from '../../workflows/interview/context.ts';
import { undecidedIn } from '../../workflows/interview/counting.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { takesPart } from '../../workflows/interview/guards.ts';
import { findQuestion, isAskedNow, revisionOf } from '../../workflows/interview/questioning.ts';
import { isTrying } from '../../workflows/interview/trial-guards.ts';

export type Refusal =
  /** There is no such assessment, or it is none of this person's business: the two look the same. */
  | { why: 'not-yours' }
  | { why: 'only-requester'; requester: { id: string; name: string } }
  | { why: 'not-active'; activity: 'paused' | 'lapsed' | 'cancelled' | 'gone' }
  /** Somebody answered since the card was drawn. */
  | { why: 'conflict'; key: string; theirs: AnswerValue; by: string; at: number; yours: AnswerValue; rev: number }
  | { why: 'not-asked-now'; key: string }
  | { why: 'scope-moved' }
  | { why: 'nothing-before' }
  | { why: 'already-asked' }
  | { why: 'no-account' }
  /** A scan is under way. */
  | { why: 'looking' }
  | { why: 'not-looking' }
  | { why: 'finished-first' }
  | { why: 'undecided'; count: number }
  /** What was seen or said has changed since the card was drawn, or it is settled. */
  | { why: 'settled-otherwise' }
  | { why: 'not-usable' }
  /** More is named as belonging to the workload than one holds. */
  | { why: 'too-much-named' }
  /** A role is tried. */
  | { why: 'trying' }
  /** Only a finished one is assessed again. */
  | { why: 'not-finished' }
  /** It reaches that phase already. */
  | { why: 'not-further'; target: Phase }
  | { why: 'no-baseline' }
  | { why: 'moved-on' };

export function refusalOf(assessment: Assessment | null, event: InterviewEvent): Refusal {
  if (assessment === null) return { why: 'not-yours' };
  const { context, value } = assessment.snapshot;
  if (event.type === 'move') return moveRefusal(assessment, event);
  if (!takesPart(context, event)) return { why: 'not-yours' };
  const forRequester = event.type === 'cancel' || event.type === 'undo-cancel' || event.type === 'hand-over';
  if (forRequester && event.by !== context.requester.id) return { why: 'only-requester', requester: context.requester };
  if (value.activity !== 'active') return { why: 'not-active', activity: value.activity };
  if (event.type === 'answer') return answerRefusal(assessment, event.key, event.value, event.rev);
  if (event.type === 'confirm-scope') return { why: 'scope-moved' };
  if (event.type === 'back') return { why: 'nothing-before' };
  if (event.type === 'hand-off') return { why: 'already-asked' };
  if (event.type === 'assess-again') return againRefusal(value.interview, event.target);
  return scanRefusal(assessment, event) ?? { why: 'moved-on' };
}

function scanRefusal({ engine, snapshot: { context, value } }: Assessment, { type }: InterviewEvent): Refusal | null {
  const isLooking = value.scan === 'looking' || value.scan === 'stopping';
  switch (type) {
    case 'scan':
      if (isTrying(context)) return { why: 'trying' };
      if (context.accounts.length === 0) return { why: 'no-account' };
      if (isLooking) return { why: 'looking' };
      return value.interview === 'finished' ? { why: 'finished-first' } : null;
    case 'stop-scan':
      return value.scan === 'looking' ? null : { why: 'not-looking' };
    case 'keep-baseline':
      return isLooking && context.again !== null ? { why: 'looking' } : { why: 'no-baseline' };
    case 'finish': {
      if (value.interview !== 'reviewing') return null;
      if (isLooking) return { why: 'looking' };
      const count = undecidedIn(engine.catalogue, context).length;
      return count > 0 ? { why: 'undecided', count } : null;
    }
    case 'settle':
      return { why: 'settled-otherwise' };
    case 'try-account':
      if (isTrying(context)) return { why: 'trying' };
      return isLooking ? { why: 'looking' } : { why: 'not-usable' };
    case 'scope-workload':
      return isLooking ? { why: 'looking' } : { why: 'too-much-named' };
    case 'drop-account':
      return isLooking ? { why: 'looking' } : { why: 'not-usable' };
    default:
      return null;
  }
}

function againRefusal(interview: string, target: Phase | undefined): Refusal {
  return interview !== 'finished' || target === undefined ? { why: 'not-finished' } : { why: 'not-further', target };
}

function moveRefusal({ snapshot: { context } }: Assessment, { by }: InterviewEvent): Refusal {
  if (context.people[by] === undefined) return { why: 'not-yours' };
  return by === context.requester.id ? { why: 'moved-on' } : { why: 'only-requester', requester: context.requester };
}

/** True for an answer to the question as it stands whose choices cannot stand together: nothing moved on, the person chooses again. */
export function isMisfit({ engine, snapshot }: Assessment, event: InterviewEvent): boolean {
  if (event.type !== 'answer' || event.value.kind !== 'choice' || snapshot.value.activity !== 'active') return false;
  const asked = findQuestion(engine.catalogue, event.key);
  const known = asked?.question.choices.map(({ id }) => id) ?? [];
  const { choices } = event.value;
  return (
    choices.length > 1 &&
    choices.every((choice) => known.includes(choice)) &&
    isAskedNow(engine.catalogue, snapshot.context, event.key) &&
    revisionOf(snapshot.context, event.key) === event.rev
  );
}

function answerRefusal({ engine, snapshot }: Assessment, key: string, yours: AnswerValue, rev: number): Refusal {
  const { context } = snapshot;
  if (!isAskedNow(engine.catalogue, context, key) || findQuestion(engine.catalogue, key) === null) return { why: 'not-asked-now', key };
  const answer = context.answers[key];
  if (answer === undefined || answer.rev === rev) return { why: 'moved-on' };
  return { why: 'conflict', key, theirs: answer.value, by: answer.by, at: answer.at, yours, rev: answer.rev };
}
