/** The conditions of the chart: pure questions about what the assessment remembers and what just happened. */

import type { Catalogue } from '../../knowledge/catalogue.ts';
import { isFurther } from './again.ts';
import { keyOfAskedCard } from './asked-card.ts';
import type { AnswerValue, InterviewContext, QuestionKey } from './context.ts';
import type { InterviewEvent } from './events.ts';
import { valueFits } from './fitting.ts';
import { idleMs, mostComponents, mostHandedOff, undoCancelMs } from './limits.ts';
import {
  currentKey,
  findQuestion,
  isAskedNow,
  isOpen,
  previousKey,
  questioningOf,
  revisionOf,
  seenChoice,
  standingAnswer,
} from './questioning.ts';
import { createSettlingGuards, scanGuards } from './scan-guards.ts';
import { trialGuards } from './trial-guards.ts';

export interface Seen {
  context: InterviewContext;
  event: InterviewEvent;
}

/** What needs no catalogue: who it is, and what the calendar says. */
const plainGuards = {
  isTimedOut: ({ context, event }: Seen) =>
    event.type === 'hand-off.timed-out' &&
    event.by === 'plumbline' &&
    context.waiting[event.key]?.until === event.until &&
    event.at >= event.until,

  /** The product could not reach the one who was asked, and still waits for them. */
  isUnreached: ({ context, event }: Seen) => {
    if (event.type !== 'unreachable' || event.by !== 'plumbline') return false;
    const key = keyOfAskedCard(event.card);
    return key !== null && context.waiting[key]?.to.id === event.person;
  },

  isNewName: ({ context, event }: Seen) => event.type === 'rename' && event.workload.trim() !== '' && event.workload !== context.name,

  isNewPerson: ({ context, event }: Seen) => event.type === 'invite' && !context.invited.includes(event.person.id),

  isNewRequester: ({ context, event }: Seen) => event.type === 'hand-over' && event.to.id !== context.requester.id,

  /** It is assessed again and not finished yet, so that the old result can come back. */
  isAgain: ({ context }: Seen) => context.again !== null && context.baseline !== null,

  isUnborn: ({ context }: Seen) => context.bornAt === 0,

  isRequester: ({ context, event }: Seen) => event.by === context.requester.id,

  /** Only whoever runs it takes it elsewhere, because with it goes who may read it. */
  isMovable: ({ context, event }: Seen) =>
    event.type === 'move' &&
    context.bornAt > 0 &&
    event.by === context.requester.id &&
    event.home.conversation === event.from &&
    event.from !== context.home.conversation,

  someoneIsAsked: ({ context }: Pick<Seen, 'context'>) => Object.keys(context.waiting).length > 0,

  isUndoable: ({ context, event }: Seen) => context.cancelledAt !== null && event.at - context.cancelledAt < undoCancelMs,

  isSettled: ({ context, event }: Seen) =>
    event.type === 'cancel.settled' &&
    event.by === 'plumbline' &&
    event.cancelledAt === context.cancelledAt &&
    event.at - event.cancelledAt >= undoCancelMs,

  isTooEarly: ({ context, event }: Seen) => event.by === 'plumbline' && event.at - context.lastAt < idleMs,

  isLeftAlone: ({ context, event }: Seen) => event.by === 'plumbline' && event.at - context.lastAt >= idleMs,
};

