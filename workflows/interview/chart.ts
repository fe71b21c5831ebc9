/** The assessment's statechart: what may happen when. Pure: named guards and actions, no timers, no calls, no clocks. */
import { and, assign, not, or, setup, stateIn } from 'xstate';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { createChanges } from './changes.ts';
import { type InterviewContext, noAssessment } from './context.ts';
import { effectActions } from './effect-names.ts';
import type { InterviewEvent } from './events.ts';
import { createGuards, type Guards, type Seen } from './guards.ts';

/** Repaints the card where it stands; `repost` shows it anew below the talk. */
const paint = { type: 'paint', params: { fresh: false } } as const;
const repost = { type: 'paint', params: { fresh: true } } as const;
/** Never moves it, though words were typed: the scan's card is what they asked for. */
const refresh = { type: 'paint', params: { fresh: false, still: true } } as const;
/** A scan has a card of its own, so that the question under somebody's fingers stays as it is. */
const paintScan = { type: 'paintScan', params: { fresh: false } } as const;
const postScan = { type: 'paintScan', params: { fresh: true } } as const;

export function createInterviewChart(catalogue: Catalogue) {
  const is = createGuards(catalogue);
  const apply = createChanges(catalogue);
  const bench = setup({
    types: { context: {} as InterviewContext, events: {} as InterviewEvent },
    guards: { ...is, ...permissions(is) },
    actions: {
      apply: assign(({ context, event }: Seen) => apply(context, event)),
      ...effectActions,
    },
  });

  /** Wherever questions are shown they can be answered, commented, and earlier ones changed. */
  const answering = {
    answer: { guard: 'mayAnswer', actions: ['apply', paint, 'paintAsked'] },
    'accept-proposal': { guard: 'mayDecideProposal', actions: ['apply', paint, 'paintAsked'] },
    'drop-proposal': { guard: 'mayDecideProposal', actions: ['apply', paint] },
    propose: { guard: 'mayPropose', actions: ['apply', paint] },
    comment: { guard: 'mayTouchAnswer', actions: ['apply', paint] },
    revisit: { guard: 'mayTouchAnswer', actions: ['apply', paint] },
    back: { guard: 'mayGoBack', actions: ['apply', paint] },
    describe: { guard: 'mayDescribe', actions: ['apply', paint] },
    settle: { guard: 'maySettle', actions: ['apply', paint] },
    'keep-baseline': { guard: 'mayKeepBaseline', target: 'finished', actions: ['apply', paint] },
  } as const;
  const lookAround = {
    guard: 'mayScan',
    target: 'looking',
    actions: ['apply', 'startScan', 'scheduleScanCheck', postScan, refresh],
  } as const;
  const scanEnds = { guard: 'isNews', target: 'looked', actions: ['apply', paintScan, paint] } as const;
  /** A scope that is open or has changed comes before everything else. */
  const reopenScoping = { guard: 'scopingIsOpen', target: 'scoping' } as const;
  const confirmAgain = { guard: 'scopeIsUnconfirmed', target: 'confirmingScope' } as const;
  const review = { guard: 'mayAct', target: 'reviewing', actions: ['apply', paint] } as const;

  return bench.createMachine({
    id: 'assessment',
    type: 'parallel',
    context: noAssessment,
    states: {
      interview: {
        initial: 'intake',
        states: {
          intake: {
            on: {
              begin: { guard: 'isUnborn', actions: ['apply', 'addToConversation', repost, 'scheduleIdle'] },
              describe: answering.describe,
              start: { guard: 'mayAct', target: 'scoping', actions: ['apply', paint] },
            },
          },
          scoping: {
            always: { guard: not('scopingIsOpen'), target: 'confirmingScope' },
            on: { ...answering },
          },
          confirmingScope: {
            always: reopenScoping,
            on: {
              ...answering,
              'confirm-scope': [
                { guard: and(['mayConfirmScope', 'wantsDepth']), target: 'asking', actions: ['apply', paint] },
                { guard: 'mayConfirmScope', target: 'shortPath', actions: ['apply', paint] },
              ],
            },
          },
          shortPath: {
            always: [reopenScoping, confirmAgain],
            on: { ...answering, 'go-deeper': { guard: 'mayAct', target: 'asking', actions: ['apply', paint] }, review },
          },
          asking: {
            always: [
              reopenScoping,
              confirmAgain,
              { guard: 'isWaitingOnly', target: 'waitingForColleague' },
              { guard: not('hasQuestion'), target: 'reviewing' },
            ],
            on: { ...answering, review },
          },
          waitingForColleague: {
            always: [
              reopenScoping,
              confirmAgain,
              { guard: 'hasQuestion', target: 'asking' },
              { guard: not('isWaitingOnly'), target: 'reviewing' },
            ],
            on: { ...answering, review },
          },
          reviewing: {
            always: [reopenScoping, confirmAgain],
            on: {
              ...answering,
              // Also from a question that somebody went back to.
              review: { guard: 'mayAct', actions: ['apply', paint] },
              'keep-asking': { guard: 'mayKeepAsking', target: 'asking', actions: ['apply', paint] },
              finish: { guard: 'mayFinish', target: 'finished', actions: ['apply', paint, 'tellRoadmap'] },
            },
          },
          finished: {
            on: {
              reopen: { guard: 'mayAct', target: 'reviewing', actions: ['apply', paint, 'scheduleIdle'] },
              'assess-again': { guard: 'mayAssessAgain', target: 'scoping', actions: ['apply', paint, 'scheduleIdle'] },
            },
          },
        },
      },
      activity: {
        initial: 'active',
        states: {
          active: {
            on: {
              pause: { guard: 'isParty', target: 'paused', actions: ['apply', paint] },
              cancel: { guard: 'mayCancel', target: 'cancelled', actions: ['apply', paint, 'scheduleSettling'] },
              'idle.checked': [
                { guard: 'mayLapse', target: 'lapsed', actions: ['apply', paint, 'tellOfClosing'] },
                { guard: 'isTooEarly', actions: ['scheduleIdle'] },
              ],
            },
          },
          paused: {
            on: {
              resume: { guard: 'isParty', target: 'active', actions: ['apply', repost] },
              cancel: { guard: 'mayCancel', target: 'cancelled', actions: ['apply', paint, 'scheduleSettling'] },
              'idle.checked': [
                { guard: 'mayLapse', target: 'lapsed', actions: ['apply', paint, 'tellOfClosing'] },
                { guard: 'isTooEarly', actions: ['scheduleIdle'] },
              ],
            },
          },
          lapsed: {
            on: { resume: { guard: 'isParty', target: 'active', actions: ['apply', repost, 'scheduleIdle'] } },
          },
          cancelled: {
            on: {
              'undo-cancel': { guard: 'mayUndoCancel', target: 'active', actions: ['apply', repost, 'scheduleIdle'] },
              'cancel.settled': { guard: 'isSettled', target: 'gone', actions: ['apply', paint] },
            },
          },
          /** Cancelled for good: it stays readable and nothing brings it back. */
          gone: {},
        },
      },
      colleagues: {
        initial: 'nobodyAsked',
        states: {
          nobodyAsked: {
            always: { guard: 'someoneIsAsked', target: 'asked' },
            on: { 'hand-off': { guard: 'mayHandOff', actions: ['apply', 'ask', 'scheduleReturn', paint] } },
          },
          asked: {
            always: { guard: not('someoneIsAsked'), target: 'nobodyAsked' },
            on: {
              'hand-off': { guard: 'mayHandOff', actions: ['apply', 'ask', 'scheduleReturn', paint] },
              'hand-back': { guard: 'mayHandBack', actions: ['apply', paint, 'paintAsked'] },
              'hand-off.timed-out': { guard: 'mayTimeOut', actions: ['apply', paint, 'paintAsked', 'tellOfTimeOut'] },
              unreachable: { guard: 'mayBeUnreached', actions: ['apply', paint, 'tellOfSilence'] },
            },
          },
        },
      },
      scan: {
        initial: 'none',
        states: {
          none: { on: { scan: lookAround } },
          looking: {
            on: {
              'stop-scan': { guard: 'mayStopScan', target: 'stopping', actions: ['apply', 'stopScan', paintScan] },
              cancel: { guard: 'mayCancelScan', target: 'stopping', actions: ['stopScan', paintScan] },
              'scan.progressed': { guard: 'isNews', actions: ['apply', paintScan] },
              'scan.finished': scanEnds,
              'scan.failed': scanEnds,
              'scan.checked': [
                { guard: 'isLost', target: 'looked', actions: ['apply', paintScan, paint] },
                { guard: 'isSilent', actions: ['apply', 'startScan', 'scheduleScanCheck', paintScan] },
                { guard: 'isAlive', actions: ['scheduleScanCheck'] },
              ],
            },
          },
          /** What it has seen so far may still come in. */
          stopping: {
            on: {
              'scan.finished': scanEnds,
              'scan.failed': scanEnds,
              'scan.checked': [
                { guard: 'isLost', target: 'looked', actions: ['apply', paintScan, paint] },
                { guard: 'isAlive', actions: ['scheduleScanCheck'] },
              ],
            },
          },
          looked: { on: { scan: lookAround } },
        },
      },
    },
    on: {
      rename: { guard: 'mayRename', actions: ['apply', paint] },
      invite: { guard: 'mayInvite', actions: ['apply', paint] },
      'hand-over': { guard: 'mayHandOver', actions: ['apply', paint] },
      show: { guard: 'isParty', actions: ['apply', repost, 'focusInConversation'] },
      move: { guard: 'isMovable', actions: ['apply', 'addToConversation', repost] },
      export: { guard: 'isParty', actions: ['apply', 'sendFile'] },
      'try-account': { guard: 'mayTryAccount', actions: ['apply', 'startTrial', 'scheduleTrialCheck', postScan, refresh] },
      'account.tried': { guard: 'isTold', actions: ['apply', paintScan, paint] },
      'trial.checked': [
        { guard: 'isGivenUp', actions: ['apply', paintScan, paint] },
        { guard: 'isForgotten', actions: ['apply', 'startTrial', 'scheduleTrialCheck', paintScan] },
      ],
      'drop-account': { guard: 'mayDropAccount', actions: ['apply', paintScan, paint] },
      'scope-workload': { guard: 'mayScopeWorkload', actions: ['apply', paint] },
    },
  });
}

