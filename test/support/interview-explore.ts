/** Walks the whole chart breadth first over the pocket catalogue: every kind of event at every kind of place it can stand in. */

import type { Catalogue } from '../../knowledge/catalogue.ts';
import { askedCard } from '../../workflows/interview/asked-card.ts';
import type { InterviewContext } from '../../workflows/interview/context.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { handOffMs, idleMs, undoCancelMs } from '../../workflows/interview/limits.ts';
import { findQuestion, isAskable, isOpen, questioningOf } from '../../workflows/interview/questioning.ts';
import {
  answerEvent,
  type BareEvent,
  beginPlay,
  confirmEvent,
  eventBy,
  minute,
  type Play,
  people,
  play,
  revOf,
  usualChoice,
} from './interview.ts';

const ben = { id: people.ben.id, name: people.ben.name };
const cleo = { id: people.cleo.id, name: people.cleo.name };

export const elsewhere = { conversation: 'elsewhere', kind: 'personal' as const };

/** Things that may be tried in any state; many of them are not possible. */
export function tries(now: Play): InterviewEvent[] {
  const { engine, snapshot, at } = now;
  const { context } = snapshot;
  const later = at + minute;
  const waits = Object.entries(context.waiting).map(([key, { until }]) => ({ key, until }));
  return [
    ...aboutQuestions(engine.catalogue, context).map((bare) => eventBy('ana', later, bare)),
    ...plain(now).map((bare) => eventBy('ana', later, bare)),
    { ...eventBy('ana', later, { type: 'move', home: elsewhere }), from: elsewhere.conversation },
    ...waits.flatMap(({ key, until }) => [
      eventBy('ben', later, { type: 'hand-back', key }),
      eventBy('plumbline', later, { type: 'unreachable', card: askedCard(key), person: context.waiting[key]?.to.id ?? '' }),
      eventBy('plumbline', at, { type: 'hand-off.timed-out', key, until, to: 'ben' }),
      eventBy('plumbline', Math.max(later, context.bornAt + handOffMs * 2, until), { type: 'hand-off.timed-out', key, until, to: 'ben' }),
    ]),
    eventBy('plumbline', later, { type: 'idle.checked' }),
    eventBy('plumbline', context.lastAt + idleMs, { type: 'idle.checked' }),
    eventBy('ana', (context.cancelledAt ?? at) + undoCancelMs, { type: 'undo-cancel' }),
    eventBy('plumbline', (context.cancelledAt ?? at) + undoCancelMs, { type: 'cancel.settled', cancelledAt: context.cancelledAt ?? 0 }),
  ];
}

function plain(now: Play): BareEvent[] {
  const home = { conversation: people.ana.from, kind: 'group' as const };
  return [
    { type: 'begin', id: 'a2', catalogue: now.engine.catalogue.hash, workload: 'Another', home },
    { type: 'start' },
    confirmEvent(now),
    { type: 'confirm-scope', scope: 'an older scope' },
    { type: 'go-deeper' },
    { type: 'review' },
    { type: 'keep-asking' },
    { type: 'finish', resultId: 'result-1' },
    { type: 'reopen' },
    { type: 'assess-again' },
    { type: 'assess-again', target: 'advanced' },
    { type: 'keep-baseline' },
    { type: 'back' },
    { type: 'pause' },
    { type: 'resume' },
    { type: 'cancel' },
    { type: 'undo-cancel' },
    { type: 'show' },
    { type: 'export', format: 'json' },
    { type: 'rename', workload: 'Helpdesk' },
    { type: 'describe', intake: { owner: 'Cleo' }, components: ['Support agent', 'Mail reader'] },
    { type: 'invite', person: ben },
    { type: 'invite', person: cleo },
    { type: 'hand-over', to: cleo },
  ];
}

/** About the first open question, the last answered one and the one that decides the scope. */
function aboutQuestions(catalogue: Catalogue, context: InterviewContext): BareEvent[] {
  const { scoping, detail } = questioningOf(catalogue, context);
  const open = [...scoping, ...detail].find((key) => isAskable(context, key)) ?? detail.find((key) => isOpen(context, key));
  const details = detail.filter((key) => isAskable(context, key));
  const answered = Object.keys(context.answers).at(-1);
  const last = detail.at(-1);
  const proposed = context.proposal?.key ?? open ?? '';
  return [
    ...(open === undefined ? [] : [answerEvent(context, open, usualChoice(catalogue, open)), unknownTo(context, open)]),
    ...(open === undefined ? [] : [{ type: 'hand-off' as const, keys: [open], to: ben, via: people.ana.from }, propose(catalogue, open)]),
    { type: 'hand-off', keys: details, to: ben, via: people.ana.from },
    ...(answered === undefined ? [] : about(answered)),
    ...(last === undefined ? [] : [unknownTo(context, last), { type: 'hand-off' as const, keys: [last], to: ben, via: people.ana.from }]),
    answerEvent(context, 's:c1:agency', revOf(context, 's:c1:agency') === 1 ? 'small' : 'big'),
    answerEvent(context, 's::stage', revOf(context, 's::stage') === 1 ? 'small' : 'middle'),
    { type: 'accept-proposal', key: proposed, rev: revOf(context, proposed) },
    { type: 'drop-proposal', key: proposed },
  ];
}

function about(key: string): BareEvent[] {
  return [
    { type: 'comment', key, comment: { text: 'Seen it myself.' } },
    { type: 'revisit', key },
    { type: 'hand-off', keys: [key], to: ben, via: people.ana.from },
  ];
}

const unknownTo = (context: InterviewContext, key: string): BareEvent => ({
  type: 'answer',
  key,
  value: { kind: 'unknown' },
  rev: revOf(context, key),
});

function propose(catalogue: Catalogue, key: string): BareEvent {
  const choice = findQuestion(catalogue, key)?.question.choices[1]?.id ?? '';
  return { type: 'propose', key, choices: [choice], quote: 'as I said' };
}

export interface Tried {
  before: Play;
  event: InterviewEvent;
  after: Play;
}

/** Two plays of one kind offer the same: the chart's state, and what its guards ask of the context. */
function kindOf({ engine, snapshot }: Play): string {
  const { context, value } = snapshot;
  if (value.activity !== 'active') return JSON.stringify(value);
  const { scoping, detail } = questioningOf(engine.catalogue, context);
  const open = (keys: string[]) => keys.filter((key) => isAskable(context, key)).length;
  return JSON.stringify([
    value,
    open(scoping),
    Math.min(1, open(detail)),
    Object.keys(context.waiting).length > 0,
    context.answers[detail.at(-1) ?? '']?.value.kind === 'unknown',
    context.depth,
    context.focus === null,
    context.proposal === null,
    context.confirmed === null,
    context.again === null ? null : context.again.target,
  ]);
}

/** Everything that was tried, from the unborn assessment on; scans are walked by themselves. */
export function explore(catalogue: Catalogue): Tried[] {
  return walkFrom([beginPlay(catalogue)], kindOf, tries);
}

/** Breadth first: from each kind of place everything is tried once. */
export function walkFrom(places: readonly Play[], placeOf: (now: Play) => string, next: (now: Play) => InterviewEvent[]): Tried[] {
  const seen = new Set(places.map(placeOf));
  const queue = [...places];
  const tried: Tried[] = [];
  for (let before = queue.shift(); before !== undefined; before = queue.shift()) {
    for (const event of next(before)) {
      const after = play(before, event);
      tried.push({ before, event, after });
      const kind = placeOf(after);
      if (!after.changed || seen.has(kind)) continue;
      seen.add(kind);
      queue.push(after);
    }
  }
  return tried;
}
