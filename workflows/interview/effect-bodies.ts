/** From the chart's named actions to effects as data: what to paint, whom to ask, when to come back. */
import type { EffectBody } from '../turn/effects.ts';
import { askedCard, keyOfAskedCard } from './asked-card.ts';
import type { EffectName } from './chart.ts';
import type { InterviewContext, QuestionKey } from './context.ts';
import type { InterviewEvent } from './events.ts';
import { idleMs, undoCancelMs } from './limits.ts';

/** Pure: the same action in the same context with the same event gives the same effects. */
export function effectsOf(action: { type: EffectName; params: unknown }, context: InterviewContext, event: InterviewEvent): EffectBody[] {
  const home = context.home.conversation;
  switch (action.type) {
    case 'paint':
      return [paintMain(home, (action.params as { fresh: boolean }).fresh || (event.typed === true && event.from === home))];
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
      return event.type === 'unreachable'
        ? [
            {
              kind: 'say',
              what: 'unreachable',
              conversation: home,
              params: { key: keyOfAskedCard(event.card) ?? '', person: event.person },
            },
          ]
        : [];
    case 'tellOfClosing':
      return [{ kind: 'say', what: 'closed', conversation: home, params: {} }];
    case 'sendFile':
      return event.type === 'export' ? [{ kind: 'file', format: event.format, person: event.by, via: event.from }] : [];
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

function paintMain(conversation: string, fresh: boolean): EffectBody {
  return fresh ? { kind: 'paint', card: 'main', conversation, fresh } : { kind: 'paint', card: 'main', conversation };
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
