/** How each event changes what the assessment remembers. Pure: context and event in, the changed fields out. */

import { createHash } from 'node:crypto';
import { canonicalJson } from '../../knowledge/canonical.ts';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { assessAgain, endRound, keepBaseline } from './again.ts';
import { keyOfAskedCard } from './asked-card.ts';
import type { Answer, AnswerValue, Component, InterviewContext, Person, QuestionKey } from './context.ts';
import type { EventOf, InterviewEvent } from './events.ts';
import { handOffMs, mostComponents } from './limits.ts';
import { previousKey, questioningOf, revisionOf } from './questioning.ts';
import { beginScan, dropAccount, endScan, failScan, missScan, noteProgress, settle, stopScan } from './scan-changes.ts';
import { beginTrial, endTrial, joinWorkload, missTrial } from './trial-changes.ts';

type Change = Partial<InterviewContext>;

/**
 * The result's id holds what was finished: when a slow attempt and its redelivery finish different states, each writes a text of
 * its own, and a late write never replaces the one that the snapshot names.
 */
export function resultIdOf(context: InterviewContext, { resultId }: Pick<EventOf<'finish'>, 'resultId'>): string {
  return `${resultId}.${createHash('sha256').update(canonicalJson(context)).digest('base64url').slice(0, 10)}`;
}

/** Bound to one catalogue: what each event changes. Events that change nothing but who was there are listed too. */
export function createChanges(catalogue: Catalogue) {
  return (context: InterviewContext, event: InterviewEvent): Change => ({
    ...noteActor(context, event),
    ...changeOf(catalogue, context, event),
  });
}

function changeOf(catalogue: Catalogue, context: InterviewContext, event: InterviewEvent): Change {
  if (isLook(event)) return lookChangeOf(catalogue, context, event);
  if (event.type === 'finish' || event.type === 'assess-again' || event.type === 'keep-baseline') return roundChangeOf(context, event);
  switch (event.type) {
    case 'begin':
      return begin(event);
    case 'describe':
      return describe(context, event);
    case 'answer':
      return recordAnswer(context, event.key, event.value, event);
    case 'accept-proposal':
      return acceptProposal(context, event);
    case 'drop-proposal':
      return { proposal: null };
    case 'propose':
      return { proposal: { key: event.key, choices: event.choices, quote: event.quote, by: event.by } };
    case 'comment':
      return comment(context, event);
    case 'back':
      return { focus: previousKey(catalogue, context), proposal: null };
    case 'revisit':
      return { focus: event.key, proposal: null };
    case 'confirm-scope':
      return { confirmed: { by: event.by, at: event.at, scope: questioningOf(catalogue, context).scopeDigest }, focus: null };
    case 'go-deeper':
    case 'keep-asking':
      return { depth: 'full', unknownRun: 0, focus: null };
    case 'review':
    case 'reopen':
      return { focus: null, proposal: null };
    case 'hand-off':
      return handOff(context, event);
    case 'hand-back':
    case 'hand-off.timed-out':
    case 'unreachable':
      return { waiting: without(context.waiting, [event.type === 'unreachable' ? (keyOfAskedCard(event.card) ?? '') : event.key]) };
    case 'invite':
      return invite(context, event.person);
    case 'hand-over':
      return { requester: event.to, ...invite(context, event.to) };
    case 'move':
      return { home: event.home };
    case 'rename':
      return { name: event.workload };
    case 'cancel':
    case 'undo-cancel':
      return event.type === 'cancel' ? { cancelledAt: event.at, ...stopScan(context) } : { cancelledAt: null };
    case 'start':
    case 'pause':
    case 'resume':
    case 'show':
    case 'export':
    case 'cancel.settled':
    case 'idle.checked':
      return {};
    default:
      return event satisfies never;
  }
}

/** How a round ends and the next begins. */
function roundChangeOf(context: InterviewContext, event: EventOf<'finish' | 'assess-again' | 'keep-baseline'>): Change {
  if (event.type === 'assess-again') return assessAgain(context, event);
  if (event.type === 'keep-baseline') return keepBaseline(context);
  const result = { id: resultIdOf(context, event), at: event.at, by: event.by };
  return { result, focus: null, proposal: null, ...endRound(context) };
}

/** What comes of looking into accounts: connecting them, the scan, and what people decide about it. */
function lookChangeOf(catalogue: Catalogue, context: InterviewContext, event: EventOf<LookEventType>): Change {
  switch (event.type) {
    case 'try-account':
      return beginTrial(event);
    case 'account.tried':
      return endTrial(context, event);
    case 'trial.checked':
      return missTrial(context, event);
    case 'scope-workload':
      return { workload: joinWorkload(context.workload, event) };
    case 'drop-account':
      return dropAccount(context, event);
    case 'scan':
      return beginScan(event);
    case 'stop-scan':
      return stopScan(context);
    case 'scan.progressed':
      return noteProgress(context, event);
    case 'scan.finished':
      return endScan(catalogue, context, event);
    case 'scan.failed':
      return failScan(context, event);
    case 'scan.checked':
      return missScan(context, event);
    case 'settle':
      return settle(catalogue, context, event);
    default:
      return event satisfies never;
  }
}

