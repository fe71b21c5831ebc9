/** From the chart's named actions to effects as data: what to paint, whom to ask, when to come back. */
import type { EffectBody } from '../turn/effects.ts';
import { askedCard, keyOfAskedCard, scanCard } from './asked-card.ts';
import type { InterviewContext, QuestionKey } from './context.ts';
import type { EffectName } from './effect-names.ts';
import type { EventOf, InterviewEvent } from './events.ts';
import { idleMs, scanSilentMs, trialSilentMs, undoCancelMs } from './limits.ts';
import type { ScanRun, Trial } from './scan-context.ts';

/** Pure: the same action in the same context with the same event gives the same effects. */
export function effectsOf(action: { type: EffectName; params: unknown }, context: InterviewContext, event: InterviewEvent): EffectBody[] {
  const home = context.home.conversation;
  switch (action.type) {
    case 'paint': {
      const { fresh, still } = action.params as { fresh: boolean; still?: true };
      return [paintCard('main', home, fresh || (still !== true && event.typed === true && event.from === home))];
    }
    case 'paintAsked':
      return 'key' in event && context.handed.includes(event.key) ? [{ kind: 'paint', card: askedCard(event.key), conversation: '' }] : [];
    case 'ask':
      return event.type === 'hand-off'
        ? event.keys.map((key) => ({ kind: 'direct', card: askedCard(key), person: event.to.id, via: event.via }))
        : [];
    case 'scheduleIdle':
      return [{ kind: 'schedule', id: 'idle', at: Math.max(context.lastAt, context.bornAt) + idleMs, event: { type: 'idle.checked' } }];
    case 'scheduleReturn':
      return event.type === 'hand-off' ? event.keys.flatMap((key) => returnOf(context, key)) : [];
    case 'scheduleSettling':
      return [{ kind: 'schedule', id: 'settle', at: event.at + undoCancelMs, event: { type: 'cancel.settled', cancelledAt: event.at } }];
    case 'tellOfTimeOut':
      return event.type === 'hand-off.timed-out'
        ? [{ kind: 'say', what: 'handed-back', conversation: home, params: { key: event.key, person: event.to } }]
        : [];
    case 'tellOfSilence':
      return event.type === 'unreachable' ? [silenceOf(home, event)] : [];
    case 'tellOfClosing':
      return [{ kind: 'say', what: 'closed', conversation: home, params: {} }];
    case 'sendFile':
      return event.type === 'export' ? [{ kind: 'file', format: event.format, person: event.by, via: event.from }] : [];
    case 'paintScan':
      return [paintCard(scanCard, home, (action.params as { fresh: boolean }).fresh)];
    case 'startTrial':
      return context.trial === null ? [] : [{ kind: 'try', trial: context.trial.id, attempt: context.trial.attempt }];
    case 'scheduleTrialCheck':
      return context.trial === null ? [] : [trialCheckOf(context.trial)];
    case 'startScan':
      return context.scan === null ? [] : [{ kind: 'scan', scan: context.scan.id, attempt: context.scan.attempt }];
    case 'stopScan':
      return context.scan === null ? [] : [{ kind: 'stop-scan', scan: context.scan.id }];
    case 'scheduleScanCheck':
      return context.scan === null ? [] : [checkOf(context.scan)];
    case 'tellRoadmap':
      return context.result === null ? [] : [assessedOf(context, context.result)];
    case 'addToConversation':
      return [tellHome('added')];
    case 'focusInConversation':
      return [tellHome('focused')];
    default:
      return action.type satisfies never;
  }

  function tellHome(type: 'added' | 'focused'): EffectBody {
    // The chart knows no tenant; the subject fills in its own.
    return { kind: 'tell', to: { tenant: '', kind: 'conversation', id: home }, event: { type, assessment: context.id } };
  }
}

function silenceOf(conversation: string, { card, person }: EventOf<'unreachable'>): EffectBody {
  return { kind: 'say', what: 'unreachable', conversation, params: { key: keyOfAskedCard(card) ?? '', person } };
}

/** Whoever takes part for the first time finds it among their own assessments from then on. */
export function tellsOfPeople({ people: before }: InterviewContext, { people, id }: InterviewContext): EffectBody[] {
  if (people === before) return [];
  return Object.keys(people)
    .filter((person) => !Object.hasOwn(before, person))
    .map((person) => ({ kind: 'tell', to: { tenant: '', kind: 'person', id: person }, event: { type: 'joined', assessment: id } }));
}

/** While it has no result, its tenant's portfolio knows it by its name alone; from then on its roadmap tells more. */
export function tellsOfStart(before: Told, { value, context }: Told): EffectBody[] {
  if (context.bornAt === 0 || context.result !== null || context.baseline !== null) return [];
  const isSame =
    before.context.bornAt !== 0 &&
    before.context.name === context.name &&
    before.context.home.conversation === context.home.conversation &&
    (before.value.activity === 'gone') === (value.activity === 'gone');
  return isSame ? [] : [{ kind: 'publish' }];
}

interface Told {
  value: { activity: string };
  context: Pick<InterviewContext, 'bornAt' | 'result' | 'baseline' | 'name' | 'home'>;
}

/** The roadmap takes up what a finished result has open. */
function assessedOf({ id, home, requester }: InterviewContext, { id: result, at }: { id: string; at: number }): EffectBody {
  const event = { type: 'assessed', result, finishedAt: at, home, requester };
  return { kind: 'tell', to: { tenant: '', kind: 'roadmap', id }, event };
}

function paintCard(card: string, conversation: string, fresh: boolean): EffectBody {
  return fresh ? { kind: 'paint', card, conversation, fresh } : { kind: 'paint', card, conversation };
}

function checkOf({ id, heardAt }: ScanRun): EffectBody {
  return { kind: 'schedule', id: 'scan', at: heardAt + scanSilentMs, event: { type: 'scan.checked', scan: id } };
}

function trialCheckOf({ id, attempt, heardAt }: Trial): EffectBody {
  return { kind: 'schedule', id: 'trial', at: heardAt + trialSilentMs, event: { type: 'trial.checked', trial: id, attempt } };
}

function returnOf(context: InterviewContext, key: QuestionKey): EffectBody[] {
  const waiting = context.waiting[key];
  if (waiting === undefined) return [];
  return [
    {
      kind: 'schedule',
      id: `return ${key}`,
      at: waiting.until,
      event: { type: 'hand-off.timed-out', key, until: waiting.until, to: waiting.to.id },
    },
  ];
}