type Condition = (scene: Seen) => boolean;
type Permission = (scene: Seen) => boolean;

/** The library's `and` cannot infer our context outside a machine; the parts are checked here instead. */
function whileActive(...conditions: Condition[]): Permission {
  return and([stateIn({ activity: 'active' }), ...conditions] as never) as unknown as Permission;
}

/** Where questions can be answered: elsewhere a colleague who is asked could do nothing but hand the question back. */
const isAnswering = not(or([stateIn({ interview: 'intake' }), stateIn({ interview: 'finished' })])) as unknown as Condition;

const notLooking = not(or([stateIn({ scan: 'looking' }), stateIn({ scan: 'stopping' })])) as unknown as Condition;

/** Who may do what while the assessment is active. */
function permissions(is: Guards) {
  return {
    mayAct: whileActive(is.isParty),
    mayAnswer: whileActive(is.isParty, is.isAnswerable),
    mayPropose: whileActive(is.isParty, is.isProposable),
    mayDecideProposal: whileActive(is.isParty, is.isProposed),
    mayTouchAnswer: whileActive(is.isParty, is.isAnswered),
    mayGoBack: whileActive(is.isParty, is.canGoBack),
    mayDescribe: whileActive(is.isParty, is.canDescribe),
    mayConfirmScope: whileActive(is.isParty, is.isScopeShown),
    mayKeepAsking: whileActive(is.isParty, is.hasOpen),
    mayAssessAgain: whileActive(is.isParty, is.isAssessable),
    // A finished one has no scan under way.
    mayKeepBaseline: whileActive(notLooking, is.isParty, is.isAgain),
    mayHandOff: whileActive(isAnswering, is.isParty, is.canHandOff),
    mayHandBack: whileActive(is.canHandBack),
    mayTimeOut: and([not(stateIn({ activity: 'gone' })), is.isTimedOut] as never) as unknown as Permission,
    mayBeUnreached: and([not(stateIn({ activity: 'gone' })), is.isUnreached] as never) as unknown as Permission,
    // A finished result stays what it is; whoever wants to look again reopens it first.
    mayScan: whileActive(not(stateIn({ interview: 'finished' })) as unknown as Condition, is.isParty, is.isScannable),
    mayStopScan: whileActive(is.isParty),
    // A result that the scan changes a moment later helps nobody.
    mayFinish: whileActive(notLooking, is.isParty, is.isDecided),
    maySettle: whileActive(is.isParty, is.isSettleable),
    mayTryAccount: whileActive(notLooking, is.isParty, is.isTriable),
    mayDropAccount: whileActive(notLooking, is.isParty, is.isUsed),
    mayScopeWorkload: whileActive(notLooking, is.isParty, is.isScoping),
    isTold: and([not(stateIn({ activity: 'gone' })), is.isTrialNews] as never) as unknown as Permission,
    isForgotten: and([not(stateIn({ activity: 'gone' })), is.isTrialSilent] as never) as unknown as Permission,
    isGivenUp: and([not(stateIn({ activity: 'gone' })), is.isTrialLost] as never) as unknown as Permission,
    isNews: and([not(stateIn({ activity: 'gone' })), is.isScanNews] as never) as unknown as Permission,
    isLost: and([not(stateIn({ activity: 'gone' })), is.isScanLost] as never) as unknown as Permission,
    isSilent: and([not(stateIn({ activity: 'gone' })), is.isScanSilent] as never) as unknown as Permission,
    isAlive: and([not(stateIn({ activity: 'gone' })), is.isScanAlive] as never) as unknown as Permission,
    mayRename: whileActive(is.isParty, is.isNewName),
    mayInvite: whileActive(is.isParty, is.isNewPerson),
    mayHandOver: whileActive(is.isParty, is.isRequester, is.isNewRequester),
    // A finished one is not left alone but done; its check ends here and begins again when it is reopened.
    mayLapse: and([not(stateIn({ interview: 'finished' })), is.isLeftAlone] as never) as unknown as Permission,
    mayCancel: ((scene: Seen) => is.isParty(scene) && is.isRequester(scene)) as Condition,
    // The other region cancels only where it is under way or paused; this one follows it there.
    mayCancelScan: and([
      or([stateIn({ activity: 'active' }), stateIn({ activity: 'paused' })]),
      is.isParty,
      is.isRequester,
    ] as never) as unknown as Permission,
    mayUndoCancel: ((scene: Seen) => is.isParty(scene) && is.isRequester(scene) && is.isUndoable(scene)) as Condition,
  };
}