const lookTypes = [
  'try-account',
  'account.tried',
  'trial.checked',
  'scope-workload',
  'drop-account',
  'scan',
  'stop-scan',
  'scan.progressed',
  'scan.finished',
  'scan.failed',
  'scan.checked',
  'settle',
] as const;

type LookEventType = (typeof lookTypes)[number];

function isLook(event: InterviewEvent): event is EventOf<LookEventType> {
  return lookTypes.some((type) => type === event.type);
}

/** Who acted and when: part of every change, so that nobody has to think of it. */
function noteActor(context: InterviewContext, event: InterviewEvent): Change {
  if (event.by === 'plumbline') return {};
  const people = context.people[event.by] === event.name ? context.people : { ...context.people, [event.by]: event.name };
  return { people, lastAt: Math.max(context.lastAt, event.at) };
}

function begin(event: EventOf<'begin'>): Change {
  return {
    id: event.id,
    catalogue: event.catalogue,
    bornAt: event.at,
    name: event.workload,
    home: event.home,
    requester: { id: event.by, name: event.name },
    components: [{ id: 'c1', name: event.workload }],
    intake: event.about === undefined ? {} : { about: event.about },
  };
}

function describe(context: InterviewContext, event: EventOf<'describe'>): Change {
  return {
    ...(event.workload === undefined ? {} : { name: event.workload }),
    ...(event.components === undefined ? {} : { components: renamed(context, event.components) }),
    intake: { ...context.intake, ...event.intake },
  };
}

/** Keeps the id of a component whose name stays (or whose place stays), so that its answers stay with it. */
function renamed({ components: known, answers, earlier }: InterviewContext, names: string[]): Component[] {
  const free = known.filter((component) => !names.includes(component.name));
  // A component that is gone keeps its answers, so its id is never given to another.
  const ids = [...known.map((component) => component.id), ...Object.keys({ ...earlier, ...answers }).map((key) => key.split(':')[1] ?? '')];
  let next = Math.max(0, ...ids.filter((id) => /^c\d+$/.test(id)).map((id) => Number(id.slice(1)))) + 1;
  return names.slice(0, mostComponents).map((name) => {
    const same = known.find((component) => component.name === name);
    if (same !== undefined) return same;
    const moved = free.shift();
    return moved === undefined ? { id: `c${next++}`, name } : { id: moved.id, name };
  });
}

function acceptProposal(context: InterviewContext, event: EventOf<'accept-proposal'>): Change {
  const { proposal } = context;
  if (proposal === null) return {};
  return recordAnswer(context, proposal.key, { kind: 'choice', choices: proposal.choices }, event, proposal.quote);
}

function recordAnswer(context: InterviewContext, key: QuestionKey, value: AnswerValue, event: InterviewEvent, quote?: string): Change {
  const before = context.answers[key];
  const fresh: Answer = {
    value,
    by: event.by,
    at: event.at,
    rev: revisionOf(context, key) + 1,
    turn: context.turns + 1,
    ...(quote === undefined ? {} : { quote }),
    ...(before?.comment === undefined ? {} : { comment: before.comment }),
  };
  return {
    answers: { ...context.answers, [key]: fresh },
    turns: context.turns + 1,
    ...movedOn(context, [key]),
    waiting: without(context.waiting, [key]),
    unknownRun: value.kind === 'unknown' ? context.unknownRun + 1 : 0,
  };
}

function comment(context: InterviewContext, event: EventOf<'comment'>): Change {
  const before = context.answers[event.key];
  if (before === undefined) return {};
  const answers = { ...context.answers, [event.key]: { ...before, comment: event.comment } };
  const earlier = context.earlier[event.key];
  if (earlier?.comment === undefined) return { answers };
  // One comment a question, so that all of them fit: the earlier one stands in the result that it belongs to.
  const { comment: _, ...rest } = earlier;
  return { answers, earlier: { ...context.earlier, [event.key]: rest } };
}

function handOff(context: InterviewContext, event: EventOf<'hand-off'>): Change {
  const entry = { to: event.to, by: event.by, at: event.at, until: event.at + handOffMs };
  return {
    waiting: { ...context.waiting, ...Object.fromEntries(event.keys.map((key) => [key, entry])) },
    handed: [...context.handed, ...event.keys.filter((key) => !context.handed.includes(key))],
    invited: withPerson(context.invited, event.to),
    people: { ...context.people, [event.to.id]: event.to.name },
    ...movedOn(context, event.keys),
    unknownRun: 0,
  };
}

/** Lets go of these questions only: a colleague's answer never takes another person's question or proposal off the card. */
function movedOn({ focus, proposal }: InterviewContext, keys: QuestionKey[]): Pick<InterviewContext, 'focus' | 'proposal'> {
  return {
    focus: focus !== null && keys.includes(focus) ? null : focus,
    proposal: proposal !== null && keys.includes(proposal.key) ? null : proposal,
  };
}

function invite(context: InterviewContext, person: Person): Change {
  return { invited: withPerson(context.invited, person), people: { ...context.people, [person.id]: person.name } };
}

function withPerson(invited: string[], person: Person): string[] {
  return invited.includes(person.id) ? invited : [...invited, person.id];
}

function without<T>(record: Record<string, T>, keys: string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}
