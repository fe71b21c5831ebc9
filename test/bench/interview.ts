/** Assessments of a given size for the benchmarks: a workload in the widest scope, answered in order by two people. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { loadCatalogue } from '../../knowledge/load.ts';
import type { AnswerValue } from '../../workflows/interview/context.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { EventOf, InterviewEvent } from '../../workflows/interview/events.ts';
import { type AskedQuestion, currentKey, findQuestion, type Part, questioningOf } from '../../workflows/interview/questioning.ts';
import { createAssessmentSubject } from '../../workflows/interview/subject.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import type { Subject } from '../../workflows/turn/subject.ts';

export type AnswerEvent = EventOf<'answer'>;
export type AssessmentSubject = Subject<Assessment, InterviewEvent>;

export const tenant = '5c7e1c1e-6a52-4c0e-9d0f-8a2f3b1f7a10';
export const bornAt = Date.UTC(2027, 0, 11, 9);

export function openCatalogue(): Catalogue {
  return loadCatalogue(fileURLToPath(new URL('../../knowledge/', import.meta.url)));
}

export function subjectFor(catalogue: Catalogue): AssessmentSubject {
  return createAssessmentSubject((hash) => Promise.resolve(hash === catalogue.hash ? catalogue : null));
}

export function assessmentKey(id: string): ItemKey {
  return { tenant, kind: 'assessment', id };
}

/** As long as Teams makes them: this is what stands in keys, references and effects. */
export function conversationId(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex');
  return `19:${digest.slice(0, 32)}@thread.v2`;
}

export function personId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const people = [
  { id: personId('first'), name: 'The first person' },
  { id: personId('second'), name: 'The second person' },
];

/** The same numbers at every run: answers, pauses and comments differ from each other, but not between runs. */
export function createDice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Walk {
  state: Assessment;
  /** Every event that led here, in order. */
  events: InterviewEvent[];
  /** Answers the next question on the card; null when there is none. */
  next(): AnswerEvent | null;
}

interface Walker {
  catalogue: Catalogue;
  subject: AssessmentSubject;
  key: ItemKey;
  state: Assessment;
  events: InterviewEvent[];
  at: number;
  dice: () => number;
  home: string;
}

/** Bound to one event's shape: distributes over the union, so that each event keeps its own fields. */
type Bare = InterviewEvent extends infer E ? (E extends InterviewEvent ? Omit<E, 'by' | 'name' | 'at' | 'from'> : never) : never;

/** The chart refused what the walk thought possible: the walk no longer fits the chart. */
export class WalkError extends Error {
  override readonly name = 'WalkError';
}

/** A state with exactly so many questions answered, reached by the events that people would have caused. */
export async function walkTo(catalogue: Catalogue, subject: AssessmentSubject, id: string, answers: number): Promise<Walk> {
  const key = assessmentKey(id);
  const home = conversationId(id);
  const begin: Bare = {
    type: 'begin',
    id,
    catalogue: catalogue.hash,
    workload: 'Support agent',
    about: { text: 'It reads tickets, looks things up in our manuals and files the answer as a draft.' },
    home: { conversation: home, kind: 'channel' },
  };
  const state = await subject.fresh(key, sealed(begin, home, bornAt, 0));
  const walker: Walker = { catalogue, subject, key, state, events: [], at: bornAt, dice: createDice(7), home };
  apply(walker, begin);
  apply(walker, { type: 'start' });
  while (Object.keys(walker.state.snapshot.context.answers).length < answers) apply(walker, nextStep(walker));
  return { state: walker.state, events: walker.events, next: () => answerNext(walker) };
}

function sealed(bare: Bare, from: string, at: number, person: number): InterviewEvent {
  const who = people[person % people.length] ?? { id: '', name: '' };
  return { ...bare, by: who.id, name: who.name, from, at };
}

function apply(walker: Walker, bare: Bare): void {
  walker.at += 4_000 + Math.floor(walker.dice() * 56_000);
  const event = sealed(bare, walker.home, walker.at, walker.dice() < 0.8 ? 0 : 1);
  const step = walker.subject.step(walker.key, walker.state, event);
  if (!step.changed) throw new WalkError(`The chart refused ${event.type} in ${JSON.stringify(walker.state.snapshot.value)}.`);
  walker.state = step.state;
  walker.events.push(event);
}

/** The next thing that somebody would do: answer, confirm the scope, or go on after the short path. */
function nextStep(walker: Walker): Bare {
  const { value, context } = walker.state.snapshot;
  if (value.interview === 'confirmingScope') {
    return { type: 'confirm-scope', scope: questioningOf(walker.catalogue, context).scopeDigest };
  }
  const asked = askedNow(walker);
  if (asked !== null) return answerTo(walker, asked);
  if (value.interview === 'shortPath') return { type: 'go-deeper' };
  throw new WalkError(`Nothing is left to do in ${value.interview}.`);
}

const parts: Partial<Record<Assessment['snapshot']['value']['interview'], Part>> = {
  scoping: 'scoping',
  shortPath: 'short',
  asking: 'detail',
};

function askedNow({ catalogue, state: { snapshot } }: Walker): AskedQuestion | null {
  const part = parts[snapshot.value.interview];
  const key = part === undefined ? null : currentKey(catalogue, snapshot.context, part);
  return key === null ? null : findQuestion(catalogue, key);
}

function answerTo(walker: Walker, asked: AskedQuestion): Extract<Bare, { type: 'answer' }> {
  const value = asked.kind === 'scoping' ? widest(walker, asked) : chosen(walker, asked);
  return { type: 'answer', key: asked.key, value, rev: 0 };
}

function chosen(walker: Walker, asked: AskedQuestion): AnswerValue {
  const { choices } = asked.question;
  const roll = walker.dice();
  if (roll < 0.1) return { kind: 'unknown' };
  if (roll < 0.13) return { kind: 'not-applicable', reason: { text: 'The platform team does this for every workload.' } };
  const choice = choices[Math.floor(walker.dice() * choices.length)] ?? choices[0];
  return { kind: 'choice', choices: choice === undefined ? [] : [choice.id] };
}

/** The choice after which most questions are asked; not knowing counts as one. */
function widest(walker: Walker, asked: AskedQuestion): AnswerValue {
  const values: AnswerValue[] = [
    ...asked.question.choices.map((choice): AnswerValue => ({ kind: 'choice', choices: [choice.id] })),
    { kind: 'unknown' },
  ];
  const sizes = values.map((value) => {
    const event = sealed({ type: 'answer', key: asked.key, value, rev: 0 }, walker.home, walker.at, 0);
    const { state } = walker.subject.step(walker.key, walker.state, event);
    const { scoping, detail } = questioningOf(walker.catalogue, state.snapshot.context);
    return scoping.length + detail.length;
  });
  return values[sizes.indexOf(Math.max(...sizes))] ?? { kind: 'unknown' };
}

function answerNext(walker: Walker): AnswerEvent | null {
  const asked = askedNow(walker);
  if (asked === null) return null;
  return sealed(answerTo(walker, asked), walker.home, walker.at + 30_000, 0) as AnswerEvent;
}