/** Bound to one catalogue: an assessment stays with the one it began with. */
export function createGuards(catalogue: Catalogue) {
  const askedNow = (context: InterviewContext, key: QuestionKey): boolean => isAskedNow(catalogue, context, key);
  const fits = (context: InterviewContext, key: QuestionKey, value: AnswerValue): boolean => {
    const asked = findQuestion(catalogue, key);
    return asked !== null && askedNow(context, key) && valueFits(asked, value);
  };
  return {
    ...plainGuards,
    ...scanGuards,
    ...trialGuards,
    ...createSettlingGuards(catalogue),

    /** Those in the conversation it lives in, whoever runs it, those invited, and the product itself. */
    isParty: ({ context, event }: Seen) => context.bornAt > 0 && (event.by === 'plumbline' || takesPart(context, event)),

    /** The question is asked now, the value is one of its choices, and the press saw the newest answer. */
    isAnswerable: ({ context, event }: Seen) =>
      event.type === 'answer' && event.rev === revisionOf(context, event.key) && fits(context, event.key, event.value),

    isAnswered: ({ context, event }: Seen) =>
      (event.type === 'comment' || event.type === 'revisit') &&
      (context.answers[event.key] !== undefined || (event.type === 'revisit' && seenChoice(context, event.key) !== undefined)) &&
      askedNow(context, event.key),

    isProposable: ({ context, event }: Seen) =>
      event.type === 'propose' && fits(context, event.key, { kind: 'choice', choices: event.choices }),

    isProposed: ({ context, event }: Seen) =>
      (event.type === 'accept-proposal' || event.type === 'drop-proposal') &&
      context.proposal?.key === event.key &&
      (event.type === 'drop-proposal' || event.rev === revisionOf(context, event.key)) &&
      (event.type === 'drop-proposal' || fits(context, event.key, { kind: 'choice', choices: context.proposal.choices })),

    canGoBack: ({ context }: Seen) => previousKey(catalogue, context) !== null,

    canDescribe: ({ context, event }: Seen) =>
      event.type === 'describe' && (event.workload ?? context.name).trim() !== '' && areNames(event.components),

    isScopeShown: ({ context, event }: Seen) =>
      event.type === 'confirm-scope' && event.scope === questioningOf(catalogue, context).scopeDigest,

    canHandOff: ({ context, event }: Seen) =>
      event.type === 'hand-off' &&
      event.keys.length > 0 &&
      event.keys.length <= mostHandedOff &&
      new Set(event.keys).size === event.keys.length &&
      event.to.id !== event.by &&
      event.keys.every((key) => askedNow(context, key) && isUnsaid(context, key) && context.waiting[key] === undefined),

    /** The one who was asked, or who asked, gives a question back. */
    canHandBack: ({ context, event }: Seen) => {
      if (event.type !== 'hand-back') return false;
      // Forged keys may be names that every object has.
      const waiting = Object.hasOwn(context.waiting, event.key) ? context.waiting[event.key] : undefined;
      return waiting !== undefined && (event.by === waiting.to.id || event.by === waiting.by || event.from === context.home.conversation);
    },

    /** Only what is finished is assessed again, and a gate leads to a later phase than it has passed. */
    isAssessable: ({ context, event }: Seen) =>
      event.type === 'assess-again' &&
      context.result !== null &&
      (event.target === undefined || isFurther(event.target, questioningOf(catalogue, context).scope.workload.phase)),

    wantsDepth: ({ context }: Seen) => context.depth === 'full',

    hasOpen: ({ context }: Seen) => questioningOf(catalogue, context).detail.some((key) => isOpen(context, key)),

    scopingIsOpen: ({ context }: Pick<Seen, 'context'>) =>
      context.bornAt > 0 && questioningOf(catalogue, context).scoping.some((key) => isOpen(context, key)),

    scopeIsUnconfirmed: ({ context }: Pick<Seen, 'context'>) => context.confirmed?.scope !== questioningOf(catalogue, context).scopeDigest,

    /** Something can be asked here and now. */
    hasQuestion: ({ context }: Pick<Seen, 'context'>) => currentKey(catalogue, context, 'detail') !== null,

    isWaitingOnly: ({ context }: Pick<Seen, 'context'>) =>
      currentKey(catalogue, context, 'detail') === null && questioningOf(catalogue, context).detail.some((key) => isOpen(context, key)),
  } as const;
}

export type Guards = ReturnType<typeof createGuards>;

function areNames(names: string[] | undefined): boolean {
  if (names === undefined) return true;
  const isListed = names.length > 0 && names.length <= mostComponents && new Set(names).size === names.length;
  return isListed && names.every((name) => name.trim() !== '');
}

/** Nobody has said anything that stands, whatever the scan shows. */
function isUnsaid(context: InterviewContext, key: QuestionKey): boolean {
  const answer = standingAnswer(context, key);
  return answer === undefined || answer.value.kind === 'unknown';
}

/** Whether somebody may read and change it: a right of the conversation it lives in, of whoever runs it, and of those invited. */
export function takesPart({ home, requester, invited }: InterviewContext, { by, from }: { by: string; from: string }): boolean {
  return from === home.conversation || by === requester.id || invited.includes(by);
}
