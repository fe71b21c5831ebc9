/** Plays an assessment in memory, one event after the other: who speaks from where, how events are made, where a play stands. */
import { readFileSync } from 'node:fs';
import { partOf } from '../../bot/conversation/hear-text.ts';
import { type Catalogue, sealCatalogue } from '../../knowledge/catalogue.ts';
import type { InterviewContext, QuestionKey } from '../../workflows/interview/context.ts';
import { engineOf, type InterviewEngine, type Snapshot } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { currentKey, findQuestion, isAskable, questioningOf, revisionOf } from '../../workflows/interview/questioning.ts';
import type { EffectBody } from '../../workflows/turn/effects.ts';

/**
 * The catalogue of five controls, and its next edition: one question reworded, one control added, one withdrawn. The third is the
 * first with checks: of the wall (whose question it answers either way), of the shelf (only where it fails) and of the roof.
 */
export function pocketCatalogue(edition: 1 | 2 | 3): Catalogue {
  return sealCatalogue(JSON.parse(readFileSync(new URL(`../fixtures/catalogues/pocket-${edition}.json`, import.meta.url), 'utf8')));
}

/** Ana asks, Cleo sits in the same conversation, Ben is a colleague elsewhere, Dan is a stranger. */
export const people = {
  ana: { id: 'ana', name: 'Ana', from: 'talk' },
  cleo: { id: 'cleo', name: 'Cleo', from: 'talk' },
  ben: { id: 'ben', name: 'Ben', from: 'ben alone' },
  dan: { id: 'dan', name: 'Dan', from: 'dan alone' },
  plumbline: { id: 'plumbline', name: 'Plumbline', from: '' },
} as const;
export type Who = keyof typeof people;

export const firstMoment = Date.UTC(2027, 0, 12, 9);
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

type Bare<E> = E extends InterviewEvent ? Omit<E, 'by' | 'name' | 'at' | 'from'> : never;
export type BareEvent = Bare<InterviewEvent>;

export function eventBy(who: Who, at: number, bare: BareEvent): InterviewEvent {
  const { id, name, from } = people[who];
  return { ...bare, by: id, name, from, at };
}

export function beginEvent(catalogue: Catalogue, at = firstMoment): InterviewEvent {
  const home = { conversation: people.ana.from, kind: 'group' as const };
  return eventBy('ana', at, { type: 'begin', id: 'a1', catalogue: catalogue.hash, workload: 'Support agent', home });
}

export interface Play {
  engine: InterviewEngine;
  at: number;
  snapshot: Snapshot;
  /** What the last event wanted done. */
  effects: EffectBody[];
  /** Whether the last event was possible. */
  changed: boolean;
}

export function beginPlay(catalogue: Catalogue): Play {
  const engine = engineOf(catalogue);
  const unborn: Play = { engine, at: firstMoment, snapshot: engine.initial(), effects: [], changed: false };
  return play(unborn, beginEvent(catalogue));
}

export function play(before: Play, event: InterviewEvent): Play {
  return { engine: before.engine, at: event.at, ...before.engine.step(before.snapshot, event) };
}

/** The next thing somebody does, a minute later. */
export function act(before: Play, who: Who, bare: BareEvent): Play {
  return play(before, eventBy(who, before.at + minute, bare));
}

export function must(before: Play, who: Who, bare: BareEvent): Play {
  const after = act(before, who, bare);
  if (!after.changed) throw new Error(`${who} could not ${bare.type} in ${JSON.stringify(before.snapshot.value)}.`);
  return after;
}

export function revOf(context: InterviewContext, key: QuestionKey): number {
  return revisionOf(context, key);
}

/** The pocket answers that lead to an agent in use by a village: every control but the last phase's is asked. */
const usual: Record<string, string> = { model: 'middle', agency: 'big', guests: 'nobody', stage: 'middle' };

/** The choice of an ordinary person: the usual scope, then each control's first choice. */
export function usualChoice(catalogue: Catalogue, key: QuestionKey): string {
  const asked = findQuestion(catalogue, key);
  return usual[key.split(':')[2] ?? ''] ?? asked?.question.choices[0]?.id ?? '';
}

export function answerEvent(context: InterviewContext, key: QuestionKey, choice: string | string[]): BareEvent {
  const choices = Array.isArray(choice) ? choice : [choice];
  return { type: 'answer', key, value: { kind: 'choice', choices }, rev: revOf(context, key) };
}

export function answerUsually(before: Play, who: Who, key: QuestionKey): Play {
  return must(before, who, answerEvent(before.snapshot.context, key, usualChoice(before.engine.catalogue, key)));
}

/** Answers what is open of a part, in the order in which it is asked. */
export function answerAll(before: Play, part: 'scoping' | 'short' | 'detail'): Play {
  let now = before;
  while (true) {
    const { context } = now.snapshot;
    const key = questioningOf(now.engine.catalogue, context)[part].find((one) => isAskable(context, one));
    if (key === undefined) return now;
    now = answerUsually(now, 'ana', key);
  }
}

export const stages = ['begun', 'scoping', 'scoped', 'short', 'asking', 'reviewing', 'finished'] as const;
export type Stage = (typeof stages)[number];

/** An assessment that Ana alone has brought to a stage; `asking` has every detail question still open. */
export function stagePlay(catalogue: Catalogue, stage: Stage): Play {
  const begun = beginPlay(catalogue);
  if (stage === 'begun') return begun;
  const scoping = must(begun, 'ana', { type: 'start' });
  if (stage === 'scoping') return scoping;
  const scoped = answerAll(scoping, 'scoping');
  if (stage === 'scoped') return scoped;
  const short = must(scoped, 'ana', confirmEvent(scoped));
  if (stage === 'short') return short;
  const asking = must(short, 'ana', { type: 'go-deeper' });
  if (stage === 'asking') return asking;
  const reviewing = answerAll(asking, 'detail');
  return stage === 'reviewing' ? reviewing : must(reviewing, 'ana', { type: 'finish', resultId: 'result-1' });
}

export function confirmEvent({ engine, snapshot }: Play): BareEvent {
  return { type: 'confirm-scope', scope: questioningOf(engine.catalogue, snapshot.context).scopeDigest };
}

/** The question on the main card; null where none is asked. */
export function cardOf({ engine, snapshot }: Pick<Play, 'engine' | 'snapshot'>): QuestionKey | null {
  const part = partOf({ engine, snapshot });
  return part === null ? null : currentKey(engine.catalogue, snapshot.context, part);
}

/** An effect in a few words, for people who read cases. `at` is when it was wanted. */
export function effectWords(body: EffectBody, at: number): string {
  switch (body.kind) {
    case 'paint':
      return `${body.fresh ? 'repost' : 'paint'} ${body.card}`;
    case 'direct':
      return `show ${body.card} to ${body.person}`;
    case 'say':
      return `say ${body.what}`;
    case 'file':
      return `file ${body.format} to ${body.person}`;
    case 'schedule':
      return `schedule ${body.id} in ${spanWords(body.at - at)}`;
    case 'tell':
      return `tell ${body.to.kind} ${body.event.type}`;
    default:
      return body.kind;
  }
}

/** `3d`, `29d 23h 59m`: minutes are the finest that a play knows. */
function spanWords(ms: number): string {
  const parts = [Math.floor(ms / day), Math.floor((ms % day) / hour), (ms % hour) / minute];
  return parts.flatMap((count, index) => (count === 0 ? [] : [`${count}${'dhm'[index]}`])).join(' ');
}
